/** A decision of the fund, taken: checked against the fund's history and the values of its participants, and recorded. */
import { eventId } from '#journal/event-id.js';
import type { Journal, JournalReader } from '#journal/port.js';
import { fundStream } from '#ledger/subjects.js';
import type { EventSource } from '#ledger/kernel/envelope.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { AllotmentBase } from '#ledger/fund/results/events.js';
import { reportCashFlows, type ReportCashFlows } from '#ledger/fund/funding/report.js';
import { closeYear, declareInterest } from '#ledger/fund/interest/decide.js';
import { decideTimeZone } from '#ledger/fund/rules/decide-time-zone.js';
import { cutValues } from '#ledger/fund/results/cut-values.js';
import type { DeclaredDecision, FundDecision } from '#ledger/fund/decisions.js';
import type { FundState } from '#ledger/fund/state.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { Refused, refusalOf, refuse } from '#ledger/kernel/refusal.js';
import { todayOf, type Clock } from '#money/clock.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { AllotmentKey } from '#money/largest-remainder.js';
import { readFund, rulesInForce } from '#portfolio/rules-in-force.js';
import type { AllotmentMoment } from '#rulebooks/frame/capabilities/results.js';
import { almRunOf } from '#projections/policy/fund-alm-runs.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';
import { toAppend } from '../batch/stamp.js';
import { forwardRatesDocument, type ForwardRates } from '../intake/forward-rates.js';
import { publishParameters } from '../intake/publish-parameters.js';
import { recordRun, type RecordRun } from '../studies/record-run.js';
import { decideOnAccount, isOnAccount, type DecidingAccount } from './accountability-decisions.js';
import { announceChange, notifyChange, type AnnounceChange, type NotifyChange } from './announce-change.js';
import { decideCatchUp, decideIndexation, decidePremiumRates, type DecidingFund } from './rights-decisions.js';
import { decideOnScheme, isOnScheme } from './scheme-changes.js';
import { decideOnFunding, isOnFunding, withinRules } from './policy-decisions.js';
import { portfolioBases, type PortfolioBases } from './portfolio-bases.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    FUND_HAS_MOVED: { readonly fundId: string };
  }
}

/** What a fund may be told to decide. */
export type FundCommand =
  | DeclaredDecision
  | ({ readonly decision: 'change' } & AnnounceChange)
  | ({ readonly decision: 'notify' } & NotifyChange)
  | ({ readonly decision: 'alm-run' } & RecordRun)
  | ({ readonly decision: 'cash-flows' } & ReportCashFlows)
  | ({ readonly decision: 'forward-rates' } & ForwardRates);

/** What a decision may look at. */
export interface FundDecideContext {
  readonly journal: JournalReader;
  readonly journalUrl?: string | undefined;
  readonly fundId: string;
  readonly clock: Clock;
  readonly workers?: number | undefined;
}

export interface DeclareContext extends FundDecideContext {
  readonly journal: Journal;
  readonly actor: string;
  /** Line of a decisions file. */
  readonly source?: EventSource | undefined;
  /** Migrated: when the older system recorded it. */
  readonly recordedAt?: Instant | undefined;
}

/**
 * Records a decision; answers its events, none where the fund had decided the same before. Refuses UNKNOWN_FUND,
 * NOT_APPLICABLE (the scheme takes no such decision), FUND_HAS_MOVED (someone else decided meanwhile), and what the
 * decision itself refuses.
 */
export async function declare(command: FundCommand, context: DeclareContext): Promise<readonly DecidedFundEvent[]> {
  const { journal, fundId, actor, source, recordedAt } = context;
  const stream = fundStream(fundId);
  const fund = await readFund(journal, fundId);
  const events = eventsOf(await decideForFund(command, fund, context));
  if (events.length === 0) return events;
  const stamp = { actor, correlationId: eventId(stream, (events[0] as DecidedFundEvent).key), source, recordedAt };
  const stamped = events.map((event) => toAppend(stream, event, stamp));
  const [outcome] = await journal.append([{ stream, expected: fund.lastRevision, events: stamped }]);
  if (outcome?.status !== 'refused') return events;
  if (outcome.refusal.code === 'WRONG_EXPECTED_REVISION') {
    refuse('FUND_HAS_MOVED', { fundId });
  }
  throw new Refused(outcome.refusal);
}

/** What a decision comes to, for those who cannot go on after a refusal. */
export function eventsOf(decision: FundDecision): readonly DecidedFundEvent[] {
  if (decision.status === 'refused') throw new Refused(decision.refusal);
  return decision.status === 'no-change' ? [] : decision.events;
}

/** A decision, not yet recorded: its events, "no change", or what `declare` refuses, save FUND_HAS_MOVED. */
export async function decideForFund(command: FundCommand, fund: FundState, context: FundDecideContext): Promise<FundDecision> {
  try {
    return await decide(command, fund, context);
  } catch (error) {
    const refusal = refusalOf(error); // out of a formula
    if (refusal === undefined) throw error;
    return { status: 'refused', refusal };
  }
}

async function decide(command: FundCommand, fund: FundState, context: FundDecideContext): Promise<FundDecision> {
  const { established } = fund;
  const today = todayOf(context.clock, fund);
  if (established === undefined) {
    return refuse('UNKNOWN_FUND', { fundId: context.fundId });
  }
  const { rulebook, parameters } = await rulesInForce(established.scheme, fund, undefined);
  if (command.decision === 'change') return all(await announceChange(command, fund, rulebook, context, today));
  if (command.decision === 'alm-run') return all([recordRun(command, fund, today)]);
  if (command.decision === 'notify') return all(notifyChange(command, fund, today));
  if (command.decision === 'cash-flows') return cashFlows(command, fund, rulebook, today);
  if (command.decision === 'forward-rates') return publishForwardRates(command, context.fundId, fund, rulebook, today);
  const deciding = { fundId: context.fundId, fund, rulebook, parameters, today };
  if (isOnFunding(command)) return decideOnFunding(command, deciding);
  if (isOnAccount(command)) return decideOnAccount(command, { ...deciding, run: await runNamed(command, context) });
  if (isOnScheme(command)) return decideOnScheme(command, deciding);
  switch (command.decision) {
    case 'index':
      return withinRules(decideIndexation(command, deciding), deciding);
    case 'catch-up':
      return withinRules(decideCatchUp(command, deciding), deciding);
    case 'premium-rates':
      return decidePremiumRates(command, deciding);
    case 'time-zone':
      return decideTimeZone(command, fund);
    case 'reduce':
      return withinRules(cutOf(command, deciding), deciding);
  }
  const { decision } = command;
  const results = capabilityOf(rulebook, 'results', { decision });
  const basesAt = (moment: AllotmentMoment): Promise<PortfolioBases> => portfolioBases(context, moment);
  switch (command.decision) {
    case 'interest':
      return declareInterest(command, fund, today);
    case 'close-year':
      return closeYear(command, fund, today);
    case 'result': {
      const { sums } = await basesAt({ kind: 'year-end', year: command.year });
      return all([results.reportResult(command, fund, sums.value, parameters)]);
    }
    case 'bonus': {
      const bases = await basesAt({ kind: 'year-end', year: command.year });
      return all(results.allotShares(command, fund, (by) => keysOf(bases, by)));
    }
    case 'special-bonus': {
      const specialBonus = capabilityOf(rulebook, 'specialBonus', { decision });
      const bases = await basesAt({ kind: 'year-end', year: command.year });
      return all([specialBonus.declare(command, fund, keysOf(bases, 'value'))]);
    }
    case 'emergency': {
      const bases = await basesAt({ kind: 'day', on: command.on });
      const idOf = (key: string): string => eventId(fundStream(context.fundId), key);
      return all(results.regulateEmergency(command, fund, bases.sums.value, (by) => keysOf(bases, by), today, idOf));
    }
    default:
      return unreachable(command);
  }
}

/** The recorded study that a feasibility test names. Refuses UNKNOWN_RUN and RUN_NOT_NAMED. */
async function runNamed(command: DeclaredDecision, { journal, fundId }: FundDecideContext): Promise<DecidingAccount['run']> {
  return command.decision === 'feasibility' && command.run !== undefined ? almRunOf(journal, fundId, command.run) : undefined;
}

/** Refuses NOT_APPLICABLE, WRONG_CURRENCY and what the report does. */
function cashFlows(command: ReportCashFlows, fund: FundState, rulebook: Rulebook, today: CivilDate): FundDecision {
  capabilityOf(rulebook, 'policy', { decision: 'cash-flows' });
  const { currency } = command;
  if (currency !== rulebook.currency) {
    refuse('WRONG_CURRENCY', { currency, expected: rulebook.currency });
  }
  return reportCashFlows(command, fund, today);
}

function publishForwardRates(rates: ForwardRates, fundId: string, fund: FundState, rulebook: Rulebook, today: CivilDate): FundDecision {
  capabilityOf(rulebook, 'policy', { decision: 'forward-rates' });
  const document = forwardRatesDocument(rulebook.id, rates) as JsonObject;
  const published = publishParameters({ fundId, document, today: () => today }, fund);
  return published.status === 'refused' ? published : all(published.value);
}

/** A cut of values, or of rights where the scheme keeps those. */
function cutOf(command: Extract<DeclaredDecision, { decision: 'reduce' }>, { fund, rulebook, today }: DecidingFund): FundDecision {
  if (rulebook.capabilities.rightsPolicy === undefined) capabilityOf(rulebook, 'results', { decision: command.decision });
  return cutValues(command, fund, today);
}

/** Undefined: the fund has decided the same before. */
function all(events: readonly (DecidedFundEvent | undefined)[]): FundDecision {
  const decided = events.filter((event) => event !== undefined);
  return decided.length === 0 ? { status: 'no-change' } : { status: 'decided', events: decided };
}

function keysOf({ participants }: PortfolioBases, by: AllotmentBase): readonly AllotmentKey[] {
  return participants.map(({ id, bases }) => ({ id, key: BigInt(bases[by]) }));
}

function unreachable(command: never): never {
  throw new Error(`no decision ${JSON.stringify(command)}`);
}

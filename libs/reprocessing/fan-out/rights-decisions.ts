/** Decisions of a board on premium rates, indexation and catch-up, checked by the scheme's rules (nl-pob 2.2–2.10, VIII). */
import type { PolicyEventData } from '#ledger/fund/policy/events.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { DeclaredDecision, FundDecision } from '#ledger/fund/decisions.js';
import type { FundState } from '#ledger/fund/state.js';
import { dayProblem } from '#ledger/fund/deciding/days.js';
import { NO_CHANGE, refused } from '#ledger/kernel/decision.js';
import { attempt, refusal, type Refusal } from '#ledger/kernel/refusal.js';
import { asJson } from '#ledger/kernel/json.js';
import type { CivilDate } from '#money/civil-date.js';
import { parseDecimal } from '#money/decimal.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { entryInForce, type ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';
import { invalidRate } from '#ledger/fund/deciding/rates.js';
import { publishParameters } from '../intake/publish-parameters.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    INDEXATION_ALREADY_DECIDED: { readonly year: number; readonly decided: string; readonly on: string };
    INDEXATION_NOT_DECIDED: { readonly year: number; readonly on: string };
    CATCH_UP_ALREADY_DECIDED: { readonly year: number; readonly on: string };
    NOTHING_TO_CATCH_UP: { readonly year: number; readonly budget: string; readonly on: string };
  }
}

export interface DecidingFund {
  readonly fundId: string;
  readonly fund: FundState;
  readonly rulebook: Rulebook;
  readonly parameters: ParameterSet;
  readonly today: CivilDate;
}

type Command<Name extends DeclaredDecision['decision']> = Extract<DeclaredDecision, { readonly decision: Name }>;

/**
 * IndexationDecided on 1 January, with what the rules allow and what it falls short of. Refuses NOT_APPLICABLE, DECISION_IN_FUTURE,
 * INDEXATION_ALREADY_DECIDED, and what the scheme's rules do (MISSING_PARAMETER, BOARD_RATE_OUT_OF_BOUNDS). Where the rules of funding are
 * applied to the year they come first (NOT_EVALUATED, ABOVE_RULE), and the scheme's limit below theirs is FUND_RULE.
 */
export function decideIndexation(
  { year, rate, reference }: Command<'index'>,
  { fund, rulebook, parameters, today }: DecidingFund,
): FundDecision {
  const policy = capabilityOf(rulebook, 'rightsPolicy', { decision: 'index' });
  const on = policy.dayOf(year);
  const problem = dayProblem(on, today) ?? rateProblem('rate', rate);
  if (problem !== undefined) return problem;
  const standing = fund.indexations.find((one) => one.data.on === on);
  // What stands met the rules when it was decided.
  const isBound = standing === undefined && (rulebook.capabilities.policy?.bindIndexation(on, rate, fund) ?? false);
  const outcome = attempt(() => policy.indexation(year, rate, fund, parameters));
  if (outcome.status === 'refused') return isBound ? { ...outcome, refusal: asFundRule(outcome.refusal) } : outcome;
  const data: PolicyEventData['IndexationDecided'] = { on, ...outcome.value, reference };
  if (standing !== undefined) {
    if (standing.data.rate === data.rate) return NO_CHANGE;
    return refused('INDEXATION_ALREADY_DECIDED', { year, decided: standing.data.rate, on });
  }
  return { status: 'decided', events: [{ type: 'IndexationDecided', effectiveDate: on, key: `indexation:${year}`, data }] };
}

function asFundRule(refused: Refusal): Refusal {
  const { code, boardRate, limit } = refused as Refusal & { readonly boardRate: string; readonly limit: string };
  return code === 'BOARD_RATE_OUT_OF_BOUNDS' ? refusal('FUND_RULE', { limit, rate: boardRate }) : refused;
}

/**
 * CatchUpDecided: first what was reduced, then, if the board so decides, what was missed, as far as the budget reaches. Refuses
 * NOT_APPLICABLE, INDEXATION_NOT_DECIDED (its budget is what the year's indexation leaves), NOTHING_TO_CATCH_UP,
 * CATCH_UP_ALREADY_DECIDED, MISSING_PARAMETER, and before all of them NOT_FULL where the year is evaluated below full indexation.
 */
export function decideCatchUp(
  { year, missed, reference }: Command<'catch-up'>,
  { fund, rulebook, parameters }: DecidingFund,
): FundDecision {
  const policy = capabilityOf(rulebook, 'rightsPolicy', { decision: 'catch-up' });
  const on = policy.dayOf(year);
  const standing = fund.catchUps.find((one) => one.data.on === on);
  // Where the year is evaluated, the rules of funding bound what is given back as well: the smaller budget counts. What stands met them.
  const most = standing === undefined ? rulebook.capabilities.policy?.catchUpAllowed(on, fund)?.allowed : standing.data.allowed;
  const indexation = fund.indexations.find((one) => one.data.on === on);
  if (indexation === undefined) {
    return refused('INDEXATION_NOT_DECIDED', { year, on });
  }
  const before = { ...fund, catchUps: fund.catchUps.filter((one) => one.data.on !== on) };
  const outcome = policy.catchUp(year, { missed: missed === 'yes', granted: indexation.data.rate, most }, before, parameters);
  if (standing !== undefined) {
    if (JSON.stringify(standing.data.applied) === JSON.stringify(outcome.applied)) return NO_CHANGE;
    return refused('CATCH_UP_ALREADY_DECIDED', { year, on });
  }
  if (outcome.applied.length === 0) {
    return refused('NOTHING_TO_CATCH_UP', { year, budget: outcome.budget, on });
  }
  return {
    status: 'decided',
    events: [{ type: 'CatchUpDecided', effectiveDate: on, key: `catch-up:${year}`, data: { on, ...outcome, reference } }],
  };
}

const RATES = ['premiumRate', 'aoPremiumRate', 'participantRate', 'costCoveringRate'] as const;

/**
 * PremiumRatesDecided beside the publication of the rates. Refuses NOT_APPLICABLE, DECISION_IN_FUTURE, INVALID_RATE and what the
 * articles require: RATE_BEFORE_BALANCE_DATE, ACTUARY_NOT_HEARD, CAO_APPROVAL_REQUIRED, PARTICIPANT_RATE_NOT_ADAPTED.
 */
export function decidePremiumRates(command: Command<'premium-rates'>, deciding: DecidingFund): FundDecision {
  const { from, announced, reportYear, actuaryHeard, caoApproval, reference } = command;
  const { fundId, fund, rulebook, parameters, today } = deciding;
  const duties = capabilityOf(rulebook, 'employerDuties', { decision: 'premium-rates' });
  const problem = dayProblem(announced, today) ?? RATES.map((name) => rateProblem(name, command[name])).find((one) => one !== undefined);
  if (problem !== undefined) return problem;
  const rates = Object.fromEntries(RATES.map((name) => [name, (parseDecimal(command[name]) ?? '').toString()])) as {
    readonly [name in (typeof RATES)[number]]: string;
  };
  const decided = { from, reportYear, actuaryHeard: actuaryHeard === 'yes', caoApproval: caoApproval === 'yes', ...rates };
  const capStatus = duties.premiumRates(decided, ratesBefore(parameters, from), parameters);
  const document = {
    scheme: rulebook.id,
    announced,
    parameters: RATES.map((name) => ({ name, entries: [{ from, value: rates[name], reference, status: 'external' }] })),
  };
  const published = publishParameters({ fundId, document: asJson(document), today: () => today }, fund);
  if (published.status === 'refused') return published;
  if (published.value.length === 0) return NO_CHANGE;
  const publication = published.value.find(({ type }) => type === 'ParametersPublished')?.key ?? '';
  const event: DecidedFundEvent = {
    type: 'PremiumRatesDecided',
    effectiveDate: announced,
    key: `premium-rates:${publication}`,
    data: { ...decided, announced, capStatus, reference },
  };
  return { status: 'decided', events: [...published.value, event] };
}

function ratesBefore(
  parameters: ParameterSet,
  from: CivilDate,
): { readonly premiumRate: string; readonly participantRate: string } | undefined {
  const [premiumRate, participantRate] = ['premiumRate', 'participantRate'].map((name) => entryInForce(parameters, name, from)?.value);
  return premiumRate === undefined || participantRate === undefined
    ? undefined
    : { premiumRate: String(premiumRate), participantRate: String(participantRate) };
}

function rateProblem(name: string, rate: string): FundDecision | undefined {
  const number = parseDecimal(rate);
  if (number !== undefined && number.gte(0) && number.lt(1)) return undefined;
  return invalidRate({ field: name, found: rate, from: '0', below: '1' });
}

/** What a fund's board accounted for and owes still; and its decisions on indexation and catch-up, year by year (nl-pob V.4, VIII, IX). */
import { owedParties, type AccountabilityEventData, type InformedParty } from '#ledger/fund/accountability/events.js';
import type { PolicyEventData } from '#ledger/fund/policy/events.js';
import { yearOf, type CivilDate } from '#money/civil-date.js';
import type { Clock } from '#money/clock.js';
import type { JournalReader } from '#journal/port.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { entryInForce } from '#rulebooks/frame/parameters/parameters.js';
import type { Answer } from '../answer.js';
import type { AskedCoordinates } from '../coordinates.js';
import { fundAt } from './fund-at.js';

type Told<T extends keyof AccountabilityEventData> = AccountabilityEventData[T] & { readonly eventId: string };

export interface FundAccountabilityView {
  readonly fundId: string;
  readonly returns: readonly Told<'FundReturnReported'>[];
  readonly performance: readonly Told<'PerformanceTestReported'>[];
  /** The test that counts for exemptions; null without five years. */
  readonly performanceTest: string | null;
  readonly policies: readonly Told<'InvestmentPolicySet'>[];
  readonly feasibility: readonly (Told<'FeasibilityTestReported'> & {
    readonly informed: readonly { readonly to: InformedParty; readonly on: CivilDate; readonly eventId: string }[];
    /** Who has still to be told. */
    readonly owed: readonly InformedParty[];
  })[];
  readonly discounts: readonly Told<'PremiumDiscountDecided'>[];
}

/** Refuses UNKNOWN_FUND and NOT_APPLICABLE. */
export async function fundAccountability(
  journal: JournalReader,
  clock: Clock,
  fundId: string,
  asked: AskedCoordinates,
): Promise<Answer<FundAccountabilityView>> {
  const { fund, rules, answer } = await fundAt(journal, clock, fundId, asked);
  capabilityOf(rules.rulebook, 'accountability');
  const last = fund.performances.map(({ data }) => data.year).sort((a, b) => b - a)[0];
  const test = last === undefined ? undefined : entryInForce(rules.parameters, 'performanceTest', `${last}-12-31`)?.value;
  return answer({
    fundId,
    returns: all(fund.fundReturns),
    performance: all(fund.performances),
    performanceTest: test === undefined ? null : String(test),
    policies: all(fund.investmentPolicies),
    feasibility: fund.feasibilityTests.map(({ eventId, data }) => ({
      ...data,
      eventId,
      informed: fund.partiesInformed
        .filter((one) => one.data.of === data.year)
        .map((one) => ({ to: one.data.to, on: one.data.on, eventId: one.eventId })),
      owed: owedParties(data, fund),
    })),
    discounts: all(fund.discounts),
  });
}

function all<Data extends object>(
  told: readonly { readonly eventId: string; readonly data: Data }[],
): readonly (Data & { readonly eventId: string })[] {
  return told.map(({ eventId, data }) => ({ ...data, eventId }));
}

type CatchUp = Pick<PolicyEventData['CatchUpDecided'], 'budget' | 'applied' | 'factor'> & { readonly eventId: string };

export interface FundIndexationsView {
  readonly fundId: string;
  readonly years: readonly {
    readonly year: number;
    /** 30 September of the year before. */
    readonly referenceDate: CivilDate;
    /** Policy funding ratio on it, as reported or published now; null where none is. */
    readonly ratio: string | null;
    readonly ambition: string | null;
    readonly sustainable: string | null;
    readonly maxRate: string | null;
    readonly bindingRule: string | null;
    readonly granted: string;
    readonly missed: string | null;
    readonly catchUp: CatchUp | null;
    readonly eventId: string;
  }[];
}

/** Refuses UNKNOWN_FUND and NOT_APPLICABLE. */
export async function fundIndexations(
  journal: JournalReader,
  clock: Clock,
  fundId: string,
  asked: AskedCoordinates,
): Promise<Answer<FundIndexationsView>> {
  const { fund, rules, answer } = await fundAt(journal, clock, fundId, asked);
  const { ratioFor } = capabilityOf(rules.rulebook, 'rightsPolicy');
  const years = fund.indexations.map(({ eventId, data }) => {
    const { on, rate, ambition = null, sustainable = null, maxRate = null, bindingRule = null, missed = null } = data;
    const catchUp = fund.catchUps.find((one) => one.data.on === on);
    return {
      year: yearOf(on),
      ...ratioFor(on, fund, rules.parameters),
      ...{ ambition, sustainable, maxRate, bindingRule, granted: rate, missed },
      catchUp: catchUp === undefined ? null : caughtUp(catchUp.eventId, catchUp.data),
      eventId,
    };
  });
  return answer({ fundId, years: years.sort((a, b) => a.year - b.year) });
}

function caughtUp(eventId: string, { budget, applied, factor }: PolicyEventData['CatchUpDecided']): CatchUp {
  return { budget, applied, factor, eventId };
}

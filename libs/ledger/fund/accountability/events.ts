/** What a fund's board accounts for: returns, performance, investment policy, feasibility, discounts (nl-pob V.4, VI.7, IX). */
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf, type EventDefinitions } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';

const ACCOUNTED = { ...FIRST_VERSION, movesRules: false };

/** Whom a board informs and consults where a bound is passed. */
export const INFORMED_PARTIES = ['cao-parties', 'accountability-body', 'supervisory-board'] as const;
export type InformedParty = (typeof INFORMED_PARTIES)[number];
export const FEASIBILITY_BOUNDS = ['EXPECTED', 'BAD_WEATHER'] as const;

export const ACCOUNTABILITY_EVENTS = {
  /** Beside the publication that savings rates follow from. */
  FundReturnReported: { ...ACCOUNTED, schema: is.record({ year: is.year, rate: is.decimal, announced: is.date, reference: is.text }) },
  /** A year against its benchmark; with the four before it the test, beside its publication. */
  PerformanceTestReported: {
    ...ACCOUNTED,
    schema: is.record(
      {
        year: is.year,
        actual: is.decimal,
        actualCost: is.decimal,
        norm: is.decimal,
        normCost: is.decimal,
        e: is.decimal,
        z: is.decimal,
        announced: is.date,
        reference: is.text,
      },
      { test: is.record({ years: is.list(is.year), performanceTest: is.decimal, shifted: is.decimal, exemptionOpen: is.yesOrNo }) },
    ),
  },
  InvestmentPolicySet: {
    ...ACCOUNTED,
    schema: is.record(
      { year: is.year, policy: is.text, benchmark: is.text, reference: is.text },
      /** Set anew within its year, with the last days on which that is announced and employers are told. */
      { reset: is.record({ on: is.date, studyOn: is.date, announceBy: is.date, tellEmployersBy: is.date }) },
    ),
  },
  FeasibilityTestReported: {
    ...ACCOUNTED,
    schema: is.record(
      {
        year: is.year,
        results: is.record({ expected: is.decimal, badWeather: is.decimal }),
        bounds: is.record({ expected: is.decimal, badWeather: is.decimal }),
        breached: is.list(is.oneOf(...FEASIBILITY_BOUNDS)),
        reference: is.text,
      },
      /** The recorded run that the results are taken from: its digest, the set of rules in it, and the age in its first year. */
      { study: is.record({ runId: is.sha256, digest: is.sha256, rules: is.oneOf('A', 'B'), age: is.count }) },
    ),
  },
  /** `of`: the year of the test whose bound was passed. */
  PartiesInformed: { ...ACCOUNTED, schema: is.record({ of: is.year, to: is.oneOf(...INFORMED_PARTIES), on: is.date, reference: is.text }) },
  PremiumDiscountDecided: {
    ...ACCOUNTED,
    schema: is.record({
      on: is.date,
      policyFundingRatio: is.decimal,
      requiredRatio: is.decimal,
      amount: is.amountNotNegative,
      currency: is.currency,
      reference: is.text,
    }),
  },
} satisfies EventDefinitions;

export type AccountabilityEventData = DataOf<typeof ACCOUNTABILITY_EVENTS>;

interface Told<T extends keyof AccountabilityEventData> {
  readonly eventId: string;
  readonly data: AccountabilityEventData[T];
}

export interface AccountabilitySlice {
  readonly fundReturns: readonly Told<'FundReturnReported'>[];
  readonly performances: readonly Told<'PerformanceTestReported'>[];
  readonly investmentPolicies: readonly Told<'InvestmentPolicySet'>[];
  readonly feasibilityTests: readonly Told<'FeasibilityTestReported'>[];
  readonly partiesInformed: readonly Told<'PartiesInformed'>[];
  readonly discounts: readonly Told<'PremiumDiscountDecided'>[];
}

export function initialAccountability(): AccountabilitySlice {
  return { fundReturns: [], performances: [], investmentPolicies: [], feasibilityTests: [], partiesInformed: [], discounts: [] };
}

export const foldAccountability: FoldByCopy<AccountabilityEventData, AccountabilitySlice> = {
  FundReturnReported: ({ fundReturns }, { id, data }) => ({ fundReturns: [...fundReturns, { eventId: id, data }] }),
  PerformanceTestReported: ({ performances }, { id, data }) => ({ performances: [...performances, { eventId: id, data }] }),
  InvestmentPolicySet: ({ investmentPolicies }, { id, data }) => ({
    investmentPolicies: [...investmentPolicies, { eventId: id, data }],
  }),
  FeasibilityTestReported: ({ feasibilityTests }, { id, data }) => ({ feasibilityTests: [...feasibilityTests, { eventId: id, data }] }),
  PartiesInformed: ({ partiesInformed }, { id, data }) => ({ partiesInformed: [...partiesInformed, { eventId: id, data }] }),
  PremiumDiscountDecided: ({ discounts }, { id, data }) => ({ discounts: [...discounts, { eventId: id, data }] }),
};

/** Whom a test whose bound was passed has still to be told to. */
export function owedParties(
  { year, breached }: Pick<AccountabilityEventData['FeasibilityTestReported'], 'year' | 'breached'>,
  { partiesInformed }: Pick<AccountabilitySlice, 'partiesInformed'>,
): readonly InformedParty[] {
  if (breached.length === 0) return [];
  return INFORMED_PARTIES.filter((to) => !partiesInformed.some(({ data }) => data.of === year && data.to === to));
}

/** Days on which the policy was set anew. */
export function resetDays({ investmentPolicies }: Pick<AccountabilitySlice, 'investmentPolicies'>): readonly CivilDate[] {
  return investmentPolicies.flatMap(({ data: { reset } }) => (reset === undefined ? [] : [reset.on]));
}

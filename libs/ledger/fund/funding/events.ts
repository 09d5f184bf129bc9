/** A fund's ratios, flows and expectations, and what the rules made of them year by year (nl-ftk section 8). A figure moves no money. */
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf, type EventDefinitions } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';

export const RATIO_MEASURES = ['nominal', 'policy', 'required'] as const;
const measure = is.oneOf(...RATIO_MEASURES);
export type RatioMeasure = is.TypeOf<typeof measure>;

const carried = { backlog: is.decimal, below: is.count };
/** Years since an old recovery plan began; absent where none runs. */
const plan = { planElapsed: is.count };

export const FUNDING_EVENTS = {
  /** Version 1 knew one measure, the nominal one. */
  FundingRatioReported: {
    version: 2,
    upcasts: { 1: (data) => ({ ...data, measure: 'nominal' }) },
    movesRules: false,
    schema: is.record(
      { on: is.date, measure, ratio: is.decimal, reference: is.text },
      { assets: is.amountNotNegative, liabilities: is.amountNotNegative },
    ),
  },
  FundingRatioCorrected: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({
      on: is.date,
      measure,
      before: is.decimal,
      after: is.decimal,
      reason: is.text,
      correctedOn: is.date,
      supersedes: is.eventReference,
      reference: is.text,
    }),
  },
  /** What is paid by the rights of that day: flows[m] in the year that begins m years later, undiscounted; m = 0 at once. */
  CashFlowsReported: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record(
      { on: is.date, currency: is.currency, flows: is.list(is.amountNotNegative), reference: is.text },
      /** Flows that take the place of those reported before. */
      { reason: is.text, supersedes: is.eventReference },
    ),
  },
  ExpectationsSet: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record(
      { year: is.year, ambition: is.decimal, growth: is.decimal, reference: is.text },
      /** Why they are set otherwise once the year is evaluated. */
      { reason: is.text },
    ),
  },
  PolicyEvaluated: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record(
      {
        year: is.year,
        regime: is.oneOf('old', 'new'),
        input: is.record({ ...carried, fundingRatio: is.decimal, ambition: is.decimal, growth: is.decimal }, plan),
        output: is.record(
          {
            action: is.oneOf('FULL', 'PARTIAL', 'NONE', 'PLAN_CUT', 'CUT_TO_MVEV', 'TEN_CUTS'),
            indexation: is.decimal,
            catchUp: is.decimal,
            factor: is.decimal,
            below: is.count,
            fundingRatioAfter: is.decimal,
            backlogAfter: is.decimal,
          },
          plan,
        ),
        ratioEvent: is.eventReference,
        reference: is.text,
      },
      /** Of the first year: what it begins with. */
      { opening: is.record(carried, plan) },
    ),
  },
  RecoveryPlanSet: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({
      year: is.year,
      horizonEnds: is.year,
      path: is.list(is.record({ t: is.count, fundingRatio: is.decimal, action: is.text, factor: is.decimal })),
      expectedCuts: is.list(is.record({ year: is.year, rate: is.decimal })),
      reference: is.text,
    }),
  },
} satisfies EventDefinitions;

export type FundingEventData = DataOf<typeof FUNDING_EVENTS>;

export interface StandingRatio {
  /** The report, or the last correction of it. */
  readonly eventId: string;
  readonly on: CivilDate;
  readonly measure: RatioMeasure;
  readonly ratio: string;
  /** Of the report, where it told them. */
  readonly assets?: string;
  readonly liabilities?: string;
}

/** A ratio as it was told: reported, or corrected on a day. */
export interface RatioVersion extends StandingRatio {
  readonly correctedOn: CivilDate | undefined;
}

interface Dated<T extends keyof FundingEventData> {
  readonly eventId: string;
  readonly data: FundingEventData[T];
}

/** `revision`: in the fund's stream; the rules that had been published before it are its own. */
interface EvaluatedOnce extends Dated<'PolicyEvaluated'> {
  readonly revision: number;
}

export interface FundingSlice {
  /** What was told of each: its report, then its corrections by their days, those of one day as they were told. */
  readonly ratioVersions: readonly RatioVersion[];
  /** As now known, one for each day. */
  readonly cashFlows: readonly Dated<'CashFlowsReported'>[];
  readonly expectations: ReadonlyMap<number, Dated<'ExpectationsSet'>>;
  /** Year by year. */
  readonly evaluations: readonly EvaluatedOnce[];
  readonly recoveryPlans: readonly Dated<'RecoveryPlanSet'>[];
}

export function initialFunding(): FundingSlice {
  return { ratioVersions: [], cashFlows: [], expectations: new Map(), evaluations: [], recoveryPlans: [] };
}

/** Ratios as now known, one for each day and measure: the last version of each, in whatever order the ledger came to know them. */
export function standingRatios({ ratioVersions }: Pick<FundingSlice, 'ratioVersions'>): readonly StandingRatio[] {
  return ratioVersions
    .filter((one, at, all) => all[at + 1] === undefined || !isOf(one, all[at + 1] as RatioVersion))
    .map(({ correctedOn: _, ...standing }) => standing);
}

/** Versions of one ratio stand together. */
function withVersion({ ratioVersions }: FundingSlice, version: RatioVersion): Partial<FundingSlice> {
  const isAfter = ({ correctedOn }: RatioVersion): boolean =>
    correctedOn !== undefined && (version.correctedOn === undefined || correctedOn > version.correctedOn);
  const own = ratioVersions.filter((one) => isOf(one, version));
  const versions = [...own.filter((one) => !isAfter(one)), version, ...own.filter(isAfter)];
  return { ratioVersions: [...ratioVersions.filter((one) => !isOf(one, version)), ...versions] };
}

export function isOf(one: Pick<StandingRatio, 'on' | 'measure'>, other: Pick<StandingRatio, 'on' | 'measure'>): boolean {
  return one.on === other.on && one.measure === other.measure;
}

export const foldFunding: FoldByCopy<FundingEventData, FundingSlice> = {
  FundingRatioReported: (slice, { id, data: { reference: _, ...reported } }) =>
    withVersion(slice, { eventId: id, ...reported, correctedOn: undefined }),
  FundingRatioCorrected: (slice, { id, data: { on, measure: of, after, correctedOn } }) =>
    withVersion(slice, { eventId: id, on, measure: of, ratio: after, correctedOn }),
  CashFlowsReported: ({ cashFlows }, { id, data }) => ({
    cashFlows: [...cashFlows.filter(({ data: { on } }) => on !== data.on), { eventId: id, data }],
  }),
  ExpectationsSet: ({ expectations }, { id, data }) => ({ expectations: new Map(expectations).set(data.year, { eventId: id, data }) }),
  PolicyEvaluated: ({ evaluations }, { id, revision, data }) => ({ evaluations: [...evaluations, { eventId: id, revision, data }] }),
  RecoveryPlanSet: ({ recoveryPlans }, { id, data }) => ({ recoveryPlans: [...recoveryPlans, { eventId: id, data }] }),
};

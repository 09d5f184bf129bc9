/**
 * What fi-kapl adds to an income: how it is insured, and what of it was earned before the 23rd birthday (sections 2 and 7), and the
 * amounts that a correction is settled in (2.4). All that the ledger does with these fields stands here: how they come in, stand in
 * events and keys, and hold from one version to the next. Which of them a scheme takes, its rulebook declares, and says what they mean.
 */
import { amountMinor, formatMinor } from '#money/amount.js';
import * as field from '../../facts/field.js';
import type { SchemeTerms } from '../../facts/scheme-terms.js';
import { refused, type Decision } from '../../kernel/decision.js';
import * as is from '../../kernel/schema.js';

const INCOME_COVERAGES = ['kapl', 'apl-10b', 'apl-15b'] as const;
export type IncomeCoverage = (typeof INCOME_COVERAGES)[number];

/** Of a report that does not say: journals and keys have had it since the first one. */
export const COVERAGE_UNSAID: IncomeCoverage = 'kapl';

/** Of a version of an income. */
export interface SchemeFields {
  readonly coverage: IncomeCoverage;
  /** Minor units; only where this version tells it. */
  readonly earnedBefore23?: number;
}

/** As a report or a correction states them; of a correction, what is left out stays as it is. */
export interface StatedFields {
  readonly coverage?: IncomeCoverage | undefined;
  /** Minor units. */
  readonly earnedBefore23?: number | undefined;
}

/** As files and bodies bring them. */
export const SCHEME_COLUMNS = {
  coverage: field.optional(field.choice('INVALID_COVERAGE', INCOME_COVERAGES, { description: 'How the income is insured.' })),
  earnedBefore23: field.optional(
    field.amount({
      column: 'earnedBefore23',
      description: 'Of it, earned before the 23rd birthday; only for the year of that birthday.',
    }),
  ),
};

export type FieldOfIncome = keyof typeof SCHEME_COLUMNS;

const coverage = is.oneOf(...INCOME_COVERAGES);
const earnedBefore23 = is.amountNotNegative;

/** Of IncomeReported. */
export const IN_REPORTS = { required: { coverage }, optional: { earnedBefore23 } };

/**
 * Of IncomeCorrected: the part before 23 where the correction tells it anew; else it stays. `coverageStated`: the correction names
 * the cover, and it is the one that stood; where the two are equal without it, the cover stays as it was.
 */
export const IN_CORRECTIONS = {
  required: { coverageBefore: coverage, coverageAfter: coverage },
  optional: { earnedBefore23, coverageStated: is.yesOrNo },
};

interface ReportData {
  readonly coverage: IncomeCoverage;
  readonly earnedBefore23?: string;
}

interface CorrectionData {
  readonly coverageBefore: IncomeCoverage;
  readonly coverageAfter: IncomeCoverage;
  readonly coverageStated?: boolean;
  readonly earnedBefore23?: string;
}

export function reportData({ coverage = COVERAGE_UNSAID, ...stated }: StatedFields): ReportData {
  return { coverage, ...partData(stated) };
}

export function correctionData(stated: StatedFields, before: SchemeFields): CorrectionData {
  return {
    coverageBefore: before.coverage,
    coverageAfter: stated.coverage ?? before.coverage,
    ...(stated.coverage === before.coverage ? { coverageStated: true } : {}),
    ...partData(stated),
  };
}

function partData({ earnedBefore23 }: StatedFields): { readonly earnedBefore23?: string } {
  return earnedBefore23 === undefined ? {} : { earnedBefore23: formatMinor(earnedBefore23) };
}

/** A version that leaves the cover as it is has that of the version before it, whichever that is. */
export interface KeptFields extends SchemeFields {
  readonly keepsCoverage?: true;
}

/** The versions with the cover that each has by their order: a change of cover that came late reaches those behind it. */
export function withKeptFields<V extends KeptFields>(versions: readonly V[]): readonly V[] {
  let covered = versions;
  for (let place = 1; place < versions.length; place += 1) {
    const version = versions[place] as V;
    const { coverage } = covered[place - 1] as V;
    if (version.keepsCoverage === true && version.coverage !== coverage) covered = covered.with(place, { ...version, coverage });
  }
  return covered;
}

/** What a version holds of its event. */
export function fieldsOf(data: ReportData | CorrectionData): KeptFields {
  const part = data.earnedBefore23 === undefined ? {} : { earnedBefore23: amountMinor(data.earnedBefore23) };
  if ('coverage' in data) return { coverage: data.coverage, ...part };
  const keeps = data.coverageBefore === data.coverageAfter && data.coverageStated !== true;
  return { coverage: data.coverageAfter, ...(keeps ? { keepsCoverage: true } : {}), ...part };
}

/** A report's fields as a message names them. */
export function saidOfFields(data: { readonly [field: string]: unknown }): string {
  return String(data['coverage']);
}

declare module '../../kernel/refusal.js' {
  interface Refusals {
    MORE_THAN_INCOME: {
      readonly participantId: string;
      readonly incomeYear: number;
      readonly earnedBefore23: string;
      readonly income: string;
    };
  }
}

interface OfParticipant {
  readonly participantId: string;
  readonly terms: Pick<SchemeTerms, 'scheme' | 'facts'>;
}

/** Refuses a field that the scheme does not declare (NOT_ACCEPTED_BY_SCHEME), and a part of the income that is more than it. */
export function schemeFieldProblem(
  command: StatedFields & { readonly incomeYear: number; readonly amountMinor: number },
  { participantId, terms: { scheme, facts } }: OfParticipant,
): Decision<never> | undefined {
  const { incomeYear, amountMinor: income, earnedBefore23 } = command;
  for (const name of Object.keys(SCHEME_COLUMNS) as FieldOfIncome[]) {
    if (command[name] === undefined || facts.incomeFields?.includes(name) === true) continue;
    return refused('NOT_ACCEPTED_BY_SCHEME', { participantId, scheme, field: name });
  }
  if (earnedBefore23 === undefined || (earnedBefore23 >= 0 && earnedBefore23 <= income)) return undefined;
  const amounts = { earnedBefore23: formatMinor(earnedBefore23), income: formatMinor(income) };
  return refused('MORE_THAN_INCOME', { participantId, incomeYear, ...amounts });
}

/** End of a correction's key: `[:COVERAGE][:before23=AMOUNT]` */
export function keyOfStated({ coverage, earnedBefore23 }: StatedFields): string {
  const cover = coverage === undefined ? '' : `:${coverage}`;
  return `${cover}${earnedBefore23 === undefined ? '' : `:before23=${formatMinor(earnedBefore23)}`}`;
}

/** Whether what is stated is what the versions say, the last of them and those before it. */
export function isStated(versions: readonly SchemeFields[], { coverage, earnedBefore23 }: StatedFields): boolean {
  if (coverage !== undefined && versions.at(-1)?.coverage !== coverage) return false;
  return (
    earnedBefore23 === undefined || versions.findLast((version) => version.earnedBefore23 !== undefined)?.earnedBefore23 === earnedBefore23
  );
}

/** Whether what is stated is otherwise than this very version says it. */
export function isOtherwise(version: SchemeFields, { coverage, earnedBefore23 }: StatedFields): boolean {
  if (earnedBefore23 !== undefined && version.earnedBefore23 !== earnedBefore23) return true;
  return coverage !== undefined && version.coverage !== coverage;
}

/** Of CorrectionSettled: the change of the premium and its interest; the smoothing amounts are a part of them. */
export const SETTLEMENT_AMOUNTS = ['premiumDelta', 'premiumInterest', 'smoothingDelta', 'smoothingInterest', 'total'] as const;
export type SettlementAmounts<Amount = string> = { readonly [name in (typeof SETTLEMENT_AMOUNTS)[number]]: Amount };

/** As an event holds them. */
export const IN_SETTLEMENTS = eachSettlementAmount(() => is.amount);

export const NOTHING_SETTLED: SettlementAmounts = eachSettlementAmount(() => '0.00');

export function eachSettlementAmount<Amount>(of: (name: keyof SettlementAmounts) => Amount): SettlementAmounts<Amount> {
  return Object.fromEntries(SETTLEMENT_AMOUNTS.map((name) => [name, of(name)])) as SettlementAmounts<Amount>;
}

export function settlementAmountsOf(data: SettlementAmounts): SettlementAmounts {
  return eachSettlementAmount((name) => data[name]);
}

/** Whether any of them is not zero. */
export function movesAnyAmount(data: SettlementAmounts): boolean {
  return SETTLEMENT_AMOUNTS.some((name) => name !== 'total' && amountMinor(data[name]) !== 0);
}

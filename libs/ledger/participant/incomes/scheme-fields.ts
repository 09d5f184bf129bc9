/**
 * What a scheme adds to an income: how it is insured, and what of it was earned before the 23rd birthday (fi-kapl, sections 2 and 7).
 * All that the ledger does with these fields stands here: how they come in, stand in events and keys, and hold from one version to
 * the next. Decisions and folds of incomes hand them on as they are; what they mean, the scheme's rulebook alone says.
 */
import { amountMinor, formatMinor } from '#money/amount.js';
import * as field from '../../facts/field.js';
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

/** What a version holds of its event. */
export function fieldsOf(data: ReportData | CorrectionData): KeptFields {
  const part = data.earnedBefore23 === undefined ? {} : { earnedBefore23: amountMinor(data.earnedBefore23) };
  if ('coverage' in data) return { coverage: data.coverage, ...part };
  const keeps = data.coverageBefore === data.coverageAfter && data.coverageStated !== true;
  return { coverage: data.coverageAfter, ...(keeps ? { keepsCoverage: true } : {}), ...part };
}

/** Refuses a part of the income that is more than the income. */
export function schemeFieldProblem(
  { incomeYear, amountMinor: income, earnedBefore23 }: StatedFields & { readonly incomeYear: number; readonly amountMinor: number },
  participantId: string,
): Decision<never> | undefined {
  if (earnedBefore23 === undefined || (earnedBefore23 >= 0 && earnedBefore23 <= income)) return undefined;
  return refused(
    'MORE_THAN_INCOME',
    `participant ${participantId}: earnedBefore23 of ${incomeYear} is ${formatMinor(earnedBefore23)}, of an income of ` +
      `${formatMinor(income)}; it is a part of the income`,
    { participantId, incomeYear },
  );
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

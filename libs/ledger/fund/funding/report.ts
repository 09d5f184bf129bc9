/** What a fund reports of its funding: ratios, their corrections, what it expects of a year. */
import { startOfYear, type CivilDate } from '#money/civil-date.js';
import type { Decided } from '../../kernel/event.js';
import { NO_CHANGE, refused, type Decision } from '../../kernel/decision.js';
import { dayProblem } from '../deciding/days.js';
import type { FundingEventData, FundingSlice, RatioMeasure } from './events.js';

type FundingDecision = Decision<Decided<FundingEventData>>;

interface ReportRatio {
  readonly on: CivilDate;
  readonly measure: RatioMeasure;
  /** Decimal text, above 0. */
  readonly ratio: string;
  readonly reference: string;
}

function ratioProblem({ ratio }: Pick<ReportRatio, 'ratio'>): FundingDecision | undefined {
  if (/^(?!0(\.0+)?$)\d/.test(ratio)) return undefined;
  return refused('INVALID_RATIO', `a funding ratio is a fraction above 0, such as 1.12, found ${ratio}`, { ratio });
}

/** Refuses DECISION_IN_FUTURE, INVALID_RATIO and FUNDING_RATIO_ALREADY_REPORTED (another stands; it is corrected). */
export function reportRatio({ on, measure, ratio, reference }: ReportRatio, { ratios }: FundingSlice, today: CivilDate): FundingDecision {
  const problem = dayProblem(on, today) ?? ratioProblem({ ratio });
  if (problem !== undefined) return problem;
  const standing = ratios.find((one) => one.on === on && one.measure === measure);
  if (standing?.ratio === ratio) return NO_CHANGE;
  if (standing !== undefined) {
    return refused(
      'FUNDING_RATIO_ALREADY_REPORTED',
      `the ${measure} ratio of ${on} is reported as ${standing.ratio}, not ${ratio}; correct it, with a reason`,
      { on, measure },
    );
  }
  const data = { on, measure, ratio, reference };
  return { status: 'decided', events: [{ type: 'FundingRatioReported', effectiveDate: on, key: `ratio:${measure}:${on}`, data }] };
}

/** Refuses FUNDING_RATIO_NOT_REPORTED, INVALID_RATIO and DECISION_IN_FUTURE; the same correction again is no change. */
export function correctRatio(
  { on, measure, ratio, reference, reason, correctedOn }: ReportRatio & { readonly reason: string; readonly correctedOn: CivilDate },
  { ratios }: FundingSlice,
  today: CivilDate,
): FundingDecision {
  const problem = dayProblem(correctedOn, today) ?? ratioProblem({ ratio });
  if (problem !== undefined) return problem;
  const standing = ratios.find((one) => one.on === on && one.measure === measure);
  if (standing === undefined) return refused('FUNDING_RATIO_NOT_REPORTED', `no ${measure} ratio of ${on} is reported`, { on, measure });
  if (standing.ratio === ratio) return NO_CHANGE;
  const data = { on, measure, before: standing.ratio, after: ratio, reason, correctedOn, supersedes: standing.eventId, reference };
  const key = `ratio-corrected:${measure}:${on}:${standing.eventId}`;
  return { status: 'decided', events: [{ type: 'FundingRatioCorrected', effectiveDate: correctedOn, key, data }] };
}

interface SetExpectations {
  readonly year: number;
  /** Decimal text, not negative. */
  readonly ambition: string;
  /** Decimal text, above −1. */
  readonly growth: string;
  readonly reference: string;
}

/** Refuses INVALID_RATE and EXPECTATIONS_ALREADY_SET (others stand; a year that is evaluated keeps what it was evaluated on). */
export function setExpectations(
  { year, ambition, growth, reference }: SetExpectations,
  { expectations, evaluations }: FundingSlice,
): FundingDecision {
  if (ambition.startsWith('-') || growth.startsWith('-1')) {
    return refused(
      'INVALID_RATE',
      `the ambition of ${year} is not negative and its growth lies above -1, found ${ambition} and ${growth}`,
      { year },
    );
  }
  const standing = expectations.get(year)?.data;
  if (standing?.ambition === ambition && standing.growth === growth) return NO_CHANGE;
  if (standing !== undefined && evaluations.some(({ data }) => data.year === year)) {
    return refused(
      'EXPECTATIONS_ALREADY_SET',
      `${year} was evaluated on an ambition of ${standing.ambition} and a growth of ${standing.growth}; they stand`,
      { year },
    );
  }
  const data = { year, ambition, growth, reference };
  const key = `expectations:${year}:${ambition}:${growth}`;
  return { status: 'decided', events: [{ type: 'ExpectationsSet', effectiveDate: startOfYear(year), key, data }] };
}

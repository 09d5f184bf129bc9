/**
 * What a year asks of the board (nl-ftk section 8, on section 2): its evaluation, the cut that it proposes, ten cuts and each cut of their
 * series, a plan below the required capital. What is done leaves the list, however late.
 */
import type { FundState } from '#ledger/fund/state.js';
import { startOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import type { PolicyDuty } from '../../frame/capabilities/policy.js';
import { cutsDue } from './board.js';
import type { FundingRules } from '../../frame/parameters/funding-rules.js';
import { cutsByBoard, exactly, regimeRecorded, type RecordedEvaluation } from './recorded.js';

export function dutiesOn(day: CivilDate, fund: FundState, rules: FundingRules): readonly PolicyDuty[] {
  const evaluated = new Map(fund.evaluations.map((one) => [one.data.year, one]));
  const first = Math.min(...evaluated.keys(), ...fund.tenCuts.map(({ data }) => data.year));
  if (first === Infinity) return [];
  const years = Array.from({ length: Math.max(0, yearOf(day) - first + 1) }, (_, index) => first + index);
  return years.flatMap((year) => {
    const evaluation = evaluated.get(year);
    return [...ofSeries(year, fund), ...(evaluation === undefined ? [asked('evaluation', year)] : ofEvaluation(evaluation, fund, rules))];
  });
}

function asked(duty: PolicyDuty['duty'], year: number, rate: string | null = null, scheduled: number | null = null): PolicyDuty {
  return { duty, dueOn: startOfYear(year), year, rate, scheduled };
}

/** Unconditional: they fall due whether or not the year is evaluated. */
function ofSeries(year: number, fund: FundState): readonly PolicyDuty[] {
  return cutsDue(year, fund).map(({ scheduled, cut }) => asked('scheduled-cut', year, cut, scheduled));
}

function ofEvaluation(evaluation: RecordedEvaluation, fund: FundState, rules: FundingRules): readonly PolicyDuty[] {
  const { year, input, output } = evaluation.data;
  const isCut = output.action === 'PLAN_CUT' || output.action === 'CUT_TO_MVEV';
  const isTaken = cutsByBoard(year, fund).length > 0;
  const isScheduled = fund.tenCuts.some(({ data }) => data.year === year);
  return [
    ...(isCut && !isTaken ? [asked('cut', year, exactText(exactly(output.indexation).neg()))] : []),
    ...(output.action === 'TEN_CUTS' && !isScheduled ? [asked('ten-cuts', year)] : []),
    ...(exactly(input.fundingRatio).lt(regimeRecorded(evaluation, rules).vev) && !hasPlan(year, output.planElapsed ?? 0, fund)
      ? [asked('recovery-plan', year)]
      : []),
  ];
}

/** A new plan every year by the new rules; an old one lasts from the year in which it began. */
function hasPlan(year: number, elapsed: number, { recoveryPlans }: FundState): boolean {
  return recoveryPlans.some(({ data }) => data.year <= year && data.year >= year - elapsed);
}

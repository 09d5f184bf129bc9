/** The yearly evaluation of a fund: what the rules in force make of its ratio, carried from year to year (nl-ftk section 8). */
import { startOfYear, type CivilDate } from '#money/civil-date.js';
import { ONE, ZERO, type Decimal } from '#money/decimal.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { explained, type Explained } from '../../frame/figures/explained.js';
import { policyTold, type Carried, type ToldPolicyDecision, type ToldPolicyInput } from '../policy/decide.js';
import type { Regime } from '../regime.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NO_FUNDING_RATIO: { readonly on: string };
    EXPECTATIONS_MISSING: { readonly year: number };
  }
}

type Told = Explained<Decimal>;

/** What is known of a fund, corrections counted or not. Ratios are nominal ones of 1 January. */
export interface FundFacts {
  readonly ratios: ReadonlyMap<CivilDate, Told>;
  readonly expectations: ReadonlyMap<number, { readonly ambition: Told; readonly growth: Told }>;
}

/** What the board decided for a year; rates as fractions, a cut as a positive one. */
export interface DecidedYear {
  readonly indexation: Told;
  readonly catchUp: Told;
  /** Of the plan, or to the minimum. */
  readonly reduction: Told;
}

/** The tenth of a series of cuts that falls on a 1 January: the year in which it was scheduled, its rate, and what scheduled it. */
export interface ScheduledCuts {
  readonly year: number;
  readonly cut: Decimal;
  readonly eventId?: string;
}

const CARRIED = 'nl-ftk, section 8';
const SERIES = 'CPB note of 5 December 2014, section 2';

const nothing = (name: string): Told =>
  explained(ZERO, () => ({ name, unit: 'fraction', formula: 'nothing is decided', article: CARRIED }));

export const NOTHING_DECIDED: DecidedYear = {
  indexation: nothing('indexation'),
  catchUp: nothing('catchUp'),
  reduction: nothing('reduction'),
};

/** Years in which a series of cuts falls. */
export const CUTS_IN_SERIES = 10;

export interface Evaluation {
  readonly year: number;
  readonly regime: Regime;
  readonly input: ToldPolicyInput;
  readonly output: ToldPolicyDecision;
}

/** Factor of the cuts that were scheduled in earlier years and fall on this 1 January. */
export function dueFactor(schedules: readonly ScheduledCuts[], year: number): Decimal {
  return falling(schedules, year).reduce((factor, { cut }) => factor.times(ONE.minus(cut)), ONE);
}

function falling(schedules: readonly ScheduledCuts[], year: number): readonly ScheduledCuts[] {
  return schedules.filter((schedule) => year > schedule.year && year <= schedule.year + CUTS_IN_SERIES);
}

/** A cut that falls due makes the backlog larger before the rules look at it. */
function backlogAt(year: number, carried: Told, schedules: readonly ScheduledCuts[]): Told {
  const due = falling(schedules, year);
  if (due.length === 0) return carried;
  return explained(carried.value.div(dueFactor(schedules, year)), () => ({
    ...{ name: 'backlog', unit: 'index', formula: 'G / Π(1 − c) of the cuts of series that fall on the day', article: SERIES },
    inputs: [carried, ...due.map(cutTold)],
  }));
}

export function cutTold({ year, cut, eventId }: ScheduledCuts): Told {
  return explained(cut, () => ({
    ...{ name: `ten-cuts.${year}.cut`, unit: 'fraction', formula: 'as scheduled', article: SERIES },
    ...(eventId === undefined ? {} : { events: [eventId] }),
  }));
}

/** What is known of a year, all that its evaluation rests on. Refuses NO_FUNDING_RATIO `{on}` and EXPECTATIONS_MISSING `{year}`. */
export function factsOf(
  year: number,
  { ratios, expectations }: FundFacts,
): { readonly fundingRatio: Told; readonly ambition: Told; readonly growth: Told } {
  const on = startOfYear(year);
  const fundingRatio = ratios.get(on) ?? refuse('NO_FUNDING_RATIO', { on });
  return { ...(expectations.get(year) ?? refuse('EXPECTATIONS_MISSING', { year })), fundingRatio };
}

/** Refuses as `factsOf` does. carried: of the year before, or the opening of the first. */
export function evaluateYear(
  year: number,
  facts: FundFacts,
  carried: Carried<Told>,
  schedules: readonly ScheduledCuts[],
  regime: Regime,
): Evaluation {
  const input = { ...factsOf(year, facts), ...carried, backlog: backlogAt(year, carried.backlog, schedules) };
  return { year, regime, input, output: policyTold(regime, input) };
}

/** What rights were multiplied by for a year by its own decisions; a year without decisions leaves them. */
export function decidedFactor(decided: DecidedYear = NOTHING_DECIDED): Told {
  const { indexation, reduction, catchUp } = decided;
  const factor = ONE.plus(indexation.value).times(ONE.minus(reduction.value)).times(ONE.plus(catchUp.value));
  return explained(factor, () => ({
    ...{ name: 'factor', unit: 'fraction', formula: '(1 + indexation) · (1 − reduction) · (1 + catch-up)', article: CARRIED },
    inputs: [indexation, reduction, catchUp],
  }));
}

/** What a year hands to the next: the count and the plan as evaluated, the backlog by what was decided. */
export function carryForward({ input, output }: Pick<Evaluation, 'input' | 'output'>, decided: DecidedYear | undefined): Carried<Told> {
  const { backlog, ambition } = input;
  const factor = decidedFactor(decided);
  return {
    below: output.below,
    planElapsed: output.planElapsed,
    backlog: explained(backlog.value.times(ONE.plus(ambition.value)).div(factor.value), () => ({
      ...{ name: 'backlogAfter', unit: 'index', formula: 'G · (1 + a) / factor, by what was decided', article: CARRIED },
      inputs: [backlog, ambition, factor],
    })),
  };
}

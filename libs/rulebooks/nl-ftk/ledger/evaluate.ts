/** The yearly evaluation of a fund: what the rules in force make of its ratio, carried from year to year (nl-ftk section 8). */
import { startOfYear, type CivilDate } from '#money/civil-date.js';
import { ONE, ZERO, type Decimal } from '#money/decimal.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { RuleBase } from '#actuarial/alm/parameters.js';
import { requireEntry } from '../../frame/parameters/parameters.js';
import { OFFICIAL } from '../parameters.js';
import { decidePolicy, type Carried, type PolicyDecision, type PolicyInput } from '../policy/decide.js';
import { regimeOf, type Regime } from '../regime.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NO_FUNDING_RATIO: { readonly on: string };
    EXPECTATIONS_MISSING: { readonly year: number };
  }
}

/** What is known of a fund, corrections counted or not. Ratios are nominal ones of 1 January. */
export interface FundFacts {
  readonly ratios: ReadonlyMap<CivilDate, Decimal>;
  readonly expectations: ReadonlyMap<number, { readonly ambition: Decimal; readonly growth: Decimal }>;
}

/** What the board decided for a year; rates as fractions, a cut as a positive one. */
export interface DecidedYear {
  readonly indexation: Decimal;
  readonly catchUp: Decimal;
  /** Of the plan, or to the minimum. */
  readonly reduction: Decimal;
}

/** The tenth of a series of cuts that falls on a 1 January: the year in which it was scheduled, and its rate. */
export interface ScheduledCuts {
  readonly year: number;
  readonly cut: Decimal;
}

/** Years in which a series of cuts falls. */
export const CUTS_IN_SERIES = 10;

export interface Evaluation {
  readonly year: number;
  readonly regime: Regime;
  readonly input: PolicyInput;
  readonly output: PolicyDecision;
}

/** The rules in force on 1 January of a year, with what a variant sets otherwise. */
export function regimeInForce(year: number, variant: Partial<Regime> = {}): Regime {
  return { ...regimeOf(requireEntry(OFFICIAL, 'regime', startOfYear(year)).value as RuleBase), ...variant };
}

/** Factor of the cuts that were scheduled in earlier years and fall on this 1 January. */
export function dueFactor(schedules: readonly ScheduledCuts[], year: number): Decimal {
  return schedules
    .filter((schedule) => year > schedule.year && year <= schedule.year + CUTS_IN_SERIES)
    .reduce((factor, { cut }) => factor.times(ONE.minus(cut)), ONE);
}

/**
 * Refuses NO_FUNDING_RATIO `{on}` and EXPECTATIONS_MISSING `{year}`. carried: of the year before, or the opening of the first. A cut
 * that falls due makes the backlog larger before the rules look at it.
 */
export function evaluateYear(
  year: number,
  facts: FundFacts,
  carried: Carried,
  schedules: readonly ScheduledCuts[],
  variant: Partial<Regime> = {},
): Evaluation {
  const on = startOfYear(year);
  const fundingRatio = facts.ratios.get(on) ?? refuse('NO_FUNDING_RATIO', { on });
  const expected = facts.expectations.get(year) ?? refuse('EXPECTATIONS_MISSING', { year });
  const regime = regimeInForce(year, variant);
  const input = { ...expected, ...carried, backlog: carried.backlog.div(dueFactor(schedules, year)), fundingRatio };
  return { year, regime, input, output: decidePolicy(regime, input) };
}

/** What rights were multiplied by for a year by its own decisions; a year without decisions leaves them. */
export function decidedFactor(decided: DecidedYear | undefined): Decimal {
  if (decided === undefined) return ONE;
  return ONE.plus(decided.indexation).times(ONE.minus(decided.reduction)).times(ONE.plus(decided.catchUp));
}

/** What a year hands to the next: the count and the plan as evaluated, the backlog by what was decided. */
export function carryForward({ input, output }: Evaluation, decided: DecidedYear | undefined): Carried {
  return {
    below: output.below,
    planElapsed: output.planElapsed,
    backlog: input.backlog.times(ONE.plus(input.ambition)).div(decidedFactor(decided)),
  };
}

export const NOTHING_DECIDED: DecidedYear = { indexation: ZERO, catchUp: ZERO, reduction: ZERO };

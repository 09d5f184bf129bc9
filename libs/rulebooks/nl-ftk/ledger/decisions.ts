/** What a board may decide on an evaluation, and no more; each decision answers the data of its event (nl-ftk section 8). */
import { addMonths, startOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { ONE, ZERO, exactText, type Decimal } from '#money/decimal.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { PremiumBasis } from '#actuarial/alm/parameters.js';
import { entryInForce, requireDecimal, requireEntry, type ParameterSet } from '../../frame/parameters/parameters.js';
import { recoveryPath, type RecoveryYear } from '../policy/recovery-path.js';
import { tenCuts } from '../policy/ten-cuts.js';
import { NEW_PLAN_YEARS, OLD_PLAN_YEARS, type PolicyAction, type ToldPolicyInput } from '../policy/decide.js';
import type { Regime } from '../regime.js';
import { afterSchedules } from './cash-flows.js';
import { CUTS_IN_SERIES, type ScheduledCuts } from './evaluate.js';
import { bounds } from '../../frame/parameters/fault.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** Without a year: none is. */
    NOT_EVALUATED: { readonly year?: number };
    FUND_RULE: { readonly limit: string; readonly rate: string };
    NOT_DUE:
      | { readonly due: 'cut' | 'ten-cuts'; readonly year: number; readonly action: PolicyAction }
      /** On a day on which the series of a year has no cut; `years`: on whose first days it has. */
      | { readonly due: 'cut-of-series'; readonly scheduled: number; readonly years: readonly number[] }
      /** In a year in which no series has a cut. */
      | { readonly due: 'scheduled-cut'; readonly year: number };
    CUT_TOO_SMALL: { readonly least: string };
    NOT_FULL: { readonly year: number; readonly action: PolicyAction };
    ABOVE_RULE: { readonly what: 'indexation' | 'catch-up'; readonly rate: string; readonly limit: string; readonly action: PolicyAction };
    NOT_BELOW_REQUIRED: { readonly fundingRatio: string; readonly required: string };
    FIXED_TOO_LONG: { readonly latest: string };
    FIXED_BEFORE_IT_BEGINS: { readonly from: string; readonly fixedUntil: string };
    RETURN_STILL_FIXED: { readonly until: string };
    /** Growth of wages and prices below its minimum, or a return on bonds or equity above its maximum. */
    BELOW_MINIMUM: { readonly what: 'wage' | 'price' | 'bond' | 'equity'; readonly value: string; readonly limit: string };
  }
}

/** What a decision needs of the evaluation of its year. */
export interface EvaluatedFor {
  readonly year: number;
  readonly action: PolicyAction;
  readonly indexation: Decimal;
  readonly catchUp: Decimal;
}

function evaluated(evaluation: EvaluatedFor | undefined, on: CivilDate): EvaluatedFor {
  const year = yearOf(on);
  if (evaluation?.year === year) return evaluation;
  return refuse('NOT_EVALUATED', { year });
}

/**
 * IndexationDecided. Refuses NOT_EVALUATED, ABOVE_RULE `{limit, action}`, FUND_RULE `{limit}` where the scheme's own is lower. A rate of 0
 * is not above a cut (A: section 8 compares with the indexation alone): it grants nothing, and records what a later catch-up may give back.
 */
export function indexationDecided(
  evaluation: EvaluatedFor | undefined,
  on: CivilDate,
  rate: Decimal,
  fundLimit: Decimal | undefined,
): { readonly on: CivilDate; readonly rate: string; readonly evaluation: number; readonly proposed: string } {
  const { year, action, indexation } = evaluated(evaluation, on);
  const limit = indexation.gt(ZERO) ? indexation : ZERO;
  if (rate.gt(limit)) aboveRule('indexation', rate, limit, action);
  if (fundLimit !== undefined && rate.gt(fundLimit)) {
    refuse('FUND_RULE', { limit: exactText(fundLimit), rate: exactText(rate) });
  }
  return { on, rate: exactText(rate), evaluation: year, proposed: exactText(indexation) };
}

interface RuledReduction {
  readonly on: CivilDate;
  readonly rate: string;
  readonly reason: 'PLAN_CUT' | 'CUT_TO_MVEV';
  readonly evaluation: number;
}

/** ReductionDecided, rate as a positive fraction. Refuses NOT_EVALUATED, NOT_DUE `{action}`, CUT_TOO_SMALL `{least}`. */
export function reductionDecided(evaluation: EvaluatedFor | undefined, on: CivilDate, rate: Decimal): RuledReduction {
  const { year, action, indexation } = evaluated(evaluation, on);
  if (action !== 'PLAN_CUT' && action !== 'CUT_TO_MVEV') return refuse('NOT_DUE', { due: 'cut', year, action });
  const least = indexation.neg();
  if (rate.lt(least)) refuse('CUT_TOO_SMALL', { least: exactText(least) });
  if (rate.gte(ONE)) refuse('INVALID_INPUT', { field: 'rate', value: exactText(rate), ...bounds({ below: 1 }) });
  return { on, rate: exactText(rate), reason: action, evaluation: year };
}

/** ReductionDecided of a series of cuts: unconditional, without an evaluation. Refuses NOT_DUE `{years}` outside the series. */
export function scheduledReduction(
  schedule: ScheduledCuts,
  on: CivilDate,
): { readonly on: CivilDate; readonly rate: string; readonly reason: string; readonly schedule: number } {
  if (!isCutOfSeries(schedule.year, yearOf(on)) || on !== startOfYear(yearOf(on))) {
    refuse('NOT_DUE', { due: 'cut-of-series', scheduled: schedule.year, years: yearsOfSeries(schedule.year) });
  }
  return { on, rate: exactText(schedule.cut), reason: 'TEN_CUTS', schedule: schedule.year };
}

/** CatchUpDecided. Refuses NOT_EVALUATED, NOT_FULL `{action}`, ABOVE_RULE `{limit, action}`. */
export function catchUpDecided(evaluation: EvaluatedFor | undefined, on: CivilDate, rate: Decimal): JsonObject {
  const { year, action, catchUp } = evaluated(evaluation, on);
  if (action !== 'FULL') refuse('NOT_FULL', { year, action });
  if (rate.gt(catchUp)) aboveRule('catch-up', rate, catchUp, action);
  return { year, budget: exactText(catchUp), applied: exactText(rate), factor: exactText(ONE.plus(rate)) };
}

function aboveRule(what: 'indexation' | 'catch-up', rate: Decimal, limit: Decimal, action: PolicyAction): never {
  return refuse('ABOVE_RULE', { what, rate: exactText(rate), limit: exactText(limit), action });
}

/** Whether a series that was scheduled in a year has a cut on 1 January of another. */
export function isCutOfSeries(scheduledIn: number, year: number): boolean {
  return year > scheduledIn && year <= scheduledIn + CUTS_IN_SERIES;
}

function yearsOfSeries(year: number): readonly number[] {
  return Array.from({ length: CUTS_IN_SERIES }, (_, index) => year + 1 + index);
}

/**
 * TenCutsScheduled. values[m]: present value of what is paid m years from 1 January, before scheduled cuts; earlier series are taken off
 * here. Refuses NOT_EVALUATED, NOT_DUE `{action}`, CUT_NOT_POSSIBLE `{payableNow}`.
 */
export function tenCutsScheduled(
  evaluation: EvaluatedFor | undefined,
  on: CivilDate,
  values: readonly Decimal[],
  assets: Decimal,
  regime: Regime,
  earlier: readonly ScheduledCuts[],
): {
  readonly year: number;
  readonly cut: string;
  readonly cumulative: string;
  readonly liabilitiesAfter: string;
  readonly years: readonly number[];
} {
  const { year, action } = evaluated(evaluation, on);
  if (action !== 'TEN_CUTS') refuse('NOT_DUE', { due: 'ten-cuts', year, action });
  const { cut, cumulativeCut, liabilitiesAfter } = tenCuts(afterSchedules(values, year, earlier), assets, regime.mvev);
  const figures = { cut: exactText(cut), cumulative: exactText(cumulativeCut), liabilitiesAfter: exactText(liabilitiesAfter) };
  return { year, ...figures, years: yearsOfSeries(year) };
}

interface RecoveryPlan {
  readonly year: number;
  readonly horizonEnds: number;
  readonly path: ReturnType<typeof pathTold>;
  readonly expectedCuts: ReturnType<typeof expectedCuts>;
}

export function pathTold(
  path: readonly RecoveryYear[],
): readonly { readonly t: number; readonly fundingRatio: string; readonly action: PolicyAction; readonly factor: string }[] {
  return path.map(({ t, fundingRatio, decision: { action, factor } }) => ({
    ...{ t, action },
    fundingRatio: exactText(fundingRatio.value),
    factor: exactText(factor.value),
  }));
}

/** The years of a path, from `year` on, in which rights are cut. */
export function expectedCuts(year: number, path: readonly RecoveryYear[]): readonly { readonly year: number; readonly rate: string }[] {
  return path.flatMap(({ t, decision: { factor: { value: factor } } }) =>
    factor.lt(ONE) ? [{ year: year + t, rate: exactText(ONE.minus(factor)) }] : [],
  );
}

/** RecoveryPlanSet. Refuses NOT_BELOW_REQUIRED `{required}`. */
export function recoveryPlanSet(year: number, regime: Regime, input: ToldPolicyInput, years: number): RecoveryPlan {
  const fundingRatio = input.fundingRatio.value;
  if (fundingRatio.gte(regime.vev)) {
    refuse('NOT_BELOW_REQUIRED', { fundingRatio: exactText(fundingRatio), required: exactText(regime.vev) });
  }
  const path = recoveryPath(() => regime, input, years, () => input.growth).years;
  // The old plan keeps its end; its first year is the one in which it began.
  const begun = year - (input.planElapsed === null ? 0 : input.planElapsed + 1);
  return {
    year,
    horizonEnds: regime.base === 'old' ? begun + OLD_PLAN_YEARS : year + NEW_PLAN_YEARS,
    path: pathTold(path),
    expectedCuts: expectedCuts(year, path),
  };
}

export interface PremiumBasisInput {
  readonly from: CivilDate;
  readonly basis: PremiumBasis;
  readonly planReturn: Decimal;
  readonly fixedUntil: CivilDate | undefined;
  readonly minimumWage: Decimal;
  readonly minimumPrice: Decimal;
  /** Returns that the expected return counts with. */
  readonly bondReturn: Decimal | undefined;
  readonly equityReturn: Decimal | undefined;
  readonly previous: { readonly planReturn: Decimal; readonly fixedUntil: CivilDate } | undefined;
}

const FIXED_MONTHS = 60;
/** Most that plans may count with for equity, gross (CPB note, section 2), under the new rules. */
const MOST_EQUITY = '0.07';

/**
 * PremiumBasisSet, as far as the rules bind it: those of its first day. Refuses FIXED_BEFORE_IT_BEGINS, FIXED_TOO_LONG `{latest}`,
 * RETURN_STILL_FIXED `{until}`, BELOW_MINIMUM `{what, limit}`.
 */
export function premiumBasisSet(input: PremiumBasisInput, rules: ParameterSet): {
  readonly from: CivilDate;
  readonly basis: PremiumBasis;
  readonly planReturn: string;
  readonly fixedUntil: CivilDate | null;
  readonly loading: string;
  readonly minimumWage: string;
  readonly minimumPrice: string;
} {
  const { from, basis, planReturn, fixedUntil, previous } = input;
  const latest = addMonths(from, FIXED_MONTHS);
  if (fixedUntil !== undefined && fixedUntil < from) refuse('FIXED_BEFORE_IT_BEGINS', { from, fixedUntil });
  if (fixedUntil !== undefined && fixedUntil > latest) refuse('FIXED_TOO_LONG', { latest });
  if (previous !== undefined && previous.fixedUntil > from && !previous.planReturn.eq(planReturn)) {
    refuse('RETURN_STILL_FIXED', { until: previous.fixedUntil });
  }
  const least = (what: 'wage' | 'price', value: Decimal, name: string): void => {
    const limit = requireDecimal(rules, name, from);
    if (value.lt(limit)) refuse('BELOW_MINIMUM', { what, value: exactText(value), limit: exactText(limit) });
  };
  least('wage', input.minimumWage, 'wageGrowthMin');
  least('price', input.minimumPrice, 'inflationMin');
  const isNew = requireEntry(rules, 'regime', from).value === 'new';
  const most = (what: 'bond' | 'equity', value: Decimal | undefined, limit: string | undefined): void => {
    if (value === undefined || limit === undefined || value.lte(limit)) return;
    refuse('BELOW_MINIMUM', { what, value: exactText(value), limit });
  };
  most('bond', input.bondReturn, (entryInForce(rules, 'bondReturnMax', from)?.value ?? undefined) as string | undefined);
  most('equity', input.equityReturn, isNew ? MOST_EQUITY : undefined);
  const minimums = { minimumWage: exactText(input.minimumWage), minimumPrice: exactText(input.minimumPrice) };
  const loading = exactText(requireDecimal(rules, 'vevLoading', from));
  return { from, basis, planReturn: exactText(planReturn), fixedUntil: fixedUntil ?? null, loading, ...minimums };
}

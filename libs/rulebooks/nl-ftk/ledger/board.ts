/** What a board decides, on the fund's stream: held against the evaluation of its year, and recorded with it (nl-ftk section 8). */
import type { DecidedFundEvent, FundEventData } from '#ledger/fund/events.js';
import { standingRatios } from '#ledger/fund/funding/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { formatMinor } from '#money/amount.js';
import { startOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { exactText, ONE, sum, ZERO, type Decimal } from '#money/decimal.js';
import type { AllowedCatchUp, CutDue, PolicyRules, PolicyVariant } from '../../frame/capabilities/policy.js';
import { NEW_PLAN_YEARS, OLD_PLAN_YEARS } from '../policy/decide.js';
import { recoveryPath, type RecoveryPath } from '../policy/recovery-path.js';
import { given } from '../../frame/figures/explained.js';
import type { FundingRules } from '../../frame/parameters/funding-rules.js';
import { afterSchedules, assetsOf, presentValues } from './cash-flows.js';
import {
  catchUpDecided,
  expectedCuts,
  indexationDecided,
  isCutOfSeries,
  pathTold,
  premiumBasisSet,
  recoveryPlanSet,
  reductionDecided,
  scheduledReduction,
  tenCutsScheduled,
  type EvaluatedFor,
} from './decisions.js';
import { regimeInForce, type Regime } from '../regime.js';
import {
  decidedFor,
  exactly,
  policyInputOf,
  regimeRecorded,
  rulesRecorded,
  schedulesOf,
  variantOf,
  type RecordedEvaluation,
} from './recorded.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    PREMIUM_BASIS_ALREADY_SET: { readonly from: string };
  }
}

interface EvaluatedYear extends EvaluatedFor {
  readonly recorded: RecordedEvaluation;
}

/** The evaluation that a decision rests on: that of its year, on whatever day of it. */
function evaluatedFor(fund: FundState, on: CivilDate): EvaluatedYear | undefined {
  const recorded = fund.evaluations.find(({ data }) => data.year === yearOf(on));
  if (recorded === undefined) return undefined;
  const { year, output: { action, indexation, catchUp } } = recorded.data;
  return { year, action, indexation: exactly(indexation), catchUp: exactly(catchUp), recorded };
}

/**
 * The same, of a decision that the rules of funding bind. Undefined of a year that they are not applied to: no year before it is evaluated,
 * and nothing is told that its evaluation would rest on. Refuses NOT_EVALUATED of any other.
 */
function evaluationBinding(fund: FundState, on: CivilDate): EvaluatedYear | undefined {
  const year = yearOf(on);
  return evaluatedFor(fund, on) ?? (isToBeEvaluated(year, fund) ? notEvaluated(year) : undefined);
}

function isToBeEvaluated(year: number, fund: FundState): boolean {
  const { evaluations, expectations } = fund;
  const isReported = standingRatios(fund).some(({ measure, on }) => measure === 'nominal' && on === startOfYear(year));
  return evaluations.some(({ data }) => data.year < year) || expectations.has(year) || isReported;
}

/** The scheme's own rules come on top of these: a decision keeps to both. */
export function withinEvaluation(event: DecidedFundEvent, fund: FundState): DecidedFundEvent {
  const { type } = event;
  if (type !== 'IndexationDecided' && type !== 'ReductionDecided' && type !== 'CatchUpDecided') return event;
  // A cut of a series needs no evaluation, and one in shares is no cut of rights.
  const isRuled = type !== 'ReductionDecided' || (event.data.rate !== undefined && event.data.schedule === undefined);
  const evaluation = isRuled ? evaluationBinding(fund, event.data.on) : undefined;
  if (evaluation === undefined) return event;
  switch (type) {
    case 'IndexationDecided': {
      const { data } = event;
      const { evaluation: year, proposed } = indexationDecided(evaluation, data.on, exactly(data.rate), undefined);
      return { ...event, data: { ...data, evaluation: year, proposed } };
    }
    case 'CatchUpDecided':
      catchUpDecided(evaluation, event.data.on, exactly(event.data.factor).minus(ONE));
      return { ...event, data: { ...event.data, ...allowedBy(evaluation) } };
    case 'ReductionDecided': {
      const { data } = event;
      const together = cutTogether(exactly(data.rate as string), fund, evaluation);
      const { evaluation: year, reason: rule } = reductionDecided(evaluation, data.on, together);
      return { ...event, data: { ...data, evaluation: year, rule } };
    }
    default:
      return type satisfies never;
  }
}

/** A cut with those that the board has made in its year: after one as large as the rules ask, a further one may be of any size. */
function cutTogether(rate: Decimal, fund: FundState, { year }: EvaluatedYear): Decimal {
  const before = decidedFor(fund, year).reduction.value;
  return rate.plus(before).minus(rate.times(before));
}

function allowedBy({ year, catchUp, recorded: { data: { input } } }: EvaluatedYear): AllowedCatchUp {
  return { evaluation: year, owed: exactText(exactly(input.backlog).minus(ONE)), allowed: exactText(catchUp) };
}

export const bindIndexation: PolicyRules['bindIndexation'] = (on, rate, fund) => {
  const evaluation = evaluationBinding(fund, on);
  if (evaluation !== undefined) indexationDecided(evaluation, on, exactly(rate), undefined);
  return evaluation !== undefined;
};

export function catchUpAllowed(on: CivilDate, fund: FundState): AllowedCatchUp | undefined {
  const evaluation = evaluationBinding(fund, on);
  if (evaluation === undefined) return undefined;
  catchUpDecided(evaluation, on, ZERO);
  return allowedBy(evaluation);
}

function notEvaluated(year: number): never {
  return refuse('NOT_EVALUATED', { year });
}

export function planYears(rules: 'old' | 'new'): number {
  return rules === 'old' ? OLD_PLAN_YEARS : NEW_PLAN_YEARS;
}

export const setRecoveryPlan: PolicyRules['recoveryPlan'] = ({ year, reference }, fund, rules) => {
  const on = startOfYear(year);
  const { recorded } = evaluatedFor(fund, on) ?? notEvaluated(year);
  if (fund.recoveryPlans.some(({ data }) => data.year === year)) return undefined;
  const plan = recoveryPlanSet(year, regimeRecorded(recorded, rules), policyInputOf(recorded), planYears(recorded.data.regime));
  return { type: 'RecoveryPlanSet', effectiveDate: on, key: `recovery-plan:${year}`, data: { ...plan, reference } };
};

export const scheduleTenCuts: PolicyRules['tenCuts'] = (command, fund, parameters, rules) => {
  const { year, marketRate, assetsMinor, reference } = command;
  const on = startOfYear(year);
  const standing = fund.tenCuts.find(({ data }) => data.year === year);
  if (standing !== undefined) return undefined;
  const evaluation = evaluatedFor(fund, on);
  if (evaluation?.action !== 'TEN_CUTS') return evaluation === undefined ? notEvaluated(year) : notDue(evaluation);
  const { flows, values, ultimate } = presentValues(on, marketRate, fund, parameters, rulesRecorded(evaluation.recorded, rules));
  const earlier = schedulesOf(fund);
  const liabilities = given('liabilities', sum(afterSchedules(values, year, earlier)));
  const told = assetsMinor === undefined ? undefined : exactly(formatMinor(assetsMinor));
  // The evaluation rests on a ratio of that day, so there are assets.
  const assets =
    assetsOf(fund, on, liabilities, told)?.value ?? exactly(evaluation.recorded.data.input.fundingRatio).times(liabilities.value);
  const series = tenCutsScheduled(evaluation, on, values, assets, regimeRecorded(evaluation.recorded, rules), earlier);
  const basis = { flows, liabilities: exactText(liabilities.value), assets: exactText(assets), marketRate, ufr: exactText(ultimate) };
  return { type: 'TenCutsScheduled', effectiveDate: on, key: `ten-cuts:${year}`, data: { ...series, ...basis, reference } };
};

function notDue({ year, action }: EvaluatedFor): never {
  return refuse('NOT_DUE', { due: 'ten-cuts', year, action });
}

/** Cuts of series that fall on a year and are not taken. */
export function cutsDue(year: number, fund: FundState): readonly CutDue[] {
  const on = startOfYear(year);
  const isTaken = (eventId: string): boolean => fund.reductions.some((one) => one.schedule === eventId && one.on === on);
  return fund.tenCuts
    .filter(({ eventId, data }) => isCutOfSeries(data.year, year) && !isTaken(eventId))
    .map(({ eventId, data }) => ({ scheduled: data.year, eventId, cut: data.cut }));
}

/** Unconditional: neither an evaluation nor a recovery takes one back. */
export const takeScheduledCuts: PolicyRules['scheduledCuts'] = ({ year, reference }, fund) => {
  const on = startOfYear(year);
  if (!fund.tenCuts.some(({ data }) => isCutOfSeries(data.year, year))) {
    return refuse('NOT_DUE', { due: 'scheduled-cut', year });
  }
  return cutsDue(year, fund).map(({ scheduled, eventId, cut }) => {
    const { rate, reason } = scheduledReduction({ year: scheduled, cut: exactly(cut) }, on);
    const key = `ten-cuts:${scheduled}:${year}`;
    return { type: 'ReductionDecided', effectiveDate: on, key, data: { on, rate, reason, schedule: eventId, reference } };
  });
};

export const setPremiumBasis: PolicyRules['premiumBasis'] = (command, fund, { known }) => {
  const { from, basis, fixedUntil, averageRate, bondReturn, equityReturn, premiumRate, reference } = command;
  const before = fund.premiumBases.map(({ data }) => data).filter((data) => data.from < from);
  const fixed = before.findLast((one): one is typeof one & { readonly fixedUntil: CivilDate } => one.fixedUntil !== undefined);
  const optional = (text: string | undefined) => (text === undefined ? undefined : exactly(text));
  const { fixedUntil: until, ...kept } = premiumBasisSet({
    ...{ from, basis, fixedUntil },
    planReturn: exactly(command.planReturn),
    minimumWage: exactly(command.minimumWage),
    minimumPrice: exactly(command.minimumPrice),
    bondReturn: optional(bondReturn),
    equityReturn: optional(equityReturn),
    previous: fixed === undefined ? undefined : { planReturn: exactly(fixed.planReturn), fixedUntil: fixed.fixedUntil },
  }, known);
  if (basis === 'averageRTS' && averageRate === undefined) {
    refuse('MISSING_FIELD', { column: 'averageRate', because: 'premium-on-average' });
  }
  const given = { averageRate, bondReturn, equityReturn, fixedUntil: until ?? undefined };
  const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as typeof given;
  const data = { ...kept, premiumRate: exactText(exactly(premiumRate)), ...told, reference } as FundEventData['PremiumBasisSet'];
  const standing = fund.premiumBases.find((one) => one.data.from === from)?.data;
  if (standing === undefined) return { type: 'PremiumBasisSet', effectiveDate: from, key: `premium-basis:${from}`, data };
  if (sameBasis(standing, data)) return undefined;
  return refuse('PREMIUM_BASIS_ALREADY_SET', { from });
};

function sameBasis(one: FundEventData['PremiumBasisSet'], other: FundEventData['PremiumBasisSet']): boolean {
  const sorted = (data: object): string => JSON.stringify(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
}

/**
 * From the last evaluated year on, each year by the rules of its own first day; with the names of its figures, `recovery-path.T.…`.
 * `first`: the rules of the first year. Refuses NOT_EVALUATED and UNKNOWN_VARIANT.
 */
export function pathExpected(
  years: number,
  fund: FundState,
  { known }: FundingRules,
  variant: PolicyVariant,
): { readonly year: number; readonly first: Regime; readonly path: RecoveryPath } {
  const last = [...fund.evaluations].sort((one, other) => one.data.year - other.data.year).at(-1);
  if (last === undefined) return refuse('NOT_EVALUATED');
  const { data: { year } } = last;
  const named = variantOf(variant);
  const rules = (t: number): Regime => regimeInForce(known, year + t, named);
  const input = policyInputOf(last);
  return { year, first: rules(0), path: recoveryPath(rules, input, years, () => input.growth, 'recovery-path') };
}

export const expectedPath: PolicyRules['expectedPath'] = (years, fund, rules, variant) => {
  const { year, first, path: { years: path, finalFundingRatio } } = pathExpected(years, fund, rules, variant);
  return {
    ...{ year, regime: first.base, required: exactText(first.vev) },
    path: pathTold(path),
    expectedCuts: expectedCuts(year, path),
    finalFundingRatio: exactText(finalFundingRatio.value),
  };
};

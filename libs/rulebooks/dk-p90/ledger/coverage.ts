/** The coverage overview (Dækningsoversigt) on both bases (sections 3 to 5). */
import { amountMinor, formatMinor, minorToDecimal } from '#money/amount.js';
import { firstOfMonth, monthIndex, type CivilDate } from '#money/civil-date.js';
import { roundPosted, roundPostedMinor } from '#money/rounding.js';
import { ZERO, type Decimal } from '#money/decimal.js';
import { factsAfterDeath, paymentsWithoutPension } from '#ledger/participant/loose-facts.js';
import { DISABILITY, OLD_AGE } from '#ledger/participant/pensions/benefits.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { StartedPension } from '#ledger/participant/pensions/state.js';
import { deathBy, disabilityNotes, grantedBenefit, grantedPensions } from '../../frame/granted-pensions.js';
import { entryInForce, requireEntry, type ParameterSet } from '../../frame/parameters/parameters.js';
import type { Assumption, Benefit, CoverageView } from '../../frame/capabilities/coverage.js';
import type { Condition, Note } from '../../frame/capabilities/statements.js';
import { groupCoverStatus, lastContribution } from '../covers/group-cover.js';
import { linkedCovers } from '../covers/linked-covers.js';
import { specialBonusBenefit } from './special-bonus.js';
import { inMonth } from '../in-force.js';
import { readMortality } from '../operations/read-parameters.js';
import { project, projectionStart, type Projection } from '../projection/projection.js';
import { wholeMonths } from '../projection/retirement.js';

const ASSUMPTIONS = [
  'calculationRate', 'expectedRate', 'mortality', 'retirementAge', 'wageGrowth', 'priceGrowth', 'adminFee', 'riskPremium',
  'groupPremium', 'specialBonusRate', 'spouseRate', 'minContribution', 'expiryAge',
];
/** What is left of them where nothing is forecast. */
const COVER_ASSUMPTIONS = ['spouseRate', 'minContribution', 'expiryAge'];
const SPOUSE = 'spouse-pension';
const GROUP_LIFE = 'group-life';

export interface ProjectedBoth {
  readonly expected: Projection;
  readonly calculation: Projection;
}

/** The projection from the first day of the value date's month, with the value and the last month's contribution as then. */
export function projections(state: ParticipantState, asOf: CivilDate, parameters: ParameterSet): ProjectedBoth {
  if (state.enrolment === undefined) throw new Error('a participant without enrolment has no figures');
  const start = projectionStart(asOf);
  const contribution = state.contributions.get(start - 1) ?? 0;
  const request = {
    calculationDate: asOf,
    birthDate: state.enrolment.birthDate,
    value: minorToDecimal(Math.max(0, state.balanceMinor - movementsSince(state, start))),
    contribution: contribution > 0 ? minorToDecimal(contribution) : ZERO,
    mortality: readMortality(parameters, start),
  };
  return {
    expected: project(parameters, { ...request, basis: 'expectedRate' }),
    calculation: project(parameters, { ...request, basis: 'calculationRate' }),
  };
}

/** The contributions of the running month do not belong to the value at its start. */
function movementsSince(state: ParticipantState, start: number): number {
  return state.contributions.get(start) ?? 0;
}

/**
 * Before a pension is drawn: the forecast and the covers that follow it. An old-age pension that the fund has granted stands in its
 * place, with the spouse pension as its share; a disability pension granted in that of its cover (assumptions: the source is about
 * members who draw no pension yet).
 */
export function coverageView(state: ParticipantState, asOf: CivilDate, parameters: ParameterSet): CoverageView {
  const diedOn = deathBy(state, asOf);
  if (diedOn !== undefined) return afterDeath(state, diedOn, asOf, parameters);
  const granted = grantedPensions(state, asOf);
  const oldAge = granted.find(({ benefit }) => benefit === OLD_AGE);
  return oldAge === undefined ? beforeOldAge(state, asOf, parameters, granted) : inOldAge(state, asOf, parameters, granted, oldAge);
}

function beforeOldAge(
  state: ParticipantState,
  asOf: CivilDate,
  parameters: ParameterSet,
  granted: readonly StartedPension[],
): CoverageView {
  const start = projectionStart(asOf);
  const { expected, calculation } = projections(state, asOf, parameters);
  const linked = linkedCovers(parameters, start, expected.monthlyReal);
  const from = (onCalculationBasis: boolean): Condition => ({ code: 'forecast', from: expected.retirementDate, onCalculationBasis });
  const forecast = [
    monthly(OLD_AGE, 'expected', expected.monthlyReal, from(false)),
    monthly(OLD_AGE, 'guaranteed', calculation.monthlyReal, from(true)),
    monthly(DISABILITY, 'expected', linked.disabilityMonthly, { code: 'as-old-age-pension' }),
    monthly(SPOUSE, 'expected', linked.spouseMonthly, { code: 'share-of-old-age-pension' }),
  ];
  return {
    value: formatMinor(state.balanceMinor),
    benefits: [
      ...forecast.filter(({ benefit }) => benefit === OLD_AGE || !granted.some((one) => one.benefit === benefit)),
      ...granted.map((one) => grantedBenefit(state, one, asOf)),
      ...groupCovers(state, asOf, start, parameters),
      ...specialBonusBenefit(state),
    ],
    assumptions: assumptionsOf(parameters, start, ASSUMPTIONS),
    notes: [
      { code: expected.contributing ? 'contributions-assumed' : 'paid-up' },
      { code: 'forecast-may-fall' },
      ...disabilityNotes(state, asOf),
      ...valueNotes(state),
    ],
  };
}

function inOldAge(
  state: ParticipantState,
  asOf: CivilDate,
  parameters: ParameterSet,
  granted: readonly StartedPension[],
  oldAge: StartedPension,
): CoverageView {
  const start = projectionStart(asOf);
  const spouse = monthly(SPOUSE, 'expected', spouseOfGranted(parameters, asOf, oldAge), { code: 'share-of-old-age-pension' });
  return {
    value: formatMinor(state.balanceMinor),
    benefits: [
      ...granted.map((one) => grantedBenefit(state, one, asOf)),
      ...(granted.some(({ benefit }) => benefit === SPOUSE) ? [] : [spouse]),
      ...groupCovers(state, asOf, start, parameters),
      ...specialBonusBenefit(state),
    ],
    assumptions: assumptionsOf(parameters, start, COVER_ASSUMPTIONS),
    notes: [{ code: 'payment-may-fall' }, ...disabilityNotes(state, asOf), ...valueNotes(state)],
  };
}

/** `spouseRate` of the old-age pension granted, a month, unrounded. Refuses MISSING_PARAMETER dk-p90.spouseRate. */
function spouseOfGranted(parameters: ParameterSet, asOf: CivilDate, { amount, frequency }: StartedPension): Decimal {
  const monthlyPension = minorToDecimal(amountMinor(amount)).div(frequency === 'monthly' ? 1 : 12);
  return linkedCovers(parameters, projectionStart(asOf), monthlyPension).spouseMonthly;
}

/** The forecast ends with the death; of the group insurances the life insurance is due, if it was in force that day (assumption). */
function afterDeath(state: ParticipantState, diedOn: CivilDate, asOf: CivilDate, parameters: ParameterSet): CoverageView {
  const start = projectionStart(diedOn);
  const covers = groupCovers(state, diedOn, start, parameters, 'group-cover-at-death').filter(({ benefit }) => benefit === GROUP_LIFE);
  const granted = grantedPensions(state, asOf).map((one) => grantedBenefit(state, one, asOf));
  return {
    value: formatMinor(state.balanceMinor),
    benefits: [...granted, ...covers.map((cover) => ({ ...cover, validUntil: null }))],
    assumptions: assumptionsOf(parameters, start, ['minContribution', 'expiryAge']),
    notes: [{ code: 'forecast-ended-by-death', diedOn }, ...factsAfterDeath(state), ...valueNotes(state)],
  };
}

/** What about the value itself asks to be put right. */
function valueNotes(state: ParticipantState): readonly Note[] {
  return [
    ...paymentsWithoutPension(state),
    ...(state.balanceMinor < 0 ? [{ code: 'value-below-zero' } as const] : []),
  ];
}

function monthly(benefit: string, basis: Benefit['basis'], amount: Decimal, condition: Condition): Benefit {
  return {
    benefit,
    amount: roundPosted(amount),
    currency: 'DKK',
    frequency: 'monthly',
    basis,
    condition,
    validUntil: null,
    figure: `coverage.${benefit}.${basis}`,
  };
}

function groupCovers(
  state: ParticipantState,
  asOf: CivilDate,
  start: number,
  parameters: ParameterSet,
  code: 'group-cover' | 'group-cover-at-death' = 'group-cover',
): readonly Benefit[] {
  const published = entryInForce(parameters, 'groupCovers', firstOfMonth(start))?.value as
    readonly { readonly code: string; readonly sum: string }[] | undefined;
  if (published === undefined || state.enrolment === undefined) return [];
  const minimum = roundPostedMinor(inMonth(parameters, 'minContribution', start));
  const status = groupCoverStatus({
    date: asOf,
    birthDate: state.enrolment.birthDate,
    expiryAgeMonths: wholeMonths('dk-p90.expiryAge', inMonth(parameters, 'expiryAge', start).times(12)),
    last: lastContribution(state.contributions, asOf, (minor) => minor > 0),
    belowMinimum: (minor) => minor < minimum,
  });
  return published.map(({ code: cover, sum }) => ({
    benefit: cover,
    amount: status.covered ? formatMinor(amountMinor(sum)) : '0.00',
    currency: 'DKK',
    frequency: 'lump-sum',
    basis: 'guaranteed',
    condition: { code, reason: status.reason },
    validUntil: status.coverEnds,
    figure: `coverage.${cover}.guaranteed`,
  }));
}

function assumptionsOf(parameters: ParameterSet, start: number, names: readonly string[]): readonly Assumption[] {
  return names.map((name) => {
    const { value, from, reference, status } = requireEntry(parameters, name, firstOfMonth(start));
    return { name, value: typeof value === 'string' ? value : JSON.stringify(value), from, reference, status };
  });
}

/** First month of the forecast, as a date. */
export function forecastStart(asOf: CivilDate): CivilDate {
  return firstOfMonth(monthIndex(asOf));
}

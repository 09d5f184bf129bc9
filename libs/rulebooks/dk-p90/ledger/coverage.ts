/** The coverage overview (Dækningsoversigt) on both bases (sections 3 to 5). */
import { formatMinor, minorToDecimal } from '#money/amount.js';
import { firstOfMonth, monthIndex, type CivilDate } from '#money/civil-date.js';
import { roundPosted, roundPostedMinor } from '#money/rounding.js';
import { ZERO, type Decimal } from '#money/decimal.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { entryInForce, requireEntry, type ParameterSet } from '../../frame/parameters.js';
import type { Assumption, Benefit, CoverageView } from '../../frame/rulebook.js';
import { groupCoverStatus, lastContribution } from '../covers/group-cover.js';
import { linkedCovers } from '../covers/linked-covers.js';
import { inMonth } from '../in-force.js';
import { readMortality } from '../operations/read-parameters.js';
import { project, projectionStart, type Projection } from '../projection/projection.js';
import { wholeMonths } from '../projection/retirement.js';

const ASSUMPTIONS = [
  'calculationRate', 'expectedRate', 'mortality', 'retirementAge', 'wageGrowth', 'priceGrowth', 'adminFee', 'riskPremium',
  'groupPremium', 'specialBonusRate', 'spouseRate', 'minContribution', 'expiryAge',
];

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

export function coverageView(state: ParticipantState, asOf: CivilDate, parameters: ParameterSet): CoverageView {
  const start = projectionStart(asOf);
  const { expected, calculation } = projections(state, asOf, parameters);
  const linked = linkedCovers(parameters, start, expected.monthlyReal);
  const monthly = (benefit: string, basis: Benefit['basis'], amount: Decimal, condition: string): Benefit => ({
    benefit,
    amount: roundPosted(amount),
    currency: 'DKK',
    frequency: 'monthly',
    basis,
    condition,
    validUntil: null,
    figure: `coverage.${benefit}.${basis}`,
  });
  const from = `from ${expected.retirementDate}, at today’s prices`;
  return {
    value: formatMinor(state.balanceMinor),
    benefits: [
      monthly('old-age-pension', 'expected', expected.monthlyReal, from),
      monthly('old-age-pension', 'guaranteed', calculation.monthlyReal, `${from}, on the calculation basis`),
      monthly('disability-pension', 'expected', linked.disabilityMonthly, 'as large as the old-age pension'),
      monthly('spouse-pension', 'expected', linked.spouseMonthly, 'share of the old-age pension'),
      ...groupCovers(state, asOf, start, parameters),
    ],
    assumptions: assumptionsOf(parameters, start),
    notes: [
      expected.contributing ? 'The forecast goes on with the contribution of the month before.' : 'Paid-up: the forecast assumes no further contributions.',
      'The expected payout is a forecast at today’s purchasing power; it may fall, also in payment.',
    ],
  };
}

function groupCovers(state: ParticipantState, asOf: CivilDate, start: number, parameters: ParameterSet): readonly Benefit[] {
  const published = entryInForce(parameters, 'groupCovers', firstOfMonth(start))?.value as readonly { readonly code: string; readonly sum: string }[] | undefined;
  if (published === undefined || state.enrolment === undefined) return [];
  const minimum = roundPostedMinor(inMonth(parameters, 'minContribution', start));
  const status = groupCoverStatus({
    date: asOf,
    birthDate: state.enrolment.birthDate,
    expiryAgeMonths: wholeMonths('dk-p90.expiryAge', inMonth(parameters, 'expiryAge', start).times(12)),
    last: lastContribution(state.contributions, asOf, (minor) => minor > 0),
    belowMinimum: (minor) => minor < minimum,
  });
  return published.map(({ code, sum }) => ({
    benefit: code,
    amount: status.covered ? sum : '0.00',
    currency: 'DKK',
    frequency: 'lump-sum',
    basis: 'guaranteed',
    condition: status.reason,
    validUntil: status.coverEnds,
    figure: `coverage.${code}.guaranteed`,
  }));
}

function assumptionsOf(parameters: ParameterSet, start: number): readonly Assumption[] {
  return ASSUMPTIONS.map((name) => {
    const { value, from, reference, status } = requireEntry(parameters, name, firstOfMonth(start));
    return { name, value: typeof value === 'string' ? value : JSON.stringify(value), from, reference, status };
  });
}

/** First month of the forecast, as a date. */
export function forecastStart(asOf: CivilDate): CivilDate {
  return firstOfMonth(monthIndex(asOf));
}

/** The forecast (section 4): the pension on both bases, and the covers that follow the expected one (section 5), each telling itself. */
import { formatMinor, minorToDecimal } from '#money/amount.js';
import { firstOfMonth, monthIndex, type CivilDate } from '#money/civil-date.js';
import { ZERO, type Decimal } from '#money/decimal.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { explained, postedFigure, type Explained } from '../../frame/figures/explained.js';
import { usesInForce, type ParameterSet, type ParameterUse } from '../../frame/parameters/parameters.js';
import type { BasisRate } from '../annuity/annuity-factor.js';
import { linkedCovers } from '../covers/linked-covers.js';
import { usesInMonths } from '../in-force.js';
import { LAST_AGE_MONTHS } from '../mortality/makeham.js';
import { readMortality } from '../operations/read-parameters.js';
import { project, projectionStart, type Projection, type ProjectionRequest } from '../projection/projection.js';
import { ledgerValue } from './account.js';
import type { Sources } from './told-benefit.js';

const SECTION_4 = 'rulebook, section 4; body, appendices A and C';
export const SECTION_5 = 'rulebook, section 5; body';

/** Unrounded, DKK a month. */
export interface Forecast {
  readonly contributing: boolean;
  readonly retirementDate: CivilDate;
  readonly expected: Explained<Decimal>;
  readonly guaranteed: Explained<Decimal>;
  readonly disability: Explained<Decimal>;
  readonly spouse: Explained<Decimal>;
}

/** From the first day of the value date's month, with the value and the last month's contribution as then. */
export function forecastOf(sources: Sources, asOf: CivilDate): Forecast {
  const { parameters } = sources;
  const request = requestOf(sources, asOf);
  const projected = project(parameters, { ...request, basis: 'expectedRate' });
  const calculated = project(parameters, { ...request, basis: 'calculationRate' });
  const expected = pensionOf(sources, projected, 'expectedRate', asOf);
  const linked = linkedCovers(parameters, projectionStart(asOf), projected.monthlyReal);
  const cover = (amount: Decimal, formula: string, names: readonly string[]): Explained<Decimal> =>
    explained(amount, () => ({
      name: 'cover',
      unit: 'DKK per month',
      formula,
      article: SECTION_5,
      parameters: usesOn(parameters, names, asOf),
      inputs: [postedFigure(expected)],
    }));
  return {
    contributing: projected.contributing,
    retirementDate: projected.retirementDate,
    expected,
    guaranteed: pensionOf(sources, calculated, 'calculationRate', asOf),
    disability: cover(linked.disabilityMonthly, 'the expected old-age pension', []),
    spouse: cover(linked.spouseMonthly, 'spouseRate · expected old-age pension', ['spouseRate']),
  };
}

/** Parameters in force in the month of a value date. */
export function usesOn(parameters: ParameterSet, names: readonly string[], asOf: CivilDate): readonly ParameterUse[] {
  return usesInForce(parameters, names, firstOfMonth(monthIndex(asOf)));
}

function requestOf({ state, parameters }: Sources, asOf: CivilDate): Omit<ProjectionRequest, 'basis'> {
  if (state.enrolment === undefined) throw new Error('a participant without enrolment has no figures');
  const start = projectionStart(asOf);
  const contribution = state.contributions.get(start - 1) ?? 0;
  return {
    calculationDate: asOf,
    birthDate: state.enrolment.birthDate,
    // The contributions of the running month do not belong to the value at its start.
    value: minorToDecimal(Math.max(0, state.balanceMinor - (state.contributions.get(start) ?? 0))),
    contribution: contribution > 0 ? minorToDecimal(contribution) : ZERO,
    mortality: readMortality(parameters, start),
  };
}

function pensionOf(sources: Sources, projection: Projection, rate: BasisRate, asOf: CivilDate): Explained<Decimal> {
  const { state, parameters, events } = sources;
  return explained(projection.monthlyReal, () => {
    const [start, retires] = [projectionStart(asOf), monthIndex(projection.retirementDate)];
    // Every row that a month of the forecast, or of the annuity up to the last age, was computed with.
    const onTheWay = (...names: readonly string[]) => usesInMonths(parameters, names, start, Math.max(start, retires - 1));
    const lastMonth = monthIndex(state.enrolment?.birthDate ?? asOf) + LAST_AGE_MONTHS;
    const growing = projection.contributing ? ['groupPremium', 'wageGrowth'] : [];
    const inAnnuity = [...usesInMonths(parameters, [rate], retires, lastMonth), ...usesOn(parameters, ['mortality'], asOf)];
    const special = projection.monthlySpecialBonus.isZero() ? [] : usesOn(parameters, ['specialBonusRate'], asOf);
    const months = `${projection.months} months to ${projection.retirementDate}`;
    return {
      name: 'old-age-pension',
      unit: 'DKK per month',
      formula: 'monthlyReal = (V_n/(12·ä) + special bonus) / deflator',
      article: SECTION_4,
      inputs: [
        step(projection.valueAtRetirement, {
          name: 'V_n',
          unit: 'DKK',
          formula: `V ← max(0, V·(1+j) + c − adminFee − riskPremium − groupPremium), ${months}`,
          parameters: [...onTheWay(rate, 'adminFee', 'riskPremium', ...growing), ...usesOn(parameters, ['retirementAge'], asOf)],
          inputs: [ledgerValue(sources), contributionOf(state, start - 1, 'c', events)],
        }),
        step(projection.annuityFactor, {
          ...{ name: 'ä', unit: 'years', formula: 'ä = (1/12)·Σ S(x, k/12)·d_k, monthly in advance' },
          parameters: inAnnuity,
        }),
        step(projection.monthlySpecialBonus, {
          ...{ name: 'special bonus', unit: 'DKK per month', formula: 'base · specialBonusRate, expected basis only' },
          parameters: special,
        }),
        step(projection.deflator, {
          ...{ name: 'deflator', unit: 'factor', formula: 'Π (1 + priceGrowth)^(1/12)' },
          parameters: onTheWay('priceGrowth'),
        }),
      ],
    };
  });
}

interface Step {
  readonly name: string;
  readonly unit: string;
  readonly formula: string;
  readonly parameters: readonly ParameterUse[];
  readonly inputs?: readonly Explained[];
}

function step(value: Decimal, told: Step): Explained<Decimal> {
  return explained(value, () => ({ ...told, article: SECTION_4 }));
}

/** The contribution of a month, by its index, with the receipts that make it. */
export function contributionOf(
  state: ParticipantState,
  month: number,
  name: string,
  events: readonly RecordedEvent[],
): Explained<string> {
  const period = firstOfMonth(month).slice(0, 7);
  return explained(formatMinor(state.contributions.get(month) ?? 0), () => ({
    name,
    unit: 'DKK',
    formula: `contribution of ${period}`,
    article: 'rulebook, sections 4 and 5; body',
    events: events.filter(({ type, data }) => type === 'ContributionReceived' && data['period'] === period).map(({ id }) => id),
  }));
}

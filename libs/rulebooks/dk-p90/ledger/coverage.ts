/** The coverage overview (Dækningsoversigt) on both bases (sections 3 to 5): each benefit with what its amount came from. */
import { amountMinor, formatMinor, minorToDecimal } from '#money/amount.js';
import { firstOfMonth, type CivilDate } from '#money/civil-date.js';
import type { Decimal } from '#money/decimal.js';
import { factsAfterDeath, paymentsWithoutPension } from '#ledger/participant/loose-facts.js';
import { DISABILITY, OLD_AGE } from '#ledger/participant/pensions/benefits.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { StartedPension } from '#ledger/participant/pensions/state.js';
import type { Assumption, Benefit, CoverageView } from '../../frame/capabilities/coverage.js';
import type { Condition, Note } from '../../frame/capabilities/statements.js';
import { explained, named, postedFigure, told, type Explained } from '../../frame/figures/explained.js';
import { deathBy, disabilityNotes, grantedBenefit, grantedPensions, lifeFigure } from '../../frame/granted-pensions.js';
import { requireEntry, type ParameterSet } from '../../frame/parameters/parameters.js';
import { remembered } from '../../frame/remember.js';
import { linkedCovers } from '../covers/linked-covers.js';
import { projectionStart } from '../projection/projection.js';
import { ledgerValue } from './account.js';
import { forecastOf, SECTION_5, usesOn } from './forecast.js';
import { groupCovers } from './group-covers.js';
import { specialBonusBenefit } from './special-bonus.js';
import type { Sources, ToldBenefit } from './told-benefit.js';

const ASSUMPTIONS = [
  ...['calculationRate', 'expectedRate', 'mortality', 'retirementAge', 'wageGrowth', 'priceGrowth', 'adminFee', 'riskPremium'],
  ...['groupPremium', 'specialBonusRate', 'spouseRate', 'minContribution', 'expiryAge'],
];
/** What is left of them where nothing is forecast. */
const COVER_ASSUMPTIONS = ['spouseRate', 'minContribution', 'expiryAge'];
const SPOUSE = 'spouse-pension';
const GROUP_LIFE = 'group-life';
/** What is known of a life has no article of its own in the document: its section on covers is what looks at it. */
export const LIFE_ARTICLES = { disability: SECTION_5, death: SECTION_5 };

export function coverageView(state: ParticipantState, asOf: CivilDate, parameters: ParameterSet): CoverageView {
  const { value, benefits, assumptions, notes } = coverageOf({ state, parameters, events: [] }, asOf);
  return { value: formatMinor(value.value), benefits: benefits.map(({ benefit }) => benefit), assumptions, notes };
}

export interface CoverageFigures extends Pick<CoverageView, 'assumptions' | 'notes'> {
  readonly value: Explained<number>;
  readonly benefits: readonly ToldBenefit[];
}

/**
 * Before a pension is drawn: the forecast and the covers that follow it. An old-age pension that the fund has granted stands in its
 * place, with the spouse pension as its share; a disability pension granted in that of its cover (assumptions: the source is about
 * members who draw no pension yet).
 */
export function coverageOf(sources: Sources, asOf: CivilDate): CoverageFigures {
  const { state } = sources;
  const diedOn = deathBy(state, asOf);
  if (diedOn !== undefined) return afterDeath(sources, diedOn, asOf);
  const granted = grantedPensions(state, asOf);
  const oldAge = granted.find(({ benefit }) => benefit === OLD_AGE);
  return oldAge === undefined ? beforeOldAge(sources, asOf, granted) : inOldAge(sources, asOf, granted, oldAge);
}

function beforeOldAge(sources: Sources, asOf: CivilDate, granted: readonly StartedPension[]): CoverageFigures {
  const { state, parameters } = sources;
  const { contributing, retirementDate, ...forecast } = forecastOf(sources, asOf);
  const from = (onCalculationBasis: boolean): Condition => ({ code: 'forecast', from: retirementDate, onCalculationBasis });
  const forecasts = [
    monthly(OLD_AGE, 'expected', forecast.expected, from(false)),
    monthly(OLD_AGE, 'guaranteed', forecast.guaranteed, from(true)),
    monthly(DISABILITY, 'expected', forecast.disability, { code: 'as-old-age-pension' }),
    monthly(SPOUSE, 'expected', forecast.spouse, { code: 'share-of-old-age-pension' }),
  ];
  const isGranted = (benefit: string): boolean => granted.some((one) => one.benefit === benefit);
  return {
    value: ledgerValue(sources),
    benefits: [
      ...forecasts.filter(({ benefit: { benefit } }) => benefit === OLD_AGE || !isGranted(benefit)),
      ...granted.map((one) => grantedTold(sources, one, asOf)),
      ...groupCovers(sources, asOf, false),
      ...specialBonusBenefit(state),
    ],
    assumptions: assumptionsOf(parameters, asOf, ASSUMPTIONS),
    notes: [
      { code: contributing ? 'contributions-assumed' : 'paid-up' },
      { code: 'forecast-may-fall' },
      ...disabilityNotes(state, asOf),
      ...valueNotes(state),
    ],
  };
}

function inOldAge(sources: Sources, asOf: CivilDate, granted: readonly StartedPension[], oldAge: StartedPension): CoverageFigures {
  const { state, parameters } = sources;
  const spouse = monthly(SPOUSE, 'expected', spouseOfGranted(sources, asOf, oldAge), { code: 'share-of-old-age-pension' });
  return {
    value: ledgerValue(sources),
    benefits: [
      ...granted.map((one) => grantedTold(sources, one, asOf)),
      ...(granted.some(({ benefit }) => benefit === SPOUSE) ? [] : [spouse]),
      ...groupCovers(sources, asOf, false),
      ...specialBonusBenefit(state),
    ],
    assumptions: assumptionsOf(parameters, asOf, COVER_ASSUMPTIONS),
    notes: [{ code: 'payment-may-fall' }, ...disabilityNotes(state, asOf), ...valueNotes(state)],
  };
}

/** `spouseRate` of the old-age pension granted, a month, unrounded. Refuses MISSING_PARAMETER dk-p90.spouseRate. */
function spouseOfGranted(sources: Sources, asOf: CivilDate, oldAge: StartedPension): Explained<Decimal> {
  const { parameters } = sources;
  const { amount, frequency } = oldAge;
  const monthlyPension = minorToDecimal(amountMinor(amount)).div(frequency === 'monthly' ? 1 : 12);
  return explained(linkedCovers(parameters, projectionStart(asOf), monthlyPension).spouseMonthly, () => ({
    name: SPOUSE,
    unit: 'DKK per month',
    formula: `spouseRate · the old-age pension granted${frequency === 'yearly' ? ', a month' : ''}`,
    article: SECTION_5,
    parameters: usesOn(parameters, ['spouseRate'], asOf),
    inputs: [told(grantedTold(sources, oldAge, asOf).tell)],
  }));
}

/** The forecast ends with the death; of the group insurances the life insurance is due, if it was in force that day (assumption). */
function afterDeath(sources: Sources, diedOn: CivilDate, asOf: CivilDate): CoverageFigures {
  const { state, parameters } = sources;
  const covers = groupCovers(sources, diedOn, true).filter(({ benefit: { benefit } }) => benefit === GROUP_LIFE);
  return {
    value: ledgerValue(sources),
    benefits: [...grantedPensions(state, asOf).map((one) => grantedTold(sources, one, asOf)), ...covers],
    assumptions: assumptionsOf(parameters, diedOn, ['minContribution', 'expiryAge']),
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

function monthly(benefit: string, basis: Benefit['basis'], exact: Explained<Decimal>, condition: Condition): ToldBenefit {
  const figure = `coverage.${benefit}.${basis}`;
  const { value: amount, tell } = named(postedFigure(exact), figure);
  return { benefit: { benefit, amount, currency: 'DKK', frequency: 'monthly', basis, condition, validUntil: null, figure }, tell };
}

/** What the fund has granted, told by its decision. */
function grantedTold({ state }: Sources, pension: StartedPension, asOf: CivilDate): ToldBenefit {
  const benefit = grantedBenefit(state, pension, asOf);
  const tell: ToldBenefit['tell'] = () => {
    const figure = lifeFigure(state, benefit.figure, asOf, LIFE_ARTICLES);
    if (figure === undefined) throw new Error(`a pension granted has no figure ${benefit.figure}`);
    return figure;
  };
  return { benefit, tell };
}

function assumptionsOf(parameters: ParameterSet, on: CivilDate, names: readonly string[]): readonly Assumption[] {
  return assumptionsInMonth(parameters, names, projectionStart(on));
}

/** The same for everybody who is told of a month. */
const assumptionsInMonth = remembered(
  (names: readonly string[], month: number) => `${month} ${names.join(' ')}`,
  (parameters: ParameterSet, names: readonly string[], month: number): readonly Assumption[] =>
    names.map((name) => {
      const { value, from, reference, status } = requireEntry(parameters, name, firstOfMonth(month));
      return { name, value: typeof value === 'string' ? value : JSON.stringify(value), from, reference, status };
    }),
);

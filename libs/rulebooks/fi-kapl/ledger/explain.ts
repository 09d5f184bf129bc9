/** The figures of a participant as trees, down to the events (`accrual explain`). */
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import { startOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { IncomeVersion, ParticipantState } from '#ledger/participant/state.js';
import { HALF_UP, type Figure } from '../../frame/figures/figure.js';
import { lifeFigure, lifeFigureNames } from '../../frame/granted-pensions.js';
import { usesInForce, type ParameterSet } from '../../frame/parameters/parameters.js';
import { settledBase } from '../corrections/year-of-incomes.js';
import { ageReached } from '../insured.js';
import { annualPremium } from '../premium/annual-premium.js';
import { smoothingCoefficient, smoothingPart } from '../premium/smoothing-part.js';
import { lastCompleteYear } from './coverage.js';
import { ACCOUNT_PARTS, accountFigure, PREMIUM_ARTICLE, valueFigure } from './explain-account.js';
import { explainPension } from './explain-pension.js';
import { isSettledAmount, SETTLED_AMOUNTS, settledInFigure, settlementFigure } from './explain-settlement.js';
import { incomeYears, type IncomeYear } from './income-year.js';
import { insuredOf } from './insured-of.js';
import { CORRECTION_ARTICLE } from './settle.js';

const SMOOTHING_ARTICLE = 'decree 800/2005, Annex 1, 2.2, formula (2); Annex 2.1';
const LIFE_ARTICLES = { disability: 'decree 800/2005, Annex 1, 2.3, formula (8) and B_i', death: 'decree 800/2005, Annex 1, 2.3, formulas (5) to (12)' };
const leaf = { parameters: [], inputs: [], events: [] } as const;

const YEAR = /^[1-9]\d{3}$/;

export function explainFigure(state: ParticipantState, name: string, asOf: CivilDate, parameters: ParameterSet): Figure | undefined {
  const [area, of, what] = name.split('.');
  if (area === 'windows') return windowFigure(state, name, asOf, parameters);
  if (name === 'coverage.value') return valueFigure(state, asOf, parameters);
  const pension = lifeFigure(state, name, asOf, LIFE_ARTICLES) ?? explainPension(state, name, lastCompleteYear(asOf), parameters);
  if (pension !== undefined) return pension;
  if (area === 'account' && YEAR.test(of ?? '') && ACCOUNT_PARTS.includes(what ?? '')) return accountFigure(state, name, Number(of), what as string, parameters);
  return undefined;
}

/** Names that `explainFigure` knows. */
export function figureNames(state: ParticipantState, asOf: CivilDate): readonly string[] {
  const years = incomeYears(state).flatMap(({ year }) => ['income', 'incomeBase', 'premium', 'smoothingPart', 'settlements'].map((part) => `windows.${year}.${part}`));
  const totals = ['totals', 'CORRECTION_YEAR'].flatMap((of) => Object.keys(SETTLED_AMOUNTS).map((amount) => `windows.${of}.${amount}`));
  return [...years, ...totals, ...lifeFigureNames(state, asOf), 'coverage.value', 'coverage.old-age-pension', 'liabilities.YEAR.fundedPension', 'liabilities.YEAR.FORMULA', ...ACCOUNT_PARTS.map((part) => `account.YEAR.${part}`)];
}

/** Of an income year, else what a correction year settled; `totals` are those of the year of the value date, as the windows tell them. */
function windowFigure(state: ParticipantState, name: string, asOf: CivilDate, parameters: ParameterSet): Figure | undefined {
  const years = incomeYears(state);
  const [, of = '', what = ''] = name.split('.');
  if (isSettledAmount(what) && (of === 'totals' || YEAR.test(of))) return settledInFigure(years, name, of === 'totals' ? yearOf(asOf) : Number(of), what, parameters);
  const year = years.find((one) => String(one.year) === of);
  if (year === undefined) return undefined;
  switch (what) {
    case 'income':
      return incomeFigure(year);
    case 'incomeBase':
      return baseFigure(year, parameters);
    case 'premium':
      return premiumFigure(year, parameters);
    case 'smoothingPart':
      return smoothingFigure(state, year, parameters);
    case 'settlements':
      return settlementsFigure(year, parameters);
    default:
      return undefined;
  }
}

function incomeFigure(year: IncomeYear): Figure {
  return {
    ...leaf,
    name: `windows.${year.year}.income`,
    value: formatMinor(year.employers.reduce((sum, { versions }) => sum + (versions.at(-1) as IncomeVersion).amountMinor, 0)),
    unit: 'EUR',
    formula: 'sum over employers of the last known income',
    article: 'decree 800/2005, Annex 1, 2.1',
    events: year.employers.flatMap(({ versions }) => versions.map(({ eventId }) => eventId)),
  };
}

function baseFigure(year: IncomeYear, parameters: ParameterSet): Figure {
  return {
    name: `windows.${year.year}.incomeBase`,
    value: exactText(settledBase(parameters, year)),
    unit: 'EUR',
    formula: 'A_v: earnings under KAPL (apl-10b left out), nothing below the threshold; time-barred changes left out',
    article: 'decree 800/2005, Annex 1, 2.1 and 2.4',
    parameters: usesInForce(parameters, ['annualIncomeThreshold'], startOfYear(year.year)),
    inputs: [incomeFigure(year)],
    events: [],
  };
}

function premiumFigure(year: IncomeYear, parameters: ParameterSet): Figure {
  return {
    name: `windows.${year.year}.premium`,
    value: roundPosted(annualPremium(parameters, year.year, settledBase(parameters, year))),
    unit: 'EUR',
    formula: 'P_v = y_v · A_v',
    article: PREMIUM_ARTICLE,
    rounding: HALF_UP,
    parameters: usesInForce(parameters, ['annualPremiumCoefficient'], startOfYear(year.year)),
    inputs: [baseFigure(year, parameters)],
    events: [],
  };
}

function smoothingFigure(state: ParticipantState, year: IncomeYear, parameters: ParameterSet): Figure {
  const insured = insuredOf(state);
  const age = ageReached(insured, year.year);
  return {
    name: `windows.${year.year}.smoothingPart`,
    value: roundPosted(smoothingPart(parameters, insured, year.year, settledBase(parameters, year))),
    unit: 'EUR',
    formula: `P^T_v = u_x · A_v, x = v − g = ${age}, u_x = ${exactText(smoothingCoefficient(parameters, year.year, insured.sex, age))} (${insured.sex})`,
    article: SMOOTHING_ARTICLE,
    rounding: HALF_UP,
    parameters: usesInForce(parameters, ['smoothingTable'], startOfYear(year.year)),
    inputs: [baseFigure(year, parameters)],
    events: [],
    note: 'a part of the annual premium, not an addition to it',
  };
}

function settlementsFigure(year: IncomeYear, parameters: ParameterSet): Figure {
  const total = year.settlements.reduce((sum, one) => (one.status === 'settled' ? addMinor(sum, amountMinor(one.data.total)) : sum), 0);
  const inputs = [...year.settlements.map((one) => settlementFigure(one, year, parameters)), incomeFigure(year)];
  return { ...leaf, name: `windows.${year.year}.settlements`, value: formatMinor(total), unit: 'EUR', formula: 'sum of what the corrections of this income year settled', article: CORRECTION_ARTICLE, inputs };
}

/** The figures of a participant as trees, down to the events (`accrual explain`). */
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import { startOfYear, type CivilDate } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import { refuse } from '#ledger/refusal.js';
import type { IncomeVersion, ParticipantState, Settlement } from '#ledger/participant/state.js';
import { HALF_UP, type Figure } from '../../frame/figure.js';
import { lifeFigure, lifeFigureNames } from '../../frame/granted-pensions.js';
import { usesInForce, type ParameterSet } from '../../frame/parameters.js';
import { RECOVERY_PARAMETERS } from '../../frame/recovery-policy.js';
import { midYearFactor } from '../accumulation/accumulation.js';
import { ageReached } from '../insured.js';
import { annualPremium } from '../premium/annual-premium.js';
import { smoothingCoefficient, smoothingPart } from '../premium/smoothing-part.js';
import { premiumAccount, premiumsUpTo } from './account.js';
import { lastCompleteYear } from './coverage.js';
import { explainPension } from './explain-pension.js';
import { incomeYears, settledBase, type IncomeYear } from './income-year.js';
import { insuredOf } from './insured-of.js';
import { CORRECTION_ARTICLE } from './settle.js';

const PREMIUM_ARTICLE = 'decree 800/2005, Annex 1, 2.1, formula (1); Annex 2.2';
const SMOOTHING_ARTICLE = 'decree 800/2005, Annex 1, 2.2, formula (2); Annex 2.1';
const LIFE_ARTICLES = { disability: 'decree 800/2005, Annex 1, 2.3, formula (8) and B_i', death: 'decree 800/2005, Annex 1, 2.3, formulas (5) to (12)' };
const leaf = { parameters: [], inputs: [], events: [] } as const;

const ACCOUNT_PARTS: readonly string[] = ['opening', 'contributions', 'interest', 'adjustments', 'closing'];

export function explainFigure(state: ParticipantState, name: string, asOf: CivilDate, parameters: ParameterSet): Figure {
  const years = incomeYears(state);
  const [area, of, what] = name.split('.');
  const year = area === 'windows' ? years.find((one) => String(one.year) === of) : undefined;
  if (year !== undefined && what === 'income') return incomeFigure(year);
  if (year !== undefined && what === 'incomeBase') return baseFigure(year, parameters);
  if (year !== undefined && what === 'premium') return premiumFigure(year, parameters);
  if (year !== undefined && what === 'smoothingPart') return smoothingFigure(state, year, parameters);
  if (year !== undefined && what === 'settlements') return settlementsFigure(state, year, parameters);
  if (name === 'coverage.value') return valueFigure(state, years, asOf, parameters);
  const pension = lifeFigure(state, name, asOf, LIFE_ARTICLES) ?? explainPension(state, name, lastCompleteYear(asOf), parameters);
  if (pension !== undefined) return pension;
  if (area === 'account' && /^[1-9]\d{3}$/.test(of ?? '') && ACCOUNT_PARTS.includes(what ?? '')) return accountFigure(state, name, Number(of), what as string, years, parameters);
  const names = years.flatMap((one) => ['income', 'incomeBase', 'premium', 'smoothingPart', 'settlements'].map((part) => `windows.${one.year}.${part}`));
  const known = [...names, ...lifeFigureNames(state, asOf), 'coverage.value', 'coverage.old-age-pension', 'liabilities.YEAR.fundedPension', 'liabilities.YEAR.FORMULA', ...ACCOUNT_PARTS.map((part) => `account.YEAR.${part}`)];
  return refuse('UNKNOWN_FIGURE', `there is no figure ${name}; there are ${known.join(', ')}`, { figure: name });
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

function settlementsFigure(state: ParticipantState, year: IncomeYear, parameters: ParameterSet): Figure {
  const inputs = year.settlements.map((settlement): Figure => {
    const { data, eventId, status } = settlement;
    const correction = [data.correction, eventId];
    if (status === 'time-barred') {
      return { ...leaf, name: `time-barred in ${data.correctionYear}`, value: '0.00', unit: 'EUR', formula: 'i < c − 8: recorded and shown, no amounts', article: data.article, events: correction };
    }
    if (data.leftOut !== undefined) return leftOutFigure(settlement, correctedOn(year, data.correction), parameters);
    const interest = data.kind === 'ordinary' ? '1' : exactText(midYearFactor(parameters, year.year, data.correctionYear));
    return {
      ...leaf,
      name: `settled in ${data.correctionYear}`,
      value: data.total,
      unit: 'EUR',
      formula: `ΔP + ΔP·(F − 1) = ${data.premiumDelta} + ${data.premiumInterest}; income ${data.incomeBefore} → ${data.incomeAfter}; F from 1 July ${year.year} to 1 July ${data.correctionYear} = ${interest}; of which smoothing ${data.smoothingDelta} + ${data.smoothingInterest}`,
      article: CORRECTION_ARTICLE,
      rounding: HALF_UP,
      parameters: [...usesInForce(parameters, ['annualPremiumCoefficient'], startOfYear(year.year)), ...usesInForce(parameters, ['calculationRate'], `${data.correctionYear}-06-30`)],
      events: correction,
    };
  });
  const total = year.settlements.reduce((sum, one) => (one.status === 'settled' ? addMinor(sum, amountMinor(one.data.total)) : sum), 0);
  return { ...leaf, name: `windows.${year.year}.settlements`, value: formatMinor(total), unit: 'EUR', formula: 'sum of what the corrections of this income year settled', article: CORRECTION_ARTICLE, inputs: [...inputs, ...(state.enrolment === undefined ? [] : [incomeFigure(year)])] };
}

function correctedOn({ employers }: IncomeYear, correction: string): CivilDate | undefined {
  return employers.flatMap(({ versions }) => versions).find(({ eventId }) => eventId === correction)?.correctedOn;
}

/** A settlement that the fund's recovery policy leaves: what it would have been, and the rules that leave it. */
function leftOutFigure({ eventId, data }: Extract<Settlement, { status: 'settled' }>, on: CivilDate | undefined, parameters: ParameterSet): Figure {
  const { leftOut, correction, correctionYear, incomeBefore, incomeAfter } = data;
  if (leftOut === undefined) throw new Error(`settlement ${eventId} leaves nothing out`);
  return {
    ...leaf,
    name: `left out in ${correctionYear}`,
    value: '0.00',
    unit: 'EUR',
    formula: `${leftOut.premiumDelta} + ${leftOut.premiumInterest} = ${leftOut.total} is not taken back: ${leftOut.reason}; income ${incomeBefore} → ${incomeAfter}; of which smoothing ${leftOut.smoothingDelta} + ${leftOut.smoothingInterest}`,
    article: `recovery policy of the fund; ${CORRECTION_ARTICLE}`,
    parameters: on === undefined ? [] : usesInForce(parameters, RECOVERY_PARAMETERS.map(({ name }) => name), on),
    events: [correction, eventId],
  };
}

function valueFigure(state: ParticipantState, years: readonly IncomeYear[], asOf: CivilDate, parameters: ParameterSet): Figure {
  return {
    ...leaf,
    name: 'coverage.value',
    value: premiumsUpTo(state, asOf, parameters),
    unit: 'EUR',
    formula: 'annual premiums as charged, and what corrections settled, up to the value date',
    article: `${PREMIUM_ARTICLE}; ${CORRECTION_ARTICLE}`,
    inputs: years.map((year) => premiumFigure(year, parameters)),
    events: state.settlements.map(({ eventId }) => eventId),
  };
}

/** A line of the premium account; the closing value with its lines, the opening one with what the years before left. */
function accountFigure(state: ParticipantState, name: string, year: number, part: string, years: readonly IncomeYear[], parameters: ParameterSet): Figure {
  const account = premiumAccount(state, year, parameters);
  const settled = state.settlements.filter(({ data }) => data.correctionYear === year).map(({ eventId }) => eventId);
  const base = { ...leaf, name, unit: 'EUR', article: `${PREMIUM_ARTICLE}; ${CORRECTION_ARTICLE}` };
  const line = (kind: string): string => account.lines.find((one) => one.kind === kind)?.amount ?? '0.00';
  const inputs = years.filter((one) => one.year === year).map((one) => premiumFigure(one, parameters));
  switch (part) {
    case 'opening':
      return { ...base, value: account.opening, formula: `closing value of ${year - 1}: premiums charged and settled to its end`, inputs: years.filter((one) => one.year < year).map((one) => premiumFigure(one, parameters)), events: state.settlements.filter(({ data }) => data.correctionYear < year).map(({ eventId }) => eventId) };
    case 'contributions':
      return { ...base, value: line(part), formula: 'the annual premium as charged at the end of the year', inputs };
    case 'interest':
    case 'adjustments':
      return { ...base, value: line(part), formula: part === 'interest' ? 'Σ ΔP·(F − 1) of the corrections settled in the year' : 'Σ ΔP of the corrections settled in the year', events: settled };
    default:
      return { ...base, value: account.closing, formula: `opening ${account.opening}${account.lines.map(({ kind, amount }) => ` + ${kind} ${amount}`).join('')}`, inputs, events: settled };
  }
}

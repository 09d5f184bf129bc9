/** The premium account and its balance as trees: premiums as they were charged, and what corrections settled. */
import { endOfYear, startOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { HALF_UP, type Figure } from '../../frame/figures/figure.js';
import { usesInForce, type ParameterSet } from '../../frame/parameters/parameters.js';
import { chargedBase, reportedBase } from '../corrections/year-of-incomes.js';
import { annualPremium } from '../premium/annual-premium.js';
import { premiumAccount, premiumsUpTo } from './account.js';
import { settlementFigure } from './explain-settlement.js';
import { incomeYears, type IncomeYear } from './income-year.js';
import { CORRECTION_ARTICLE } from './settle.js';

export const PREMIUM_ARTICLE = 'decree 800/2005, Annex 1, 2.1, formula (1); Annex 2.2';
const leaf = { parameters: [], inputs: [], events: [] } as const;

export const ACCOUNT_PARTS: readonly string[] = ['opening', 'contributions', 'interest', 'adjustments', 'closing'];

/** The premium as it was charged at the end of its own year; later corrections settle the rest. */
function chargedFigure(year: IncomeYear, parameters: ParameterSet): Figure {
  const base = chargedBase(parameters, year);
  const charged = year.employers.flatMap(({ versions }) => versions.filter(({ correctedOn }) => correctedOn === undefined || correctedOn <= endOfYear(year.year)));
  const late = base.equals(reportedBase(parameters, year)) ? '' : '; a report that came after a settlement counts by what it added to the year as it then stood';
  const bases: Figure = {
    name: 'A_v',
    value: exactText(base),
    unit: 'EUR',
    formula: `earnings under KAPL (apl-10b left out), nothing below the threshold; as reported, with the corrections of the year itself${late}`,
    article: 'decree 800/2005, Annex 1, 2.1',
    parameters: usesInForce(parameters, ['annualIncomeThreshold'], startOfYear(year.year)),
    inputs: [],
    events: charged.map(({ eventId }) => eventId),
  };
  return {
    ...leaf,
    name: `premium of ${year.year} as charged`,
    value: roundPosted(annualPremium(parameters, year.year, base)),
    unit: 'EUR',
    formula: 'P_v = y_v · A_v',
    article: PREMIUM_ARTICLE,
    rounding: HALF_UP,
    parameters: usesInForce(parameters, ['annualPremiumCoefficient'], startOfYear(year.year)),
    inputs: [bases],
  };
}

/** Premiums charged and corrections settled in the years that count; their values add up to what the account shows. */
function movements(state: ParticipantState, parameters: ParameterSet, counts: (year: number) => boolean): readonly Figure[] {
  return [...charges(state, parameters, counts), ...settlements(state, parameters, counts)];
}

function charges(state: ParticipantState, parameters: ParameterSet, counts: (year: number) => boolean): readonly Figure[] {
  return incomeYears(state).filter(({ year }) => counts(year)).map((year) => chargedFigure(year, parameters));
}

function settlements(state: ParticipantState, parameters: ParameterSet, counts: (year: number) => boolean): readonly Figure[] {
  const years = new Map(incomeYears(state).map((one) => [one.year, one]));
  return state.settlements.filter(({ status, data }) => status === 'settled' && counts(data.correctionYear)).map((one) => settlementFigure(one, years.get(one.data.incomeYear), parameters));
}

export function valueFigure(state: ParticipantState, asOf: CivilDate, parameters: ParameterSet): Figure {
  return {
    ...leaf,
    name: 'coverage.value',
    value: premiumsUpTo(state, asOf, parameters),
    unit: 'EUR',
    formula: 'annual premiums as charged, and what corrections settled, up to the value date',
    article: `${PREMIUM_ARTICLE}; ${CORRECTION_ARTICLE}`,
    inputs: movements(state, parameters, (year) => year <= yearOf(asOf)),
  };
}

/** A line of the premium account; the closing value with its lines, the opening one with what the years before left. */
export function accountFigure(state: ParticipantState, name: string, year: number, part: string, parameters: ParameterSet): Figure {
  const account = premiumAccount(state, year, parameters);
  const own = (of: number): boolean => of === year;
  const base = { ...leaf, name, unit: 'EUR' };
  switch (part) {
    case 'opening':
      return { ...base, value: account.opening, article: `${PREMIUM_ARTICLE}; ${CORRECTION_ARTICLE}`, formula: `closing value of ${year - 1}: premiums charged and settled to its end`, inputs: movements(state, parameters, (of) => of < year) };
    case 'contributions':
    case 'interest':
    case 'adjustments':
      return {
        ...base,
        value: account.lines.find(({ kind }) => kind === part)?.amount ?? '0.00',
        article: part === 'contributions' ? PREMIUM_ARTICLE : CORRECTION_ARTICLE,
        formula: LINES[part],
        inputs: part === 'contributions' ? charges(state, parameters, own) : settlements(state, parameters, own),
      };
    default: {
      const opening: Figure = { ...accountFigure(state, `account.${year}.opening`, year, 'opening', parameters), inputs: [], note: `account.${year}.opening takes it apart` };
      const lines = account.lines.map(({ kind }) => accountFigure(state, `account.${year}.${kind}`, year, kind, parameters));
      return { ...base, value: account.closing, article: `${PREMIUM_ARTICLE}; ${CORRECTION_ARTICLE}`, formula: `opening ${account.opening}${account.lines.map(({ kind, amount }) => ` + ${kind} ${amount}`).join('')}`, inputs: [opening, ...lines] };
    }
  }
}

const LINES = {
  contributions: 'the annual premium as charged at the end of the year',
  interest: 'Σ ΔP·(F − 1), the second term of what the corrections settled in the year',
  adjustments: 'Σ ΔP, the first term of what the corrections settled in the year',
} as const;

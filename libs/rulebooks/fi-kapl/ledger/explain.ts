/** The figures of a participant as trees, down to the events (`accrual explain`). */
import { yearOf, type CivilDate } from '#money/civil-date.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { FigureSources } from '../../frame/capabilities/figures.js';
import { named, postedFigure, type Explained } from '../../frame/figures/explained.js';
import type { Figure } from '../../frame/figures/figure.js';
import { lifeFigure, lifeFigureNames } from '../../frame/granted-pensions.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { ACCOUNT_PARTS, accountFigures, premiumsUpTo, type AccountFigures } from './account.js';
import { lastCompleteYear } from './coverage.js';
import { incomeYears } from './income-year.js';
import { liabilityOf } from './liabilities.js';
import { fundedPensionOf } from './pension.js';
import { isSettledAmount, SETTLED_AMOUNTS, settledIn } from './settlements.js';
import { YEAR_FIGURES } from './windows.js';

const LIFE_ARTICLES = {
  disability: 'decree 800/2005, Annex 1, 2.3, formula (8) and B_i',
  death: 'decree 800/2005, Annex 1, 2.3, formulas (5) to (12)',
};
const YEAR = /^[1-9]\d{3}$/;

export function explainFigure(name: string, { state, asOf, parameters }: FigureSources): Figure | undefined {
  const [area, of = '', what = ''] = name.split('.');
  if (area === 'windows') return tellAs(name, windowFigure(state, name, asOf, parameters));
  if (name === 'coverage.value') return premiumsUpTo(state, asOf, parameters).tell();
  const life = lifeFigure(state, name, asOf, LIFE_ARTICLES);
  if (life !== undefined) return life;
  if (name === 'coverage.old-age-pension') {
    return tellAs(name, postedFigure(fundedPensionOf(state, lastCompleteYear(asOf), parameters).explained));
  }
  if (area === 'liabilities' && YEAR.test(of)) return tellAs(name, liabilityFigure(state, Number(of), what, parameters));
  if (area === 'account' && YEAR.test(of) && isAccountPart(what)) return tellAs(name, accountFigures(state, Number(of), parameters)[what]);
  return undefined;
}

function liabilityFigure(state: ParticipantState, year: number, part: string, parameters: ParameterSet): Explained {
  return part === 'fundedPension'
    ? postedFigure(fundedPensionOf(state, year, parameters).explained)
    : liabilityOf(state, year, part, parameters);
}

function tellAs(name: string, figure: Explained | undefined): Figure | undefined {
  return figure === undefined ? undefined : named(figure, name).tell();
}

/** Names that `explainFigure` knows. */
export function figureNames(state: ParticipantState, asOf: CivilDate): readonly string[] {
  const years = incomeYears(state).flatMap(({ year }) => Object.keys(YEAR_FIGURES).map((part) => `windows.${year}.${part}`));
  const totals = ['totals', 'CORRECTION_YEAR'].flatMap((of) => SETTLED_AMOUNTS.map((amount) => `windows.${of}.${amount}`));
  const own = ['coverage.value', 'coverage.old-age-pension', 'liabilities.YEAR.fundedPension', 'liabilities.YEAR.FORMULA'];
  return [...years, ...totals, ...lifeFigureNames(state, asOf), ...own, ...ACCOUNT_PARTS.map((part) => `account.YEAR.${part}`)];
}

/** Of an income year, else what a correction year settled; `totals` are those of the year of the value date, as the windows tell them. */
function windowFigure(state: ParticipantState, name: string, asOf: CivilDate, parameters: ParameterSet): Explained | undefined {
  const years = incomeYears(state);
  const [, of = '', what = ''] = name.split('.');
  if (isSettledAmount(what) && (of === 'totals' || YEAR.test(of))) {
    return settledIn(years, of === 'totals' ? yearOf(asOf) : Number(of), what, parameters);
  }
  const year = years.find((one) => String(one.year) === of);
  return year === undefined || !isYearFigure(what) ? undefined : YEAR_FIGURES[what](state, year, parameters);
}

function isYearFigure(what: string): what is keyof typeof YEAR_FIGURES {
  return Object.hasOwn(YEAR_FIGURES, what);
}

function isAccountPart(part: string): part is keyof AccountFigures {
  return (ACCOUNT_PARTS as readonly string[]).includes(part);
}

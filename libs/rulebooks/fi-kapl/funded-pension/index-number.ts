/** The index J by birth year and year, per thousand (section 6; Annex 2.3, 2.4). */
import { refuse } from '#ledger/kernel/refusal.js';
import { civilDate, startOfYear } from '#money/civil-date.js';
import { type Decimal, ONE } from '#money/decimal.js';
import { decimalValue, requireDecimal, requireEntry, type ParameterSet } from '../../frame/parameters/parameters.js';
import { within, type IndexCell } from '../official/tables.js';
import { remembered } from '../../frame/remember.js';

/** First year whose index moves by a factor J'. */
const FIRST_FACTOR_YEAR = 2000;
const LAST_YEAR = 2500;
/** The table itself is not dated. */
export const FIRST_INDEX_DATE = civilDate(1900, 1, 1);

/** Π J'_j/1000 for 2000 ≤ j ≤ year, unrounded. Refuses MISSING_PARAMETER indexFactor with the first year that has none. */
const factorsFrom2000 = remembered(
  (year: number) => year,
  (parameters: ParameterSet, year: number): Decimal => {
    let product: Decimal = ONE;
    for (let j = FIRST_FACTOR_YEAR; j <= Math.min(year, LAST_YEAR); j += 1) {
      product = product.times(requireDecimal(parameters, 'indexFactor', startOfYear(j)).div(1000));
    }
    return product;
  },
);

/** The cell of J for a birth year and year. Refuses INVALID_PARAMETER where the table has none. */
export function indexCell(parameters: ParameterSet, birthYear: number, year: number): IndexCell {
  const cells = requireEntry(parameters, 'index', FIRST_INDEX_DATE).value as readonly IndexCell[];
  const cell = cells.find((one) => within(birthYear, one.birthYearFrom, one.birthYearTo) && within(year, one.yearFrom, one.yearTo));
  if (cell !== undefined) return cell;
  return refuse('INVALID_PARAMETER', { parameter: `${parameters.scheme}.index`, fault: 'no-cell', birthYear, year });
}

/** J(g, i). Refuses MISSING_PARAMETER indexFactor from 2005 on unless published. */
export const indexNumber = remembered(
  (birthYear: number, year: number) => birthYear * 10_000 + year,
  (parameters: ParameterSet, birthYear: number, year: number): Decimal => {
    const cell = indexCell(parameters, birthYear, year);
    const base = decimalValue(`${parameters.scheme}.index`, cell.base);
    return cell.timesFactorsFrom2000 ? base.times(factorsFrom2000(parameters, year)) : base;
  },
);

/** (J_v − J_{v−1}) / J_v: the part of a pension of year v that is that year's index raise (2.3). */
export const indexRaiseShare = remembered(
  (birthYear: number, year: number) => birthYear * 10_000 + year,
  (parameters: ParameterSet, birthYear: number, year: number): Decimal => {
    const index = indexNumber(parameters, birthYear, year);
    return index.minus(indexNumber(parameters, birthYear, year - 1)).div(index);
  },
);

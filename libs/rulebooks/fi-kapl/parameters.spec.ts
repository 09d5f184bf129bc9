/** Date coverage: every boundary of the official parameters, the day before, the day and the day after. */
import { Decimal } from '#money/decimal.js';
import { nextDay, previousDay, startOfYear } from '#money/civil-date.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { entryInForce, givenParameters, layer, requireEntry } from '../frame/parameters/parameters.js';
import { OFFICIAL_SMOOTHING_TABLE } from './official/smoothing-table.js';
import { OFFICIAL_INDEX_CELLS, OFFICIAL_MORTALITY_SHIFTS, within } from './official/tables.js';
import { OFFICIAL, OFFICIAL_PARAMETERS } from './parameters.js';
import { accumulationFactor } from './accumulation/accumulation.js';
import { annualPremiumCoefficient } from './premium/annual-premium.js';

const value = (name: string, on: string): unknown => entryInForce(OFFICIAL, name, on)?.value;

// Section 12: what is in force, by the day before, the boundary and the day after; undefined is an error that names the day.
it.each([
  ['annualPremiumCoefficient', '2005-01-01', undefined, '0.216', '0.216'],
  ['annualPremiumCoefficient', '2005-12-31', '0.216', '0.216', undefined],
  ['calculationRate', '2005-01-01', undefined, '0.0475', '0.0475'],
  ['calculationRate', '2005-07-01', '0.0475', '0.055', '0.055'],
  ['calculationRate', '2099-12-31', '0.055', '0.055', '0.055'],
  ['moneyValueChange', '2005-01-01', undefined, '0.0175', '0.0175'],
  ['moneyValueChange', '2005-07-01', '0.0175', '0.025', '0.025'],
  ['technicalInterest', '2005-01-01', undefined, '0.03', '0.03'],
  ['liabilityCoefficient.k1', '2005-01-01', undefined, '2.14', '2.14'],
  ['liabilityCoefficient.k1', '2006-01-01', '2.14', '2.14', '2.14'],
  ['liabilityCoefficient.k2', '2005-01-01', undefined, '0', '0'],
  ['liabilityCoefficient.b1', '2005-01-01', undefined, '0.01235', '0.01235'],
  ['liabilityCoefficient.b1', '2006-01-01', '0.01235', undefined, undefined],
  ['liabilityCoefficient.b2', '2006-01-01', '0.00195', undefined, undefined],
  ['liabilityCoefficient.d1', '2006-01-01', '0.0030', undefined, undefined],
  ['liabilityCoefficient.d2', '2006-01-01', '0.0080', undefined, undefined],
  ['liabilityCoefficient.d3', '2006-01-01', '0.0063', undefined, undefined],
  ['liabilityCoefficient.d4', '2006-01-01', '0.0055', undefined, undefined],
  ['liabilityCoefficient.d5', '2006-01-01', '0.0036', undefined, undefined],
  ['disabilityEarningsShare', '2005-01-01', undefined, '0.013', '0.013'],
  ['indexFactor', '2000-01-01', undefined, '1029.6', '1029.6'],
  ['indexFactor', '2001-01-01', '1029.6', '1032.7', '1032.7'],
  ['indexFactor', '2002-01-01', '1032.7', '1026.4', '1026.4'],
  ['indexFactor', '2003-01-01', '1026.4', '1018.2', '1018.2'],
  ['indexFactor', '2004-01-01', '1018.2', '1020.2', '1020.2'],
  ['indexFactor', '2004-12-31', '1020.2', '1020.2', undefined],
  ['annualIncomeThreshold', '2005-01-01', undefined, undefined, undefined],
])('%s around %s', (name, boundary, before, on, after) => {
  expect([previousDay(boundary), boundary, nextDay(boundary)].map((day) => value(name, day))).toEqual([before, on, after]);
});

it('every boundary day has at most one official entry, and a day outside names parameter and day', () => {
  for (const { name, entries } of OFFICIAL_PARAMETERS) {
    const bounds = entries.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to]));
    for (const day of bounds.flatMap((bound) => [previousDay(bound), bound, nextDay(bound)])) {
      const inForce = entries.filter(({ from, to }) => from <= day && (to === undefined || to >= day));
      expect(inForce.length).toBeLessThanOrEqual(1);
      const outcome = attempt(() => requireEntry(OFFICIAL, name, day));
      if (inForce.length === 1) expect(outcome).toEqual({ status: 'done', value: inForce[0] });
      else
        expect(outcome).toMatchObject({
          status: 'refused',
          refusal: { code: 'MISSING_PARAMETER', parameter: `fi-kapl.${name}`, date: day },
        });
    }
  }
});

it('every entry says where it stands and how sure it is', () => {
  for (const { entries } of OFFICIAL_PARAMETERS) {
    for (const entry of entries) {
      expect(entry.reference).not.toBe('');
      expect(['official', 'derived', 'assumed']).toContain(entry.status);
      expect(entry.announced).toBe('2005-10-07');
    }
  }
});

it('Annex 2.1: 46 rows from 18 to 63 for each sex, equal from 55 on', () => {
  for (const column of [OFFICIAL_SMOOTHING_TABLE.male, OFFICIAL_SMOOTHING_TABLE.female]) {
    expect(Object.keys(column)).toEqual(Array.from({ length: 46 }, (_, index) => String(18 + index)));
  }
  for (let age = 55; age <= 63; age += 1) {
    expect(OFFICIAL_SMOOTHING_TABLE.male[age]).toBe(OFFICIAL_SMOOTHING_TABLE.female[age]);
  }
  // Sums of the printed columns ·100, added from the annex by itself, guard against a digit mistyped.
  const total = (column: Readonly<Record<string, string>>): string =>
    Object.values(column).reduce((sum, u) => sum.plus(new Decimal(u).times(100)), new Decimal(0)).toFixed(2);
  expect(total(OFFICIAL_SMOOTHING_TABLE.male)).toBe('775.25');
  expect(total(OFFICIAL_SMOOTHING_TABLE.female)).toBe('747.96');
});

it('every birth year has one shift for each sex, every birth year and year one cell of J', () => {
  for (let birthYear = 1880; birthYear <= 2010; birthYear += 1) {
    for (const sex of ['male', 'female']) {
      const rows: readonly { sex: string; birthYearFrom?: number; birthYearTo?: number }[] = OFFICIAL_MORTALITY_SHIFTS;
      expect(rows.filter((row) => row.sex === sex && within(birthYear, row.birthYearFrom, row.birthYearTo))).toHaveLength(1);
    }
    for (let year = 1960; year <= 2030; year += 1) {
      const cells: readonly { birthYearFrom?: number; birthYearTo?: number; yearFrom?: number; yearTo?: number }[] = OFFICIAL_INDEX_CELLS;
      const hits = cells.filter(
        (cell) => within(birthYear, cell.birthYearFrom, cell.birthYearTo) && within(year, cell.yearFrom, cell.yearTo),
      );
      expect(hits).toHaveLength(1);
    }
  }
});

it('an overriding set has its own memory', () => {
  const other = layer(OFFICIAL, givenParameters({ annualPremiumCoefficient: [{ from: '2005-01-01', to: '2005-12-31', value: '0.3' }] }));
  expect(annualPremiumCoefficient(OFFICIAL, 2005).toFixed()).toBe('0.216');
  expect(annualPremiumCoefficient(other, 2005).toFixed()).toBe('0.3');
  expect(annualPremiumCoefficient(OFFICIAL, 2005).toFixed()).toBe('0.216');
});

it('rates that lie over one another: the later layer counts on its days, the earlier around them', () => {
  const series = { calculationRate: [{ from: '2006-03-01', to: '2006-03-31', value: '0.12' }] };
  const factor = accumulationFactor(layer(OFFICIAL, givenParameters(series)), startOfYear(2006), startOfYear(2007));
  // 11 months at 5.5 %, one at 12 %: 1.055^(11/12)·1.12^(1/12)
  const expected = new Decimal('1.055').pow(11).times('1.12').pow(new Decimal(1).div(12));
  expect(factor.toFixed(20)).toBe(expected.toFixed(20));
});

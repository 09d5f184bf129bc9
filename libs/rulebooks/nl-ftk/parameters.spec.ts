/** Date coverage: every boundary of the parameters, the day before, the day and the day after. */
import { FIRST_DATE, nextDay, previousDay } from '#money/civil-date.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { announcedBy, entryInForce, requireEntry } from '../frame/parameters/parameters.js';
import { OFFICIAL, OFFICIAL_PARAMETERS } from './parameters.js';
import { inDoubles, regimeInForce, regimeOf } from './regime.js';

const value = (name: string, on: string): unknown => entryInForce(OFFICIAL, name, on)?.value;

// Section 1, by the day before, the boundary and the day after; undefined: stated for other days only.
it.each([
  ['regime', '2015-01-01', 'old', 'new', 'new'],
  ['accrualMax', '2014-01-01', '0.0225', '0.0215', '0.0215'],
  ['accrualMax', '2015-01-01', '0.0215', '0.01875', '0.01875'],
  ['accrualFactual', '2014-01-01', undefined, '0.02', '0.02'],
  ['accrualFactual', '2015-01-01', '0.02', '0.0185', '0.0185'],
  ['retirementAge', '2014-01-01', 65, 67, 67],
  ['salaryCap', '2015-01-01', undefined, '100000', '100000'],
  ['vevLoading', '2015-01-01', '0.217', '0.266', '0.266'],
  ['mvevYears', '2015-01-01', 3, 5, 5],
  ['recoveryYears', '2015-01-01', 15, 10, 10],
  ['indexationThreshold', '2015-01-01', '1.05', '1.10', '1.10'],
  ['catchUpShare', '2015-01-01', '1', '0.2', '0.2'],
  ['wageGrowthMin', '2015-01-01', '0.03', '0.025', '0.025'],
  ['ufr', '2015-01-01', 'FIXED_4.2', 'AVERAGE_120M', 'AVERAGE_120M'],
  ['bondReturnMax', '2015-01-01', '0.045', null, null],
])('%s around %s', (name, boundary, before, on, after) => {
  expect([previousDay(boundary), boundary, nextDay(boundary)].map((day) => value(name, day))).toEqual([before, on, after]);
});

it('on every boundary day the last that was announced is in force, and a day outside names parameter and day', () => {
  for (const { name, entries } of OFFICIAL_PARAMETERS) {
    // No entry ends: that it does, only the one that follows it tells.
    expect([name, entries.filter(({ to }) => to !== undefined)]).toEqual([name, []]);
    const bounds = entries.map(({ from }) => from).filter((day) => day !== FIRST_DATE);
    for (const day of [FIRST_DATE, ...bounds.flatMap((bound) => [previousDay(bound), bound, nextDay(bound)])]) {
      const begun = entries.filter(({ from }) => from <= day).sort((a, b) => (a.announced < b.announced ? -1 : 1));
      const outcome = attempt(() => requireEntry(OFFICIAL, name, day));
      if (begun.length > 0) expect(outcome).toEqual({ status: 'done', value: begun.at(-1) });
      else expect(outcome).toMatchObject(
        { status: 'refused', refusal: { code: 'MISSING_PARAMETER', parameter: `nl-ftk.${name}`, date: day } },
      );
    }
  }
});

// Section 8: rules count from their announcement; the new ones are of the note of 5 December 2014.
it.each([
  ['2014-12-04', 'old', '0.217', '1.05', '1', '0.045'],
  ['2014-12-05', 'new', '0.266', '1.10', '0.2', null],
])('announced by %s, 2015 goes by the %s rules', (day, base, ...values) => {
  const known = announcedBy(OFFICIAL, day);
  expect(regimeInForce(known, 2015).base).toBe(base);
  const names = ['vevLoading', 'indexationThreshold', 'catchUpShare', 'bondReturnMax'];
  expect(names.map((name) => entryInForce(known, name, '2015-01-01')?.value)).toEqual(values);
});

it('every entry says where it stands and how sure it is', () => {
  for (const { entries } of OFFICIAL_PARAMETERS) {
    for (const { reference, status } of entries) {
      expect(reference).toMatch(/^CPB note of 5 December 2014, sections? \d/);
      expect(['official', 'assumed']).toContain(status);
    }
  }
});

// Section 2: vev, mvev, mvevYears, threshold, catch-up share, accrual, ufr, plan bond return.
it('the fields of a regime are those of section 2', () => {
  const fields = { mvev: 1.05 };
  expect(inDoubles(regimeOf('old'))).toEqual(
    {
      ...fields,
      base: 'old',
      vev: 1.217,
      mvevYears: 3,
      threshold: 1.05,
      catchUpShare: 1,
      accrual: 0.02,
      ufr: 0.042,
      planBondReturn: 0.045,
    },
  );
  expect(inDoubles(regimeOf('new'))).toEqual(
    {
      ...fields,
      base: 'new',
      vev: 1.266,
      mvevYears: 5,
      threshold: 1.1,
      catchUpShare: 0.2,
      accrual: 0.0185,
      ufr: null,
      planBondReturn: null,
    },
  );
});

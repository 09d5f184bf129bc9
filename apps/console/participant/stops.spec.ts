/** Steps along an axis, and the line of time whose idle gaps are drawn shorter. */
import { placesOfDays, laneOf } from './lanes.js';
import { knownMoment, placeOn, stopAt, stopByKey, stopsOf } from './stops.js';

it('what changes at one place is one stop, and the ends are stops too', () => {
  const points = [
    { at: '2020-03-01', cause: 'contribution', events: ['a'] },
    { at: '2020-01-01', cause: 'parameter x', events: [] },
    { at: '2020-03-01', cause: 'interest', events: ['b'] },
  ];
  const stops = stopsOf(points, ['2019-01-01', '2021-01-01']);
  expect(stops.map(({ at, changes }) => [at, changes.length])).toEqual([
    ['2019-01-01', 0],
    ['2020-01-01', 1],
    ['2020-03-01', 2],
    ['2021-01-01', 0],
  ]);
  expect([stopAt(stops, '2018-01-01'), stopAt(stops, '2020-02-29'), stopAt(stops, '2020-03-01'), stopAt(stops, '2030-01-01')]).toEqual([
    0, 1, 2, 3,
  ]);
  expect(placeOn(['2019', '2020'], '2019-06')).toBe(0);
});

it('a key of a slider leads to the next point of change, from wherever one stands', () => {
  const stops = stopsOf([{ at: '2020-01-01', cause: 'contribution', events: ['a'] }], ['2019-01-01', '2021-01-01']);
  const at = (from: string, key: string): string | undefined => stopByKey(stops, from, key)?.at;
  expect([
    at('2019-01-01', 'ArrowRight'),
    at('2019-06-01', 'ArrowUp'),
    at('2020-01-01', 'ArrowRight'),
    at('2021-01-01', 'ArrowRight'),
  ]).toEqual(['2020-01-01', '2020-01-01', '2021-01-01', '2021-01-01']);
  expect([at('2021-01-01', 'ArrowLeft'), at('2020-06-01', 'ArrowDown'), at('2019-01-01', 'ArrowLeft')]).toEqual([
    '2020-01-01',
    '2020-01-01',
    '2019-01-01',
  ]);
  expect([
    at('2020-06-01', 'Home'),
    at('2020-06-01', 'End'),
    at('2020-06-01', 'PageUp'),
    at('2020-06-01', 'PageDown'),
    at('2020-06-01', 'x'),
  ]).toEqual(['2019-01-01', '2021-01-01', '2021-01-01', '2019-01-01', undefined]);
});

it('a day known of is read to its last moment, and a position or none is the newest knowledge', () => {
  const known = ['2019-05-01T10:00:00.000Z', '2020-03-01T09:30:00.000Z', '2021-07-01T12:00:00.000Z'];
  const row = (at: string | undefined): number => placeOn(known, knownMoment({ known }, at));
  expect([row('2020-03-01'), row('2020-02-29'), row('2018-01-01')]).toEqual([1, 0, 0]);
  expect([row('2020-03-01T09:29:59.999Z'), row('2020-03-01T09:30:00.000Z')]).toEqual([0, 1]);
  expect([row(undefined), row('4711')]).toEqual([2, 2]);
});

it('a gap of ten years takes less than twice what one of a year takes', () => {
  const places = placesOfDays(['2000-01-01', '2001-01-01', '2011-01-01', '2011-02-01']);
  const [first, second, third, last] = ['2000-01-01', '2001-01-01', '2011-01-01', '2011-02-01'].map((day) => places.get(day) as number) as [
    number,
    number,
    number,
    number,
  ];
  expect([first, last]).toEqual([0, 1]);
  expect(third - second).toBeGreaterThan(second - first);
  expect(third - second).toBeLessThan(2 * (second - first));
});

it('what no rule booked came from outside', () => {
  expect(['IncomeReported', 'InterestCredited', 'CorrectionSettled', 'EventAnnulled'].map(laneOf)).toEqual([
    'facts',
    'entitlements',
    'corrections',
    'annulments',
  ]);
});

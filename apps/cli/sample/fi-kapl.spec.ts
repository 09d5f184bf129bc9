/** What the sample holds must be possible under the law that it is a sample of. */
import { calculate } from '#rulebooks/calculate.js';
import { fiCorrections, fiIncomes, fiParticipants } from './fi-kapl.js';
import illustrative from './parameters/fi-kapl.json' with { type: 'json' };

const PARTICIPANTS = 120;
const rowsOf = (lines: Iterable<string>) => [...lines].slice(1).map((line) => line.split(','));
const params = Object.fromEntries(
  illustrative.parameters.map(({ name, entries }) => [name, entries.map(({ from, to, value }) => ({ from, to, value }))]),
);
const posted = (op: string, input: object): number => {
  const done = calculate(op, { ...input, params } as never);
  if (done.status !== 'done') throw new Error(`${op}: ${JSON.stringify(done.error)}`);
  return Number(done.output[op === 'fi.annualPremium' ? 'premiumPosted' : 'smoothingPosted']);
};

it('the smoothing part of a year is never larger than the premium that it is a part of', () => {
  const people = new Map(rowsOf(fiParticipants(7, PARTICIPANTS)).map(([id, , birthDate, sex]) => [id, { birthDate, sex }]));
  let [years, oldest] = [0, 0];
  // One large income for each person and year that has one: both parts are fractions of the same base.
  for (const key of new Set(rowsOf(fiIncomes(7, PARTICIPANTS)).map(([id, year]) => `${id},${year}`))) {
    const [id = '', year = ''] = key.split(',');
    const [person, incomes] = [people.get(id), [{ amount: '100000.00' }]];
    expect([
      key,
      posted('fi.smoothingPart', { year: Number(year), ...person, incomes }) <= posted('fi.annualPremium', { year: Number(year), incomes }),
    ]).toEqual([key, true]);
    years += 1;
    oldest = Math.max(oldest, Number(year) - Number(person?.birthDate?.slice(0, 4)));
  }
  expect([years > 1000, oldest]).toEqual([true, 60]);
});

it('every correction is of an income that was reported', () => {
  const reported = new Set(rowsOf(fiIncomes(7, PARTICIPANTS)).map(([id, year, , , employer]) => `${id},${year},${employer}`));
  const corrected = rowsOf(fiCorrections(7, PARTICIPANTS)).map(([id, year, employer]) => `${id},${year},${employer}`);
  expect([corrected.length > 50, corrected.filter((one) => !reported.has(one))]).toEqual([true, []]);
});

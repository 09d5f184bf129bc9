/** What the sample's board decided must be possible under the rules of funding. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { calculate } from '#rulebooks/calculate.js';
import { policyCashFlows, policyDecisions, policyExpectations, policyForwardRates, policyRatios } from './nl-ftk.js';

const rowsOf = (lines: Iterable<string>): readonly Readonly<Record<string, string>>[] => {
  const [header = '', ...rows] = lines;
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, place) => [header.split(',')[place] ?? '', cell])));
};
const yearOf = ({ year = '', on = '' }: Readonly<Record<string, string>>): number => Number(year === '' ? on.slice(0, 4) : year);

function evaluated(): readonly JsonObject[] {
  const decided = rowsOf(policyDecisions());
  const corrected = decided.find(({ decision }) => decision === 'correct-ratio');
  const ratios = rowsOf(policyRatios()).map(({ on, ratio }) => ({
    ...{ year: yearOf({ on: on ?? '' }), ratio },
    ...(on === corrected?.['on'] ? { correctedTo: corrected?.['ratio'] } : {}),
  }));
  const expectations = rowsOf(policyExpectations()).map(({ year, ambition, growth }) => ({ year: Number(year), ambition, growth }));
  const decisions = [2019, 2020, 2021].map((year) => {
    const of = (name: string) => decided.find((row) => row['decision'] === name && yearOf(row) === year)?.['rate'] ?? '0';
    return { year, indexation: of('index'), reduction: of('reduce') };
  });
  const backlog = decided.find(({ decision }) => decision === 'evaluate')?.['backlog'];
  const input = { from: 2019, to: 2021, opening: { backlog }, ratios, expectations, decisions };
  const done = calculate('ftk.evaluations', input as unknown as JsonObject);
  if (done.status !== 'done') throw new Error(JSON.stringify(done.error));
  return done.output['years'] as unknown as readonly JsonObject[];
}

it('indexes in part, cuts by the plan, and catches up in full, each as far as the rules of the year let it', () => {
  const rounded = (value: unknown): string => Number(value).toFixed(8);
  const years = evaluated().map(({ year, proposed, asNowKnown }) => {
    const { action, indexation, catchUp } = proposed as JsonObject;
    const now = asNowKnown as JsonObject | null;
    return [year, action, rounded(indexation), rounded(catchUp), now === null ? null : rounded(now['indexation'])];
  });
  expect(years).toEqual([
    // (1.18 − 1.10) / 10; the board gives all of it.
    [2019, 'PARTIAL', '0.00800000', '0.00000000', null],
    // 1.025^10 = 1.2800845444: (0.94 · 1.2800845444 / 1.266 − 1) / 10 = −0.00495423, and with 0.95 −0.00394310; the board cuts 0.005.
    [2020, 'PLAN_CUT', '-0.00495423', '0.00000000', '-0.00394310'],
    // 0.006 is all that is expected; (1.40 / 1.006 / 1.266 − 1) / 5 = 0.01984994 may be caught up, of which the scheme's own count takes
    // (1.32 / 1.006 − 1.25) / 5 = 0.01242545.
    [2021, 'FULL', '0.00600000', '0.01984994', null],
  ]);
});

it('has flows from the first payment of the oldest to the last of the youngest, and a rate of each month of ten years', () => {
  const flows = rowsOf(policyCashFlows(100)).map(({ m, amount }) => [Number(m), Number(amount)] as const);
  const paid = flows.filter(([, amount]) => amount > 0);
  // Born 1957, 67 in 2024; born 1992, 90 in 2082. The first year: one of 36 years of birth, all alive, 100 · 20.00.
  expect([flows.length, paid[0], paid.at(-1)?.[0]]).toEqual([62, [3, 2000], 61]);
  // Each year of birth is paid 24/24 + 23/24 + … + 1/24 = 12.5 years: 36 · 12.5 · 100 · 20.00, to a cent a year.
  expect(Math.abs(flows.reduce((sum, [, amount]) => sum + amount, 0) - 900_000)).toBeLessThan(0.5);
  const months = rowsOf(policyForwardRates()).map(({ month }) => month);
  expect([new Set(months).size, months[0], months.at(-1)]).toEqual([120, '2011-01', '2020-12']);
});

/** Figures of rights and premium, taken apart: each sum is that of its inputs, and each leads to its events. */
import { addMinor, amountMinor } from '#money/amount.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { liveRunner } from '#projections/run/live.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';
import { NOW } from '../reprocessing/ledger.js';
import { CORRECTIONS, EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, SALARIES } from './books.js';

let books: EmployersLedger;
beforeAll(async () => {
  books = await openEmployers();
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01');
  await books.take('participants', PARTICIPANTS, 'a,nl-pob,1970-04-05,female,2018-03-01');
  await books.take('salaries', SALARIES, 'a,E1,2018-03,36000,EUR,2018-03-02,0.8,');
  await books.monthly('2018-03', '2018-03-08');
  await books.fanOut();
  await books.take('salary-corrections', CORRECTIONS, 'a,E1,2018-03,37200,EUR,agreement,2018-03-20,0.8,');
  await books.monthly('2018-04', '2018-04-08');
  await books.fanOut();
});
afterAll(() => books.close());

const live = (): ReturnType<typeof liveRunner> => liveRunner(books.journal, () => NOW);
const sumOf = (inputs: readonly Figure[]): number => inputs.reduce((sum, { value }) => addMinor(sum, amountMinor(value)), 0);

it('the pension is the sum of what accrued, and says what it rests on', async () => {
  const covered = await live().ask(coverageProjection, 'a', { asOf: '2019-12-31' }, undefined);
  // 302.50 for ten months of 2018 at 37,200, 363.00 for 2019
  expect(covered.benefits).toMatchObject([
    { benefit: 'old-age-pension', amount: '665.50', frequency: 'yearly', basis: 'accrued', figure: 'coverage.old-age-pension' },
  ]);
  const { figure } = await live().explain('a', 'coverage.old-age-pension', { asOf: '2019-12-31' });
  expect([figure.value, sumOf(figure.inputs)]).toEqual(['665.50', 665_50]);
  const accrual = await live().explain('a', 'rights.accrual.2018', { asOf: '2019-12-31' });
  expect(accrual.figure).toMatchObject({
    value: '302.50',
    unit: 'EUR per year',
    note: 'unrounded 302.5; of which 15.00 was derived again after its first booking',
  });
  expect(accrual.figure.parameters.map(({ name, entry }) => [name, entry.value])).toEqual([
    ['nl-pob.accrualRate', '0.01875'],
    ['nl-pob.franchise', '13000'],
  ]);
  expect(accrual.events.map(({ type }) => type)).toEqual(['RightsAccrued', 'SalaryCorrected', 'RightsAdjusted']);
});

it('a month’s premium is what the invoices charged for it', async () => {
  const { figure, events } = await live().explain('a', 'premium.E1.2018-03', { asOf: '2019-12-31' });
  // 460.80 + 12.00, and 15.76 more in April
  expect([figure.value, figure.inputs.map(({ name, value }) => `${name}: ${value}`)]).toEqual([
    '488.56',
    ['invoice 2018-03: 472.80', 'invoice 2018-04: 15.76'],
  ]);
  expect(figure.note).toBe('S 37200.00, p 0.8, φ 0');
  expect(events.map(({ type }) => type)).toEqual(['PremiumCharged', 'SalaryCorrected', 'PremiumCharged']);
  await expect(live().explain('a', 'premium.E1.2019-03', { asOf: '2019-12-31' })).rejects.toMatchObject({
    refusal: { code: 'UNKNOWN_FIGURE' },
  });
});

/**
 * Law: what should never have been recorded of an employer counts no more once it is annulled, and recorded anew it is as if it had been
 * right from the start: account, statement, arrears, trial balance. What was decided on it, or was sent, stands.
 */
import fc from 'fast-check';
import { deliverData, demandData } from '#ledger/employer/data-duties/tell-duties.js';
import { imposeFine } from '#ledger/employer/data-duties/impose.js';
import { reportHeadcount } from '#ledger/employer/affiliation/report-headcount.js';
import { overdueProjection } from '#projections/employers/overdue.js';
import { statementProjection } from '#projections/employers/statement.js';
import { LedgerInMemory } from './ledger-in-memory.js';
import { END, pay, play, scenario, shown, twoInvoices } from './played-payments.js';

const idOf = (ledger: LedgerInMemory, type: string, at = 0): string =>
  ledger.streams.get('employer-E')?.filter((event) => event.type === type)[at]?.id ?? 'none';

it('an annulled payment: the later ones pay what was oldest on their days, by hand', () => {
  const ledger = twoInvoices(); // 492.50 each, due on 15 February and 15 March
  ledger.pay(pay('2018-02-15', 492_50, 'not ours'));
  ledger.pay(pay('2018-03-15', 600_00));
  // 985.00 owed, 1,092.50 paid: 107.50 is credit. Without the first, 600.00 pays January, and 107.50 of February.
  expect(ledger.view(statementProjection, '2018-12-31', { year: 2018 }).credit).toBe('107.50');
  ledger.annul(idOf(ledger, 'PremiumPaid'));
  expect(ledger.streams.get('employer-E')?.slice(-2).map(({ type, effectiveDate }) => [type, effectiveDate])).toEqual([
    ['EventAnnulled', '2018-02-15'],
    ['AllocationCorrected', '2018-03-15'],
  ]);
  const { credit, payments } = ledger.view(statementProjection, '2018-12-31', { year: 2018 });
  expect([credit, payments.map(({ receivedOn, allocations }) => [receivedOn, allocations])]).toEqual([
    '0.00',
    [['2018-03-15', [{ invoice: '2018-01', amount: '492.50' }, { invoice: '2018-02', amount: '107.50' }]]],
  ]);
  // 492.50 − 107.50 = 385.00 is left of February; the default is that of February alone
  const overdue = ledger.view(overdueProjection, '2018-12-31', {}).invoices;
  expect(overdue.map(({ invoice, base }) => [invoice, base])).toEqual([['2018-02', '385.00']]);
  expect([...ledger.trialBalance()]).toEqual([
    ['employers:premium-receivable EUR', 385_00],
    ['fund:cash EUR', 600_00],
    ['fund:premiums EUR', -985_00],
  ]);
});

it('recorded anew under its reference, with its corrections under ids of their own', () => {
  const ledger = twoInvoices();
  ledger.pay(pay('2018-03-15', 492_50, 'r'));
  ledger.pay(pay('2018-02-15', 492_50, 'earlier')); // r pays February now: AllocationCorrected
  ledger.annul(ledger.employer().payments.find(({ reference }) => reference === 'r')?.eventId as string);
  ledger.pay(pay('2018-03-16', 492_50, 'r'));
  ledger.pay(pay('2018-03-01', 100_00, 'in between'));
  const paid = ledger.employer().payments.find(({ reference }) => reference === 'r');
  expect([paid?.occurrence, paid?.corrections, paid?.booked]).toEqual([2, 1, [{ invoice: '2018-02', amountMinor: 392_50 }]]);
  expect(ledger.view(statementProjection, '2018-12-31', { year: 2018 }).credit).toBe('100.00');
  ledger.pay(pay('2018-03-16', 492_50, 'r')); // a repeat
  expect(ledger.employer().payments).toHaveLength(3);
});

it.each([
  ['an invoice that was sent', (ledger: LedgerInMemory) => idOf(ledger, 'PremiumInvoiced'), /has been sent; correct the salaries/],
  ['an allocation', (ledger: LedgerInMemory) => idOf(ledger, 'AllocationCorrected'), /annul the payment that is wrong/],
  ['interest', (ledger: LedgerInMemory) => idOf(ledger, 'DefaultInterestCharged'), /the next run of interest derives it again/],
  ['the affiliation', (ledger: LedgerInMemory) => idOf(ledger, 'EmployerAffiliated'), /everything else about the employer rests on it/],
  ['no event of its', () => '00000000-0000-4000-8000-000000000000', /employer E has no event/],
])('%s is refused, with what to do instead', (_what, which, words) => {
  const ledger = twoInvoices();
  ledger.pay(pay('2018-04-15', 100_00));
  ledger.pay(pay('2018-03-15', 492_50));
  ledger.interest('2019-03-15');
  expect(() => ledger.annul(which(ledger))).toThrow(words);
});

it('what a fine was decided on goes after the fine', () => {
  const ledger = new LedgerInMemory();
  const demand = { obligation: 'salaries', ground: 'data', dataDeadline: '2018-01-31', sentOn: '2018-02-10', finalDeadline: '2018-02-28' };
  ledger.ofEmployer('E', (context) => reportHeadcount({ on: '2018-01-31', employees: 30 }, context));
  ledger.ofEmployer('E', (context) => demandData({ ...demand, ground: 'data', fineAnnounced: 'yes', reference: 'letter 1' }, context));
  const fine = { obligation: 'salaries', decidedOn: '2018-03-15', reference: 'board 1' };
  ledger.ofEmployer('E', (context) => imposeFine(fine, context));
  expect(() => ledger.annul(idOf(ledger, 'HeadcountReported'))).toThrow(/HeadcountReported .* is what FineImposed .* rests on/);
  expect(() => ledger.annul(idOf(ledger, 'DataDemanded'))).toThrow(/rests on; annul that one first/);
  ledger.annul(idOf(ledger, 'FineImposed'));
  ledger.annul(idOf(ledger, 'HeadcountReported'));
  expect([...ledger.trialBalance()]).toEqual([]);
  // 24 employees, not 30: 500.00 instead of 1,000.00, under the same day and the same reference
  ledger.ofEmployer('E', (context) => reportHeadcount({ on: '2018-01-31', employees: 24 }, context));
  ledger.ofEmployer('E', (context) => imposeFine(fine, context));
  expect(ledger.employer().imposed.map(({ amountMinor }) => amountMinor)).toEqual([500_00]);
  ledger.ofEmployer('E', (context) => imposeFine(fine, context));
  expect(ledger.employer().imposed).toHaveLength(1);
});

it('a delivery that was not one: the data are missing again', () => {
  const ledger = new LedgerInMemory();
  const [ground, finalDeadline] = ['data', '2018-02-28'] as const;
  const demand = { obligation: 'o', ground, dataDeadline: '2018-01-31', sentOn: '2018-02-10', finalDeadline };
  ledger.ofEmployer('E', (context) => reportHeadcount({ on: '2018-01-31', employees: 30 }, context));
  ledger.ofEmployer('E', (context) => demandData({ ...demand, fineAnnounced: 'yes', reference: 'letter 1' }, context));
  const delivery = { obligation: 'o', deliveredOn: '2018-02-20', complete: 'yes', reference: 'd' } as const;
  ledger.ofEmployer('E', (context) => deliverData(delivery, context));
  const fine = { obligation: 'o', decidedOn: '2018-03-15', reference: 'board 1' };
  expect(() => ledger.ofEmployer('E', (context) => imposeFine(fine, context))).toThrow(/had not passed undelivered/);
  ledger.annul(idOf(ledger, 'DataDelivered'));
  ledger.ofEmployer('E', (context) => imposeFine(fine, context));
  expect(ledger.employer().imposed.map(({ amountMinor }) => amountMinor)).toEqual([1_000_00]);
});

it('payments entered wrongly, annulled and entered anew: the books of a ledger that had them right from the start (property)', () => {
  let annulled = 0;
  fc.assert(
    fc.property(scenario, (one) => {
      const [mended, right] = [play(one, one.orders[0], true, true), play(one, one.orders[1], false)];
      for (const ledger of [mended, right]) ledger.interest(END);
      expect(shown(mended, END, [2018, 2019])).toEqual(shown(right, END, [2018, 2019]));
      expect(mended.interest(END)).toBe(0);
      annulled += mended.streams.get('employer-E')?.filter(({ type }) => type === 'EventAnnulled').length ?? 0;
    }),
    { numRuns: 20 },
  );
  expect(annulled).toBeGreaterThan(0);
}, 60_000);

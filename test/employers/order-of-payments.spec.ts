/**
 * Law: payments are known by their days. In whatever order they come in, before or after their invoices, over one file or many, between
 * runs of interest or not, an employer's books are the same: statements, arrears, trial balance (nl-pob section 9; correction policy 5).
 */
import fc from 'fast-check';
import { formatMinor } from '#money/amount.js';
import { overdueProjection } from '#projections/employers/overdue.js';
import { statementProjection } from '#projections/employers/statement.js';
import type { LedgerInMemory } from './ledger-in-memory.js';
import { END, pay, play, scenario, shown, twoInvoices } from './played-payments.js';

it('newest first in one file: each pays the invoice that was oldest on its day', () => {
  const ledger = twoInvoices();
  ledger.pay(pay('2018-03-15', 492_50));
  ledger.pay(pay('2018-02-15', 492_50));
  expect(ledger.view(overdueProjection, '2018-12-31', {}).invoices).toEqual([]);
  const { payments, credit, closing } = ledger.view(statementProjection, '2018-12-31', { year: 2018 });
  expect(payments.map(({ receivedOn, allocations, unallocated }) => [receivedOn, allocations, unallocated])).toEqual([
    ['2018-02-15', [{ invoice: '2018-01', amount: '492.50' }], '0.00'],
    ['2018-03-15', [{ invoice: '2018-02', amount: '492.50' }], '0.00'],
  ]);
  expect([credit, closing]).toEqual(['0.00', '0.00']);
  expect(ledger.trialBalance().has('employers:credit EUR')).toBe(false);
  // what was booked first is taken back, on its own day
  expect(ledger.streams.get('employer-E')?.at(-1)).toMatchObject({
    type: 'AllocationCorrected',
    effectiveDate: '2018-03-15',
    data: {
      payment: '2018-03-15',
      takenBack: [{ invoice: '2018-01', amount: '492.50' }],
      allocations: [{ invoice: '2018-02', amount: '492.50' }],
    },
  });
  expect(ledger.interest(END)).toBe(0);
});

it('credit meets what falls due before anybody has booked it: no default is shown', () => {
  const ledger = twoInvoices();
  ledger.pay(pay('2018-02-10', 1_200_00));
  ledger.run({ kind: 'monthly', month: '2018-03', sentOn: '2018-03-08' });
  // 1,200 − 2·492.50 = 215.00 is left; the invoice of March falls due on 15 April
  expect(ledger.view(statementProjection, '2018-04-14', { year: 2018 }).credit).toBe('215.00');
  const shown = ledger.view(statementProjection, '2018-04-15', { year: 2018 });
  expect([shown.credit, shown.invoices.at(-1)?.base, shown.closing]).toEqual(['0.00', '277.50', '277.50']);
  expect(ledger.view(overdueProjection, '2018-05-01', {}).invoices.map(({ base }) => base)).toEqual(['277.50']);
});

it('credit meets a charge of interest on the day of the charge', () => {
  const ledger = twoInvoices();
  ledger.pay(pay('2018-02-15', 492_50));
  // 492.50·8 %·28/365 from 15 March: 3.0224…, charged on 15 March 2019; 1.00 is paid too much
  ledger.pay(pay('2018-04-12', 493_50));
  ledger.interest('2019-03-14');
  expect(ledger.view(statementProjection, '2019-03-14', { year: 2019 }).credit).toBe('1.00');
  expect(ledger.view(overdueProjection, '2019-03-15', {}).invoices.map(({ base }) => base)).toEqual(['2.02']);
  ledger.interest('2019-03-15');
  expect(
    ledger.streams
      .get('employer-E')
      ?.slice(-2)
      .map(({ type, data }) => [type, data['amount']]),
  ).toEqual([
    ['CreditApplied', '1.00'],
    ['DefaultInterestCharged', '3.02'],
  ]);
  expect(ledger.trialBalance().get('employers:premium-receivable EUR')).toBe(2_02);
});

/** 492.50 by estimate in January; by the data 400.00, on an invoice in its place that falls due on 15 May. */
function replaced(ledger: LedgerInMemory): void {
  const [of, sentOn, currency] = ['replacement-letter 1', '2018-04-03', 'EUR'] as const;
  const line = {
    employerId: 'E',
    month: '2018-01',
    as: 'premium',
    debtor: 'employer',
    premium: '-92.50',
    aoPremium: '0.00',
    recoverable: '0.00',
    currency,
    invoice: of,
    reason: 'adjustment',
  };
  ledger.append('participant-p', [{ type: 'PremiumCharged', effectiveDate: sentOn, key: 'replaced', data: line }]);
  const sums = {
    premium: '-92.50',
    aoPremium: '0.00',
    savings: '0.00',
    recoverable: '0.00',
    total: '-92.50',
    currency,
    participants: 1,
    lines: 1,
    adjustments: [],
  };
  const data = {
    invoice: of,
    kind: 'replacement',
    sentOn,
    dueOn: '2018-05-15',
    ...sums,
    replaces: [{ invoice: '2018-01', amount: '492.50' }],
    demand: 'letter 1',
  };
  ledger.append('employer-E', [{ type: 'PremiumInvoiced', effectiveDate: sentOn, key: `invoice:${of}`, data }]);
}

it.each<[string, (ledger: LedgerInMemory) => void]>([
  ['paid, then replaced', (ledger) => {
    for (const day of ['2018-02-15', '2018-03-15']) ledger.pay(pay(day, 492_50));
    replaced(ledger);
  }],
  ['replaced, then the payments are known, the later one first', (ledger) => {
    replaced(ledger);
    for (const day of ['2018-03-15', '2018-02-15']) ledger.pay(pay(day, 492_50));
  }],
])('what a replacement takes back of a paid invoice is credit, and pays what falls due anew: %s', (_which, tell) => {
  const ledger = twoInvoices();
  tell(ledger);
  ledger.interest('2018-05-14');
  // 985.00 paid and 92.50 taken off 985.00; 400.00 are not due yet
  expect([
    ledger.view(statementProjection, '2018-05-14', { year: 2018 }).credit,
    ledger.trialBalance('2018-05-14').get('employers:credit EUR'),
  ]).toEqual(['492.50', -492_50]);
  ledger.interest('2018-05-15');
  const { credit, closing, invoices } = ledger.view(statementProjection, '2018-12-31', { year: 2018 });
  expect([credit, closing, invoices.map(({ base, status }) => [base, status])]).toEqual([
    '92.50',
    '-92.50',
    [
      ['0.00', 'replaced'],
      ['0.00', 'paid'],
      ['0.00', 'paid'],
    ],
  ]);
  expect([...ledger.trialBalance()]).toEqual([['employers:credit EUR', -92_50], ['fund:cash EUR', 985_00], ['fund:premiums EUR', -892_50]]);
  expect(ledger.interest(END)).toBe(0);
});

it('whatever the order of arrival, the books are the same, and credit is never in debit (property)', () => {
  let corrected = 0;
  fc.assert(
    fc.property(scenario, fc.constantFrom('2018-05-31', '2019-03-15', '2019-06-30', '2020-12-31', END), (one, asOf) => {
      const [first, second] = [play(one, one.orders[0], true), play(one, one.orders[1], false)];
      for (const ledger of [first, second]) {
        ledger.interest(END);
        expect(ledger.interest(END)).toBe(0); // run again it books nothing
        for (const day of [asOf, END]) {
          const { credit } = ledger.view(statementProjection, day, { year: Number(day.slice(0, 4)) });
          expect(formatMinor(-(ledger.trialBalance(day).get('employers:credit EUR') ?? 0))).toBe(credit);
          expect(credit.startsWith('-')).toBe(false);
        }
        corrected += ledger.streams.get('employer-E')?.filter(({ type }) => type === 'AllocationCorrected').length ?? 0;
      }
      const year = Number(asOf.slice(0, 4));
      expect(shown(first, asOf, [year])).toEqual(shown(second, asOf, [year]));
      expect(shown(first, END, [2018, 2019])).toEqual(shown(second, END, [2018, 2019]));
    }),
    { numRuns: 20 },
  );
  expect(corrected).toBeGreaterThan(0);
}, 120_000);

/** Histories of an employer's invoices, payments and runs of interest, played in whatever order: what laws over them compare. */
import fc from 'fast-check';
import { formatPeriod } from '#money/civil-date.js';
import { overdueProjection } from '#projections/employers/overdue.js';
import { statementProjection, type StatementAnswer } from '#projections/employers/statement.js';
import type { InvoiceCommand } from '#reprocessing/invoicing/compose.js';
import type { RecordPayment } from '#ledger/employer/invoices/record-payment.js';
import { correctSalary } from '#ledger/participant/salaries/correct-salary.js';
import { reportSalary } from '#ledger/participant/salaries/report-salary.js';
import { LedgerInMemory } from './ledger-in-memory.js';

type Payment = Omit<RecordPayment, 'currency'>;

export const END = '2021-12-31';
const month = (index: number): string => formatPeriod(2018 * 12 + index);

/** 30,000: 480.00 + 12.50 a month. Paid by their days: the earlier one is for the older invoice. */
export function twoInvoices(): LedgerInMemory {
  const ledger = new LedgerInMemory();
  ledger.tell('p', (context) =>
    reportSalary(
      {
        employerId: 'E',
        from: '2018-01',
        fullTimeSalaryMinor: 3_000_000,
        currency: 'EUR',
        partTimeFactor: '1',
        premiumFreeShare: '0',
        reportedOn: '2018-01-02',
      },
      context,
    ),
  );
  for (const of of ['2018-01', '2018-02']) ledger.run({ kind: 'monthly', month: of, sentOn: `${of}-08` });
  return ledger;
}

export const pay = (receivedOn: string, minor: number, reference = receivedOn, invoice?: string): Payment => ({
  receivedOn,
  amountMinor: minor,
  reference,
  invoice,
});

const INVOICED = 10;

const payment = fc.record({
  day: fc.oneof(
    fc.constantFrom('2018-02-15', '2018-03-15', '2018-05-15', '2019-03-15'),
    fc.nat(1_000).map((after) => new Date(Date.UTC(2018, 0, 20) + after * 86_400_000).toISOString().slice(0, 10)),
  ),
  cents: fc.oneof(fc.constantFrom(492_50, 985_00, 1, 600_00), fc.integer({ min: 1, max: 300_000 })),
  /** Names the invoice of that month, where it was sent by then. */
  named: fc.option(fc.nat(INVOICED - 1), { freq: 2 }),
  /** First recorded with another day and amount, which is annulled; in what place. */
  mistake: fc.option(
    fc.record({
      day: fc.constantFrom('2018-02-15', '2018-04-02', '2018-08-20', '2019-03-16'),
      cents: fc.integer({ min: 1, max: 300_000 }),
    }),
  ),
});
const salary = fc.integer({ min: 0, max: 6_000_000 });
/** Enough for every payment and run: when it comes, and which first. */
const order = fc.array(fc.nat(999), { minLength: 24, maxLength: 24 });
export const scenario = fc.record({
  salaries: fc.array(fc.record({ from: fc.nat(INVOICED - 1), cents: salary, correctedTo: fc.option(salary) }), {
    minLength: 1,
    maxLength: 3,
  }),
  payments: fc.array(payment, { minLength: 1, maxLength: 9 }),
  final: fc.boolean(),
  /** Order of arrival: payments, and runs of interest; invoices come in theirs. */
  orders: fc.tuple(order, order),
  runs: fc.array(fc.constantFrom('2018-06-30', '2019-03-15', '2019-12-31', END), { maxLength: 3 }),
});
export type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never;

function commandsOf({ final }: Scenario): readonly InvoiceCommand[] {
  const monthly = Array.from({ length: INVOICED }, (_, index): InvoiceCommand => ({
    kind: 'monthly',
    month: month(index),
    sentOn: `${month(index)}-08`,
  }));
  return final ? [...monthly, { kind: 'final', year: 2018, sentOn: '2019-03-02' }] : monthly;
}

/** Salaries first, with their corrections as the year goes on; then invoices, payments and runs of interest as they are shuffled. */
export function play(one: Scenario, keys: readonly number[], withRuns: boolean, withMistakes = false): LedgerInMemory {
  const ledger = new LedgerInMemory();
  one.salaries.forEach(({ from, cents }, index) => {
    ledger.tell(`p${index}`, (context) =>
      reportSalary(
        {
          employerId: 'E',
          from: month(from),
          fullTimeSalaryMinor: cents,
          currency: 'EUR',
          partTimeFactor: '1',
          premiumFreeShare: '0',
          reportedOn: '2018-01-02',
        },
        context,
      ),
    );
  });
  const corrections = one.salaries.map(({ from, correctedTo }, index) => (): void => {
    if (correctedTo === null) return;
    ledger.tell(`p${index}`, (context) =>
      correctSalary(
        {
          employerId: 'E',
          from: month(from),
          fullTimeSalaryMinor: correctedTo,
          currency: 'EUR',
          partTimeFactor: '1',
          premiumFreeShare: '0',
          reason: 'x',
          correctedOn: '2018-06-01',
        },
        context,
      ),
    );
  });
  const invoices = commandsOf(one).map((command, index) => () => {
    if (index === INVOICED / 2) corrections.forEach((correct) => correct());
    ledger.run(command);
  });
  const mistakes = one.payments.flatMap(({ mistake }, index) =>
    mistake === null || !withMistakes ? [] : [{ after: 0, make: () => ledger.pay(pay(mistake.day, mistake.cents, `r${index}`)) }],
  );
  const takeBack = (reference: string): void => {
    const wrong = ledger.employer().payments.find((found) => found.reference === reference);
    if (wrong !== undefined) ledger.annul(wrong.eventId);
  };
  const payments = one.payments.map(({ day, cents, named }, index) => {
    const invoice = named === null || `${month(named)}-08` > day ? undefined : month(named);
    // one that names an invoice comes once that one is known
    return {
      after: invoice === undefined ? 0 : (named ?? 0) + 1,
      make: () => {
        takeBack(`r${index}`);
        ledger.pay(pay(day, cents, `r${index}`, isSent(ledger, invoice) ? invoice : undefined));
      },
    };
  });
  const runs = withRuns ? one.runs.map((to) => ({ after: 0, make: () => void ledger.interest(to) })) : [];
  const others = [...payments, ...runs];
  const sorted = others.map((each, index) => ({
    ...each,
    at: Math.max(each.after, (keys[2 * index] ?? 0) % (INVOICED + 3)),
    key: keys[2 * index + 1] ?? 0,
  }));
  sorted.sort((a, b) => a.at - b.at || a.key - b.key);
  for (const { make } of mistakes) make();
  for (let at = 0; at <= INVOICED + 3; at += 1) {
    for (const each of sorted.filter((other) => other.at === at)) each.make();
    invoices[at]?.();
  }
  return ledger;
}

/** Months in which nothing is owed get no invoice. */
function isSent(ledger: LedgerInMemory, invoice: string | undefined): boolean {
  return ledger.employer().invoices.some(({ data }) => data.invoice === invoice);
}

/**
 * What an employer is shown, without the ids of what was booked on the way to it; interest by day, and an older invoice only where
 * something is left or charged: one whose interest was taken back is shown with both lines.
 */
export function shown(ledger: LedgerInMemory, asOf: string, years: readonly number[]): object {
  const statement = (year: number): object => {
    const { interest, invoices, payments, ...sums }: StatementAnswer = ledger.view(statementProjection, asOf, { year });
    const charged = new Map<string, number>();
    for (const { invoice, to, amount } of interest)
      charged.set(`${invoice} ${to}`, (charged.get(`${invoice} ${to}`) ?? 0) + Math.round(Number(amount) * 100));
    const netted = [...charged].filter(([, minor]) => minor !== 0).sort();
    const rows = invoices.filter(
      ({ invoice, sentOn, base }) =>
        sentOn.startsWith(String(year)) || base !== '0.00' || netted.some(([name]) => name.startsWith(`${invoice} `)),
    );
    const withoutIds = (all: readonly { readonly eventId: string }[]): object => all.map(({ eventId: _, ...row }) => row);
    return { ...sums, interest: netted, invoices: withoutIds(rows), payments: withoutIds(payments) };
  };
  return { years: years.map(statement), overdue: ledger.view(overdueProjection, asOf, {}), balance: [...ledger.trialBalance(asOf)] };
}


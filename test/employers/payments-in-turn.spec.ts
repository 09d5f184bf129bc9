/**
 * Law: many payments of an employer taken in at once are booked as if each had come by itself in the order of receipt, and what is worked
 * out for them grows with their number, not with its square.
 */
import fc from 'fast-check';
import { eventId } from '#journal/event-id.js';
import { recordPayment } from '#ledger/employer/invoices/record-payment.js';
import type { EmployerLaw } from '#ledger/employer/law/law.js';
import { stateOf } from '#ledger/subjects.js';
import { LAST_DATE } from '#money/civil-date.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { employerContext, employerIn } from '#reprocessing/intake/employer-session.js';
import { sessionOf } from '#reprocessing/intake/subject-session.js';
import { employerLaw } from '#rulebooks/frame/employer-law.js';
import { EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, PAYMENTS, SALARIES } from './books.js';
import { PARAMETERS, RULEBOOK, TODAY } from './ledger-in-memory.js';
import { twoInvoices } from './played-payments.js';

const dayAfter = (days: number): string => new Date(Date.UTC(2018, 2, 10) + days * 86_400_000).toISOString().slice(0, 10);

const payment = fc.record({
  // due dates, the day after, a year after; any other
  day: fc.oneof(fc.constantFrom('2018-05-15', '2018-05-16', '2018-06-15', '2019-05-15'), fc.nat(500).map(dayAfter)),
  cents: fc.oneof(fc.constantFrom(591_00, 1_182_00, 1), fc.integer({ min: 1, max: 200_000 })),
  named: fc.option(fc.constantFrom('2018-04', '2018-05'), { freq: 4 }),
});

async function invoiced(): Promise<EmployersLedger> {
  const books = await openEmployers();
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01');
  await books.take('participants', PARTICIPANTS, 'a,nl-pob,1970-04-05,female,2018-03-01');
  await books.take('salaries', SALARIES, 'a,E1,2018-03,36000,EUR,2018-03-02,,');
  for (const month of ['2018-03', '2018-04', '2018-05']) await books.monthly(month, `${month}-08`);
  return books;
}

const told = async (books: EmployersLedger) =>
  (await books.events('employer-')).map(({ id, type, effectiveDate, data }) => ({ id, type, effectiveDate, data }));

it('one file in any order is booked like one payment after another', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(payment, { minLength: 2, maxLength: 12 }), async (payments) => {
      const rows = payments.map(({ day, cents, named }, index) => ({ day, row: `E1,${(cents / 100).toFixed(2)},EUR,${day},r${index}`, named }));
      const shown = rows.map(({ day, row, named }) => ({ day, row: `${row},${named !== null && `${named}-08` <= day ? named : ''}` }));
      const [atOnce, apart] = [await invoiced(), await invoiced()];
      try {
        expect(await atOnce.take('premium-payments', PAYMENTS, ...shown.map(({ row }) => row))).toMatchObject({ refused: 0 });
        // Of one day those that name an invoice come first, then by reference: so they count, however they come.
        const place = ({ day, row }: { readonly day: string; readonly row: string }): string =>
          `${day} ${row.endsWith(',') ? 1 : 0} ${row.split(',')[4] as string}`;
        for (const { row } of shown.sort((a, b) => (place(a) < place(b) ? -1 : 1))) await apart.take('premium-payments', PAYMENTS, row);
        expect(await told(atOnce)).toEqual(await told(apart));
        expect(await atOnce.outOfBalance()).toEqual([]);
        expect(await atOnce.interest('2021-12-31')).toMatchObject({ adjustments: 0 });
      } finally {
        await atOnce.close();
        await apart.close();
      }
    }),
    { numRuns: 20, examples: [[[{ day: '2018-05-15', cents: 100_000, named: null }, { day: '2018-05-15', cents: 100_000, named: null }]]] },
  );
});

/** Balances of invoices that are worked out while so many payments are recorded, each a little of what is owed. */
function workOf(count: number): number {
  let balances = 0;
  const law = employerLaw(RULEBOOK, PARAMETERS);
  const counting: EmployerLaw = {
    ...law,
    receivables: { ...law.receivables, balance: (...of) => ((balances += 1), law.receivables.balance(...of)) },
  };
  const session = sessionOf({ kind: 'employer', id: 'E' }, twoInvoices().streams.get('employer-E') ?? []);
  for (let index = 0; index < count; index += 1) {
    const receivedOn = dayAfter(Math.floor((index * 600) / count));
    const context = employerContext(session, TODAY, session.standing(undefined), counting, () => undefined);
    const reference = String(index).padStart(6, '0');
    const decision = recordPayment({ amountMinor: 10, currency: 'EUR', receivedOn, reference, invoice: undefined }, context);
    if (decision.status !== 'decided') throw new Error(JSON.stringify(decision));
    session.add(decision.events.map((event) => toAppend(session.stream, event, { actor: 'test', correlationId: 'x' })), TODAY);
  }
  const whole = stateOf('employer', session.events(), { asOf: LAST_DATE });
  expect(employerIn(session)).toEqual(whole); // carried on, it is the fold of all
  expect(session.find(eventId(session.stream, 'payment:"000000"'))).toBeDefined();
  return balances;
}

it('twice as many payments are twice the work', () => {
  const [some, more] = [workOf(200), workOf(400)];
  expect(more / some).toBeLessThan(2.3); // derived anew for each, it was 4
  expect(more).toBeLessThan(400 * 20);
});

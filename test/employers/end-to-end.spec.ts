/** The end-to-end example of the specification (section 9), through files and runs, to the cent. */
import { formatMinor } from '#money/amount.js';
import { listCorrections } from '#reprocessing/invoicing/corrections-list.js';
import { CORRECTIONS, EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, PAYMENTS, SALARIES } from './books.js';

let books: EmployersLedger;
beforeAll(async () => {
  books = await openEmployers();
});
afterAll(() => books.close());

const lastInvoice = async (): Promise<Record<string, unknown>> =>
  (await books.employer('E1')).invoices.at(-1)?.data as unknown as Record<string, unknown>;

it('two participants of an employer of 24, invoiced from March to May', async () => {
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01');
  await books.take('headcounts', 'employerId,on,employees', 'E1,2018-03-01,24');
  await books.take(
    'participants',
    PARTICIPANTS,
    'a,nl-pob,1970-04-05,female,2018-03-01',
    'b,nl-pob,1980-05-06,male,2018-03-01',
  );
  const report = await books.take(
    'salaries',
    SALARIES,
    'a,E1,2018-03,36000,EUR,2018-03-02,0.8,',
    'b,E1,2018-03,41000.50,EUR,2018-03-02,,0.5',
  );
  expect(report).toMatchObject({ appended: 2, refused: 0 });
  for (const month of ['2018-03', '2018-04', '2018-05']) {
    // a: 460.80 + 12.00; b: 328.00; recoverable 122.67 + 93.34
    expect(await books.monthly(month, `${month}-08`)).toMatchObject({ written: 1, lines: 2, total: '800.80', failed: [] });
    expect(await lastInvoice()).toMatchObject({
      invoice: month,
      premium: '788.80',
      aoPremium: '12.00',
      recoverable: '216.01',
      total: '800.80',
      participants: 2,
      adjustments: [],
    });
  }
  expect((await books.employer('E1')).invoices[1]?.data.dueOn).toBe('2018-05-15');
  expect(await books.monthly('2018-05', '2018-05-08')).toMatchObject({ written: 0, unchanged: 1, lines: 0 });
});

it('payments, one of them short, and a correction on the June invoice', async () => {
  await books.take(
    'premium-payments',
    PAYMENTS,
    'E1,800.80,EUR,2018-04-15,stmt 1,2018-03',
    'E1,300.80,EUR,2018-05-15,stmt 2,2018-04',
    'E1,800.80,EUR,2018-06-15,stmt 3,2018-05',
  );
  expect(await books.take('salary-corrections', CORRECTIONS, 'a,E1,2018-03,37200,EUR,agreement,2018-05-20,0.8,')).toMatchObject({
    appended: 1,
  });
  await books.monthly('2018-06', '2018-06-08');
  // 476.16 + 12.40 + 328.00 + 3·15.76; recoverable 129.07 + 93.34 + 3·6.40
  expect(await lastInvoice()).toMatchObject({
    total: '863.84', recoverable: '241.61', dueOn: '2018-07-15',
    adjustments: ['2018-03', '2018-04', '2018-05'].map((month) => ({ month, amount: '15.76' })),
  });
});

it('interest on what April left open: 40.00, and 3.67 after the payment of 540.00', async () => {
  for (const month of ['2018-07', '2018-08', '2018-09', '2018-10', '2018-11', '2018-12', '2019-01'])
    await books.monthly(month, `${month}-08`);
  // all but April are paid on their due dates: 863.84 for June, 816.56 a month after it
  const due = [
    ['2018-06', '2018-07-15', '863.84'],
    ...['07', '08', '09', '10', '11'].map((month) => [`2018-${month}`, `2018-${String(Number(month) + 1).padStart(2, '0')}-15`, '816.56']),
    ['2018-12', '2019-01-15', '816.56'],
    ['2019-01', '2019-02-15', '816.56'],
  ];
  await books.take('premium-payments', PAYMENTS, ...due.map(([invoice, on, amount]) => `E1,${amount},EUR,${on},for ${invoice},${invoice}`));
  // 500·8 %·365/365
  expect(await books.interest('2019-05-15')).toMatchObject({
    charges: 1,
    adjustments: 0,
    interest: '40.00',
    creditApplied: '0.00',
    failed: [],
  });
  await books.take('premium-payments', PAYMENTS, 'E1,540.00,EUR,2019-06-15,stmt 20,2018-04');
  // 540·0.08·31/365 = 3.669…
  expect(await books.interest('2020-05-15')).toMatchObject({ charges: 1, interest: '3.67' });
  expect(await books.interest('2020-05-15')).toMatchObject({ charges: 0, adjustments: 0, interest: '0.00' });
});

it('rights of 2018 at its end', async () => {
  expect(await books.fanOut()).toMatchObject({ participants: 2, booked: 2, failed: [] });
  const accrued = async (id: string): Promise<string | undefined> => {
    const { bookedRights } = await books.participant(id);
    return formatMinor(bookedRights.get('accrual:2018')?.amountMinor ?? 0);
  };
  // 1.875 %·24,200·0.8/12·10; 1.875 %·28,000.50/12·10
  expect([await accrued('a'), await accrued('b')]).toEqual(['302.50', '437.51']);
  expect(await books.fanOut()).toMatchObject({ booked: 0, events: 0 });
});

it('nothing is open where all that changed has been invoiced', async () => {
  expect(await listCorrections(books.journal, 'E1', '2019-01-31', () => '2019-07-01T00:00:00.000Z')).toEqual({
    employerId: 'E1',
    on: '2019-01-31',
    corrections: [],
    totals: {},
  });
});

it('the final invoice of 2018, and what is found after it', async () => {
  await books.take('salary-corrections', CORRECTIONS, 'b,E1,2018-03,41000.50,EUR,reassessed,2019-01-20,,0.4');
  // ten months of 65.60 wait for the final invoice of 2018, January goes on the next one
  const listed = await listCorrections(books.journal, 'E1', '2019-01-31', () => '2019-07-01T00:00:00.000Z');
  expect(listed.corrections.map(({ month, difference, status, onFinal }) => [month, difference, status, onFinal])).toEqual([
    ...['03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => [`2018-${month}`, '65.60', 'next-invoice', true]),
    ['2019-01', '65.60', 'next-invoice', false],
  ]);
  await books.monthly('2019-02', '2019-02-08');
  expect(await lastInvoice()).toMatchObject({ adjustments: [{ month: '2019-01', amount: '65.60' }] });
  expect(await books.invoice({ kind: 'final', year: 2018, sentOn: '2019-02-11' })).toMatchObject({ written: 1, total: '656.00' });
  expect(await lastInvoice()).toMatchObject({ invoice: 'final-2018', dueOn: '2019-03-15' });
  for (const month of ['2019-03', '2019-04', '2019-05']) await books.monthly(month, `${month}-08`);
  await books.take('salary-corrections', CORRECTIONS, 'a,E1,2018-03,37200,EUR,hours,2019-06-03,0.75,');
  await books.monthly('2019-06', '2019-06-08');
  const { adjustments } = (await lastInvoice()) as { adjustments: readonly { month: string; amount: string }[] };
  // 446.40 + 11.63 = 458.03 against 488.56
  expect(adjustments).toEqual(['01', '02', '03', '04', '05'].map((month) => ({ month: `2019-${month}`, amount: '-30.53' })));
  // March to December 2018 wait for a decision (4.9): ten times 488.56 → 458.03
  const { corrections, totals } = await listCorrections(books.journal, 'E1', '2019-06-30', () => '2019-07-01T00:00:00.000Z');
  const waits = {
    participantId: 'a',
    as: 'premium',
    debtor: 'employer',
    before: '488.56',
    after: '458.03',
    difference: '-30.53',
    status: 'awaits-4.9',
    onFinal: false,
  };
  expect(corrections).toEqual(
    ['03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => ({ ...waits, month: `2018-${month}` })),
  );
  expect(totals).toEqual({ 'awaits-4.9': '-305.30' });
  // rights at once: 283.59375 → 283.59, the difference at its value date
  await books.fanOut();
  const { bookedRights } = await books.participant('a');
  expect(bookedRights.get('accrual:2018')).toMatchObject({ amountMinor: 283_59, right: '283.59375', on: '2018-12-31' });
});

it('decided to change by 2021-12-31: credited on the next invoice', async () => {
  // the correction of 3 June is no matter of a decision of the day before
  const early = { kind: 'final-settlement', year: 2018, choice: 'keep', decidedOn: '2019-06-02', reference: 'board 8' } as const;
  expect((await books.invoice(early, 'E1')).failed).toMatchObject([
    { code: 'NOTHING_TO_DECIDE', message: expect.stringContaining('2019-06-03') as string },
  ]);
  const decision = { kind: 'final-settlement', year: 2018, choice: 'change', decidedOn: '2021-12-31', reference: 'board 12' } as const;
  expect(await books.invoice(decision, 'E1')).toMatchObject({ written: 1, total: '-305.30' });
  expect(await books.invoice(decision, 'E1')).toMatchObject({ written: 0, unchanged: 1 });
  await books.monthly('2019-07', '2019-07-08');
  const { adjustments } = (await lastInvoice()) as { adjustments: readonly { month: string; amount: string }[] };
  expect(adjustments.filter(({ month }) => month.startsWith('2018')).map(({ amount }) => amount)).toEqual(
    Array.from({ length: 10 }, () => '-30.53'),
  );
  expect(await books.outOfBalance()).toEqual([]);
});

/** The end-to-end example of the specification's section 9, to the cent, by the law's functions alone. */
import { formatMinor } from '#money/amount.js';
import { INVOICING } from './invoicing.js';
import { PENSION_RIGHTS } from './pension-rights.js';
import { openBooks, PARAMETERS, totalOf, type Books } from './testing/books.js';

const EURO = 100;

function marchToMay(): Books {
  const books = openBooks();
  books.report('a', '2018-03', '36000', { partTimeFactor: '0.8' });
  books.report('b', '2018-03', '41000.50', { premiumFreeShare: '0.5' });
  for (const month of ['03', '04', '05']) books.invoice(`2018-${month}`, `2018-${month}`, `2018-${month}-08`);
  return books;
}

const texts = (...amounts: readonly number[]): readonly string[] => amounts.map(formatMinor);

it('invoices of March, April and May 2018', () => {
  const books = marchToMay();
  for (const month of ['03', '04', '05']) {
    const invoice = books.invoices.get(`2018-${month}`);
    // a: 460.80 + 12.00; b: 328.00; recoverable 122.67 + 93.34
    expect(
      texts(invoice?.totalMinor ?? 0, invoice?.premiumMinor ?? 0, invoice?.aoPremiumMinor ?? 0, invoice?.recoverableMinor ?? 0),
    ).toEqual(['800.80', '788.80', '12.00', '216.01']);
    expect(invoice?.lines.map(({ participantId, reason }) => `${participantId} ${reason}`)).toEqual(['a current', 'b current']);
  }
  expect(books.invoices.get('2018-04')?.dueOn).toBe('2018-05-15');
});

function underpaid(): Books {
  const books = marchToMay();
  books.pay('2018-04-15', 800_80, '2018-03');
  books.pay('2018-05-15', 300_80, '2018-04');
  books.pay('2018-06-15', 800_80, '2018-05');
  return books;
}

it('a correction goes on the next invoice, with its due date and no interest before it', () => {
  const books = underpaid();
  books.correct('a', '2018-03', { fullTimeSalary: '37200' });
  const before = books.differences('2018-05-20', '2018-05');
  // 476.16 + 12.40 = 488.56, against 472.80: 15.76 a month
  expect(
    before.map(({ month, status, difference }) => [month, status, ...texts(difference.premiumMinor, difference.aoPremiumMinor)]),
  ).toEqual([
    ['2018-03', 'next-invoice', '15.36', '0.40'],
    ['2018-04', 'next-invoice', '15.36', '0.40'],
    ['2018-05', 'next-invoice', '15.36', '0.40'],
  ]);
  const june = books.invoice('2018-06', '2018-06', '2018-06-08');
  // 488.56 + 328.00 + 3·15.76; recoverable 129.07 + 93.34 + 3·(129.07 − 122.67)
  expect(texts(june.totalMinor, june.recoverableMinor)).toEqual(['863.84', '241.61']);
  expect(june.dueOn).toBe('2018-07-15');
  expect(june.lines.map(({ month, reason }) => `${month} ${reason}`)).toEqual([
    '2018-03 adjustment',
    '2018-04 adjustment',
    '2018-05 adjustment',
    '2018-06 current',
    '2018-06 current',
  ]);
  expect(books.differences('2018-06-08', '2018-06')).toEqual([]); // a second run charges nothing
});

it('late interest of the April invoice: 40.00 charged, then 3.67', () => {
  const books = underpaid();
  const to2019 = INVOICING.interestDifferences(books.receivable('2018-04'), [], '2019-05-15', PARAMETERS);
  // 500·8 %·365/365
  expect(to2019).toEqual([{ invoice: '2018-04', from: '2018-05-15', to: '2019-05-15', amountMinor: 40 * EURO, kind: 'charge' }]);
  expect(books.balance('2018-04', '2019-05-15')).toMatchObject({
    baseMinor: 540_00,
    totalDueMinor: 540_00,
    accrued: '0',
    overdueDays: 365,
    nextChargeOn: '2020-05-15',
    defaultFrom: '2018-05-16',
  });
  expect(books.pay('2019-06-15', 540_00, '2018-04')).toBe(0);
  const booked = to2019.map(({ to, amountMinor }) => ({ to, amountMinor }));
  // 540·0.08·31/365 = 3.669…
  expect(INVOICING.interestDifferences(books.receivable('2018-04'), booked, '2020-05-15', PARAMETERS)).toEqual([
    { invoice: '2018-04', from: '2019-05-15', to: '2020-05-15', amountMinor: 3_67, kind: 'charge' },
  ]);
  // a payment of the due date that the ledger learns of late takes the charge back, at its original date; what was paid too much is credit
  const late = books.receivable('2018-04');
  const learned = { ...late, credits: [{ date: '2018-05-15', amountMinor: 500_00 }, ...late.credits] };
  expect(INVOICING.interestDifferences(learned, booked, '2020-05-15', PARAMETERS)).toEqual([
    { invoice: '2018-04', from: '2018-05-15', to: '2019-05-15', amountMinor: -40 * EURO, kind: 'adjustment' },
  ]);
  expect(INVOICING.balance(learned, '2020-05-15', PARAMETERS)).toMatchObject({
    baseMinor: 0,
    surplusMinor: 540_00,
    settledOn: '2018-05-15',
  });
});

function toJune2019(): Books {
  const books = underpaid();
  books.correct('a', '2018-03', { fullTimeSalary: '37200' });
  for (const month of ['06', '07', '08', '09', '10', '11', '12']) books.invoice(`2018-${month}`, `2018-${month}`, `2018-${month}-08`);
  books.invoice('2019-01', '2019-01', '2019-01-08');
  return books;
}

it('the final invoice, and what waits after it', () => {
  const books = toJune2019();
  books.correct('b', '2018-03', { premiumFreeShare: '0.4' });
  const february = books.invoice('2019-02', '2019-02', '2019-02-08');
  // b: 393.60 in February, 65.60 more for January; nothing of 2018, whose final invoice is to come
  expect(
    february.lines.map(
      ({ participantId, month, reason, premiumMinor }) => `${participantId} ${month} ${reason} ${formatMinor(premiumMinor)}`,
    ),
  ).toEqual(['a 2019-02 current 476.16', 'b 2019-01 adjustment 65.60', 'b 2019-02 current 393.60']);
  const final = books.final('final 2018', 2018, '2019-02-11');
  expect([final.dueOn, formatMinor(final.totalMinor), final.lines.length]).toEqual(['2019-03-15', '656.00', 10]);
  for (const month of ['03', '04', '05']) books.invoice(`2019-${month}`, `2019-${month}`, `2019-${month}-08`);

  books.correct('a', '2018-03', { partTimeFactor: '0.75' });
  // 446.40 + 11.63 = 458.03 against 488.56: −30.53 a month
  const june = books.invoice('2019-06', '2019-06', '2019-06-08');
  const adjustments = june.lines.filter(({ reason }) => reason === 'adjustment');
  expect(adjustments.map(({ month }) => month)).toEqual(['2019-01', '2019-02', '2019-03', '2019-04', '2019-05']);
  expect(formatMinor(adjustments.reduce((total, { premiumMinor, aoPremiumMinor }) => total + premiumMinor + aoPremiumMinor, 0))).toBe(
    '-152.65',
  );
  expect(formatMinor(totalOf(books.differences('2019-06-08', '2019-06'), 'awaits-4.9'))).toBe('-305.30');
});

function waiting(): Books {
  const books = toJune2019();
  books.correct('b', '2018-03', { premiumFreeShare: '0.4' });
  books.invoice('2019-02', '2019-02', '2019-02-08');
  books.final('final 2018', 2018, '2019-02-11');
  books.correct('a', '2018-03', { partTimeFactor: '0.75' });
  books.invoice('2019-03', '2019-03', '2019-03-08');
  return books;
}

it('kept: never; changed in time: credited; after 31 December 2021: lapsed', () => {
  const kept = waiting();
  expect(formatMinor(kept.decide(2018, 'keep', '2019-07-01', '2019-03'))).toBe('-305.30');
  kept.invoice('2019-04', '2019-04', '2019-04-08');
  expect(formatMinor(totalOf(kept.differences('2022-01-10', '2019-04'), 'kept'))).toBe('-305.30');
  expect(kept.lapse('2022-01-10', '2019-04')).toBe(0);

  const changed = waiting();
  expect(formatMinor(changed.decide(2018, 'change', '2021-12-31', '2019-03'))).toBe('-305.30');
  const next = changed.invoice('2019-04', '2019-04', '2022-01-08');
  expect(
    formatMinor(
      next.lines
        .filter(({ month }) => month.startsWith('2018'))
        .reduce((total, line) => total + line.premiumMinor + line.aoPremiumMinor, 0),
    ),
  ).toBe('-305.30');
  expect(changed.differences('2022-01-08', '2019-04')).toEqual([]);

  const lapsed = waiting();
  expect(lapsed.decide(2018, 'change', '2022-01-10', '2019-03')).toBe(0); // lapsed as it was decided
  expect(formatMinor(totalOf(lapsed.differences('2022-01-10', '2019-03'), 'lapsed-2.11'))).toBe('-305.30');
  expect(lapsed.lapse('2022-02-10', '2019-03')).toBe(0); // recorded once
});

it('rights at once: accrual and indexation, each difference at its original date', () => {
  const books = toJune2019();
  const accrual = (participant: string): string =>
    PENSION_RIGHTS.accrual(
      [...books.employments.values()].filter(({ participantId }) => participantId === participant),
      2018,
      '2018-12',
      PARAMETERS,
    );
  const indexation = { kind: 'indexation', id: 'index-2019', on: '2019-01-01', granted: '0.008', missed: '0' } as const;
  const rightsOf = (participant: string): ReturnType<typeof PENSION_RIGHTS.rights> =>
    PENSION_RIGHTS.rights([{ year: 2018, right: accrual(participant) }], [indexation], '2019-06-30');
  // 1.875 %·24,200·0.8/12·10 = 302.50; 1.875 %·28,000.50/12·10 = 437.5078…, the premium-free share not taken off
  const [a, b] = [rightsOf('a'), rightsOf('b')];
  expect([a, b].map(({ bookings }) => bookings.map(({ amountMinor }) => formatMinor(amountMinor)))).toEqual([
    ['302.50', '2.42'],
    ['437.51', '3.50'],
  ]);
  expect([a, b].map(({ totalMinor }) => formatMinor(totalMinor))).toEqual(['304.92', '441.01']);
  books.correct('a', '2018-03', { partTimeFactor: '0.75' });
  // 283.59375; ·1.008 = 285.8625
  const after = rightsOf('a');
  expect(after.tranches).toEqual([{ year: 2018, right: '285.8625' }]);
  expect(
    PENSION_RIGHTS.rightsDifferences(after.bookings, a.bookings).map(({ on, amountMinor, first }) => [on, formatMinor(amountMinor), first]),
  ).toEqual([
    ['2018-12-31', '-18.91', false],
    ['2019-01-01', '-0.15', false],
  ]);
  expect(PENSION_RIGHTS.rightsDifferences(after.bookings, after.bookings)).toEqual([]);
});

/** What the regulations do to an employer's books, case by case, by hand. Rates of worked example 1; 36,000 a year: 576.00 and 15.00. */
import { attempt } from '#ledger/kernel/refusal.js';
import { formatMinor } from '#money/amount.js';
import type { ComposedInvoice } from '../../frame/capabilities/invoicing.js';
import type { RightsDecision } from '#ledger/fund/policy/events.js';
import type { SavingsBooking } from '../../frame/capabilities/pension-rights.js';
import { givenParameters, layer } from '../../frame/parameters/parameters.js';
import { INVOICING } from './invoicing.js';
import { PENSION_RIGHTS } from './pension-rights.js';
import { openBooks, PARAMETERS, totalOf, type Books } from './testing/books.js';

const lines = ({ lines: all }: ComposedInvoice): readonly string[] =>
  all.map(
    ({ participantId, month, reason, as, premiumMinor, aoPremiumMinor }) =>
      `${participantId} ${month} ${reason} ${as} ${formatMinor(premiumMinor + aoPremiumMinor)}`,
  );

function oneParticipant(): Books {
  const books = openBooks();
  books.report('a', '2018-01', '36000');
  return books;
}

describe('4.3: an estimate', () => {
  function estimated(): Books {
    const books = oneParticipant();
    books.invoice('1', '2018-01', '2018-01-08');
    // 60,000 a year: 960.00 and 25.00, against 591.00 charged for January
    books.estimate('a', {
      estimate: 'E',
      from: '2018-01',
      to: '2018-02',
      delivered: false,
      fullTimeSalary: '60000',
      partTimeFactor: '1',
      premiumFreeShare: '0',
    });
    return books;
  }

  it('is charged by it, month by month, as an estimate', () => {
    const books = estimated();
    expect(lines(books.invoice('2', '2018-02', '2018-02-08'))).toEqual([
      'a 2018-01 estimate premium 394.00',
      'a 2018-02 estimate premium 985.00',
    ]);
    expect(lines(books.invoice('3', '2018-03', '2018-03-08'))).toEqual(['a 2018-03 current premium 591.00']);
  });

  it('binds after late delivery: what is held back is listed', () => {
    const books = estimated();
    books.invoice('2', '2018-02', '2018-02-08');
    expect(books.differences('2018-03-01', '2018-02')).toEqual([]); // nothing delivered
    books.deliver('E');
    expect(lines(books.invoice('3', '2018-03', '2018-03-08'))).toEqual(['a 2018-03 current premium 591.00']);
    expect(formatMinor(totalOf(books.differences('2018-03-08', '2018-03'), 'estimate'))).toBe('-788.00'); // 2·(591 − 985)
  });

  it('replaced: the lines are taken back, and the data delivered fall due anew', () => {
    const books = estimated();
    const second = books.invoice('2', '2018-02', '2018-02-08');
    books.pay('2018-03-15', 500_00, '2'); // of 1,379.00
    books.deliver('E');
    const replacement = books.replace('E', '2018-05-04');
    expect(lines(replacement)).toEqual([
      'a 2018-01 adjustment premium -985.00',
      'a 2018-01 adjustment premium 591.00',
      'a 2018-02 adjustment premium -985.00',
      'a 2018-02 adjustment premium 591.00',
    ]);
    expect([second.totalMinor, replacement.totalMinor, replacement.reversedMinor].map(formatMinor)).toEqual([
      '1379.00',
      '-788.00',
      '1970.00',
    ]);
    expect(replacement.dueOn).toBe('2018-06-15');
    // what it takes back pays the old invoice; interest on it stops that day and stands: 879·0.08·50/365 = 9.63…
    const old = { ...books.receivable('2'), credits: [...books.receivable('2').credits, { date: '2018-05-04', amountMinor: 1970_00 }] };
    const later = INVOICING.balance(old, '2019-03-15', PARAMETERS);
    expect([later.charges, later.surplusMinor].flat()).toEqual([{ from: '2018-03-15', to: '2019-03-15', amountMinor: 9_63 }, 1091_00]);
    expect(INVOICING.balance(books.receivable('replacement E'), '2018-06-15', PARAMETERS).baseMinor).toBe(1182_00); // 2·591
    expect(books.differences('2018-06-08', '2018-02')).toEqual([]);
  });

  it('counts for rights until delivery', () => {
    const books = estimated();
    const accrual = (): string => PENSION_RIGHTS.accrual([...books.employments.values()], 2018, '2018-03', PARAMETERS);
    expect(accrual()).toBe('182.8125'); // 0.01875/12·(2·47,000 + 23,000)
    books.deliver('E');
    expect(accrual()).toBe('107.8125'); // 0.01875/12·3·23,000
  });
});

describe('exemptions, objectors, voluntary continuation', () => {
  it('V: no premium and no accrual in exempt months; found later, it is given back', () => {
    const books = oneParticipant();
    books.invoice('1', '2018-01', '2018-01-08');
    books.exempt('a', 'exempt', { from: '2018-01', to: '2018-01' });
    expect(lines(books.invoice('2', '2018-02', '2018-02-08'))).toEqual([
      'a 2018-01 adjustment premium -591.00',
      'a 2018-02 current premium 591.00',
    ]);
    expect(PENSION_RIGHTS.accrual([...books.employments.values()], 2018, '2018-02', PARAMETERS)).toBe('35.9375'); // one month of 23,000
  });

  it('VI.6: an objector’s contribution is savings of the same amount, and nothing accrues', () => {
    const books = oneParticipant();
    books.exempt('a', 'objector', { from: '2018-01' });
    const invoice = books.invoice('1', '2018-01', '2018-01-08');
    expect(
      [invoice.premiumMinor, invoice.aoPremiumMinor, invoice.savingsMinor, invoice.totalMinor, invoice.recoverableMinor].map(formatMinor),
    ).toEqual(['0.00', '0.00', '591.00', '591.00', '153.33']);
    expect(PENSION_RIGHTS.accrual([...books.employments.values()], 2018, '2018-12', PARAMETERS)).toBe('0');
  });

  it('2.9: who continues voluntarily owes both parts, beside the employer’s invoice', () => {
    const books = oneParticipant();
    books.exempt('a', 'voluntary', { from: '2018-01' });
    const invoice = books.invoice('1', '2018-01', '2018-01-08');
    expect([invoice.totalMinor, invoice.lines.length, invoice.recoverableMinor]).toEqual([0, 0, 0]);
    expect(invoice.participantLines).toMatchObject([
      { participantId: 'a', debtor: 'participant', premiumMinor: 576_00, aoPremiumMinor: 15_00, recoverableMinor: 591_00 },
    ]);
    expect(PENSION_RIGHTS.accrual([...books.employments.values()], 2018, '2018-01', PARAMETERS)).toBe('35.9375');
  });

  it('a salary of 0 ends the series', () => {
    const books = oneParticipant();
    books.report('a', '2018-03', '0.00');
    for (const month of ['01', '02', '03', '04']) books.invoice(month, `2018-${month}`, `2018-${month}-08`);
    expect([...books.invoices.values()].map(({ totalMinor }) => formatMinor(totalMinor))).toEqual(['591.00', '591.00', '0.00', '0.00']);
  });
});

describe('2.11 and 4.9', () => {
  it('without a final invoice a refund goes on the next invoice up to 31 December of the third year after, and lapses then', () => {
    const books = oneParticipant();
    books.invoice('1', '2018-01', '2018-01-08');
    books.correct('a', '2018-01', { fullTimeSalary: '24000' }); // 384.00 + 10.00: −197.00
    expect(books.differences('2021-12-31', '2018-01').map(({ status, toRecord }) => [status, toRecord])).toEqual([['next-invoice', false]]);
    expect(books.differences('2022-01-01', '2018-01').map(({ status, toRecord }) => [status, toRecord])).toEqual([['lapsed-2.11', true]]);
    expect(formatMinor(books.lapse('2022-01-01', '2018-01'))).toBe('-197.00');
    // lapsed once; a later raise to what was charged owes nothing, one beyond it is charged: underpayments have no limit
    books.correct('a', '2018-01', { fullTimeSalary: '30000' });
    expect(books.lapse('2022-02-01', '2018-01')).toBe(0);
    books.correct('a', '2018-01', { fullTimeSalary: '48000' }); // 768.00 + 20.00
    expect(lines(books.invoice('2', '2018-01', '2022-03-08'))).toEqual(['a 2018-01 adjustment premium 197.00']);
  });

  it('a contribution that changes its form is not undue, whichever way it turns and whenever that is told (VI.6, VI.10)', () => {
    const books = oneParticipant();
    books.invoice('1', '2018-01', '2018-01-08'); // 591.00 as premium
    const told = (on: string): readonly string[] =>
      books
        .differences(on, '2018-01')
        .map(({ as, status, difference: { premiumMinor, aoPremiumMinor } }) => `${as} ${formatMinor(premiumMinor + aoPremiumMinor)} ${status}`);
    books.exempt('a', 'objector', { from: '2018-01' });
    books.correct('a', '2018-01', { fullTimeSalary: '30000' }); // 480.00 + 12.50 = 492.50: 98.50 were undue
    expect(told('2021-12-31')).toEqual(['premium -591.00 next-invoice', 'savings 492.50 next-invoice']);
    expect(told('2022-01-01')).toEqual(['premium -98.50 lapsed-2.11', 'premium -492.50 next-invoice', 'savings 492.50 next-invoice']);
    expect(formatMinor(books.invoice('2', '2018-01', '2022-01-08').totalMinor)).toBe('0.00');
    expect(told('2022-02-01')).toEqual(['premium -98.50 lapsed-2.11']);
    books.correct('a', '2018-01', { fullTimeSalary: '36000' }); // due after all: it goes over as well, and nobody pays it twice
    expect(told('2022-02-02')).toEqual(['premium -98.50 next-invoice', 'savings 98.50 next-invoice']);
    books.correct('a', '2018-01', { fullTimeSalary: '30000' });
    books.employments.get('a')?.objector.splice(0); // it never held
    // 492.50 are due as premium, of which 98.50 stand; of the savings 394.00 go back to it, the rest was undue as before
    expect(told('2022-02-03')).toEqual(['premium 394.00 next-invoice', 'savings -98.50 lapsed-2.11', 'savings -394.00 next-invoice']);
  });

  it('the employer alone loses what was undue: who continues voluntarily gets it back, however late (2.11, 2.9)', () => {
    const books = oneParticipant();
    books.exempt('a', 'voluntary', { from: '2018-01' });
    books.invoice('1', '2018-01', '2018-01-08'); // 576.00 + 15.00, the participant's
    books.correct('a', '2018-01', { fullTimeSalary: '24000' }); // 384.00 + 10.00: 197.00 were undue
    const { participantLines } = books.invoice('2', '2018-01', '2022-01-08');
    expect(participantLines).toMatchObject([{ debtor: 'participant', premiumMinor: -192_00, aoPremiumMinor: -5_00 }]);
    expect(books.differences('2022-02-01', '2018-01')).toEqual([]);
  });

  it('a month that turns out to be the participant’s own is not undue, and nobody pays it twice (2.9, 2.11)', () => {
    const books = oneParticipant();
    books.invoice('1', '2018-01', '2018-01-08'); // 591.00, the employer's
    books.exempt('a', 'voluntary', { from: '2018-01' });
    books.correct('a', '2018-01', { fullTimeSalary: '30000' }); // 480.00 + 12.50 = 492.50: 98.50 were undue
    const told = (on: string): readonly string[] =>
      books
        .differences(on, '2018-01')
        .map(({ debtor, status, difference: { premiumMinor, aoPremiumMinor } }) =>
          `${debtor} ${formatMinor(premiumMinor + aoPremiumMinor)} ${status}`,
        );
    expect(told('2021-12-31')).toEqual(['employer -591.00 next-invoice', 'participant 492.50 next-invoice']);
    expect(told('2022-01-01')).toEqual(['employer -98.50 lapsed-2.11', 'employer -492.50 next-invoice', 'participant 492.50 next-invoice']);
    const { totalMinor, participantLines } = books.invoice('2', '2018-01', '2022-01-08');
    expect([totalMinor, participantLines.map((line) => line.premiumMinor + line.aoPremiumMinor)]).toEqual([-492_50, [492_50]]);
    expect(told('2022-02-01')).toEqual(['employer -98.50 lapsed-2.11']);
  });

  it('what was kept waits anew once it has moved', () => {
    const books = oneParticipant();
    books.invoice('1', '2018-01', '2018-01-08');
    books.final('F', 2018, '2019-02-01'); // eleven months more
    books.correct('a', '2018-01', { fullTimeSalary: '24000' });
    expect(formatMinor(books.decide(2018, 'keep', '2019-03-01', '2018-12'))).toBe('-2364.00');
    expect(totalOf(books.differences('2019-03-02', '2018-12'), 'awaits-4.9')).toBe(0);
    books.correct('a', '2018-01', { fullTimeSalary: '30000' }); // 480.00 + 12.50: −98.50 a month
    expect(formatMinor(totalOf(books.differences('2019-03-03', '2018-12'), 'awaits-4.9'))).toBe('-1182.00');
    expect(formatMinor(books.decide(2018, 'change', '2019-04-01', '2018-12'))).toBe('-1182.00');
    expect(formatMinor(books.invoice('2', '2018-12', '2019-04-08').totalMinor)).toBe('-1182.00');
    expect(books.differences('2019-05-01', '2018-12')).toEqual([]);
    books.correct('a', '2018-01', { fullTimeSalary: '18000' }); // 295.50: −197.00 again, and no decision on it
    expect(formatMinor(totalOf(books.differences('2019-05-02', '2018-12'), 'awaits-4.9'))).toBe('-2364.00');
    expect(totalOf(books.differences('2019-05-02', '2018-12'), 'kept')).toBe(0);
  });

  it('December’s own invoice that goes out in January charges December; what changed of the year waits for the final one (2.4)', () => {
    const books = oneParticipant(); // 591.00 a month
    books.invoice('1', '2018-11', '2018-11-08');
    books.correct('a', '2018-01', { fullTimeSalary: '42000' }); // 689.50
    expect(lines(books.invoice('2', '2018-12', '2019-01-05'))).toEqual(['a 2018-12 current premium 689.50']);
    expect(formatMinor(books.final('F', 2018, '2019-02-01').totalMinor)).toBe('1083.50'); // 11·98.50
  });
});

describe('payments and credit', () => {
  const open = [
    { invoice: 'C', dueOn: '2018-05-15', baseMinor: 300_00 },
    { invoice: 'B', dueOn: '2018-04-15', baseMinor: 200_00 },
    { invoice: 'A', dueOn: '2018-04-15', baseMinor: 100_00 },
  ];
  it('the named invoice first, then the oldest due date, then the id; the rest is credit', () => {
    expect(INVOICING.allocate(650_00, open, 'C')).toEqual({
      allocations: [{ invoice: 'C', amountMinor: 300_00 }, { invoice: 'A', amountMinor: 100_00 }, { invoice: 'B', amountMinor: 200_00 }],
      unallocatedMinor: 50_00,
    });
    expect(INVOICING.allocate(150_00, open, undefined).allocations).toEqual([
      { invoice: 'A', amountMinor: 100_00 },
      { invoice: 'B', amountMinor: 50_00 },
    ]);
    expect(attempt(() => INVOICING.allocate(1, open, 'D'))).toMatchObject({ refusal: { code: 'UNKNOWN_INVOICE', invoice: 'D' } });
  });
  it('credit pays what is due by the day, and no more', () => {
    expect(INVOICING.applyCredit(250_00, open, '2018-04-15')).toEqual({
      allocations: [
        { invoice: 'A', amountMinor: 100_00 },
        { invoice: 'B', amountMinor: 150_00 },
      ],
      unallocatedMinor: 0,
    });
    expect(INVOICING.applyCredit(250_00, open, '2018-04-14').unallocatedMinor).toBe(250_00);
  });
  it('an invoice that gives back is credit, and settled when due', () => {
    const credit = { invoice: 'A', sentOn: '2018-03-08', dueOn: '2018-04-15', amountMinor: -50_00, credits: [] };
    expect(INVOICING.balance(credit, '2019-04-15', PARAMETERS)).toMatchObject({
      baseMinor: 0,
      surplusMinor: 50_00,
      settledOn: '2018-04-15',
      charges: [],
    });
  });
});

describe('rights', () => {
  const accruals = [{ year: 2014, right: '100.004' }, { year: 2016, right: '200.004' }];
  const decisions: readonly RightsDecision[] = [
    { kind: 'indexation', id: 'i15', on: '2015-01-01', granted: '0', missed: '0.02' },
    { kind: 'reduction', id: 'r16', on: '2016-01-01', rate: '0.02' },
    { kind: 'indexation', id: 'i17', on: '2017-01-01', granted: '0.01', missed: '0' },
    {
      kind: 'catch-up',
      id: 'c18',
      on: '2018-01-01',
      applied: [
        { kind: 'reduction', ofYear: 2016, rate: '0.01' },
        { kind: 'missed', ofYear: 2015, rate: '0.005' },
      ],
    },
  ];
  it('decisions move the tranches of earlier years; a catch-up those that were there', () => {
    const { bookings, tranches, totalMinor } = PENSION_RIGHTS.rights(accruals, decisions, '2018-12-31');
    expect(bookings.map(({ key, on, amountMinor }) => [key.kind, key.of, on, formatMinor(amountMinor)])).toEqual([
      ['accrual', '2014', '2014-12-31', '100.00'],
      ['reduction', 'r16', '2016-01-01', '-2.00'], // 98.00392
      ['accrual', '2016', '2016-12-31', '200.00'],
      ['indexation', 'i17', '2017-01-01', '2.98'], // 98.9839592 + 202.00404 = 300.99 against 298.00792 = 298.01
      ['catch-up', 'c18', '2018-01-01', '0.99'], // 98.9839592·1.01 = 99.973798792: 301.98
      ['catch-up', 'c18', '2018-01-01', '0.50'], // ·1.005 = 100.47366…: 302.48
    ]);
    expect(tranches).toEqual([{ year: 2014, right: '100.47366778596' }, { year: 2016, right: '202.00404' }]);
    expect(formatMinor(totalMinor)).toBe('302.47');
  });
  it('what came with a group is a tranche of the year in which it came: decisions of later years move it', () => {
    const granted = (year: number): RightsDecision => ({
      kind: 'indexation',
      id: `i${year}`,
      on: `${year}-01-01`,
      granted: '0.008',
      missed: '0',
    });
    const came = [{ way: 'in', on: '2022-07-01', right: '1005.10' }] as const;
    const { bookings, tranches } = PENSION_RIGHTS.rights([], [granted(2022), granted(2023)], '2023-12-31', came);
    // 1005.10 · 1.008 = 1013.1408
    expect(bookings).toEqual([{ key: { kind: 'indexation', of: 'i2023' }, on: '2023-01-01', amountMinor: 8_04 }]);
    expect(tranches).toEqual([{ year: 2022, right: '1013.1408', transferredOn: '2022-07-01' }]);
    // Whoever comes on 1 January brings what the sender granted that day.
    expect(PENSION_RIGHTS.rights([], [granted(2023)], '2023-12-31', [{ ...came[0], on: '2023-01-01' }]).bookings).toEqual([]);
  });
  it('whoever goes over takes all of the day with it: no later accrual and no later decision', () => {
    const out = [{ way: 'out', on: '2017-01-01' }] as const;
    const { bookings, tranches } = PENSION_RIGHTS.rights([...accruals, { year: 2017, right: '50' }], decisions, '2018-12-31', out);
    expect(bookings.map(({ key }) => `${key.kind} ${key.of}`)).toEqual(['accrual 2014', 'reduction r16', 'accrual 2016', 'indexation i17']);
    expect(tranches).toEqual([]);
  });
  it('section 9: who had no right in the year has lost nothing of it, and who had some has', () => {
    const later = [{ year: 2015, right: '100' }, { year: 2016, right: '100' }];
    // of 2015: 100·(1 − 0.02)·1.01 = 98.98; its right came on 31 December, after the indexation of 1 January that missed 2 %
    const reduced = PENSION_RIGHTS.rights(later, decisions.slice(0, 3), '2017-01-01').owed;
    expect(reduced.map(({ kind, ofYear, rightBeforeMinor }) => [kind, ofYear, rightBeforeMinor])).toEqual([['reduction', 2016, 98_98]]);
    expect(PENSION_RIGHTS.rights(later.slice(1), decisions.slice(0, 3), '2017-01-01').owed).toEqual([]);
    expect(PENSION_RIGHTS.rights([], decisions.slice(0, 3), '2017-01-01').owed).toEqual([]);
  });
  it('what is owed leaves the list after the decision of the fifth year', () => {
    // restoring 2 % takes 1/0.98 − 1 = 0.0204081632653…, less 0.01; missed 0.02 less 0.005
    const { owed } = PENSION_RIGHTS.rights(accruals, decisions, '2018-12-31');
    expect(owed.map((one) => ({ ...one, rate: Number(one.rate).toFixed(10) }))).toEqual([
      { kind: 'missed', ofYear: 2015, rate: '0.0150000000', rightBeforeMinor: 100_47, amountMinor: 1_51, lastDecision: 2020 },
      { kind: 'reduction', ofYear: 2016, rate: '0.0104081633', rightBeforeMinor: 100_47, amountMinor: 1_05, lastDecision: 2021 },
    ]);
    const taken: readonly RightsDecision[] = [...decisions, { kind: 'catch-up', id: 'c20', on: '2020-01-01', applied: [] }];
    expect(PENSION_RIGHTS.rights(accruals, taken, '2020-01-01').owed.map(({ ofYear }) => ofYear)).toEqual([2016]);
    expect(PENSION_RIGHTS.rights(accruals, decisions, '2021-01-01').owed.map(({ ofYear }) => ofYear)).toEqual([2016]);
  });
});

describe('savings', () => {
  const returns = layer(
    PARAMETERS,
    givenParameters({
      fundReturn: [
        { from: '2014-12-31', to: '2014-12-31', value: '0.1337' },
        { from: '2015-12-31', to: '2015-12-31', value: '0.0049' },
        { from: '2016-12-31', to: '2016-12-31', value: '0.0868' },
      ],
    }),
  );
  const deposits = [{ date: '2016-03-10', amountMinor: 1200_00 }, { date: '2017-03-10', amountMinor: 1200_00 }];
  const texts = (all: readonly { key: SavingsBooking['key']; on: string; amountMinor: number }[]): readonly string[] =>
    all.map(({ key, on, amountMinor }) => `${key.kind} ${on} ${formatMinor(amountMinor)}`);

  it('interest by year, that of the payout year with the payout; after it the difference is a second one', () => {
    const booked = PENSION_RIGHTS.savings({ birthDate: '1953-03-20', deposits, end: undefined }, '2018-12-31', returns);
    expect(texts(booked)).toEqual([
      'interest 2016-12-31 114.75',
      'interest 2017-12-31 -5.54',
      'interest 2018-03-01 33.46',
      'payout 2018-03-01 2542.67',
    ]);
    const more = [...deposits, { date: '2017-11-10', amountMinor: 100_00 }];
    const now = PENSION_RIGHTS.savings({ birthDate: '1953-03-20', deposits: more, end: undefined }, '2018-12-31', returns);
    // 2017: 100·−0.0025/12 = −0.0208: −5.557… → −5.56; 2018: 2,609.19·0.08·2/12 = 34.789…
    expect(texts(PENSION_RIGHTS.savingsDifferences(now, booked))).toEqual([
      'interest 2017-12-31 -0.02',
      'interest 2018-03-01 1.33',
      'payout 2018-03-01 101.31',
    ]);
    expect(PENSION_RIGHTS.savingsDifferences(now, now)).toEqual([]);
  });
  it('VI.10: voided, the deposits count as premium', () => {
    const booked = PENSION_RIGHTS.savings(
      { birthDate: '1970-03-20', deposits, end: { type: 'withdrawn', date: '2017-06-30' } },
      '2018-12-31',
      returns,
    );
    expect(texts(booked)).toEqual(['interest 2016-12-31 114.75', 'void 2017-06-30 2514.75']);
    expect(booked.at(-1)?.premiumMinor).toBe(2400_00);
  });
});

/** What is refused of salaries, payments, demands and what follows from them, each with its reason; and what is the same again. */
import { CORRECTIONS, DEMANDS, EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, PAYMENTS, SALARIES } from './books.js';

let books: EmployersLedger;
beforeAll(async () => {
  books = await openEmployers();
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01', 'E2,nl-pob,mandatory,2018-03-01');
  await books.take(
    'participants', PARTICIPANTS,
    'a,nl-pob,1970-04-05,female,2018-03-01', 'b,nl-pob,1980-05-06,male,2018-03-01', 'd,dk-p90,1980-05-06,male,2018-03-01',
  );
  await books.take('deaths', 'participantId,diedOn', 'b,2018-09-10');
  await books.take('salaries', SALARIES, 'a,E1,2018-03,36000,EUR,2018-03-02,0.8,');
  await books.monthly('2018-03', '2018-03-08');
});
afterAll(() => books.close());

it.each<[string, string]>([
  ['a,E9,2018-03,36000,EUR,2018-03-02,,', 'EMPLOYER_NOT_AFFILIATED'],
  ['a,E1,2018-02,36000,EUR,2018-03-02,,', 'EMPLOYER_NOT_AFFILIATED'], // before its affiliation
  ['x,E1,2018-03,36000,EUR,2018-03-02,,', 'UNKNOWN_PARTICIPANT'],
  ['d,E1,2018-03,36000,DKK,2018-03-02,,', 'NOT_ACCEPTED_BY_SCHEME'],
  ['a,E1,2018-04,36000,DKK,2018-03-02,,', 'WRONG_CURRENCY'],
  ['a,E1,2018-04,-1.00,EUR,2018-03-02,,', 'NEGATIVE_AMOUNT'],
  ['a,E1,2018-04,36000,EUR,2018-03-02,1.01,', 'OUT_OF_RANGE'],
  ['a,E1,2018-04,36000,EUR,2018-03-02,,-0.1', 'OUT_OF_RANGE'],
  ['a,E1,2018-04,36000,EUR,2018-03-02,half,', 'INVALID_NUMBER'],
  ['a,E1,2018-13,36000,EUR,2018-03-02,,', 'INVALID_PERIOD'],
  ['a,E1,2018-04,36000,EUR,2024-03-02,,', 'EVENT_IN_FUTURE'],
  ['b,E1,2018-10,36000,EUR,2018-10-02,,', 'AFTER_DEATH'],
  ['a,E1,2018-03,36000.01,EUR,2018-03-02,0.8,', 'SALARY_ALREADY_REPORTED'],
])('salary %s: %s', async (row, code) => {
  expect(await books.take('salaries', SALARIES, row)).toMatchObject({ appended: 0, byCode: { [code]: 1 } });
});

it('a salary told again is one salary, and at two employers there are two', async () => {
  expect(await books.take('salaries', SALARIES, 'a,E1,2018-03,36000.00,EUR,2018-03-02,0.80,0')).toMatchObject({ repeated: 1, refused: 0 });
  expect(await books.take('salaries', SALARIES, 'a,E2,2018-03,1000,EUR,2018-03-02,0.2,')).toMatchObject({ appended: 1 });
});

it('corrections: of what was reported alone, in the order of their days, and each once', async () => {
  expect(await books.take('salary-corrections', CORRECTIONS, 'a,E1,2018-05,36000,EUR,x,2018-06-01,,')).toMatchObject({
    byCode: { SALARY_NOT_REPORTED: 1 },
  });
  const rows = ['a,E1,2018-03,37000,EUR,first,2018-06-01,0.8,', 'a,E1,2018-03,38000,EUR,second,2018-06-02,0.8,'];
  expect(await books.take('salary-corrections', CORRECTIONS, ...rows)).toMatchObject({ appended: 2 });
  expect(await books.take('salary-corrections', CORRECTIONS, ...rows)).toMatchObject({ appended: 0, repeated: 2 });
  expect(await books.take('salary-corrections', CORRECTIONS, 'a,E1,2018-03,39000,EUR,early,2018-05-31,0.8,')).toMatchObject({
    byCode: { LATER_CORRECTION_STANDS: 1 },
  });
  // back and forth on one day, in one file, then the file again
  const back = [
    'a,E1,2018-03,37000,EUR,x,2018-06-03,0.8,',
    'a,E1,2018-03,38000,EUR,y,2018-06-03,0.8,',
    'a,E1,2018-03,37000,EUR,z,2018-06-03,0.8,',
  ];
  const file = books.file('back.csv', [CORRECTIONS, ...back]);
  expect(await books.import('salary-corrections', file)).toMatchObject({ appended: 3 });
  expect(await books.import('salary-corrections', file)).toMatchObject({ appended: 0, repeated: 3 });
  const { salaries } = await books.participant('a');
  expect(salaries.get('E1')?.entries).toMatchObject([
    { from: '2018-03', fullTimeSalary: '37000.00', partTimeFactor: '0.8', correctedOn: '2018-06-03' },
  ]);
});

it('voluntary continuation: its end may come later, and stands', async () => {
  const columns = 'participantId,employerId,from,to';
  expect(await books.take('voluntary-continuations', columns, 'a,E1,2018-07,')).toMatchObject({ appended: 1, events: 1 });
  expect(await books.take('voluntary-continuations', columns, 'a,E1,2018-07,2018-12')).toMatchObject({ appended: 1, events: 1 });
  expect(
    await books.take('voluntary-continuations', columns, 'a,E1,2018-07,2018-12', 'a,E1,2018-07,2018-11', 'a,E1,2018-07,2018-06'),
  ).toMatchObject({
    repeated: 1,
    byCode: { VOLUNTARY_CONTINUATION_ALREADY_REPORTED: 1, ENDS_BEFORE_IT_BEGINS: 1 },
  });
});

it.each<[string, string]>([
  ['E9,1.00,EUR,2018-04-15,p,', 'EMPLOYER_NOT_AFFILIATED'],
  ['E1,0.00,EUR,2018-04-15,p,', 'INVALID_AMOUNT'],
  ['E1,1.00,DKK,2018-04-15,p,', 'WRONG_CURRENCY'],
  ['E1,1.00,EUR,2024-04-15,p,', 'EVENT_IN_FUTURE'],
  ['E1,1.00,EUR,2018-02-15,p,', 'BEFORE_AFFILIATION'],
  ['E1,1.00,EUR,2018-04-15,p,2018-04', 'UNKNOWN_INVOICE'],
  ['E1,1.00,EUR,2018-04-15,,', 'MISSING_FIELD'],
])('payment %s: %s', async (row, code) => {
  expect(await books.take('premium-payments', PAYMENTS, row)).toMatchObject({ appended: 0, byCode: { [code]: 1 } });
});

it('a payment is known by its reference; what is paid too much is credit, applied on the next due date', async () => {
  // the March invoice: 460.80 + 12.00 of a, 480.00 paid
  const row = 'E1,480.00,EUR,2018-04-01,stmt 1,';
  expect(await books.take('premium-payments', PAYMENTS, row)).toMatchObject({ appended: 1 });
  expect(await books.take('premium-payments', PAYMENTS, row, 'E1,480.01,EUR,2018-04-01,stmt 1,')).toMatchObject({
    repeated: 1,
    byCode: { PAYMENT_ALREADY_RECORDED: 1 },
  });
  expect((await books.employer('E1')).payments).toMatchObject([
    { amountMinor: 480_00, booked: [{ invoice: '2018-03', amountMinor: 472_80 }] },
  ]);
  await books.monthly('2018-04', '2018-04-09');
  expect(await books.interest('2018-05-14')).toMatchObject({ creditApplied: '0.00' });
  expect(await books.interest('2018-05-15')).toMatchObject({ creditApplied: '7.20' });
  expect(await books.interest('2018-05-15')).toMatchObject({ creditApplied: '0.00', charges: 0 });
  expect(await books.outOfBalance()).toEqual([]);
});

it('invoices in their order, and not before their time', async () => {
  const failed = async (command: Parameters<EmployersLedger['invoice']>[0]): Promise<unknown> =>
    (await books.invoice(command, 'E1')).failed.map(({ code }) => code);
  expect(await failed({ kind: 'monthly', month: '2018-06', sentOn: '2018-05-31' })).toEqual(['MONTH_IN_FUTURE']);
  expect(await failed({ kind: 'final', year: 2018, sentOn: '2018-12-31' })).toEqual(['YEAR_NOT_OVER']);
  expect(await failed({ kind: 'final-settlement', year: 2018, choice: 'keep', decidedOn: '2019-03-01', reference: 'x' })).toEqual([
    'YEAR_NOT_SETTLED',
  ]);
  expect(await failed({ kind: 'replacement', demand: 'none', sentOn: '2018-12-31', reference: 'x' })).toEqual(['UNKNOWN_ESTIMATE']);
  await expect(books.monthly('2023-03', '2023-03-02')).rejects.toMatchObject({ refusal: { code: 'DECISION_IN_FUTURE' } });
  await expect(books.invoice({ kind: 'monthly', month: '2018-06', sentOn: '2018-06-08' }, 'E9')).rejects.toMatchObject({
    refusal: { code: 'EMPLOYER_NOT_AFFILIATED' },
  });
});

const CLAIMS = 'employerId,kind,decidedOn,reference,obligation,invoice,amount,currency,premiumDue';

it('demands, fines and claims (rulebook, example 3)', async () => {
  await books.take('headcounts', 'employerId,on,employees', 'E1,2018-05-01,24');
  const demand = 'E1,salaries,data,2018-03-31,2018-04-10,2018-04-28,yes,letter 1';
  expect(await books.take('demands', DEMANDS, demand, 'E1,other,data,2018-03-31,2018-04-10,2018-04-09,no,letter 2')).toMatchObject({
    appended: 1,
    byCode: { FINAL_DEADLINE_PASSED: 1 },
  });
  await books.take(
    'deliveries',
    'employerId,obligation,deliveredOn,complete,reference',
    'E1,salaries,2018-05-02,no,part',
    'E1,salaries,2018-05-10,yes,all',
  );
  const fines = await books.take(
    'fines',
    'employerId,obligation,decidedOn,reference',
    'E1,nothing,2018-06-01,f',
    'E1,salaries,2018-04-28,f',
    'E1,salaries,2018-04-29,f',
    'E1,salaries,2018-06-01,board 3',
    'E1,salaries,2018-06-01,board 3',
    'E1,salaries,2018-06-02,board 4',
  );
  // on 29 April nobody knows how many it employs: counted on 1 May
  expect(fines).toMatchObject({
    appended: 1,
    repeated: 1,
    byCode: { NO_DEMAND: 1, DEADLINE_NOT_PASSED: 1, MISSING_FACT: 1, FINE_ALREADY_IMPOSED: 1 },
  });
  const claims = await books.take(
    'claims',
    CLAIMS,
    'E1,data-interest,2018-06-01,c1,salaries,,,,600',
    'E1,collection-costs,2018-06-01,c2,salaries,,,,600',
    'E1,damage,2018-06-01,c3,salaries,,75.50,EUR,',
    'E1,damage,2018-06-01,c4,,,1.00,EUR,',
    'E1,data-interest,2018-06-01,c5,salaries,,,,',
    'E1,bailiff-costs,2018-05-15,c6,,2018-04,10,EUR,',
  );
  expect(claims).toMatchObject({ appended: 3, byCode: { MISSING_FIELD: 2, NO_DEFAULT: 1 } });
  // 600·8 %·39/365 from 1 April to 10 May; max(100, 15 % of 600)
  expect((await books.employer('E1')).imposed.map(({ kind, article, amountMinor }) => [kind, article, amountMinor])).toEqual([
    ['fine', '4.2', 500_00], ['data-interest', '4.8 a', 5_13], ['collection-costs', '4.8 b', 100_00], ['damage', '4.4', 75_50],
  ]);
  await books.take('demands', DEMANDS, 'E1,july,data,2018-07-31,2018-08-10,2018-08-28,no,letter 3');
  const again = [
    'E1,data-interest,2018-09-01,c10,july,,,,600',
    'E1,collection-costs,2018-09-01,c11,july,,,,600',
    'E1,data-interest,2018-10-01,c12,july,,,,600',
    'E1,collection-costs,2018-10-01,c13,july,,,,1000',
  ];
  const tooMuch = ['E1,data-interest,2018-10-01,c14,july,,,,600', 'E1,collection-costs,2018-10-02,c15,july,,,,1000'];
  expect(await books.take('claims', CLAIMS, ...again, ...tooMuch)).toMatchObject({ appended: 4, byCode: { NOTHING_MORE_TO_CLAIM: 2 } });
  expect(await books.take('claims', CLAIMS, ...again)).toMatchObject({ appended: 0, repeated: 4 });
  // a day bears interest once, from 1 August: 600·8 %·31/365 = 4.0767…, then 600·8 %·61/365 = 8.0219… less 4.08; 15 % of 1,000 less 100
  expect((await books.employer('E1')).imposed.slice(-4).map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
    ['data-interest', 4_08], ['collection-costs', 100_00], ['data-interest', 3_94], ['collection-costs', 50_00],
  ]);
  expect(
    await books.take('writs', 'employerId,issuedOn,reference', 'E1,2018-05-15,w1', 'E2,2018-05-20,w1', 'E1,2018-05-20,w1'),
  ).toMatchObject({ byCode: { NOT_IN_DEFAULT: 1 } });
  expect(await books.outOfBalance()).toEqual([]);
});

it('an estimate on a demand that was not answered binds, until an invoice takes its place (4.3)', async () => {
  const columns = 'participantId,employerId,from,to,fullTimeSalary,currency,demand,decidedOn,partTimeFactor,premiumFreeShare';
  await books.take('demands', DEMANDS, 'E2,june,data,2018-06-05,2018-06-10,2018-06-20,no,letter 9');
  const rows = [
    'a,E2,2018-06,2018-06,50000,EUR,letter 8,2018-06-21,0.2,',
    'a,E2,2018-06,2018-06,50000,EUR,letter 9,2018-06-20,0.2,',
    'a,E2,2018-06,2018-07,50000,EUR,letter 9,2018-06-21,0.2,',
    'a,E2,2018-06,2018-06,50000,EUR,letter 9,2018-06-21,0.2,',
    'a,E2,2018-06,2018-06,60000,EUR,letter 9,2018-06-21,0.2,',
  ];
  expect(await books.take('estimates', columns, ...rows)).toMatchObject({
    appended: 1,
    byCode: { NO_DEMAND: 1, DEADLINE_NOT_PASSED: 1, MONTH_IN_FUTURE: 1, ESTIMATE_ALREADY_SET: 1 },
  });
  await books.invoice({ kind: 'monthly', month: '2018-06', sentOn: '2018-06-25' }, 'E2');
  const june = (await books.employer('E2')).invoices.at(-1);
  // 3.2 + 0.08 a month before (March to May, June by the estimate: 160.00 + 4.17)
  expect(june?.data).toMatchObject({ invoice: '2018-06' });
  const replacement = { kind: 'replacement', demand: 'letter 9', sentOn: '2018-08-01', reference: 'board 5' } as const;
  expect((await books.invoice(replacement, 'E2')).failed).toMatchObject([{ code: 'DATA_NOT_DELIVERED' }]);
  await books.take('deliveries', 'employerId,obligation,deliveredOn,complete,reference', 'E2,june,2018-07-20,yes,all');
  expect(await books.take('estimates', columns, 'a,E2,2018-05,2018-05,50000,EUR,letter 9,2018-07-21,0.2,')).toMatchObject({
    byCode: { ESTIMATE_AFTER_DELIVERY: 1 },
  });
  // late delivery changes nothing by itself
  await books.invoice({ kind: 'monthly', month: '2018-07', sentOn: '2018-07-25' }, 'E2');
  expect((await books.employer('E2')).invoices.at(-1)?.data.adjustments).toEqual([]);
  // 1,000 at 0.2: 3.20 + 0.08; 50,000 at 0.2: 160.00 + 4.17
  expect(await books.invoice(replacement, 'E2')).toMatchObject({ written: 1, total: '-160.89' });
  const { invoices, replacedEstimates } = await books.employer('E2');
  expect(invoices.at(-1)?.data).toMatchObject({ invoice: 'replacement-letter 9', replaces: [{ invoice: '2018-06', amount: '164.17' }] });
  expect(replacedEstimates).toEqual(['letter 9']);
  expect(await books.invoice(replacement, 'E2')).toMatchObject({ written: 0, unchanged: 1 });
  expect(await books.outOfBalance()).toEqual([]);
});

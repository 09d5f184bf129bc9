/** Pensions, disabilities and deaths come in from files, each once, and move a participant's part of the liabilities. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { coverageProjection } from '#projections/coverage/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { liabilitiesProjection } from '#projections/liabilities/projection.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';

let ledger: TestLedger;

const PENSIONS = 'participantId,benefit,startsOn,grantedOn,amount,currency,frequency';
const DISABILITIES = 'participantId,beganOn,decidedOn,endedOn';

beforeEach(async () => {
  ledger = await openLedger();
  await ledger.import(
    'participants',
    ledger.file('p.csv', [
      'participantId,scheme,birthDate,sex,enrolledOn',
      'A,fi-kapl,1944-02-02,male,1996-01-01',
      'B,fi-kapl,1960-04-05,female,1997-01-01',
    ]),
  );
  await ledger.import(
    'incomes',
    ledger.file('i.csv', [
      'participantId,incomeYear,amount,currency,employerId',
      'A,1997,10000.00,EUR,E1',
      'B,2000,9000.00,EUR,E1',
      'B,2003,9000.00,EUR,E1',
    ]),
  );
  for (const file of ['illustrative-1997-2013.json', 'illustrative-liabilities-1997-2013.json'])
    await ledger.publish('fi-kapl', resolve('test/samples/fi-kapl', file));
});
afterEach(() => ledger.close());

const pensions = (...rows: readonly string[]) => ledger.import('pensions', ledger.file('pensions.csv', [PENSIONS, ...rows]));
const disabilities = (...rows: readonly string[]) =>
  ledger.import('disabilities', ledger.file('disabilities.csv', [DISABILITIES, ...rows]));
const deaths = (...rows: readonly string[]) => ledger.import('deaths', ledger.file('deaths.csv', ['participantId,diedOn', ...rows]));
const formulas = async (id: string, year: number) =>
  (await liveRunner(ledger.journal, () => NOW).ask(liabilitiesProjection, id, { asOf: `${year}-12-31` }, { year })).liabilities.map(
    ({ formula, pensionYearly }) => `${formula} ${Number(pensionYearly).toFixed(2)}`,
  );

/** The codes of the rejects file. */
const codes = (file: string): readonly string[] =>
  readFileSync(resolve(ledger.folder, `${file}.rejects.csv`), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => /[A-Z]+(?:_[A-Z]+)+/.exec(line)?.[0] ?? line);

it('a pension granted before the end of the year is valued by formula (5), though it begins on 1 January', async () => {
  // 0.005 · 10 000 · J_2005/J_1996 in all years; born 1944, so 1019.084 per thousand before 2000 on both sides.
  expect((await formulas('A', 2005)).map((text) => text.slice(0, 2))).toEqual(['6 ']);
  await pensions('A,old-age-pension,2006-01-01,2005-11-15,10.00,EUR,monthly');
  const [first, ...others] = await formulas('A', 2005);
  expect([first?.slice(0, 2), others]).toEqual(['5 ', []]);
  expect((await formulas('A', 2004)).map((text) => text.slice(0, 2))).toEqual(['6 ']);
});

it('unemployment pensions are paid to 65, disability pensions while the disability lasts; the dead have no liability', async () => {
  await pensions(
    'B,unemployment-pension,2004-01-01,2003-12-01,1200.00,EUR,yearly',
    'B,disability-pension,2005-03-01,2005-02-01,100.00,EUR,monthly',
  );
  await disabilities('B,2004-02-10,2005-02-01,');
  // Born 1960: 45 in 2005; a year and ten months since the incapacity began, so the cell 45/1 of the illustrative table.
  const of2005 = await formulas('B', 2005);
  expect(of2005.slice(1)).toEqual(['11 1200.00', '8 1200.00']);
  await disabilities('B,2004-02-10,2005-02-01,2006-06-30');
  expect((await formulas('B', 2006)).slice(1)).toEqual(['11 1200.00']);
  await deaths('B,2007-05-01');
  expect(await formulas('B', 2007)).toEqual([]);
  expect((await formulas('B', 2006)).length).toBe(2);
});

it('years with a disability pension fall out of the funded pension (section 7)', async () => {
  const before = await formulas('B', 2004);
  await pensions('B,disability-pension,2003-01-01,2002-12-01,100.00,EUR,monthly');
  await disabilities('B,2002-06-01,2002-12-01,');
  // The incapacity began before 1 January 2003 and the pension goes on: the whole year 2003 falls out, 2000 stays.
  const live = liveRunner(ledger.journal, () => NOW);
  const { fundedPension } = await live.ask(coverageProjection, 'B', { asOf: '2004-12-31' }, undefined);
  expect(fundedPension?.incomes.map(({ year, reason }) => [year, reason])).toEqual([[2000, 'counted'], [2003, 'disability']]);
  expect(before).toHaveLength(1);
});

it('each fact once; what contradicts it is refused with its reason', async () => {
  const rows = ['A,old-age-pension,2006-01-01,2005-11-15,10.00,EUR,monthly'] as const;
  expect(await pensions(...rows)).toMatchObject({ appended: 1, refused: 0 });
  expect(await pensions(...rows)).toMatchObject({ appended: 0, repeated: 1, refused: 0 });
  expect(await disabilities('A,2004-02-10,2005-02-01,2006-06-30')).toMatchObject({ appended: 1, refused: 0 });
  expect(await disabilities('A,2004-02-10,2005-02-01,2006-06-30')).toMatchObject({ appended: 0, repeated: 1 });
  expect(await deaths('A,2010-05-01', 'A,2010-05-02')).toMatchObject({ refused: 1 });
  expect(codes('deaths.csv')).toEqual(['DEATH_ALREADY_REPORTED']);
  await pensions(
    'A,old-age-pension,2006-01-01,2005-11-15,11.00,EUR,monthly',
    'A,unemployment-pension,2011-01-01,2009-01-01,1.00,EUR,monthly',
    'B,old-age-pension,1950-01-01,1950-01-01,1.00,EUR,monthly',
    'B,old-age-pension,2099-01-01,2098-01-01,1.00,EUR,monthly',
    'B,sick-pay,2005-01-01,2005-01-01,1.00,EUR,monthly',
    'B,child-pension,2005-01-01,2005-01-01,1.00,EUR,monthly',
    'B,old-age-pension,2025-01-01,2025-01-01,1.00,DKK,monthly',
  );
  expect(codes('pensions.csv').toSorted()).toEqual([
    'AFTER_DEATH',
    'BEFORE_BIRTH',
    'EVENT_IN_FUTURE',
    'INVALID_BENEFIT',
    'NOT_ACCEPTED_BY_SCHEME',
    'PENSION_ALREADY_STARTED',
    'WRONG_CURRENCY',
  ]);
  await disabilities('B,2004-02-10,2005-02-01,2003-06-30');
  expect(codes('disabilities.csv')).toEqual(['ENDS_BEFORE_IT_BEGINS']);
});

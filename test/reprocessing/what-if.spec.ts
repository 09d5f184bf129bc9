/** What the fund would have said: the same as it says once it has really happened, marked, and never stored. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JsonObject } from '#ledger/json.js';
import { amountMinor } from '#money/amount.js';
import { Refused } from '#ledger/refusal.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { liveRunner } from '#projections/live.js';
import { declare } from '#reprocessing/fan-out/declare.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { readHypothesis } from '#reprocessing/what-if/read-hypothesis.js';
import { askWhatIf } from '#reprocessing/what-if/what-if.js';
import { NOW, openLedger, type TestLedger } from './ledger.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger();
});
afterEach(() => ledger.close());

const CONTRIBUTIONS = 'participantId,period,amount,currency,employerId,receivedOn';
const CORRECTIONS = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';

async function savings(): Promise<void> {
  await ledger.import('participants', ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'A,dk-p90,1970-05-20,male,2021-01-01']));
  await ledger.publish('dk-p90', resolve('test/samples/dk-p90/illustrative.json'));
  const months = Array.from({ length: 12 }, (_, index) => `2021-${String(index + 1).padStart(2, '0')}`);
  await ledger.import('contributions', ledger.file('c.csv', [CONTRIBUTIONS, ...months.map((month) => `A,${month},2000.00,DKK,K1,${month}-28`)]));
  const fund = { journal: ledger.journal, fundId: 'dk-p90', clock: () => NOW, actor: 'board' };
  await declare({ decision: 'interest', year: 2021, rate: '0.05', reference: 'minutes' }, fund);
  await declare({ decision: 'close-year', year: 2021, reference: 'accounts' }, fund);
  await fanOut(fund);
}

async function incomes(): Promise<void> {
  await ledger.import('participants', ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'W1,fi-kapl,1962-04-05,female,1999-01-01']));
  await ledger.import('incomes', ledger.file('i.csv', ['participantId,incomeYear,amount,currency,employerId', 'W1,2003,18000.00,EUR,E1']));
  await ledger.publish('fi-kapl', resolve('test/samples/fi-kapl/illustrative-1997-2013.json'));
}

async function whatIf(participantId: string, asOf: string, files: { readonly rules?: JsonObject; readonly reports?: string }) {
  const rules = files.rules === undefined ? undefined : { file: join(ledger.folder, 'rules.json'), document: files.rules };
  if (rules !== undefined) writeFileSync(rules.file, JSON.stringify(rules.document));
  const hypothesis = await readHypothesis({ rules, reports: files.reports });
  return askWhatIf({ journal: ledger.journal, clock: () => NOW, projection: coverageProjection, question: undefined, participantId, coordinates: { asOf }, hypothesis });
}

const says = (participantId: string, asOf: string) => liveRunner(ledger.journal, () => NOW).ask(coverageProjection, participantId, { asOf }, undefined);

function shown({ value, benefits, assumptions }: Awaited<ReturnType<typeof says>>) {
  return { value, benefits, assumptions };
}

it('a late contribution moves value, interest and forecast as it does once it is reprocessed', async () => {
  await savings();
  const before = await says('A', '2022-11-15');
  const file = ledger.file('late.csv', [CONTRIBUTIONS, 'A,2021-03,5000.00,DKK,K2,2021-04-01']);
  const assumed = await whatIf('A', '2022-11-15', { reports: file });
  expect(assumed.whatIf).toMatchObject({ rules: null, reports: { file: 'late.csv' }, events: [{ type: 'ContributionReceived' }, { type: 'AdjustmentPosted', effectiveDate: '2021-12-31' }] });
  expect(assumed.digest).not.toBe(before.digest);
  expect(shown(await says('A', '2022-11-15'))).toEqual(shown(before)); // nothing was stored
  const { digest } = await ledger.plan(file);
  await ledger.approve(digest);
  await ledger.commit(digest);
  expect(shown(assumed)).toEqual(shown(await says('A', '2022-11-15')));
});

it('a correction under window settlement settles as it does once it is imported (worked example 3)', async () => {
  await incomes();
  const file = ledger.file('c.csv', [CORRECTIONS, 'W1,2003,E1,19250.50,EUR,audit,2009-10-02']);
  const assumed = await whatIf('W1', '2009-12-31', { reports: file });
  // 0.214 · 18 000 = 3 852.00, and 366.37 settled.
  expect(assumed.value).toBe('4218.37');
  await ledger.import('corrections', file);
  expect(shown(assumed)).toEqual(shown(await says('W1', '2009-12-31')));
});

it('other rules answer as if they had been published, whatever day they name', async () => {
  await savings();
  const entries = [{ from: '2020-01-01', value: '0.5', reference: 'test', status: 'external' }];
  const rules = { scheme: 'dk-p90', announced: '1990-01-01', parameters: [{ name: 'spouseRate', unit: 'fraction', entries }] };
  const assumed = await whatIf('A', '2022-11-15', { rules });
  const of = (answer: { readonly benefits: readonly { readonly benefit: string; readonly amount: string }[] }, name: string): number => amountMinor(answer.benefits.find(({ benefit }) => benefit === name)?.amount ?? '');
  // The spouse's pension is half of the old-age pension then; both are rounded to the øre by themselves.
  expect(Math.abs(2 * of(assumed, 'spouse-pension') - of(assumed, 'old-age-pension'))).toBeLessThanOrEqual(1);
  const file = join(ledger.folder, 'later.json');
  writeFileSync(file, JSON.stringify({ ...rules, announced: '2023-01-01' }));
  await ledger.publish('dk-p90', file);
  expect(shown(assumed)).toEqual(shown(await says('A', '2022-11-15')));
});

it('a hypothesis that could not have happened has no answer', async () => {
  await incomes();
  const refusalOf = async (rows: readonly string[]): Promise<string> => {
    try {
      await whatIf('W1', '2009-12-31', { reports: ledger.file('c.csv', [CORRECTIONS, ...rows]) });
    } catch (error) {
      if (error instanceof Refused) return `${error.refusal.code} ${error.refusal.message}`;
      throw error;
    }
    return 'an answer';
  };
  expect(await refusalOf(['W2,2003,E1,1.00,EUR,audit,2009-10-02'])).toMatch(/^OTHER_PARTICIPANT c\.csv, line 2/);
  expect(await refusalOf(['W1,2003,E9,1.00,EUR,audit,2009-10-02'])).toMatch(/^INCOME_NOT_REPORTED c\.csv, line 2/);
  expect(await refusalOf(['W1,2003,E1,1e3,EUR,audit,2009-10-02'])).toMatch(/^INVALID_AMOUNT c\.csv, line 2/);
});

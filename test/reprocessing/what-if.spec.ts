/** What the fund would have said: the same as it says once it has really happened, marked, and never stored. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JsonObject } from '#ledger/kernel/json.js';
import { amountMinor } from '#money/amount.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { accountProjection } from '#projections/account/projection.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import type { AskedQuestion, View } from '#projections/view.js';
import { windowsProjection } from '#projections/windows/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { declare } from '#reprocessing/fan-out/declare.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { readHypothesis } from '#reprocessing/what-if/read-hypothesis.js';
import { askWhatIf } from '#reprocessing/what-if/what-if.js';
import { said } from '#words/said.js';
import { NOW, openLedger, type TestLedger } from './ledger.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger();
});
afterEach(() => ledger.close());

const CONTRIBUTIONS = 'participantId,period,amount,currency,employerId,receivedOn';
const CORRECTIONS = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';

async function savings(): Promise<void> {
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'A,dk-p90,1970-05-20,male,2021-01-01']),
  );
  await ledger.publish('dk-p90', resolve('test/samples/dk-p90/illustrative.json'));
  const months = Array.from({ length: 12 }, (_, index) => `2021-${String(index + 1).padStart(2, '0')}`);
  await ledger.import(
    'contributions',
    ledger.file('c.csv', [CONTRIBUTIONS, ...months.map((month) => `A,${month},2000.00,DKK,K1,${month}-28`)]),
  );
  const fund = { journal: ledger.journal, fundId: 'dk-p90', clock: () => NOW, actor: 'board' };
  await declare({ decision: 'interest', year: 2021, rate: '0.05', reference: 'minutes' }, fund);
  await declare({ decision: 'close-year', year: 2021, reference: 'accounts' }, fund);
  await fanOut(fund);
}

async function incomes(): Promise<void> {
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'W1,fi-kapl,1962-04-05,female,1999-01-01']),
  );
  await ledger.import('incomes', ledger.file('i.csv', ['participantId,incomeYear,amount,currency,employerId', 'W1,2003,18000.00,EUR,E1']));
  await ledger.publish('fi-kapl', resolve('test/samples/fi-kapl/illustrative-1997-2013.json'));
}

interface Files {
  readonly rules?: JsonObject;
  readonly reports?: string;
}

const whatIf = (participantId: string, asOf: string, files: Files) => ask(coverageProjection, undefined, participantId, asOf, files);

async function ask<Question extends object, Shown extends object>(
  projection: View<Question, Shown>,
  question: AskedQuestion<Question> | undefined,
  participantId: string,
  asOf: string,
  files: Files,
) {
  const rules = files.rules === undefined ? undefined : { file: join(ledger.folder, 'rules.json'), document: files.rules };
  if (rules !== undefined) writeFileSync(rules.file, JSON.stringify(rules.document));
  const hypothesis = await readHypothesis({ rules, reports: files.reports });
  return askWhatIf({ journal: ledger.journal, clock: () => NOW, projection, question, participantId, coordinates: { asOf }, hypothesis });
}

const says = (participantId: string, asOf: string) =>
  liveRunner(ledger.journal, () => NOW).ask(coverageProjection, participantId, { asOf }, undefined);

function shown({ value, benefits, assumptions }: Awaited<ReturnType<typeof says>>) {
  return { value, benefits, assumptions };
}

it('a late contribution moves value, interest and forecast as it does once it is reprocessed', async () => {
  await savings();
  const before = await says('A', '2022-11-15');
  const file = ledger.file('late.csv', [CONTRIBUTIONS, 'A,2021-03,5000.00,DKK,K2,2021-04-01']);
  const assumed = await whatIf('A', '2022-11-15', { reports: file });
  expect(assumed.whatIf).toMatchObject({
    rules: null,
    reports: { file: 'late.csv' },
    events: [{ type: 'ContributionReceived' }, { type: 'AdjustmentPosted', effectiveDate: '2021-12-31' }],
  });
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
  const of = (answer: { readonly benefits: readonly { readonly benefit: string; readonly amount: string }[] }, name: string): number =>
    amountMinor(answer.benefits.find(({ benefit }) => benefit === name)?.amount ?? '');
  // The spouse's pension is half of the old-age pension then; both are rounded to the øre by themselves.
  expect(Math.abs(2 * of(assumed, 'spouse-pension') - of(assumed, 'old-age-pension'))).toBeLessThanOrEqual(1);
  const file = join(ledger.folder, 'later.json');
  writeFileSync(file, JSON.stringify({ ...rules, announced: '2023-01-01' }));
  await ledger.publish('dk-p90', file);
  const said = shown(await says('A', '2022-11-15'));
  expect(said.assumptions.find(({ name }) => name === 'spouseRate')?.reference).toBe('test');
  const marked = said.assumptions.map((one) => (one.name === 'spouseRate' ? { ...one, reference: 'what if, rules.json: test' } : one));
  expect(shown(assumed)).toEqual({ ...said, assumptions: marked });
});

it('illustrative values are supposed in the place of official ones, and the answer says so', async () => {
  await savings();
  const entries = [{ from: '2022-01-01', to: '2023-12-31', value: '0.01', reference: 'a gloomy year', status: 'illustrative' }];
  const rules = { scheme: 'dk-p90', announced: '2022-01-01', parameters: [{ name: 'expectedRate', unit: 'fraction per year', entries }] };
  const before = await says('A', '2022-11-15');
  const assumed = await whatIf('A', '2022-11-15', { rules });
  expect(amountMinor(assumed.benefits[0]?.amount ?? '')).toBeLessThan(amountMinor(before.benefits[0]?.amount ?? ''));
  expect(assumed.assumptions.find(({ name }) => name === 'expectedRate')).toEqual({
    name: 'expectedRate',
    value: '0.01',
    from: '2022-01-01',
    reference: 'what if, rules.json: a gloomy year',
    status: 'illustrative',
  });
  // Appendix A prints 7.50 % for 2022 and 2023.
  expect(assumed.whatIf.parameters).toEqual([
    {
      name: 'expectedRate',
      from: '2022-01-01',
      to: '2023-12-31',
      value: '0.01',
      status: 'illustrative',
      reference: 'what if, rules.json: a gloomy year',
      insteadOf: [
        {
          from: '2022-01-01',
          to: '2023-12-31',
          value: '0.075',
          status: 'official',
          reference: 'Pension 90 assumptions 2022-10-01, appendix A, table',
        },
      ],
    },
  ]);
  expect([assumed.rulesKnownAt, assumed.rulebook?.parameters === before.rulebook?.parameters]).toEqual([before.rulesKnownAt, false]);
  expect(shown(await says('A', '2022-11-15'))).toEqual(shown(before));
});

it('the account of a booked year under other rules shows what would have been adjusted', async () => {
  await savings();
  const account = (files: Files) => ask(accountProjection, { year: 2021 }, 'A', '2022-11-15', files);
  const entries = [{ from: '2021-01-01', value: '15', reference: 'test', status: 'illustrative' }];
  const rules = { scheme: 'dk-p90', announced: '2021-01-01', parameters: [{ name: 'adminFee', unit: 'DKK per month', entries }] };
  const { whatIf: mark, lines } = await account({ rules });
  // Twelve months of 40 − 15, and the interest of 5 % a year that the higher value would have borne.
  const adjusted = mark.events.map(
    ({ type, data }) => `${type} ${(data['entitlement'] as { kind: string }).kind} ${String(data['amount'])}`,
  );
  // Σ of twelve months' interest on net amounts paid in at their ends: 0.05/(1.05^(1/12) − 1) − 12 = 0.2725775… of the monthly amount;
  // 1 775 of it is 483.8251 → 483.83, and 1 750, as booked, 477.0107 → 477.01: 6.82.
  expect(adjusted.toSorted()).toEqual(['AdjustmentPosted administration 300.00', 'AdjustmentPosted interest 6.82']);
  expect(lines.find(({ kind }) => kind === 'adjustments')?.amount).toBe('306.82');
});

it('windows answer too, with rows of a JSON file, one or a list, and amounts as they are written', async () => {
  await incomes();
  const windows = (reports: string) => ask(windowsProjection, { correctionYear: 2009 }, 'W1', '2009-12-31', { reports });
  const correction = {
    participantId: 'W1',
    incomeYear: 2003,
    employerId: 'E1',
    amount: '19250.50',
    currency: 'EUR',
    reason: 'audit "A", {late}',
    correctedOn: '2009-10-02',
  };
  const one = await windows(ledger.file('one.json', [JSON.stringify(correction, null, 2)]));
  const list = await windows(
    ledger.file('list.json', [
      '[',
      ` ${JSON.stringify(correction)}, `,
      JSON.stringify({
        participantId: 'W1',
        incomeYear: 2003,
        employerId: 'E1',
        amount: 1,
        currency: 'EUR',
        reason: 'b',
        correctedOn: '2009-11-02',
      }).replace(':1,', ':18700.00,'),
      ']',
    ]),
  );
  // Worked example 3: 267.61 + 98.76 settled; then 18 700 against 19 250.50: 0.214 · −550.50 = −117.81, interest · 0.36905221147 = −43.48.
  expect(one.totals).toMatchObject({ premiumDelta: '267.61', premiumInterest: '98.76', total: '366.37' });
  expect(list.totals).toMatchObject({ premiumDelta: '149.80', premiumInterest: '55.28', total: '205.08' });
  expect(list.years[0]?.income.current).toBe('18700.00');
  const refusalOf = async (lines: readonly string[]): Promise<string> =>
    windows(ledger.file('bad.json', lines)).then(
      () => 'an answer',
      (error: unknown) => said((error as Refused).refusal).replace(ledger.folder, ''),
    );
  expect(
    await refusalOf([
      '[',
      JSON.stringify(correction),
      ',',
      JSON.stringify({ ...correction, amount: 0 }).replace(':0,', ':1.000000000000000001,'),
      ']',
    ]),
  ).toMatch(/^bad\.json, line 4: amount: "1.000000000000000001" is not/);
  expect(await refusalOf(['[1]'])).toBe('/bad.json must hold one object, or a list of objects, with the columns of an input file');
  expect(await refusalOf(['[]'])).toBe('/bad.json must hold one object, or a list of objects, with the columns of an input file');
  expect(await refusalOf(['{'])).toMatch(/^\/bad\.json is not JSON/);
});

it('a death that would have been reported in time ends the forecast', async () => {
  await savings();
  const assumed = await whatIf('A', '2022-11-15', {
    reports: ledger.file('death.json', [JSON.stringify({ participantId: 'A', diedOn: '2022-03-04' })]),
  });
  expect(assumed.whatIf.events).toEqual([{ type: 'ParticipantDied', effectiveDate: '2022-03-04', data: { diedOn: '2022-03-04' } }]);
  expect(assumed.benefits).toEqual([]);
});

it('a hypothesis that could not have happened has no answer', async () => {
  await incomes();
  const refusalOf = async (rows: readonly string[]): Promise<string> => {
    try {
      await whatIf('W1', '2009-12-31', { reports: ledger.file('c.csv', [CORRECTIONS, ...rows]) });
    } catch (error) {
      if (error instanceof Refused) return `${error.refusal.code} ${said(error.refusal)}`;
      throw error;
    }
    return 'an answer';
  };
  expect(await refusalOf(['W2,2003,E1,1.00,EUR,audit,2009-10-02'])).toMatch(/^OTHER_PARTICIPANT c\.csv, line 2/);
  expect(await refusalOf(['W1,2003,E9,1.00,EUR,audit,2009-10-02'])).toMatch(/^INCOME_NOT_REPORTED c\.csv, line 2/);
  expect(await refusalOf(['W1,2003,E1,1e3,EUR,audit,2009-10-02'])).toMatch(/^INVALID_AMOUNT c\.csv, line 2/);
});

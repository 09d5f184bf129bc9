/**
 * A changed scheme (nl-pob VII): shown to the CAO parties before it applies, told to participants within three months of the change; what
 * is owed stands on the board's agenda until it is done, and what was done late is shown late.
 */
import { fundChanges } from '#projections/changes/fund-changes.js';
import { agendaProjection } from '#projections/policy/agenda.js';
import { liveRunner } from '#projections/run/live.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { listEntries } from '#projections/run/standing/digest.js';
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { readDecisions } from '#reprocessing/fan-out/decisions-file.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import { said } from '#words/said.js';
import { openEmployers, type EmployersLedger } from '../employers/books.js';
import { NOW } from '../reprocessing/ledger.js';

let books: EmployersLedger;
const decide = async (command: object, fundId = 'nl-pob'): Promise<readonly string[]> => {
  const context = { journal: books.journal, fundId, clock: () => NOW, actor: 'board' };
  const events = await declare({ reference: 'minutes 11', ...command } as FundCommand, context);
  return events.map(({ type, effectiveDate }) => `${effectiveDate} ${type}`);
};
const refusal = async (command: object, fundId?: string): Promise<object> => {
  const found = refusalOf(await decide(command, fundId).then(() => undefined, (error: unknown) => error));
  return { code: found?.code, message: found === undefined ? '' : said(found) };
};
const told = (asOf?: string) => fundChanges(books.journal, () => NOW, 'nl-pob', asOf === undefined ? {} : { asOf });
const agenda = async (asOf: string): Promise<readonly string[]> => {
  const { items } = await liveRunner(books.journal, () => NOW).ask(agendaProjection, 'nl-pob', { asOf }, undefined);
  return items.map(({ dueOn, duty, year }) => `${dueOn} ${duty} ${year}`);
};

const change = { decision: 'scheme-change', from: '2019-11-30', announced: '2019-10-15', what: 'accrual 1.75 %' };
const notice = { decision: 'scheme-notice', from: '2019-11-30' };

beforeAll(async () => {
  books = await openEmployers();
  await books.take('employers', 'employerId,scheme,kind,affiliatedOn', 'E1,nl-pob,mandatory,2018-03-01');
  await books.take('participants', 'participantId,scheme,birthDate,sex,enrolledOn', 'k,dk-p90,1980-05-06,female,2018-01-01');
});
afterAll(() => books.close());

it('the parties may be shown it before it is announced, once there is a change', async () => {
  expect(await refusal({ ...notice, to: 'cao-parties', on: '2019-10-01' })).toEqual({
    code: 'SCHEME_NOT_CHANGED',
    message: 'no change of the scheme from 2019-11-30 is announced; announce it first',
  });
  expect(await decide(change)).toEqual(['2019-10-15 TermsChanged']);
  // before 30 November: the 29th; three months after it, at the end of a leap February: the 29th
  expect(await agenda('2019-10-15')).toEqual(['2019-11-29 tell-cao-parties 2019', '2020-02-29 tell-participants 2019']);
  expect(await agenda('2019-10-14')).toEqual([]);
  expect(await decide({ ...notice, to: 'cao-parties', on: '2019-10-01' })).toEqual(['2019-10-01 ChangeNotified']);
  expect(await agenda('2019-10-15')).toEqual(['2020-02-29 tell-participants 2019']);
});

it('a day has one change, and a party one notice of it', async () => {
  expect(await decide(change)).toEqual([]);
  expect(await decide({ ...change, what: ' accrual  1.75 %' })).toEqual([]);
  expect(await refusal({ ...change, what: 'accrual 1.7 %' })).toEqual({
    code: 'SCHEME_CHANGE_ALREADY_ANNOUNCED',
    message:
      'the change of the scheme from 2019-11-30 was announced on 2019-10-15 as "accrual 1.75 %", by "minutes 11"; ' +
      'what was announced stands',
  });
  expect(await refusal({ ...change, announced: '2019-10-16' })).toMatchObject({ code: 'SCHEME_CHANGE_ALREADY_ANNOUNCED' });
  expect(await refusal({ ...change, from: '2020-07-01', announced: '2999-01-01' })).toMatchObject({ code: 'DECISION_IN_FUTURE' });
  expect(await decide({ ...notice, to: 'cao-parties', on: '2019-10-01' })).toEqual([]);
  expect(await refusal({ ...notice, to: 'cao-parties', on: '2019-10-02' })).toEqual({
    code: 'SCHEME_NOTICE_ALREADY_GIVEN',
    message: 'the CAO parties were told of the change from 2019-11-30 on 2019-10-01, by "minutes 11"; a recorded notice stands',
  });
  expect(await refusal({ ...notice, to: 'participants', on: '2999-01-01' })).toMatchObject({ code: 'DECISION_IN_FUTURE' });
  expect(await refusal({ ...notice, from: '2019-12-01', to: 'participants', on: '2020-03-01' })).toMatchObject({
    message: 'no change of the scheme from 2019-12-01 is announced; there are changes from 2019-11-30',
  });
  for (const command of [change, { ...notice, to: 'participants', on: '2020-03-01' }]) {
    expect(await refusal(command, 'dk-p90')).toMatchObject({ code: 'NOT_APPLICABLE' });
  }
});

it('what is told a day late is shown a day late', async () => {
  const given = { ...notice, to: 'participants', on: '2020-03-01', reference: 'newsletter 1' };
  expect(await decide(given)).toEqual(['2020-03-01 ChangeNotified']);
  expect(await agenda('2020-02-29')).toEqual(['2020-02-29 tell-participants 2019']);
  expect(await agenda('2020-03-01')).toEqual([]);
  const parties = { to: 'cao-parties', lastDate: '2019-11-29', toldOn: '2019-10-01', daysLate: 0 };
  const participants = { to: 'participants', lastDate: '2020-02-29' };
  const late = { ...participants, toldOn: '2020-03-01', reference: 'newsletter 1', daysLate: 1 };
  const shown = { from: '2019-11-30', what: 'accrual 1.75 %', notices: [parties, late] };
  expect(await told()).toMatchObject({ changes: [], schemeChanges: [shown] });
  const owed = { ...participants, toldOn: null, reference: null, daysLate: null, eventId: null };
  expect(await told('2020-02-29')).toMatchObject({ schemeChanges: [{ notices: [parties, owed] }] });
  expect(await told('2019-10-14')).not.toHaveProperty('schemeChanges');
});

it('a notice of a change of basis or terms, where there is none of these: the changes of the scheme are named', async () => {
  const [{ eventId = '' } = {}] = (await told()).schemeChanges ?? [];
  const notify = { decision: 'notify', to: 'members', on: '2020-03-01' };
  const other = '00000000-0000-4000-8000-000000000000';
  expect(await refusal({ ...notify, change: other })).toEqual({
    code: 'UNKNOWN_CHANGE',
    message:
      `no change has the id ${other}; the fund has announced none of the basis or of the terms; ` +
      'the scheme changes in words from 2019-11-30; a notice of that names the day, not an id',
  });
  expect(await refusal({ ...notify, change: eventId })).toEqual({
    code: 'UNKNOWN_CHANGE',
    message: `${eventId} changes the scheme in words, from 2019-11-30; a notice of it names that day, not an id`,
  });
  expect(await refusal({ ...notify, change: other }, 'dk-p90')).toMatchObject({
    message: `no change has the id ${other}; the fund has announced none of the basis or of the terms`,
  });
});

it('by a file of decisions, to the end of the calendar; the party is one of those that a decision tells', async () => {
  const rows = readDecisions(
    books.file('decisions.csv', [
      'decision,from,announced,what,to,on,reference',
      'scheme-change,9999-12-31,2019-12-01,the end,,,minutes 12',
      'scheme-change,2019-12-01,2019-12-01,at once,,,minutes 13',
      'scheme-notice,2019-12-01,,,participants,2020-01-10,letter',
      'scheme-notice,2019-12-01,,,supervisory-board,2020-01-10,letter',
    ]),
  ).map(({ command }) => command);
  for (const row of rows.slice(0, 3)) expect(await decide(row.status === 'done' ? row.value : {})).toHaveLength(1);
  expect(rows[3]).toMatchObject({ status: 'refused', refusal: { code: 'INVALID_VALUE' } });
  // from its very announcement on: the parties should have been shown it the day before
  // of November's change participants are told in March
  expect(await agenda('2020-01-10')).toEqual([
    '2019-11-30 tell-cao-parties 2019',
    '2020-02-29 tell-participants 2019',
    '9999-12-30 tell-cao-parties 9999',
    '9999-12-31 tell-participants 9999',
  ]);
});

it('participants are told from its announcement on, not before: until then nothing had changed', async () => {
  expect(await decide({ ...change, from: '2019-06-01', announced: '2019-05-02' })).toHaveLength(1);
  const early = { ...notice, from: '2019-06-01', to: 'participants', on: '2019-05-02' };
  expect(await refusal({ ...early, on: '2019-05-01' })).toEqual({
    code: 'NOTICE_BEFORE_ANNOUNCEMENT',
    message:
      'participants cannot be told on 2019-05-01 of the change from 2019-06-01: it was announced on 2019-05-02, and before that ' +
      'nothing had changed; check the day',
  });
  expect(await decide(early)).toEqual(['2019-05-02 ChangeNotified']);
  expect(await agenda('2019-05-02')).toEqual(['2019-05-31 tell-cao-parties 2019']);
  await decide({ ...early, to: 'cao-parties' });
});

it('the kept agenda says the same', async () => {
  const standing = await openStandingModels('sqlite::memory:', books.journal, { clock: () => NOW, asOf: '2020-01-10', workers: 0 });
  await standing.catchUp();
  const kept: string[] = [];
  for await (const page of listEntries(standing, 'agenda')) {
    kept.push(...page.map(({ entry }) => `${String(entry['dueOn'])} ${String(entry['duty'])} ${String(entry['year'])}`));
  }
  await standing.close();
  expect(kept).toEqual(await agenda('2020-01-10'));
});

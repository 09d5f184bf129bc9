import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import type { Journal, StreamAppend } from '#journal/port.js';
import { participantStream } from '#ledger/subjects.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { importFile } from '#reprocessing/intake/import-file.js';
import { approvePlan } from '#reprocessing/plan/approve.js';
import { commitPlan } from '#reprocessing/plan/commit.js';
import { makePlan } from '#reprocessing/plan/make-plan.js';
import { openPlan } from '#reprocessing/plan/plan-store.js';
import { publishedData, readParameterFile } from '#rulebooks/frame/parameters/publication.js';
import { RULEBOOKS, rulebookOf } from '#rulebooks/registry.js';
import type { BenchCase, Setting } from '../case.js';
import { CLOCK, OPTIONS } from '../ledger.js';
import { stopwatch } from '../measure.js';
import { rawWriter } from '../raw.js';

/** Fifteen years of seven employers; two corrections each. */
const YEARS = Array.from({ length: 15 }, (_, index) => 1998 + index);
const EMPLOYERS = 7;
const EVENTS_EACH = 1 + YEARS.length * EMPLOYERS;
const PARTICIPANTS_A_WRITE = 1_000;

function amount(index: number, year: number, employer: number): string {
  return `${1_000 + ((index * 7919 + year * 31 + employer * 977) % 9_000)}.${String((index + year) % 100).padStart(2, '0')}`;
}

function participantsOf(events: number): number {
  return Math.max(1, Math.round(events / EVENTS_EACH));
}

function id(index: number): string {
  return `F${String(index + 1).padStart(6, '0')}`;
}

async function file(path: string, header: string, count: number, rows: (index: number) => readonly string[]): Promise<string> {
  const stream = createWriteStream(path);
  stream.write(`${header}\n`);
  for (let index = 0; index < count; index += 1) if (!stream.write(`${rows(index).join('\n')}\n`)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'close');
  return path;
}

const journalOf = (folder: string): string => join(folder, 'journal.sqlite');
const correctionsIn = (folder: string): string => join(folder, 'corrections.csv');
const digestIn = (folder: string): string => join(folder, 'digest');

async function prepareLedger({ scratch, events }: Setting): Promise<void> {
  const count = participantsOf(events);
  const people = await file(join(scratch, 'participants.csv'), 'participantId,scheme,birthDate,sex,enrolledOn', count, (index) => [
    `${id(index)},fi-kapl,${1946 + (index % 30)}-0${1 + (index % 9)}-15,${index % 2 === 0 ? 'female' : 'male'},1997-06-01`,
  ]);
  const incomes = await file(join(scratch, 'incomes.csv'), 'participantId,incomeYear,amount,currency,employerId', count, (index) =>
    YEARS.flatMap((year) => Array.from({ length: EMPLOYERS }, (_, employer) => `${id(index)},${year},${amount(index, year, employer)},EUR,E${employer}`)),
  );
  await file(correctionsIn(scratch), 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn', count, (index) =>
    [2000 + (index % 5), 2006 + (index % 5)].map((year) => `${id(index)},${year},E${index % EMPLOYERS},${amount(index, year, 9)},EUR,audit,2012-11-15`),
  );
  const journal = await openSqliteJournal(journalOf(scratch), OPTIONS);
  const rules = rulesFromJournal(journal);
  const parameters = async (fundId: string, scheme: string) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
  const request = { journal, rulebooks: RULEBOOKS, parameters, dryRun: false, migrate: false, clock: CLOCK, actor: 'bench' };
  await importFile({ ...request, kind: 'participants', file: people });
  await importFile({ ...request, kind: 'incomes', file: incomes });
  await publish(journal);
  await journal.close();
}

async function publish(journal: Journal): Promise<void> {
  const document = JSON.parse(readFileSync('apps/cli/sample/parameters/fi-kapl.json', 'utf8')) as JsonObject;
  const published = readParameterFile(document, rulebookOf('fi-kapl'));
  const data = { scheme: published.scheme, announced: published.announced, parameters: publishedData(published) };
  const event = toAppend('fund-fi-kapl', { type: 'ParametersPublished', key: 'bench', effectiveDate: published.announced, data }, { actor: 'bench', correlationId: 'bench' });
  await journal.append([{ stream: 'fund-fi-kapl', expected: 'any', events: [event] }]);
}

/** Plans all corrections; answers how many, and the plan's digest. */
async function plan({ scratch, events }: Setting, workers: number): Promise<{ readonly accepted: number; readonly digest: string }> {
  const journal = await openSqliteJournal(journalOf(scratch), OPTIONS);
  const journalUrl = `sqlite:${journalOf(scratch)}`;
  const { rows, digest } = await makePlan({ journal, journalUrl, folder: scratch, file: correctionsIn(scratch), clock: CLOCK, actor: 'bench', workers });
  await journal.close();
  if (rows.accepted !== participantsOf(events) * 2) throw new Error(`${rows.accepted} of ${participantsOf(events) * 2} corrections were planned`);
  return { accepted: rows.accepted, digest };
}

const byPlan = (workers: number) => async (setting: Setting) => {
  const watch = stopwatch();
  const { accepted } = await watch.during(() => plan(setting, workers));
  return watch.measured(accepted);
};

async function preparePlan(setting: Setting): Promise<void> {
  await prepareLedger(setting);
  const { digest } = await plan(setting, 2);
  writeFileSync(digestIn(setting.scratch), digest);
}

async function commit({ scratch: folder }: Setting) {
  const digest = readFileSync(digestIn(folder), 'utf8');
  const journal = await openSqliteJournal(journalOf(folder), OPTIONS);
  await approvePlan({ journal, folder, digest, actor: 'bench', note: '', today: CLOCK().slice(0, 10), fourEyes: false });
  const watch = stopwatch();
  const { appended } = await watch.during(() => commitPlan({ journal, folder, digest, actor: 'bench', clock: CLOCK }));
  await watch.during(() => journal.close());
  return watch.measured(appended / 2);
}

/** The planned events written by hand, as many participants at once; no marks, no check, no reconciliation. */
async function byHand({ scratch, events }: Setting) {
  const store = openPlan(scratch, readFileSync(digestIn(scratch), 'utf8'));
  const writer = rawWriter(join(scratch, 'raw.sqlite'));
  const watch = stopwatch();
  await watch.during(() => {
    let waiting: StreamAppend[] = [];
    for (const { participantId, events } of store.planned(undefined)) {
      waiting.push({ stream: participantStream(participantId), expected: 'any', events });
      if (waiting.length < PARTICIPANTS_A_WRITE) continue;
      writer.append(waiting);
      waiting = [];
    }
    writer.append(waiting);
    writer.close();
  });
  store.close();
  return watch.measured(participantsOf(events) * 2);
}

export const reprocessing: BenchCase = {
  name: 'reprocess',
  about: 'two corrections of each participant of 106 events planned, and committed with the reconciliation',
  unit: 'corrections',
  journals: () => [],
  ways: {
    'plan, 1 worker': { prepare: prepareLedger, run: byPlan(1), mostRounds: 2 },
    'plan, 2 workers': { prepare: prepareLedger, run: byPlan(2), mostRounds: 2 },
    commit: { prepare: preparePlan, run: commit, mostRounds: 2 },
    'raw append': { prepare: preparePlan, run: byHand, isBaseline: true, mostRounds: 2 },
  },
  // 100 000 corrections planned and committed within a minute.
  aims: [{ measure: 'rate', way: 'plan, 2 workers', least: 2_500 }, { measure: 'rate', way: 'commit', least: 5_000 }, { measure: 'rate', way: 'commit', against: 'raw append', least: 0.2 }],
};

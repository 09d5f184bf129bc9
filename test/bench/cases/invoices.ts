import { createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import type { Journal, StreamAppend } from '#journal/port.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { importFile } from '#reprocessing/intake/import-file.js';
import { runInvoices } from '#reprocessing/invoicing/invoice-run.js';
import { publishedData, readParameterFile } from '#rulebooks/frame/parameters/publication.js';
import { RULEBOOKS, rulebookOf } from '#rulebooks/registry.js';
import type { BenchCase, Setting } from '../case.js';
import { CLOCK, OPTIONS } from '../ledger.js';
import { stopwatch } from '../measure.js';
import { rawWriter } from '../raw.js';

const FUND = 'nl-pob';
const PARTICIPANTS_AN_EMPLOYER = 100;
/** A participant's enrolment, salary and first charge, of an employer's hundredth. */
const EVENTS_EACH = 5;
const COMMAND = { kind: 'monthly', month: '2018-04', sentOn: '2018-04-08' } as const;

function participantsOf(events: number): number {
  return Math.max(PARTICIPANTS_AN_EMPLOYER, Math.round(events / EVENTS_EACH));
}

const employersOf = (events: number): number => Math.ceil(participantsOf(events) / PARTICIPANTS_AN_EMPLOYER);
const journalOf = (folder: string): string => join(folder, 'journal.sqlite');
const person = (index: number): string => `P${String(index + 1).padStart(6, '0')}`;
const employer = (index: number): string => `E${String(index + 1).padStart(4, '0')}`;

async function file(path: string, header: string, count: number, row: (index: number) => string): Promise<string> {
  const stream = createWriteStream(path);
  stream.write(`${header}\n`);
  for (let index = 0; index < count; index += 1) if (!stream.write(`${row(index)}\n`)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'close');
  return path;
}

/** Employers of a hundred each, with March invoiced. */
async function prepare({ scratch, events }: Setting): Promise<void> {
  const [people, employers] = [participantsOf(events), employersOf(events)];
  const journal = await openSqliteJournal(journalOf(scratch), OPTIONS);
  await publish(journal);
  const rules = rulesFromJournal(journal);
  const parameters = async (fundId: string, scheme: string) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
  const request = { journal, rulebooks: RULEBOOKS, parameters, dryRun: false, migrate: false, clock: CLOCK, actor: 'bench' };
  const header = 'employerId,scheme,kind,affiliatedOn';
  await importFile({ ...request, kind: 'employers', file: await file(join(scratch, 'e.csv'), header, employers, (index) => `${employer(index)},${FUND},mandatory,2018-03-01`) });
  const enrolment = 'participantId,scheme,birthDate,sex,enrolledOn';
  await importFile({ ...request, kind: 'participants', file: await file(join(scratch, 'p.csv'), enrolment, people, (index) => `${person(index)},${FUND},1970-01-01,female,2018-03-01`) });
  const salary = 'participantId,employerId,from,fullTimeSalary,currency,reportedOn,partTimeFactor';
  const row = (index: number): string =>
    `${person(index)},${employer(index % employers)},2018-03,${30_000 + (index % 4_000)}.${String(index % 100).padStart(2, '0')},EUR,2018-03-02,${index % 3 === 0 ? '0.8' : '1'}`;
  await importFile({ ...request, kind: 'salaries', file: await file(join(scratch, 's.csv'), salary, people, row) });
  await runInvoices({ journal, fundId: FUND, command: { kind: 'monthly', month: '2018-03', sentOn: '2018-03-08' }, clock: CLOCK, actor: 'bench', workers: 0 });
  await journal.close();
}

async function publish(journal: Journal): Promise<void> {
  const document = JSON.parse(readFileSync('test/samples/nl-pob/illustrative.json', 'utf8')) as JsonObject;
  const published = readParameterFile(document, rulebookOf(FUND));
  const data = { scheme: FUND, announced: published.announced, parameters: publishedData(published) };
  const event = toAppend(`fund-${FUND}`, { type: 'ParametersPublished', key: 'bench', effectiveDate: published.announced, data }, { actor: 'bench', correlationId: 'bench' });
  await journal.append([{ stream: `fund-${FUND}`, expected: 'any', events: [event] }]);
}

const byRun = (workers: number) => async ({ scratch, events }: Setting) => {
  const journal = await openSqliteJournal(journalOf(scratch), OPTIONS);
  const watch = stopwatch();
  const { lines, failed } = await watch.during(() =>
    runInvoices({ journal, journalUrl: `sqlite:${journalOf(scratch)}`, fundId: FUND, command: COMMAND, clock: CLOCK, actor: 'bench', workers }),
  );
  await watch.during(() => journal.close());
  if (lines !== participantsOf(events) || failed.length > 0) throw new Error(`${lines} of ${participantsOf(events)} lines were invoiced`);
  return watch.measured(lines);
};

/** The events of March's run written by hand, an employer's at once. */
async function byHand({ scratch, events }: Setting) {
  const journal = await openSqliteJournal(journalOf(scratch), OPTIONS);
  const writes: StreamAppend[][] = [];
  for await (const page of journal.readAll({ filter: { types: ['PremiumInvoiced', 'PremiumCharged'] } })) {
    for (const event of page) {
      if (event.type === 'PremiumInvoiced') writes.push([]);
      writes.at(-1)?.push({ stream: event.stream, expected: 'any', events: [asWritten(event)] });
    }
  }
  await journal.close();
  const writer = rawWriter(join(scratch, 'raw.sqlite'));
  const watch = stopwatch();
  await watch.during(() => {
    for (const write of writes) writer.append(write);
    writer.close();
  });
  return watch.measured(participantsOf(events));
}

function asWritten({ id, type, schemaVersion, effectiveDate, actor, data }: RecordedEvent): StreamAppend['events'][number] {
  return { id, type, schemaVersion, effectiveDate, actor, correlationId: 'bench', data };
}

export const invoices: BenchCase = {
  name: 'invoices',
  about: 'a month invoiced to employers of a hundred participants each: read, decided and written, each employer all or nothing',
  unit: 'premium lines',
  journals: () => [],
  ways: {
    '1 worker': { prepare, run: byRun(1), mostRounds: 2 },
    '2 workers': { prepare, run: byRun(2), mostRounds: 2 },
    'raw append': { prepare, run: byHand, isBaseline: true, mostRounds: 2 },
  },
  aims: [{ measure: 'rate', way: '2 workers', against: 'raw append', least: 0.1 }, { measure: 'memory', way: '2 workers', most: 1_000 }],
};

import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import type { StreamAppend } from '#journal/port.js';
import { eventId } from '#journal/event-id.js';
import type { EventToAppend } from '#ledger/envelope.js';
import { rulesFromJournal } from '#projections/rules-in-force.js';
import { importFile } from '#reprocessing/intake/import-file.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import type { BenchCase, Setting } from '../case.js';
import { BATCH, CLOCK, FILE_DIGEST, OPTIONS, participantAppend, participantsOf } from '../ledger.js';
import { stopwatch } from '../measure.js';
import { rawWriter } from '../raw.js';

const ROWS_A_WRITE = 20_000;

interface Files {
  readonly participants: string;
  readonly contributions: string;
  readonly rows: number;
}

/** The two input files, contributions by participant. */
async function inputFiles(folder: string, events: number): Promise<Files> {
  const files = { participants: join(folder, 'participants.csv'), contributions: join(folder, 'contributions.csv') };
  const [people, facts] = [createWriteStream(files.participants), createWriteStream(files.contributions)];
  people.write('participantId,scheme,birthDate,sex,enrolledOn\n');
  facts.write('participantId,period,amount,currency,employerId,receivedOn\n');
  let rows = 0;
  for (let index = 0; index < participantsOf(events); index += 1) {
    const [enrolled, ...others] = participantAppend(index).events as [EventToAppend, ...EventToAppend[]];
    const { participantId, scheme, birthDate, sex, enrolledOn } = enrolled.data;
    people.write(`${participantId},${scheme},${birthDate},${sex},${enrolledOn}\n`);
    let text = '';
    for (const { data } of others.filter(({ type }) => type === 'ContributionReceived')) {
      text += `${participantId},${data['period']},${data['amount']},${data['currency']},${data['employerId']},${data['receivedOn']}\n`;
      rows += 1;
    }
    if (!facts.write(text)) await once(facts, 'drain');
  }
  await Promise.all([people, facts].map(async (stream) => once(stream.end(), 'close')));
  return { ...files, rows };
}

async function byAccrual({ scratch, events }: Setting) {
  const files = await inputFiles(scratch, events);
  const journal = await openSqliteJournal(join(scratch, 'journal.sqlite'), OPTIONS);
  const rules = rulesFromJournal(journal);
  const parameters = async (fundId: string, scheme: string) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
  const request = { journal, rulebooks: RULEBOOKS, parameters, dryRun: false, migrate: false, clock: CLOCK, actor: 'bench' };
  await importFile({ ...request, kind: 'participants', file: files.participants });
  const watch = stopwatch();
  const { appended } = await watch.during(() => importFile({ ...request, kind: 'contributions', file: files.contributions }));
  if (appended !== files.rows) throw new Error(`${appended} of ${files.rows} rows were imported`);
  await watch.during(() => journal.close());
  return watch.measured(files.rows);
}

/** The same rows read by hand: split at the commas, nothing checked. */
async function byHand({ scratch, events }: Setting) {
  const files = await inputFiles(scratch, events);
  const writer = rawWriter(join(scratch, 'journal.sqlite'));
  const watch = stopwatch();
  await watch.during(async () => {
    let [line, waiting] = [0, new Map<string, EventToAppend[]>()];
    const flush = (): void => writer.append([...waiting].map(([stream, own]): StreamAppend => ({ stream, expected: 'any', events: own })));
    for await (const text of createInterface({ input: createReadStream(files.contributions, { highWaterMark: 1 << 20 }) })) {
      line += 1;
      if (line === 1) continue;
      const [participantId, period, amount, , employerId, receivedOn] = text.split(',') as [string, string, string, string, string, string];
      const stream = `participant-${participantId}`;
      const event = {
        id: eventId(stream, `contribution:${employerId}:${period}`),
        type: 'ContributionReceived',
        schemaVersion: 1,
        effectiveDate: receivedOn,
        actor: 'bench',
        correlationId: BATCH,
        source: { file: 'contributions.csv', line, sha256: FILE_DIGEST },
        data: { amount, currency: 'DKK', employerId, period, receivedOn },
      };
      const own = waiting.get(stream);
      if (own === undefined) waiting.set(stream, [event]);
      else own.push(event);
      if (line % ROWS_A_WRITE !== 0) continue;
      flush();
      waiting = new Map();
    }
    flush();
    writer.close();
  });
  return watch.measured(files.rows);
}

export const importOfFile: BenchCase = {
  name: 'import',
  about: 'a CSV file of contributions imported: read, checked, decided, appended',
  unit: 'rows',
  journals: () => [],
  ways: { accrual: { run: byAccrual }, raw: { run: byHand, isBaseline: true } },
  aims: [{ measure: 'rate', way: 'accrual', against: 'raw', least: 0.8 }],
};

import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import type { StreamAppend } from '#journal/port.js';
import { eventId } from '#journal/event-id.js';
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { importFile } from '#reprocessing/intake/import-file.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import type { BenchCase, Setting } from '../case.js';
import { BATCH, CLOCK, EVENTS_EACH, FILE_DIGEST, OPTIONS, participantAppend, participantsOf } from '../ledger.js';
import { stopwatch } from '../measure.js';
import { rawWriter } from '../raw.js';

const ROWS_A_WRITE = 20_000;

const participantsIn = (folder: string): string => join(folder, 'participants.csv');
const contributionsIn = (folder: string): string => join(folder, 'contributions.csv');
/** All events of a participant but the enrolment, 40 interest credits and two adjustments. */
const rowsOf = (events: number): number => participantsOf(events) * (EVENTS_EACH - 43);

/** The two input files, contributions by participant. */
async function prepare({ scratch, events }: Setting): Promise<void> {
  const [people, facts] = [createWriteStream(participantsIn(scratch)), createWriteStream(contributionsIn(scratch))];
  people.write('participantId,scheme,birthDate,sex,enrolledOn\n');
  facts.write('participantId,period,amount,currency,employerId,receivedOn\n');
  for (let index = 0; index < participantsOf(events); index += 1) {
    const [enrolled, ...others] = participantAppend(index).events as [EventToAppend, ...EventToAppend[]];
    const { participantId, scheme, birthDate, sex, enrolledOn } = enrolled.data;
    people.write(`${participantId},${scheme},${birthDate},${sex},${enrolledOn}\n`);
    let text = '';
    for (const { data } of others.filter(({ type }) => type === 'ContributionReceived')) {
      text += `${participantId},${data['period']},${data['amount']},${data['currency']},${data['employerId']},${data['receivedOn']}\n`;
    }
    if (!facts.write(text)) await once(facts, 'drain');
  }
  await Promise.all([people, facts].map(async (stream) => once(stream.end(), 'close')));
}

async function byAccrual({ scratch, events }: Setting) {
  const journal = await openSqliteJournal(join(scratch, 'journal.sqlite'), OPTIONS);
  const rules = rulesFromJournal(journal);
  const parameters = async (fundId: string, scheme: string) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
  const request = { journal, rulebooks: RULEBOOKS, parameters, dryRun: false, migrate: false, clock: CLOCK, actor: 'bench' };
  await importFile({ ...request, kind: 'participants', file: participantsIn(scratch) });
  const watch = stopwatch();
  const { appended } = await watch.during(() => importFile({ ...request, kind: 'contributions', file: contributionsIn(scratch) }));
  if (appended !== rowsOf(events)) throw new Error(`${appended} of ${rowsOf(events)} rows were imported`);
  await watch.during(() => journal.close());
  return watch.measured(rowsOf(events));
}

/** The same rows read by hand: split at the commas, nothing checked. */
async function byHand({ scratch, events }: Setting) {
  const writer = rawWriter(join(scratch, 'journal.sqlite'));
  const watch = stopwatch();
  await watch.during(async () => {
    let [line, waiting] = [0, new Map<string, EventToAppend[]>()];
    const flush = (): void => writer.append([...waiting].map(([stream, own]): StreamAppend => ({ stream, expected: 'any', events: own })));
    for await (const text of createInterface({ input: createReadStream(contributionsIn(scratch), { highWaterMark: 1 << 20 }) })) {
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
  return watch.measured(rowsOf(events));
}

export const importOfFile: BenchCase = {
  name: 'import',
  about: 'a CSV file of contributions imported: read, checked, decided, appended',
  unit: 'rows',
  journals: () => [],
  ways: { accrual: { prepare, run: byAccrual }, raw: { prepare, run: byHand, isBaseline: true } },
  aims: [{ measure: 'rate', way: 'accrual', against: 'raw', least: 0.8 }],
};

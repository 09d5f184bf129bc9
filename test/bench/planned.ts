/** A file of corrections planned and committed, and the planned events written by hand: the ways of a case about reprocessing. */
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import type { StreamAppend } from '#journal/port.js';
import { participantStream } from '#ledger/subjects.js';
import { approvePlan } from '#reprocessing/plan/approve.js';
import { commitPlan } from '#reprocessing/plan/commit.js';
import { makePlan } from '#reprocessing/plan/make-plan.js';
import { openPlan } from '#reprocessing/plan/plan-store.js';
import type { BenchCase, Setting } from './case.js';
import { CLOCK, OPTIONS } from './ledger.js';
import { stopwatch } from './measure.js';
import { rawWriter } from './raw.js';

const PARTICIPANTS_A_WRITE = 1_000;

export const journalOf = (folder: string): string => join(folder, 'journal.sqlite');
const digestIn = (folder: string): string => join(folder, 'digest');

/** A file of rows, written as they are made. */
export async function file(path: string, header: string, count: number, rows: (index: number) => readonly string[]): Promise<string> {
  const stream = createWriteStream(path);
  stream.write(`${header}\n`);
  for (let index = 0; index < count; index += 1) if (!stream.write(`${rows(index).join('\n')}\n`)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'close');
  return path;
}

/** `prepare`: makes the ledger and the file, and answers the file's path; `rowsOf`: how many rows that has. */
export function plannedWays(
  prepare: (setting: Setting) => Promise<void>,
  fileIn: (scratch: string) => string,
  rowsOf: (events: number) => number,
): BenchCase['ways'] {
  const plan = async ({ scratch, events }: Setting, workers: number): Promise<string> => {
    const journal = await openSqliteJournal(journalOf(scratch), OPTIONS);
    const journalUrl = `sqlite:${journalOf(scratch)}`;
    const { rows, digest } = await makePlan({
      journal,
      journalUrl,
      folder: scratch,
      file: fileIn(scratch),
      clock: CLOCK,
      actor: 'bench',
      workers,
    });
    await journal.close();
    if (rows.accepted !== rowsOf(events)) throw new Error(`${rows.accepted} of ${rowsOf(events)} corrections were planned`);
    return digest;
  };
  const byPlan = (workers: number) => async (setting: Setting) => {
    const watch = stopwatch();
    await watch.during(() => plan(setting, workers));
    return watch.measured(rowsOf(setting.events));
  };
  const preparePlan = async (setting: Setting): Promise<void> => {
    await prepare(setting);
    writeFileSync(digestIn(setting.scratch), await plan(setting, 2));
  };
  return {
    'plan, 1 worker': { prepare, run: byPlan(1), mostRounds: 2 },
    'plan, 2 workers': { prepare, run: byPlan(2), mostRounds: 2 },
    commit: { prepare: preparePlan, run: (setting) => commit(setting, rowsOf(setting.events)), mostRounds: 2 },
    'raw append': { prepare: preparePlan, run: (setting) => byHand(setting, rowsOf(setting.events)), isBaseline: true, mostRounds: 2 },
  };
}

async function commit({ scratch: folder }: Setting, rows: number) {
  const digest = readFileSync(digestIn(folder), 'utf8');
  const journal = await openSqliteJournal(journalOf(folder), OPTIONS);
  await approvePlan({ journal, folder, digest, actor: 'bench', note: '', today: CLOCK().slice(0, 10), fourEyes: false });
  const watch = stopwatch();
  const { appended, moved } = await watch.during(() => commitPlan({ journal, folder, digest, actor: 'bench', clock: CLOCK }));
  await watch.during(() => journal.close());
  if (appended < rows || moved.length > 0) throw new Error(`${appended} events were committed for ${rows} corrections`);
  return watch.measured(rows);
}

/** The planned events written by hand, as many participants at once; no marks, no check, no reconciliation. */
async function byHand({ scratch }: Setting, rows: number) {
  const store = openPlan(scratch, readFileSync(digestIn(scratch), 'utf8'));
  const writer = rawWriter(join(scratch, 'raw.sqlite'));
  const watch = stopwatch();
  await watch.during(() => {
    let waiting: StreamAppend[] = [];
    for (const { subject, events } of store.planned(undefined)) {
      waiting.push({ stream: participantStream(subject.id), expected: 'any', events });
      if (waiting.length < PARTICIPANTS_A_WRITE) continue;
      writer.append(waiting);
      waiting = [];
    }
    writer.append(waiting);
    writer.close();
  });
  store.close();
  return watch.measured(rows);
}

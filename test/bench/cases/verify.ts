import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { verifySqliteJournal } from '#journal/sqlite/verify.js';
import type { BenchCase, Setting, Way } from '../case.js';
import { journalFile } from '../ledger.js';
import { stopwatch } from '../measure.js';

function byVerify(eventsOf: (setting: Setting) => number): Way['run'] {
  return async (setting) => {
    const watch = stopwatch();
    const verdict = await watch.during(() => verifySqliteJournal(journalFile(setting.folder, eventsOf(setting))));
    if (verdict.status !== 'clean') throw new Error('the journal is damaged');
    return watch.measured(verdict.events);
  };
}

export const verification: BenchCase = {
  name: 'verify',
  about: 'every leaf and link of the journal computed anew, beside SQLite’s own check of the file',
  unit: 'events',
  journals: ({ events, largeEvents }) => [events, largeEvents],
  ways: {
    accrual: { run: byVerify(({ events }) => events) },
    'large journal': { run: byVerify(({ largeEvents }) => largeEvents), mostRounds: 1 },
    raw: {
      isBaseline: true,
      run: async ({ folder, events }) => {
        const watch = stopwatch();
        const checked = await watch.during(() => checkByHand(journalFile(folder, events)));
        return watch.measured(checked);
      },
    },
  },
  aims: [
    { measure: 'rate', way: 'accrual', against: 'raw' },
    { measure: 'memory', way: 'large journal', against: 'accrual', most: 1.3 },
  ],
};

/** SQLite's check, and the two hashes of every event against the link beside it; no finding could be named. */
function checkByHand(file: string): number {
  const db = new Database(file, { readonly: true });
  if (db.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('the file is damaged');
  const rows = db
    .prepare<[number, number], [string, Buffer]>('SELECT body, chain FROM events WHERE key >= ? AND key < ? ORDER BY key')
    .raw();
  let events = 0;
  for (const id of db.prepare<[], number>('SELECT id FROM streams').pluck().all()) {
    let link = Buffer.alloc(32);
    for (const [body, chain] of rows.all(id * 2 ** 24, (id + 1) * 2 ** 24)) {
      const leaf = createHash('sha256').update('\u0000').update(body).digest();
      link = createHash('sha256').update(link).update(leaf).digest();
      if (!link.equals(chain)) throw new Error('a link does not fit');
      events += 1;
    }
  }
  db.close();
  return events;
}

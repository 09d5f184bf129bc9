import { join } from 'node:path';
import { openSqliteJournalReader } from '#journal/sqlite/journal.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import type { BenchCase, Setting, Way } from '../case.js';
import { AS_OF, CLOCK, journalFile, OPTIONS } from '../ledger.js';
import { stopwatch } from '../measure.js';
import { RAW_SCAN, RAW_SCAN_BY_TWO } from '../scans.js';

/** All standing models at once, as `accrual rebuild` does. */
function byRebuild(workers: number, eventsOf: (setting: Setting) => number): Way['run'] {
  return async (setting) => {
    const file = journalFile(setting.folder, eventsOf(setting));
    const journal = await openSqliteJournalReader(file, OPTIONS);
    const standing = await openStandingModels(`sqlite:${join(setting.scratch, 'read-models.sqlite')}`, journal, {
      clock: CLOCK,
      asOf: AS_OF,
      journalUrl: `sqlite:${file}`,
      workers,
      alsoHere: true,
    });
    const watch = stopwatch();
    const { events, quarantined } = await watch.during(() => standing.rebuild());
    await standing.close();
    await journal.close();
    if (quarantined > 0) throw new Error(`${quarantined} participants are in quarantine`);
    return watch.measured(events);
  };
}

export const rebuildOfStanding: BenchCase = {
  name: 'rebuild',
  about: 'all standing read models built anew',
  unit: 'events',
  journals: ({ largeEvents, portfolioEvents }) => [largeEvents, portfolioEvents],
  ways: {
    '1 worker': { run: byRebuild(1, ({ portfolioEvents }) => portfolioEvents), mostRounds: 3 },
    '2 workers': { run: byRebuild(2, ({ portfolioEvents }) => portfolioEvents), mostRounds: 3 },
    'smaller journal': { run: byRebuild(2, ({ largeEvents }) => largeEvents), mostRounds: 1 },
    'raw scan': RAW_SCAN,
    'raw scan by 2': RAW_SCAN_BY_TWO,
  },
  aims: [
    { measure: 'memory', way: '2 workers', against: 'smaller journal', most: 1.3 },
    { measure: 'rate', way: '1 worker', against: 'raw scan', least: 0.8 },
    // 1.8 times what one worker has to reach.
    { measure: 'rate', way: '2 workers', against: 'raw scan', least: 1.44 },
    { measure: 'rate', way: '2 workers', against: '1 worker', least: 1.8 },
    { measure: 'rate', way: 'raw scan by 2', against: 'raw scan' },
  ],
};

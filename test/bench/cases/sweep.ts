import { join } from 'node:path';
import { openSqliteJournalReader } from '#journal/sqlite/journal.js';
import { sweep } from '#projections/run/sweep/sweep.js';
import type { BenchCase, Setting, Way } from '../case.js';
import { AS_OF, CLOCK, journalFile, OPTIONS } from '../ledger.js';
import { stopwatch } from '../measure.js';
import { RAW_SCAN, RAW_SCAN_BY_TWO } from '../scans.js';

function bySweep(model: string, workers: number, eventsOf: (setting: Setting) => number): Way['run'] {
  return async (setting) => {
    const file = journalFile(setting.folder, eventsOf(setting));
    const journal = await openSqliteJournalReader(file, OPTIONS);
    const watch = stopwatch();
    const report = await watch.during(() =>
      sweep({
        journal,
        journalUrl: `sqlite:${file}`,
        clock: CLOCK,
        model,
        coordinates: { asOf: AS_OF },
        workers,
        out: join(setting.scratch, 'sweep.csv'),
      }),
    );
    await journal.close();
    if (report.rejected > 0) throw new Error(`${report.rejected} participants were rejected; see ${report.rejects}`);
    return watch.measured(report.events);
  };
}

const smaller = ({ largeEvents }: Setting): number => largeEvents;
const portfolio = ({ portfolioEvents }: Setting): number => portfolioEvents;

function sweepCase(name: string, about: string, model: string): BenchCase {
  return {
    name,
    about,
    unit: 'events',
    journals: ({ largeEvents, portfolioEvents }) => [largeEvents, portfolioEvents],
    ways: {
      '1 worker': { run: bySweep(model, 1, portfolio), mostRounds: 3 },
      '2 workers': { run: bySweep(model, 2, portfolio), mostRounds: 3 },
      'smaller journal': { run: bySweep(model, 2, smaller), mostRounds: 1 },
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
}

export const sweepOfCoverage = sweepCase('sweep', 'coverage overviews of the whole portfolio to a CSV file', 'coverage');
export const sweepOfAccounts = sweepCase(
  'sweep-account',
  'annual accounts of the whole portfolio to a CSV file: the fold alone, hardly any formula',
  'account',
);

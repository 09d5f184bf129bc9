import { join } from 'node:path';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import type { BenchCase } from '../case.js';
import { OPTIONS, writesOf } from '../ledger.js';
import { stopwatch } from '../measure.js';
import { rawWriter } from '../raw.js';

export const bulkAppend: BenchCase = {
  name: 'bulk-append',
  about: 'events appended to the journal, 10 440 a durable write',
  unit: 'events',
  journals: () => [],
  ways: {
    accrual: {
      run: async ({ scratch, events }) => {
        const journal = await openSqliteJournal(join(scratch, 'journal.sqlite'), OPTIONS);
        const watch = stopwatch();
        let appended = 0;
        for (const appends of writesOf(events)) {
          const outcomes = await watch.during(() => journal.append(appends));
          if (outcomes.some(({ status }) => status !== 'appended')) throw new Error('an append was refused');
          appended += appends.reduce((sum, append) => sum + append.events.length, 0);
        }
        await watch.during(() => journal.close());
        return watch.measured(appended);
      },
    },
    raw: {
      isBaseline: true,
      run: async ({ scratch, events }) => {
        const writer = rawWriter(join(scratch, 'journal.sqlite'));
        const watch = stopwatch();
        let appended = 0;
        for (const appends of writesOf(events)) {
          await watch.during(() => writer.append(appends));
          appended += appends.reduce((sum, append) => sum + append.events.length, 0);
        }
        await watch.during(() => writer.close());
        return watch.measured(appended);
      },
    },
  },
  aims: [{ measure: 'rate', way: 'accrual', against: 'raw', least: 0.8 }],
};

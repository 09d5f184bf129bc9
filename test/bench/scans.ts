/** A journal read whole by hand: what sweeps and rebuilds are held against. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Way } from './case.js';
import { journalFile } from './ledger.js';
import { stopwatch } from './measure.js';
import { rawScan } from './raw.js';

export const RAW_SCAN: Way = {
  isBaseline: true,
  mostRounds: 3,
  run: async ({ folder, portfolioEvents }) => {
    const watch = stopwatch();
    const { events: scanned } = await watch.during(() => rawScan(journalFile(folder, portfolioEvents), { index: 0, count: 1 }));
    return watch.measured(scanned);
  },
};

/** In two threads, each half of the streams. */
export const RAW_SCAN_BY_TWO: Way = {
  isBaseline: true,
  mostRounds: 3,
  run: async ({ folder, portfolioEvents }) => {
    const watch = stopwatch();
    const scanned = await watch.during(() =>
      Promise.all([0, 1].map((index) => scanInThread(journalFile(folder, portfolioEvents), index, 2))),
    );
    return watch.measured(scanned.reduce((sum, each) => sum + each, 0));
  },
};

async function scanInThread(file: string, index: number, count: number): Promise<number> {
  const worker = new Worker(new URL('./raw-scan-worker.js', import.meta.url), { workerData: { file, index, count } });
  const [events] = (await once(worker, 'message')) as [number];
  return events;
}

/** Fan-outs of funds, one at a time each. */
import type { Logger } from 'pino';
import { fanOut, type FanOutProgress, type FanOutReport, type FanOutRequest } from '#reprocessing/fan-out/fan-out.js';
import type { FundWrites } from '../dependencies.js';
import { longRuns } from './long-runs.js';

interface FanOuts {
  readonly fanOut: FundWrites['fanOut'];
  readonly end: () => Promise<void>;
}

export function runningFanOuts(source: Omit<FanOutRequest, 'fundId' | 'actor' | 'signal' | 'onProgress'>, logger: Logger): FanOuts {
  const runs = longRuns<{ readonly fundId: string } & FanOutProgress, FanOutReport>(logger);
  return {
    fanOut: (fundId, actor, milliseconds) =>
      runs.within(milliseconds, fundId, fundId, {
        what: 'fan-out',
        start: { fundId, participants: 0, events: 0 },
        work: (signal, onProgress) =>
          fanOut({ ...source, fundId, actor, signal, onProgress: (progress) => onProgress({ fundId, ...progress }) }),
      }),
    end: runs.end,
  };
}

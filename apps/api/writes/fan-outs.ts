/** Fan-outs of funds, one at a time each. A long one goes on in the background; a stop of the server lets the next one go on. */
import type { Logger } from 'pino';
import { Refused } from '#ledger/kernel/refusal.js';
import { fanOut, type FanOutProgress, type FanOutReport, type FanOutRequest } from '#reprocessing/fan-out/fan-out.js';
import type { FanOutAnswer, FundWrites } from '../dependencies.js';

interface Running {
  readonly report: Promise<FanOutReport>;
  readonly progress: () => FanOutProgress;
}

interface FanOuts {
  readonly fanOut: FundWrites['fanOut'];
  /** Stops what runs between two chunks, and waits for it. */
  readonly end: () => Promise<void>;
}

export function runningFanOuts(source: Omit<FanOutRequest, 'fundId' | 'actor' | 'signal' | 'onProgress'>, logger: Logger): FanOuts {
  const running = new Map<string, Running>();
  const ending = new AbortController();
  const begin = (fundId: string, actor: string): Running => {
    let progress: FanOutProgress = { participants: 0, events: 0 };
    const report = fanOut({ ...source, fundId, actor, signal: ending.signal, onProgress: (now) => (progress = now) }).finally(() =>
      running.delete(fundId),
    );
    // Nobody may be waiting for it any more.
    report.catch((error: unknown) => {
      if (!(error instanceof Refused)) logger.error({ err: error }, 'a fan-out failed; run again, it goes on');
    });
    const begun = { report, progress: () => progress };
    running.set(fundId, begun);
    return begun;
  };
  return {
    fanOut: async (fundId, actor, milliseconds) => {
      const { report, progress } = running.get(fundId) ?? begin(fundId, actor);
      const stillRunning = new Promise<FanOutAnswer>((resolve) => {
        setTimeout(() => resolve({ status: 'running', fundId, ...progress() }), milliseconds).unref();
      });
      return Promise.race([report.then((done): FanOutAnswer => ({ status: 'completed', ...done })), stillRunning]);
    },
    end: async () => {
      ending.abort();
      await Promise.allSettled([...running.values()].map(({ report }) => report));
    },
  };
}

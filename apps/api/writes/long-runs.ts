/**
 * Runs that may outlast their request: of one lane one at a time, the same one joined by whoever asks for it. A long one goes on in the
 * background; a stop of the server ends it between two chunks, and the next one goes on from there.
 */
import type { Logger } from 'pino';
import { Refused, refuse } from '#ledger/kernel/refusal.js';

interface Work<Progress, Report> {
  readonly what: 'fan-out' | 'invoices' | 'interest';
  readonly start: Progress;
  readonly work: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<Report>;
}

interface Running<Progress, Report> {
  readonly report: Promise<Report>;
  readonly progress: () => Progress;
}

export interface LongRuns<Progress, Report> {
  /** The report within some milliseconds, or how far it has come by then. */
  readonly within: (
    milliseconds: number,
    lane: string,
    key: string,
    work: Work<Progress, Report>,
  ) => Promise<({ readonly status: 'running' } & Progress) | ({ readonly status: 'completed' } & Report)>;
  /** Stops what runs between two chunks, and waits for it. */
  readonly end: () => Promise<void>;
}

export function longRuns<Progress extends object, Report extends object>(logger: Logger): LongRuns<Progress, Report> {
  const running = new Map<string, Running<Progress, Report>>();
  /** The last run of each lane. */
  const lanes = new Map<string, Promise<unknown>>();
  const ending = new AbortController();
  const begin = (lane: string, key: string, { what, start, work }: Work<Progress, Report>): Running<Progress, Report> => {
    let progress = start;
    const before = lanes.get(lane) ?? Promise.resolve();
    const report = before
      .then(() => {
        if (ending.signal.aborted) refuse('INTERRUPTED', { during: 'waiting', work: what });
        return work(ending.signal, (now) => (progress = now));
      })
      .finally(() => {
        running.delete(key);
        if (lanes.get(lane) === settled) lanes.delete(lane);
      });
    // Nobody may be waiting for it any more, save the next of its lane.
    const settled = report.then(
      () => undefined,
      (error: unknown) => {
        if (!(error instanceof Refused)) logger.error({ err: error }, `${what} failed; run again, it goes on`);
      },
    );
    lanes.set(lane, settled);
    const begun = { report, progress: () => progress };
    running.set(key, begun);
    return begun;
  };
  return {
    within: async (milliseconds, lane, key, work) => {
      const { report, progress } = running.get(key) ?? begin(lane, key, work);
      const stillRunning = new Promise<{ readonly status: 'running' } & Progress>((resolve) => {
        setTimeout(() => resolve({ status: 'running', ...progress() }), milliseconds).unref();
      });
      return Promise.race([report.then((done) => ({ status: 'completed' as const, ...done })), stillRunning]);
    },
    end: async () => {
      ending.abort();
      await Promise.allSettled([...running.values()].map(({ report }) => report));
    },
  };
}

/**
 * Runs a job over a portfolio, portion by portion: in worker threads, each with its own read-only journal, or in this
 * thread. Results come in the order of streams whatever the number of workers; few are in flight, so memory stays flat.
 */
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Refused, type Refusal } from '#ledger/refusal.js';
import { handlerOf } from './handlers.js';
import { openTolerantReader, strictReader, type TolerantReader } from './open-journal.js';
import { portionsOf, type Portion } from './portions.js';
import type { Job, JobKind, JobOf, Results } from './tasks.js';
import type { JournalReader } from '#journal/port.js';

export interface PortfolioSource {
  /** Each worker opens it for itself. Needed where there are workers. */
  readonly journalUrl?: string | undefined;
  /** Read in this thread where there is no URL. */
  readonly journal?: JournalReader | undefined;
}

export interface PortfolioRun<Kind extends JobKind> {
  readonly source: PortfolioSource;
  readonly job: JobOf<Kind>;
  /** Which streams. */
  readonly prefix: string;
  /** Go on after this stream. */
  readonly resumeAfter?: string | undefined;
  /** 0: in this thread. Default: one for each core where the source has a URL. */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PortionResult<Kind extends JobKind> {
  readonly portion: Portion;
  readonly result: Results[Kind];
}

/** Portions handed to a worker at once: the next one lies ready when it has done with one. */
const QUEUED = 2;
/** Portions under way, and results that wait for an earlier one, per worker. */
const AHEAD = 4;

export async function* runPortfolio<Kind extends JobKind>(run: PortfolioRun<Kind>): AsyncGenerator<PortionResult<Kind>> {
  const { source, signal } = run;
  signal?.throwIfAborted();
  const workers = source.journalUrl === undefined ? 0 : (run.workers ?? availableParallelism());
  const own = source.journalUrl === undefined ? undefined : await openTolerantReader(source.journalUrl);
  const reading = own ?? strictReader(required(source.journal));
  try {
    if (workers === 0) yield* runInline(run, reading);
    else yield* runThreads(run, reading, required(source.journalUrl), workers);
  } finally {
    await own?.reader.close();
  }
}

async function* runInline<Kind extends JobKind>(
  run: PortfolioRun<Kind>,
  reading: TolerantReader,
): AsyncGenerator<PortionResult<Kind>> {
  const handle = handlerOf(run.job as Job, reading);
  for await (const portion of portionsOf(reading.reader, run.prefix, run.resumeAfter)) {
    run.signal?.throwIfAborted();
    yield { portion, result: (await handle(portion)) as Results[Kind] };
    await setImmediate(); // a server in the same thread has its turn
  }
}

/** From a worker to its pool. */
export type WorkerReply =
  | { readonly status: 'done'; readonly index: number; readonly result: Results[JobKind] }
  | { readonly status: 'refused'; readonly index: number; readonly refusal: Refusal };

async function* runThreads<Kind extends JobKind>(
  run: PortfolioRun<Kind>,
  reading: TolerantReader,
  journalUrl: string,
  count: number,
): AsyncGenerator<PortionResult<Kind>> {
  const done = new Map<number, Results[JobKind]>();
  let failure: unknown;
  let wake: () => void = () => undefined;
  const fail = (error: unknown): void => {
    failure ??= error;
    wake();
  };
  const idle: Worker[] = [];
  const workers = Array.from({ length: count }, () => {
    const worker = new Worker(new URL('./portfolio-worker.js', import.meta.url), {
      workerData: { journalUrl, job: run.job },
      // A portion's garbage is young; a large nursery only makes the process large.
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    worker.on('message', (reply: WorkerReply) => {
      if (reply.status === 'refused') return fail(new Refused(reply.refusal));
      done.set(reply.index, reply.result);
      idle.push(worker);
      wake();
    });
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new Error(`a worker ended with code ${code} before its work was done`)));
    return worker;
  });
  for (let place = 0; place < QUEUED; place += 1) idle.push(...workers);
  const aborted = (): void => fail(run.signal?.reason);
  run.signal?.addEventListener('abort', aborted, { once: true });
  try {
    const portions = portionsOf(reading.reader, run.prefix, run.resumeAfter);
    const underWay = new Map<number, Portion>();
    let [next, exhausted] = [0, false];
    for (;;) {
      if (failure !== undefined) throw failure;
      while (!exhausted && idle.length > 0 && underWay.size < count * AHEAD) {
        const { value: portion, done: ended } = await portions.next();
        if (ended === true) {
          exhausted = true;
          break;
        }
        underWay.set(portion.index, portion);
        (idle.pop() as Worker).postMessage(portion);
      }
      const result = done.get(next);
      if (result !== undefined) {
        const portion = underWay.get(next) as Portion;
        done.delete(next);
        underWay.delete(next);
        next += 1;
        yield { portion, result: result as Results[Kind] };
        continue;
      }
      if (exhausted && underWay.size === 0) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (failure !== undefined) resolve();
      });
    }
  } finally {
    run.signal?.removeEventListener('abort', aborted);
    for (const worker of workers) worker.removeAllListeners();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a portfolio is read from a journal or from its URL; neither was given');
  return value;
}

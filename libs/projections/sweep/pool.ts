/**
 * Runs a job over a portfolio, portion by portion: in worker threads, each with its own read-only journal, or in this
 * thread. Results come in the order of streams whatever the number of workers; few are in flight, so memory stays flat.
 */
import { handlerOf } from './handlers.js';
import { openTolerantReader, strictReader, type TolerantReader } from './open-journal.js';
import { portionsOf, type Portion } from './portions.js';
import type { Job, JobKind, JobOf, Results } from './tasks.js';
import { orderedThreads } from './threads.js';
import { breathe } from '#journal/breathe.js';
import type { JournalReader } from '#journal/port.js';
import type { Partition } from '../standing/partition.js';

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
  /** Only the streams of these participants; default all. */
  readonly partition?: Partition | undefined;
  /** Go on after this stream. */
  readonly resumeAfter?: string | undefined;
  /** 0: in this thread. Default, where the source has a URL: as many as pay. */
  readonly workers?: number | undefined;
  /** One of the workers is this thread, where nothing else waits for its turn. */
  readonly alsoHere?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PortionResult<Kind extends JobKind> {
  readonly portion: Portion;
  readonly result: Results[Kind];
}

export async function* runPortfolio<Kind extends JobKind>(run: PortfolioRun<Kind>): AsyncGenerator<PortionResult<Kind>> {
  const { source, signal } = run;
  signal?.throwIfAborted();
  const own = source.journalUrl === undefined ? undefined : await openTolerantReader(source.journalUrl);
  const reading = own ?? strictReader(required(source.journal));
  try {
    if (source.journalUrl === undefined || run.workers === 0) yield* runInline(run, reading);
    else yield* runThreads(run, reading, source.journalUrl);
  } finally {
    await own?.reader.close();
  }
}

async function* runInline<Kind extends JobKind>(
  run: PortfolioRun<Kind>,
  reading: TolerantReader,
): AsyncGenerator<PortionResult<Kind>> {
  const handle = handlerOf(run.job as Job, reading);
  for await (const portion of portionsOf(reading.reader, run.prefix, run.resumeAfter, run.partition)) {
    run.signal?.throwIfAborted();
    yield { portion, result: (await handle(portion)) as Results[Kind] };
    await breathe(); // a server in the same thread has its turn
  }
}

async function* runThreads<Kind extends JobKind>(
  run: PortfolioRun<Kind>,
  reading: TolerantReader,
  journalUrl: string,
): AsyncGenerator<PortionResult<Kind>> {
  const handle = run.alsoHere === true ? handlerOf(run.job as Job, reading) : undefined;
  const done = orderedThreads<Portion, Results[Kind]>({
    worker: new URL('./portfolio-worker.js', import.meta.url),
    workerData: { journalUrl, job: run.job },
    tasks: portionsOf(reading.reader, run.prefix, run.resumeAfter, run.partition),
    count: run.workers,
    here: handle === undefined ? undefined : async (portion) => (await handle(portion)) as Results[Kind],
    signal: run.signal,
  });
  for await (const { task, result } of done) yield { portion: task, result };
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a portfolio is read from a journal or from its URL; neither was given');
  return value;
}

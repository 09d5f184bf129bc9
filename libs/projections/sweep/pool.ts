/**
 * Runs a job over a portfolio, portion by portion: in worker threads, each with its own read-only journal, or in this
 * thread. Results come in the order of streams whatever the number of workers; few are in flight, so memory stays flat.
 */
import { handlerOf } from './handlers.js';
import { openTolerantReader, strictReader } from './open-journal.js';
import { portionsOf, type Portion } from './portions.js';
import type { Job, JobKind, JobOf, Results } from './tasks.js';
import { orderedThreads } from './threads.js';
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
  const { source: { journalUrl, journal }, job, signal } = run;
  signal?.throwIfAborted();
  const own = journalUrl === undefined ? undefined : await openTolerantReader(journalUrl);
  const reading = own ?? strictReader(required(journal));
  const onlyHere = own === undefined || run.workers === 0;
  try {
    const handle = onlyHere || run.alsoHere === true ? handlerOf(job as Job, reading) : undefined;
    const done = orderedThreads<Portion, Results[Kind]>({
      worker: new URL('./portfolio-worker.js', import.meta.url),
      workerData: { journalUrl, job },
      tasks: portionsOf(reading.reader, run.prefix, run.resumeAfter, run.partition),
      count: onlyHere ? 1 : run.workers,
      here: handle === undefined ? undefined : async (portion) => (await handle(portion)) as Results[Kind],
      signal,
    });
    for await (const { task, result } of done) yield { portion: task, result };
  } finally {
    await own?.reader.close();
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a portfolio is read from a journal or from its URL; neither was given');
  return value;
}

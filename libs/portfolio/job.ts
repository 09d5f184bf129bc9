/**
 * A job: what is done with each task of a run, in a worker thread or in this one. The module that declares it exports it as `job`, so
 * that a worker finds it again by the module's address; its data is plain, to pass between threads.
 */
import type { JournalReader } from '#journal/port.js';
import { orderedThreads, type Numbered, type TaskResult } from './threads.js';
import { openTolerantReader, strictReader, type TolerantReader } from './tolerant-reader.js';

export interface Job<Data, Task extends Numbered, Result> {
  /** `import.meta.url` of the module that exports it as `job`. */
  readonly module: string;
  /** Called once in each thread. */
  readonly handler: (data: Data, reading: TolerantReader) => (task: Task) => Promise<Result>;
}

/** From the main thread to a worker, once. */
export interface WorkerData {
  readonly journalUrl: string;
  readonly module: string;
  readonly data: unknown;
}

export interface JournalSource {
  /** Each worker opens it for itself. Needed where there are workers. */
  readonly journalUrl?: string | undefined;
  /** Read in this thread where there is no URL. */
  readonly journal?: JournalReader | undefined;
}

export interface RunOptions {
  readonly source: JournalSource;
  /** 0: in this thread. Default, where the source has a URL: as many as pay. */
  readonly workers?: number | undefined;
  /** One of the workers is this thread, where nothing else waits for its turn. */
  readonly alsoHere?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface JobRun<Data, Task extends Numbered, Result> extends RunOptions {
  readonly job: Job<Data, Task, Result>;
  readonly data: Data;
  readonly tasks: (reader: JournalReader) => AsyncIterator<Task>;
}

/** Results in the order of the tasks, whatever the number of workers; few are in flight, so memory stays flat. */
export async function* runJob<Data, Task extends Numbered, Result>(
  run: JobRun<Data, Task, Result>,
): AsyncGenerator<TaskResult<Task, Result>> {
  const { source: { journalUrl, journal }, job, data, signal } = run;
  signal?.throwIfAborted();
  const own = journalUrl === undefined ? undefined : await openTolerantReader(journalUrl);
  const reading = own ?? strictReader(required(journal));
  const onlyHere = own === undefined || run.workers === 0;
  try {
    yield* orderedThreads<Task, Result>({
      worker: new URL('./worker.js', import.meta.url),
      workerData: { journalUrl: journalUrl ?? '', module: job.module, data } satisfies WorkerData,
      tasks: run.tasks(reading.reader),
      count: onlyHere ? 1 : run.workers,
      here: onlyHere || run.alsoHere === true ? job.handler(data, reading) : undefined,
      signal,
    });
  } finally {
    await own?.reader.close();
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a portfolio is read from a journal or from its URL; neither was given');
  return value;
}

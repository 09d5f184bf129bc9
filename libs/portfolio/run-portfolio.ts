/**
 * Runs a job over a portfolio, portion by portion: in worker threads, each with its own read-only journal, or in this
 * thread. Results come in the order of streams whatever the number of workers.
 */
import type { SubjectKind } from '#ledger/subjects.js';
import { runJob, type Job, type RunOptions } from './job.js';
import type { Partition } from './partition.js';
import { NAMED_PER_PORTION, portionsOf, portionsOfNamed, type Portion } from './portions.js';
import type { TaskResult } from './threads.js';

export type PortfolioJob<Data, Result> = Job<Data, Portion, Result>;
export type PortionResult<Result> = TaskResult<Portion, Result>;

export interface PortfolioRun<Data, Result> extends RunOptions {
  readonly job: PortfolioJob<Data, Result>;
  readonly data: Data;
  /** Whose streams. */
  readonly subject: SubjectKind;
  /** Only the streams of these subjects; default all. */
  readonly partition?: Partition | undefined;
  /** Go on after this stream. */
  readonly resumeAfter?: string | undefined;
}

export function runPortfolio<Data, Result>({
  subject,
  partition,
  resumeAfter,
  ...run
}: PortfolioRun<Data, Result>): AsyncGenerator<PortionResult<Result>> {
  return runJob({ ...run, tasks: (reader) => portionsOf(reader, subject, resumeAfter, partition) });
}

export interface NamedRun<Data, Result> extends Omit<PortfolioRun<Data, Result>, 'partition' | 'resumeAfter'> {
  readonly ids: ReadonlySet<string>;
}

/** Of the subjects named alone; few of them are not worth a thread, and are looked at in this one. */
export function runNamed<Data, Result>({ subject, ids, workers, ...run }: NamedRun<Data, Result>): AsyncGenerator<PortionResult<Result>> {
  return runJob({ ...run, workers: ids.size > NAMED_PER_PORTION ? workers : 0, tasks: () => portionsOfNamed(subject, ids) });
}

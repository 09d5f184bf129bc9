/**
 * Threads that work off tasks and answer in the tasks' order, whatever their number; few are in flight, so memory stays
 * flat. The worker's side is `answerTasks`.
 */
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { parentPort, Worker, type MessagePort } from 'node:worker_threads';
import { breathe } from '#journal/breathe.js';
import { Refused, type Refusal } from '#ledger/kernel/refusal.js';
import { threadsThatFit } from './memory.js';

/** 0, 1, 2 … in the order of the tasks. */
export interface Numbered {
  readonly index: number;
}

export interface ThreadedRun<Task extends Numbered, Result> {
  /** Module of the worker; it calls `answerTasks`. */
  readonly worker: URL;
  readonly workerData: unknown;
  readonly tasks: AsyncIterator<Task>;
  /** Number of threads, from 1. Default: one for each core at most, and no more than pay. Never more than the memory bears. */
  readonly count?: number | undefined;
  /**
   * One of the threads is this one, which has its program loaded and warm already: where the caller would only wait, or with a
   * count of 1.
   */
  readonly here?: ((task: Task) => Promise<Result>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A thread takes as long to load and to compile its program as some ten tasks; another one pays where so many more are to be done. */
const TASKS_THAT_PAY_A_THREAD = 12;
/** Tasks handed to a worker at once: the next one lies ready when it has done with one. */
const QUEUED = 2;
/** Tasks under way, and results that wait for an earlier one, per worker. */
const AHEAD = 4;

/**
 * A task's garbage is young: a large nursery only makes the process large. So does a high limit of the old generation, which lets V8
 * collect it a quarter as often; what lives there is a few MB and the longest history, some 400,000 events.
 */
const WORKER_MEMORY = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1_024 };

/**
 * Helpers of a young collection stand in the way of workers that keep every core busy: without them two workers do 7 % more, and one
 * thread alone takes 2 % less of the processors.
 */
const OWN_COLLECTION = '--no-parallel-scavenge';

/** From a worker to its pool. */
type Reply =
  | { readonly status: 'done'; readonly index: number; readonly result: unknown }
  | { readonly status: 'refused'; readonly index: number; readonly refusal: Refusal };

/** Takes a task, answers later. */
type Hand<Task> = (task: Task) => void;

export interface TaskResult<Task, Result> {
  readonly task: Task;
  readonly result: Result;
}

export async function* orderedThreads<Task extends Numbered, Result>(
  run: ThreadedRun<Task, Result>,
): AsyncGenerator<TaskResult<Task, Result>> {
  const { count, tasks } = await sized(run);
  if (count === 0) return;
  const { here, signal } = run;
  const bench = emptyBench<Task, Result>();
  const workers = startWorkers(run, here === undefined ? count : count - 1, bench);
  const ended = here === undefined ? undefined : lendAHand(here, bench);
  const aborted = (): void => bench.fail(signal?.reason);
  signal?.addEventListener('abort', aborted, { once: true });
  if (signal?.aborted === true) aborted();
  try {
    yield* inOrder(tasks, bench, count * AHEAD);
  } finally {
    signal?.removeEventListener('abort', aborted);
    bench.fail(new Error('the run has ended'));
    for (const worker of workers) worker.removeAllListeners();
    await ended?.();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Where hands wait for tasks and lay down what they have done; the first failure ends the run. */
interface Bench<Task extends Numbered, Result> {
  readonly idle: Hand<Task>[];
  readonly done: Map<number, { readonly result: Result }>;
  readonly join: (hand: Hand<Task>) => void;
  readonly finish: (index: number, result: Result, hand: Hand<Task>) => void;
  readonly fail: (error: unknown) => void;
  readonly failure: () => { readonly error: unknown } | undefined;
  /** Until something has been done, or has failed. */
  readonly wait: () => Promise<void>;
}

function emptyBench<Task extends Numbered, Result>(): Bench<Task, Result> {
  const idle: Hand<Task>[] = [];
  const done = new Map<number, { readonly result: Result }>();
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => undefined;
  return {
    idle,
    done,
    join: (hand) => {
      for (let place = 0; place < QUEUED; place += 1) idle.push(hand);
    },
    finish: (index, result, hand) => {
      done.set(index, { result });
      idle.push(hand);
      wake();
    },
    fail: (error) => {
      failure ??= { error };
      wake();
    },
    failure: () => failure,
    wait: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
        if (failure !== undefined) resolve();
      }),
  };
}

async function* inOrder<Task extends Numbered, Result>(
  tasks: AsyncIterator<Task>,
  bench: Bench<Task, Result>,
  mostAhead: number,
): AsyncGenerator<TaskResult<Task, Result>> {
  const underWay = new Map<number, Task>();
  let [next, exhausted] = [0, false];
  for (;;) {
    const failure = bench.failure();
    if (failure !== undefined) throw failure.error;
    while (!exhausted && bench.idle.length > 0 && underWay.size < mostAhead) {
      const { value: task, done: ended } = await tasks.next();
      exhausted = ended === true;
      if (exhausted) break;
      underWay.set(task.index, task);
      (bench.idle.pop() as Hand<Task>)(task);
    }
    const finished = bench.done.get(next);
    if (finished !== undefined) {
      const task = underWay.get(next) as Task;
      bench.done.delete(next);
      underWay.delete(next);
      next += 1;
      yield { task, result: finished.result };
      continue;
    }
    if (exhausted && underWay.size === 0) return;
    await bench.wait();
  }
}

function startWorkers<Task extends Numbered, Result>(
  { worker: module, workerData }: ThreadedRun<Task, Result>,
  count: number,
  bench: Bench<Task, Result>,
): readonly Worker[] {
  setFlagsFromString(OWN_COLLECTION);
  return Array.from({ length: count }, () => {
    const worker = new Worker(module, { workerData, resourceLimits: WORKER_MEMORY });
    const hand: Hand<Task> = (task) => worker.postMessage(task);
    worker.on('message', (reply: Reply) => {
      if (reply.status === 'refused') bench.fail(new Refused(reply.refusal));
      else bench.finish(reply.index, reply.result as Result, hand);
    });
    worker.on('error', (error) => bench.fail(error));
    worker.on('exit', (code) => bench.fail(new Error(`a worker ended with code ${code} before its work was done`)));
    bench.join(hand);
    return worker;
  });
}

/** This thread takes tasks too; answers what ends when its last one has. */
function lendAHand<Task extends Numbered, Result>(here: (task: Task) => Promise<Result>, bench: Bench<Task, Result>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const hand: Hand<Task> = (task) => {
    last = last
      .then(async () => {
        if (bench.failure() !== undefined) return;
        bench.finish(task.index, await here(task), hand);
        await breathe(); // a server in the same thread has its turn
      })
      .catch((error: unknown) => bench.fail(error));
  };
  bench.join(hand);
  return () => last;
}

/** With the number of threads, where none was asked for: the first tasks are fetched to see how many there are. */
async function sized<Task extends Numbered, Result>({ count, tasks }: ThreadedRun<Task, Result>): Promise<{
  readonly count: number;
  readonly tasks: AsyncIterator<Task>;
}> {
  const fit = threadsThatFit();
  if (count !== undefined) return { count: Math.min(count, fit), tasks };
  const cores = Math.min(availableParallelism(), fit);
  const first: Task[] = [];
  while (threadsFor(first.length) <= cores) {
    const { value, done } = await tasks.next();
    if (done === true) break;
    first.push(value);
  }
  return { count: Math.min(threadsFor(first.length), cores), tasks: oneByOne(first, tasks) };
}

/** How many threads are worth their start; none for no task. */
function threadsFor(tasks: number): number {
  return Math.min(tasks, 1 + Math.floor(tasks / TASKS_THAT_PAY_A_THREAD));
}

async function* oneByOne<Task>(first: readonly Task[], rest: AsyncIterator<Task>): AsyncGenerator<Task> {
  yield* first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/**
 * A worker's side: answers one task at a time. An error that is no refusal ends the worker, and with it the run: broken
 * machinery, not a participant's fault.
 */
export function answerTasks<Task extends Numbered, Result>(handler: Promise<(task: Task) => Promise<Result>>): void {
  const port = parentPort as MessagePort;
  let last: Promise<void> = handler.then(() => undefined);
  const answer = async (task: Task): Promise<void> => {
    try {
      const result = await (await handler)(task);
      port.postMessage({ status: 'done', index: task.index, result } satisfies Reply);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      port.postMessage({ status: 'refused', index: task.index, refusal: error.refusal } satisfies Reply);
    }
  };
  port.on('message', (task: Task) => {
    last = last.then(() => answer(task));
  });
}

/**
 * Worker threads that work off tasks and answer in the tasks' order, whatever their number; few are in flight, so memory
 * stays flat. The worker's side is `answerTasks`.
 */
import { parentPort, Worker, type MessagePort } from 'node:worker_threads';
import { Refused, type Refusal } from '#ledger/refusal.js';

/** 0, 1, 2 … in the order of the tasks. */
interface Numbered {
  readonly index: number;
}

export interface ThreadedRun<Task extends Numbered> {
  /** Module of the worker; it calls `answerTasks`. */
  readonly worker: URL;
  readonly workerData: unknown;
  readonly tasks: AsyncIterator<Task>;
  /** Number of threads, from 1. */
  readonly count: number;
  readonly signal?: AbortSignal | undefined;
}

/** Tasks handed to a worker at once: the next one lies ready when it has done with one. */
const QUEUED = 2;
/** Tasks under way, and results that wait for an earlier one, per worker. */
const AHEAD = 4;

/** From a worker to its pool. */
type Reply =
  | { readonly status: 'done'; readonly index: number; readonly result: unknown }
  | { readonly status: 'refused'; readonly index: number; readonly refusal: Refusal };

export async function* orderedThreads<Task extends Numbered, Result>(run: ThreadedRun<Task>): AsyncGenerator<{ readonly task: Task; readonly result: Result }> {
  const { count, tasks } = run;
  const done = new Map<number, { readonly result: unknown }>();
  let failure: unknown;
  let wake: () => void = () => undefined;
  const fail = (error: unknown): void => {
    failure ??= error;
    wake();
  };
  const idle: Worker[] = [];
  const workers = Array.from({ length: count }, () => {
    // A task's garbage is young; a large nursery only makes the process large.
    const worker = new Worker(run.worker, { workerData: run.workerData, resourceLimits: { maxYoungGenerationSizeMb: 16 } });
    worker.on('message', (reply: Reply) => {
      if (reply.status === 'refused') return fail(new Refused(reply.refusal));
      done.set(reply.index, { result: reply.result });
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
    const underWay = new Map<number, Task>();
    let [next, exhausted] = [0, false];
    for (;;) {
      if (failure !== undefined) throw failure;
      while (!exhausted && idle.length > 0 && underWay.size < count * AHEAD) {
        const { value: task, done: ended } = await tasks.next();
        if (ended === true) {
          exhausted = true;
          break;
        }
        underWay.set(task.index, task);
        (idle.pop() as Worker).postMessage(task);
      }
      const finished = done.get(next);
      if (finished !== undefined) {
        const task = underWay.get(next) as Task;
        done.delete(next);
        underWay.delete(next);
        next += 1;
        yield { task, result: finished.result as Result };
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

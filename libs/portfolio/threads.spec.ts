/** Threads: how many are started, and that answers come in the tasks' order whoever gives them. */
import { availableParallelism } from 'node:os';
import { orderedThreads } from './threads.js';

/** Answers which thread worked on the task. */
const WORKER = new URL(`data:text/javascript,${encodeURIComponent(`
  import { parentPort, threadId } from 'node:worker_threads';
  parentPort.on('message', ({ index }) => parentPort.postMessage({ status: 'done', index, result: threadId }));
`)}`);
const HERE = 0;

async function* tasks(count: number): AsyncGenerator<{ readonly index: number }> {
  for (let index = 0; index < count; index += 1) yield { index };
}

/** Slow enough for other threads to have their share. */
const here = async (): Promise<number> => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  return HERE;
};

/** The threads that did the tasks, in the tasks' order. */
async function threadsOf(count: number, asked: { readonly count?: number; readonly here?: typeof here }): Promise<readonly number[]> {
  const threads: number[] = [];
  for await (const { task, result } of orderedThreads<{ readonly index: number }, number>({
    worker: WORKER,
    workerData: undefined,
    tasks: tasks(count),
    ...asked,
  })) {
    expect(task.index).toBe(threads.length);
    threads.push(result);
  }
  expect(threads.length).toBe(count);
  return threads;
}

it('few tasks are done by one thread, the caller’s where it lends a hand', async () => {
  expect(new Set(await threadsOf(11, { here }))).toEqual(new Set([HERE]));
  const threads = new Set(await threadsOf(11, {}));
  expect(threads.size).toBe(1);
  expect(threads).not.toContain(HERE);
});

it('no task needs a thread of its own', async () => {
  expect(await threadsOf(0, {})).toEqual([]);
  expect(await threadsOf(0, { here })).toEqual([]);
});

it('many tasks are done by as many threads as pay, one for each core at most', async () => {
  const threads = new Set(await threadsOf(100, { here }));
  expect(threads).toContain(HERE);
  expect(threads.size).toBeLessThanOrEqual(availableParallelism());
  expect(threads.size > 1).toBe(availableParallelism() > 1);
});

it('a number that was asked for is kept to', async () => {
  const threads = new Set(await threadsOf(30, { count: 2 }));
  expect(threads).not.toContain(HERE);
  expect(threads.size).toBe(2);
  expect(new Set(await threadsOf(30, { count: 1, here }))).toEqual(new Set([HERE]));
});

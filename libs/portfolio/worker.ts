/** Entry of a worker thread: opens its own journal and loads the job's module, then answers one task at a time. */
import { workerData } from 'node:worker_threads';
import type { Job, WorkerData } from './job.js';
import { answerTasks, type Numbered } from './threads.js';
import { openTolerantReader } from './tolerant-reader.js';

const { journalUrl, module, data } = workerData as WorkerData;

async function handler(): Promise<(task: Numbered) => Promise<unknown>> {
  const [reading, { job }] = await Promise.all([
    openTolerantReader(journalUrl),
    import(module) as Promise<{ readonly job: Job<unknown, Numbered, unknown> }>,
  ]);
  return job.handler(data, reading);
}

answerTasks(handler());

/** Entry of a worker thread: opens its own journal, then answers one portion at a time. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { Refused } from '#ledger/refusal.js';
import { handlerOf } from './handlers.js';
import { openTolerantReader } from './open-journal.js';
import type { WorkerReply } from './pool.js';
import type { Portion } from './portions.js';
import type { Job, JobKind, Results } from './tasks.js';

const { journalUrl, job } = workerData as { readonly journalUrl: string; readonly job: Job };
const port = parentPort as MessagePort;
const handle = openTolerantReader(journalUrl).then((reading) => handlerOf(job, reading));
let last: Promise<void> = handle.then(() => undefined);

port.on('message', (portion: Portion) => {
  last = last.then(() => answer(portion));
});

/** An error that is no refusal ends the worker, and with it the run: broken machinery, not a participant's fault. */
async function answer(portion: Portion): Promise<void> {
  try {
    const result = (await (await handle)(portion)) as Results[JobKind];
    port.postMessage({ status: 'done', index: portion.index, result } satisfies WorkerReply);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    port.postMessage({ status: 'refused', index: portion.index, refusal: error.refusal } satisfies WorkerReply);
  }
}

/** Entry of a worker thread: opens its own journal, then answers one portion at a time. */
import { workerData } from 'node:worker_threads';
import { handlerOf } from './handlers.js';
import { openTolerantReader } from './open-journal.js';
import type { Portion } from './portions.js';
import type { Job, JobKind, Results } from './tasks.js';
import { answerTasks } from './threads.js';

const { journalUrl, job } = workerData as { readonly journalUrl: string; readonly job: Job };
answerTasks<Portion, Results[JobKind]>(openTolerantReader(journalUrl).then((reading) => handlerOf(job, reading)));

/** Entry of a worker thread: opens its own journal, then decides one group of participants at a time. */
import { workerData } from 'node:worker_threads';
import { openTolerantReader } from '#projections/sweep/open-journal.js';
import { answerTasks } from '#projections/sweep/threads.js';
import { planHandler, type PlanTask, type PlanWorkerData } from './plan-tasks.js';
import type { PlannedParticipant } from './plan-store.js';

const { journalUrl, origin } = workerData as PlanWorkerData;
answerTasks<PlanTask, readonly PlannedParticipant[]>(openTolerantReader(journalUrl).then(({ reader }) => planHandler(reader, origin)));

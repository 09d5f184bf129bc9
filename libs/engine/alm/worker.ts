/** Entry of a worker thread that computes ranges of scenarios. */
import { workerData } from 'node:worker_threads';
import { answerTasks } from '#portfolio/threads.js';
import { tallyRange, type StudyInThread } from './tally-range.js';

const study = workerData as StudyInThread;
answerTasks(Promise.resolve(async (range: Parameters<typeof tallyRange>[1]) => tallyRange(study, range)));

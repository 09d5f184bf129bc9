/** Entry of a worker thread that computes ranges of scenarios. */
import { workerData } from 'node:worker_threads';
import type { Study } from '#actuarial/alm/simulate.js';
import { answerTasks } from '#portfolio/threads.js';
import { tallyRange } from './tally-range.js';

const study = workerData as Study;
answerTasks(Promise.resolve(async (range: Parameters<typeof tallyRange>[1]) => tallyRange(study, range)));

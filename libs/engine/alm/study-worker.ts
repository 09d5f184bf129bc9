/** Entry of a thread that makes a whole study, tells how far it is, and ends with its report. */
import { parentPort, workerData } from 'node:worker_threads';
import type { JsonObject } from '#ledger/kernel/json.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import { reportOf } from '#rulebooks/nl-ftk/alm/report.js';
import { readAlmRun } from '#rulebooks/nl-ftk/alm/study.js';
import { published } from './published.js';
import { runStudy } from './run-study.js';
import type { StudyMessage } from './study-apart.js';

const tell = (message: StudyMessage): void => parentPort?.postMessage(message);
const run = readAlmRun(workerData as JsonObject);
try {
  const tallies = await runStudy({ study: run.study, workers: 0, onProgress: (done) => tell({ kind: 'progress', done }) });
  tell({ kind: 'report', report: published(reportOf(run, tallies)) });
} catch (error) {
  const refusal = refusalOf(error);
  if (refusal === undefined) throw error;
  tell({ kind: 'refused', refusal });
}

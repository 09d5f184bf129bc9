/** A study in a thread of its own, so that whoever answers requests goes on. */
import { Worker } from 'node:worker_threads';
import type { JsonObject } from '#ledger/kernel/json.js';
import { Refused, type Refusal } from '#ledger/kernel/refusal.js';
import type { PublishedReport } from './published.js';

export type StudyMessage =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'report'; readonly report: PublishedReport }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Of one study, beside what the program itself takes. */
const MOST_MEBIBYTES = 1024;

/** Refuses what the study does; rejects with the signal's reason. `input`: of `alm run`, read before. */
export function studyApart(input: JsonObject, signal: AbortSignal, onProgress: (scenarios: number) => void): Promise<PublishedReport> {
  const worker = new Worker(new URL('./study-worker.js', import.meta.url), {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEBIBYTES },
  });
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('the study was stopped'));
      void worker.terminate();
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: StudyMessage) => {
      if (message.kind === 'progress') onProgress(message.done);
      else if (message.kind === 'report') resolve(message.report);
      else reject(new Refused(message.refusal));
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('the study ended without a report')); // no effect after one
    });
  });
}

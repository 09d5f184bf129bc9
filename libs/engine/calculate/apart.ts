/**
 * Calculations that take seconds, each in a thread of its own: whoever answers requests goes on. A few at a time, some more waiting, the
 * rest told to come again; one that nobody waits for any more is ended.
 */
import { Worker } from 'node:worker_threads';
import { refuse } from '#ledger/kernel/refusal.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import { placesFor, reasonOf } from '../places.js';
import type { Calculation } from '#rulebooks/calculate.js';

export interface WantedCalculation {
  readonly operation: string;
  readonly input: JsonValue;
}

export interface CalculationsApart {
  /** Rejects with the signal's reason. Refuses TOO_MANY_CALCULATIONS. */
  readonly run: (wanted: WantedCalculation, signal: AbortSignal | undefined) => Promise<Calculation>;
  /** Ends those that run. */
  readonly end: () => Promise<void>;
}

export interface CalculationLimits {
  readonly atOnce: number;
  readonly waiting: number;
  /** Of one calculation, beside what the program itself takes. */
  readonly mebibytes: number;
}

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** Without `made`: of studies, which are made one after another. */
    TOO_MANY_CALCULATIONS: { readonly made?: number; readonly waiting: number };
  }
}

const LIMITS: CalculationLimits = { atOnce: 1, waiting: 4, mebibytes: 1024 };

export function calculationsApart({ atOnce, waiting: most, mebibytes }: CalculationLimits = LIMITS): CalculationsApart {
  const running = new Set<Worker>();
  const places = placesFor({
    atOnce,
    waiting: most,
    turnAway: (made, waiting) => refuse('TOO_MANY_CALCULATIONS', { made, waiting }),
  });
  return {
    run: async (wanted, signal) => {
      await places.take(signal);
      try {
        signal?.throwIfAborted();
        return await calculated(wanted, { signal, mebibytes, running });
      } finally {
        places.release();
      }
    },
    end: async () => {
      await Promise.all([...running].map((worker) => worker.terminate()));
    },
  };
}

interface Making {
  readonly signal: AbortSignal | undefined;
  readonly mebibytes: number;
  readonly running: Set<Worker>;
}

function calculated(wanted: WantedCalculation, { signal, mebibytes, running }: Making): Promise<Calculation> {
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: wanted,
    resourceLimits: { maxOldGenerationSizeMb: mebibytes },
  });
  running.add(worker);
  return new Promise<Calculation>((resolve, reject) => {
    const stop = (): void => {
      reject(reasonOf(signal));
      void worker.terminate();
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      running.delete(worker);
      signal?.removeEventListener('abort', stop);
      reject(new Error(`the calculation ${wanted.operation} ended without an answer`)); // no effect after one
    });
  });
}

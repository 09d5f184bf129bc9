/** How many threads the memory bears that is really there: a container is killed at its limit, whatever the machine has. */
import { totalmem } from 'node:os';

/**
 * What a worker takes at most on the portfolios of the benchmark: its program, its nursery, a connection to the journal, the longest
 * history.
 */
const WORKER_BYTES = 120 * 1_048_576;
/** Of the limit, for what is no thread's: the caller's own growth, pages of the journal's file. */
const RESERVE = 0.15;

export interface Memory {
  /** Of the container or the machine, in bytes. */
  readonly limit: number;
  /** What this process has by now. */
  readonly used: number;
}

export function memoryThatIsThere(): Memory {
  const constrained = process.constrainedMemory();
  // Without a limit of its own the system says none, or more than there is.
  const limit = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return { limit, used: process.memoryUsage.rss() };
}

/** Threads that fit, from 1. */
export function threadsThatFit({ limit, used }: Memory = memoryThatIsThere()): number {
  return Math.max(1, Math.floor((limit * (1 - RESERVE) - used) / WORKER_BYTES));
}

/** Follows the journal: every new event, and every new day, is the sign to catch up. */
import { todayOf } from '#money/clock.js';
import type { Instant } from '#money/civil-date.js';
import type { JournalReader } from '#journal/port.js';
import { pause } from './pause.js';

export interface FollowContext {
  readonly reader: JournalReader;
  readonly signal: AbortSignal;
  readonly clock: () => Instant;
  /** Brings the models to the journal's end. */
  readonly catchUp: () => Promise<void>;
  readonly onProblem: (problem: unknown) => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
const DAY_CHECK_MS = 30_000;

/** Ends when the signal aborts. After a problem it tries again, after pauses that grow to a minute. */
export async function followJournal(context: FollowContext): Promise<void> {
  const { signal, onProblem } = context;
  let milliseconds = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    try {
      await followOnce(context, () => {
        milliseconds = FIRST_PAUSE_MS;
      });
    } catch (problem) {
      if (isAborted(signal)) return;
      onProblem(problem);
      await pause(milliseconds, signal);
      milliseconds = Math.min(milliseconds * 2, LONGEST_PAUSE_MS);
    }
  }
}

async function followOnce({ reader, signal, clock, catchUp }: FollowContext, onSuccess: () => void): Promise<void> {
  // A problem ends the subscription beside it; it must not be lost while the subscription waits for an event.
  const ending = new AbortController();
  const both = AbortSignal.any([signal, ending.signal]);
  let day = todayOf(clock);
  let problem: unknown;
  const timer = setInterval(() => {
    const now = todayOf(clock);
    if (now === day) return;
    day = now;
    catchUp().catch((error: unknown) => {
      problem ??= error;
      ending.abort();
    });
  }, DAY_CHECK_MS);
  try {
    const { position } = await reader.head();
    await catchUp();
    onSuccess();
    let seen = 0n;
    for await (const item of reader.subscribe({ after: position, signal: both })) {
      if (item.kind !== 'events') continue;
      const last = item.events.at(-1)?.position ?? 0n;
      if (last <= seen) continue;
      seen = (await reader.head()).position;
      await catchUp();
      onSuccess();
    }
    if (problem !== undefined) throw problem;
  } finally {
    clearInterval(timer);
  }
}

/** A signal aborts while one waits; asked anew so that no earlier answer is taken for granted. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/**
 * One wrong clock poisons knowledge time for good: what is recorded in the year 2076 keeps everything after it there, since the journal's
 * time never goes back. So before an append the clock is held against the journal's last time.
 */
import type { Journal } from '#journal/port.js';
import { refusal, Refused, type Refusal } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    CLOCK_BEHIND: { readonly now: string; readonly last: string; readonly by: string };
    /** `goesOn`: written to all the same. */
    CLOCK_AHEAD: { readonly now: string; readonly last: string; readonly by: string; readonly goesOn: boolean };
  }
}

/** Clocks that are kept in step differ by less; a machine that takes local time for UTC, by more. */
const BEHIND_MILLISECONDS = 10 * 60_000;
/** A ledger that nobody wrote to for so long is rarer than a clock that is wrong by so much. */
const AHEAD_MILLISECONDS = 366 * 86_400_000;
const DAY_MILLISECONDS = 86_400_000;
/** A fund is written to every month: longer than that is said, since a clock that leapt shows in nothing else. */
const SAID_MILLISECONDS = 31 * DAY_MILLISECONDS;

/** `as-is`: the clock is right whatever it says, because somebody looked. */
export type ClockTrust = 'checked' | 'as-is';

/**
 * CLOCK_BEHIND or CLOCK_AHEAD where `now` does not fit the journal's last time; `isSmall` where the journal can go on by itself, and
 * only the one who keeps the clock is to be told.
 */
export function clockProblem(now: Instant, last: Instant | undefined): (Refusal & { readonly isSmall: boolean }) | undefined {
  if (last === undefined) return undefined;
  const difference = Date.parse(now) - Date.parse(last);
  if (difference < 0) {
    return {
      ...refusal('CLOCK_BEHIND', { now, last, by: durationText(-difference) }),
      isSmall: -difference <= BEHIND_MILLISECONDS,
    };
  }
  if (difference <= SAID_MILLISECONDS) return undefined;
  const isSmall = difference <= AHEAD_MILLISECONDS;
  return {
    ...refusal('CLOCK_AHEAD', { now, last, by: durationText(difference), goesOn: isSmall }),
    isSmall,
  };
}

function durationText(milliseconds: number): string {
  const units: readonly (readonly [length: number, name: string])[] = [
    [365.25 * DAY_MILLISECONDS, 'years'],
    [DAY_MILLISECONDS, 'days'],
    [3_600_000, 'hours'],
    [60_000, 'minutes'],
    [1_000, 'seconds'],
  ];
  const [length, name] = units.find(([unit]) => milliseconds >= 2 * unit) ?? [1, 'milliseconds'];
  return `${Math.round(milliseconds / length).toLocaleString('en')} ${name}`;
}

export interface WatchedClock {
  readonly clock: () => Instant;
  readonly trust: ClockTrust;
  /** Told once of each kind of problem that does not stop the work. */
  readonly warn: (warning: Refusal) => void;
}

/** The journal, whose appends refuse CLOCK_BEHIND and CLOCK_AHEAD. */
export function withWatchedClock(journal: Journal, last: Instant | undefined, { clock, trust, warn }: WatchedClock): Journal {
  let latest = last;
  const told = new Set<string>();
  return {
    ...journal,
    append: async (appends, mode) => {
      const now = clock();
      const problem = clockProblem(now, latest);
      if (problem !== undefined) {
        const { isSmall, ...refused } = problem;
        if (!isSmall && trust === 'checked') throw new Refused(refused as Refusal);
        if (!told.has(refused.code)) warn(refused as Refusal);
        told.add(refused.code);
      }
      const outcomes = await journal.append(appends, mode);
      if (latest === undefined || now > latest) latest = now;
      return outcomes;
    },
  };
}

/** The coordinates of an answer: value date, knowledge time, rules. */
import { civilDay, todayOf, UTC, type Clock, type KeepsDays } from '#money/clock.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Knowledge, Selection } from '#ledger/kernel/selection.js';
import type { JournalHead } from '#journal/port.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    POSITION_BEYOND_END: { readonly position: string; readonly end: string };
    /** The instant stands under the name of its coordinate. */
    KNOWLEDGE_IN_FUTURE: {
      readonly coordinate: 'knownAt' | 'rulesKnownAt';
      readonly knownAt?: string;
      readonly rulesKnownAt?: string;
      readonly now: string;
    };
  }
}

/** As asked; what is left out takes its default. */
export interface AskedCoordinates {
  readonly asOf?: CivilDate | undefined;
  /** An instant, or a position of the journal. */
  readonly knownAt?: Instant | bigint | undefined;
  readonly rulesKnownAt?: Instant | undefined;
}

/** As resolved: the same coordinates give the same answer. */
export interface Coordinates {
  readonly asOf: CivilDate;
  readonly knownAt: Instant | bigint;
  /** Undefined: all published rules. */
  readonly rulesKnownAt: Instant | undefined;
}

/**
 * Fills in the defaults: today, all that the journal holds, all published rules. Today is that of the fund that is asked about, by the
 * zones that it has stated by now; without a fund the question is one about the whole ledger. Refuses what the ledger cannot know:
 * KNOWLEDGE_IN_FUTURE, POSITION_BEYOND_END.
 */
export function resolveCoordinates(asked: AskedCoordinates, head: JournalHead, clock: Clock, fund?: KeepsDays): Coordinates {
  const [now, today] = [clock(), todayOf(clock, fund)];
  const { knownAt, rulesKnownAt } = asked;
  if (typeof knownAt === 'bigint' && knownAt > head.position) {
    refuse('POSITION_BEYOND_END', { position: String(knownAt), end: String(head.position) });
  }
  refuseFuture('knownAt', typeof knownAt === 'string' ? knownAt : undefined, now, today);
  refuseFuture('rulesKnownAt', rulesKnownAt, now, today);
  return {
    asOf: asked.asOf ?? today,
    knownAt: knownAt ?? head.recordedAt ?? now,
    rulesKnownAt,
  };
}

/** A day as a whole stands for its end, so all of today may be named: by UTC or where the fund is. */
function refuseFuture(name: 'knownAt' | 'rulesKnownAt', instant: Instant | undefined, now: Instant, today: CivilDate): void {
  const day = instant === undefined ? undefined : civilDay(instant, UTC);
  if (day === undefined || day <= civilDay(now, UTC) || day <= today) return;
  refuse('KNOWLEDGE_IN_FUTURE', { coordinate: name, [name]: String(instant), now });
}

export function knowledgeOf(coordinates: Coordinates): Knowledge {
  return typeof coordinates.knownAt === 'bigint'
    ? { positionUpTo: coordinates.knownAt }
    : { recordedUpTo: coordinates.knownAt };
}

/** Which events an answer at the coordinates counts. */
export function selectionOf(coordinates: Coordinates): Selection {
  return { asOf: coordinates.asOf, ...knowledgeOf(coordinates) };
}

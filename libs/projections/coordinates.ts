/** The coordinates of an answer: value date, knowledge time, rules. */
import type { CivilDate, Instant } from '#money/civil-date.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Knowledge, Selection } from '#ledger/kernel/selection.js';
import type { JournalHead } from '#journal/port.js';

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
 * Fills in the defaults: today, all that the journal holds, all published rules. Refuses what the ledger cannot know:
 * KNOWLEDGE_IN_FUTURE, POSITION_BEYOND_END.
 */
export function resolveCoordinates(asked: AskedCoordinates, head: JournalHead, now: Instant): Coordinates {
  const { knownAt, rulesKnownAt } = asked;
  if (typeof knownAt === 'bigint' && knownAt > head.position) {
    refuse('POSITION_BEYOND_END', `the journal ends at position ${head.position}; nothing is known about position ${knownAt}`, {
      position: String(knownAt),
      end: String(head.position),
    });
  }
  refuseFuture('knownAt', typeof knownAt === 'string' ? knownAt : undefined, now);
  refuseFuture('rulesKnownAt', rulesKnownAt, now);
  return {
    asOf: asked.asOf ?? now.slice(0, 10),
    knownAt: knownAt ?? head.recordedAt ?? now,
    rulesKnownAt,
  };
}

function refuseFuture(name: string, instant: Instant | undefined, now: Instant): void {
  if (instant === undefined || instant.slice(0, 10) <= now.slice(0, 10)) return;
  refuse('KNOWLEDGE_IN_FUTURE', `${name} ${instant} lies ahead; what will be known then cannot be told now (${now})`, {
    [name]: instant,
  });
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

/**
 * A participant as the events tell it: the one fold that every read model and every decision of the rulebooks starts from.
 * `evolve` owns its accumulator and changes it in place, since a portfolio folds millions of events; to everyone else the
 * state is readonly. Amounts are whole minor units.
 */
import { foldingOf, freshStates, type ReadonlySlice, type SlicesOf } from '../kernel/fold.js';
import type { AnyRecorded } from '../kernel/event.js';
import { PARTICIPANT_FAMILIES } from './families.js';

type Slices = SlicesOf<typeof PARTICIPANT_FAMILIES>;

interface Progress {
  eventCount: number;
  /** Revision of the last event in recorded order that counted; −1 for none. */
  lastRevision: number;
  /** Position of that event. */
  lastPosition: bigint;
}

/** The slices of all families, flat. */
export interface ParticipantState extends ReadonlySlice<Slices>, Readonly<Progress> {}

const folding = foldingOf<Slices, void>(PARTICIPANT_FAMILIES);

export const initialParticipant: () => ParticipantState = freshStates(PARTICIPANT_FAMILIES, {
  eventCount: 0,
  lastRevision: -1,
  lastPosition: 0n,
});

/** Applies one event; events come in effective order (value date, then revision). */
export function evolveParticipant(state: ParticipantState, event: AnyRecorded): ParticipantState {
  const next = state as ParticipantState & Slices & Progress;
  next.eventCount += 1;
  if (event.revision > next.lastRevision) {
    next.lastRevision = event.revision;
    next.lastPosition = event.position;
  }
  folding(next, event);
  return next;
}

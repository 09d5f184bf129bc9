/** The fold of a participant's stream: events in effect, one after another, into the state. */
import type { RecordedEvent } from '../kernel/envelope.js';
import type { ParticipantEvent } from '../event.js';
import { eventsInEffect, type Selection } from '../kernel/selection.js';
import { evolveParticipant, initialParticipant, type ParticipantState } from './state.js';

/** `events`: one stream in revision order. */
export function stateOf(events: readonly RecordedEvent[], selection: Selection): ParticipantState {
  let state = initialParticipant();
  for (const event of eventsInEffect(events, selection)) state = evolveParticipant(state, event as unknown as ParticipantEvent);
  return state;
}

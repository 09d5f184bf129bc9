/** What can happen to a participant: the events of all its families. */
import type { DataOf, Decided, Recorded } from '../kernel/event.js';
import type { EventsOf } from '../kernel/fold.js';
import type { PARTICIPANT_FAMILIES } from './families.js';

export type ParticipantEventData = DataOf<EventsOf<typeof PARTICIPANT_FAMILIES>>;
export type ParticipantEventType = keyof ParticipantEventData;
export type ParticipantEvent = Recorded<ParticipantEventData>;
export type DecidedParticipantEvent = Decided<ParticipantEventData>;

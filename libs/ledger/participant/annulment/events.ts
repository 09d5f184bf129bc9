/** The annulment of an event that should never have been recorded, and what each definition of a participant's event says of it. */
import { FIRST_VERSION, type DataOf, type EventDefinition } from '../../kernel/event.js';
import type { FoldInPlace } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';

export interface ParticipantEventDefinition extends EventDefinition {
  /** Facts and payments may be annulled (undefined); for the others, why not and what to do instead. */
  readonly kept: string | undefined;
}

export interface ParticipantEventDefinitions {
  readonly [type: string]: ParticipantEventDefinition;
}

/** Why an entitlement that a fund's decision gave is not annulled. */
export const ADJUSTED = 'it follows from a decision of the fund and is adjusted by reprocessing';

export const ANNULMENT_EVENTS = {
  EventAnnulled: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: 'an annulment stays; record the fact anew',
    schema: is.record({ annuls: is.eventReference, reason: is.text }),
  },
} satisfies ParticipantEventDefinitions;

export type AnnulmentEventData = DataOf<typeof ANNULMENT_EVENTS>;

/** The annulled event is left out when the events are selected, and its annulment with it. */
export const foldAnnulment: FoldInPlace<AnnulmentEventData, object> = { EventAnnulled: () => undefined };

/** The key under which an event's annulment stands. */
export function annulmentKey(eventId: string): string {
  return `annulled:${eventId}`;
}

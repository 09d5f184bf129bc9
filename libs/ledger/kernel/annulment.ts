/**
 * The annulment of an event that should never have been recorded, of whatever subject: neither counts, and both stay in the history. What
 * each definition of an event says of it, and what all annulments share.
 */
import { NO_CHANGE, refused, type Decision } from './decision.js';
import type { RecordedEvent } from './envelope.js';
import { FIRST_VERSION, type DataOf, type Decided, type EventDefinition } from './event.js';
import * as is from './schema.js';

/** Why an event is not annulled; the sentence says what to do instead. */
export type KeptReason =
  | 'annulment-stays'
  | 'affiliation'
  | 'account-derived'
  | 'by-decision'
  | 'came-with-group'
  | 'continuation'
  | 'continuation-end'
  | 'derived'
  | 'enrolment'
  | 'estimate-replaced'
  | 'forwarded'
  | 'interest-derived'
  | 'invoice-sent'
  | 'on-next-invoice'
  | 'savings-derived'
  | 'settlement-decided'
  | 'stands-as-decided'
  | 'with-its-correction';

export interface AnnullableDefinition extends EventDefinition {
  /** Facts, payments and what was imposed may be annulled (undefined); of the others, why not. */
  readonly kept: KeptReason | undefined;
  /** Of what is owed to the fund of before a transfer: annulled there still, as it is told there, of one who has gone over. */
  readonly isOwedHere?: true;
}

export interface AnnullableDefinitions {
  readonly [type: string]: AnnullableDefinition;
}

export const ANNULMENT_EVENTS = {
  EventAnnulled: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: 'annulment-stays',
    schema: is.record({ annuls: is.eventReference, reason: is.text }),
  },
} satisfies AnnullableDefinitions;

export type AnnulmentEventData = DataOf<typeof ANNULMENT_EVENTS>;
export type DecidedAnnulment = Decided<AnnulmentEventData>;

/** The annulled event is left out when the events are selected, and its annulment with it. */
export const foldAnnulment = { EventAnnulled: (): Record<never, never> => ({}) };

/** The key under which an event's annulment stands. */
export function annulmentKey(eventId: string): string {
  return `annulled:${eventId}`;
}

export interface Annul {
  readonly eventId: string;
  readonly reason: string;
}

/** With the value date of what it annuls. */
export function annulmentOf({ id, effectiveDate }: Pick<RecordedEvent, 'id' | 'effectiveDate'>, reason: string): DecidedAnnulment {
  return { type: 'EventAnnulled', effectiveDate, key: annulmentKey(id), data: { annuls: id, reason } };
}

/** Whose event it is: `{ participantId: … }`, `{ employerId: … }`. */
export type OfSubject = { readonly participantId: string } | { readonly employerId: string };

/** The same where the subject may not be known. */
export type MayBeOf = Partial<Record<'participantId' | 'employerId', string>>;

type OfEvent = OfSubject & { readonly eventId: string; readonly type: string };

declare module './refusal.js' {
  interface Refusals {
    /** Of the subject that is named, or nowhere in the journal. `endsIn`: where the end of an id was given. */
    UNKNOWN_EVENT: MayBeOf & { readonly transferId?: string } & ({ readonly eventId: string } | { readonly endsIn: string });
    CANNOT_BE_ANNULLED:
      | (OfEvent & { readonly kept: KeptReason; readonly transfer?: string })
      | { readonly transferId: string; readonly eventId: string; readonly kept: 'proposal' | 'completion' };
    /** An event that was decided on this one stands. */
    STILL_RESTED_ON: OfEvent & { readonly restingType: string; readonly resting: string };
  }
}

type Definitions<Event extends RecordedEventOf> = { readonly [type in Event['type']]: AnnullableDefinition };
type RecordedEventOf = Pick<RecordedEvent, 'id' | 'revision' | 'effectiveDate'> & { readonly type: string; readonly data: object };

/** The event, and those of its stream that stand, itself among them. */
export interface Annulled<Event> {
  readonly status: 'found';
  readonly event: Event;
  readonly standing: readonly Event[];
}

/** An event that may be annulled. One that was before is no change. Refuses UNKNOWN_EVENT and CANNOT_BE_ANNULLED. */
export function toBeAnnulled<Event extends RecordedEventOf>(
  eventId: string,
  events: readonly Event[],
  definitions: Definitions<Event>,
  of: OfSubject,
): Annulled<Event> | Exclude<Decision<never>, { readonly status: 'decided' }> {
  const event = events.find(({ id }) => id === eventId);
  if (event === undefined) return refused('UNKNOWN_EVENT', { ...of, eventId }) as RefusedDecision;
  const annulled = new Set(events.flatMap(({ type, data }) => (type === 'EventAnnulled' ? [(data as { annuls?: unknown }).annuls] : [])));
  if (annulled.has(eventId)) return NO_CHANGE as { readonly status: 'no-change' };
  const { type } = event;
  // One that came into the wrong stream is of no definition here: it may go.
  const kept = (definitions as Partial<Definitions<Event>>)[type as Event['type']]?.kept;
  if (kept !== undefined) return refused('CANNOT_BE_ANNULLED', { ...of, eventId, type, kept }) as RefusedDecision;
  return { status: 'found', event, standing: events.filter(({ id }) => !annulled.has(id)) };
}

type RefusedDecision = Extract<Decision<never>, { readonly status: 'refused' }>;

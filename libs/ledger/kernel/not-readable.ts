/** A subject whose stream has an event that this program cannot read or fold: it is set aside and named, and the others go on. */
import { refusal, refusalOf, type Refusal } from './refusal.js';

interface NotReadable {
  /** What stopped the fold. */
  readonly why: Why;
  /** The event at fault, where it is known. */
  readonly eventId?: string;
}

/** A refusal of the law, or what an exception said. */
export type Why = { readonly refusal: Refusal } | { readonly error: string };

declare module './refusal.js' {
  interface Refusals {
    PARTICIPANT_NOT_READABLE: { readonly participantId: string } & NotReadable;
    EMPLOYER_NOT_READABLE: { readonly employerId: string } & NotReadable;
    TRANSFER_NOT_READABLE: { readonly transferId: string } & NotReadable;
  }
}

export function participantNotReadable(participantId: string, error: unknown, eventId?: string): Refusal {
  return refusal('PARTICIPANT_NOT_READABLE', { participantId, ...notReadable(error, eventId) });
}

export function employerNotReadable(employerId: string, error: unknown, eventId?: string): Refusal {
  return refusal('EMPLOYER_NOT_READABLE', { employerId, ...notReadable(error, eventId) });
}

export function transferNotReadable(transferId: string, error: unknown, eventId?: string): Refusal {
  return refusal('TRANSFER_NOT_READABLE', { transferId, ...notReadable(error, eventId) });
}

function notReadable(error: unknown, eventId: string | undefined): NotReadable {
  return { why: whyOf(error), ...(eventId === undefined ? {} : { eventId }) };
}

export function whyOf(error: unknown): Why {
  const refused = refusalOf(error);
  if (refused !== undefined) return { refusal: refused };
  return { error: error instanceof Error ? error.message : String(error) };
}

/** Refusals of what rests on a subject that cannot be read. */
import type { Why } from '#ledger/kernel/not-readable.js';
import type { RefusalWords, Say } from './words.js';

function because(of: string, { why, eventId }: { readonly why: Why; readonly eventId?: string }, say: Say): string {
  const told = 'error' in why ? why.error : say(why.refusal);
  return `${of} cannot be read: ${told}${eventId === undefined ? '' : ` (event ${eventId})`}; if an event is wrong, annul it`;
}

export const OF_THE_UNREADABLE = {
  PARTICIPANT_NOT_READABLE: ({ participantId, ...fault }, say) => because(`participant ${participantId}`, fault, say),
  EMPLOYER_NOT_READABLE: ({ employerId, ...fault }, say) => because(`employer ${employerId}`, fault, say),
  TRANSFER_NOT_READABLE: ({ transferId, ...fault }, say) => because(`transfer ${transferId}`, fault, say),
} satisfies Partial<RefusalWords>;

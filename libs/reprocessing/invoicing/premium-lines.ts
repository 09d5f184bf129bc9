/** The lines of an invoice, participant by participant: what each was charged for, and why. */
import type { JournalReader } from '#journal/port.js';
import { readWhole } from '#journal/read-whole.js';
import { dataIf } from '#ledger/event.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { PremiumEventData } from '#ledger/participant/premiums/events.js';
import { participantStream } from '#ledger/subjects.js';
import type { Instant } from '#money/civil-date.js';
import { participantsOfEmployers, readEmployer } from './employer-books.js';

type Charged = PremiumEventData['PremiumCharged'];

export interface PremiumLineOfInvoice extends Omit<Charged, 'employerId' | 'invoice' | 'afterFinal'> {
  readonly participantId: string;
  readonly afterFinal: boolean;
  readonly eventId: string;
}

export interface LinesAsked {
  readonly employerId: string;
  readonly invoice: string;
  /** What was known at a position, and by an instant. */
  readonly upTo: bigint;
  readonly knownAt?: Instant | null;
  /** Begins with this participant. */
  readonly from?: string | undefined;
}

/**
 * In order of the participants' ids, and of the charges of each. Refuses EMPLOYER_NOT_AFFILIATED, and UNKNOWN_INVOICE where none of that
 * name is known by then.
 */
export async function* linesOfInvoice(
  journal: JournalReader,
  { employerId, invoice, upTo, knownAt = null, from = '' }: LinesAsked,
): AsyncGenerator<PremiumLineOfInvoice> {
  const { employer } = await readEmployer(journal, employerId);
  const sent = employer.invoices.find(({ data }) => data.invoice === invoice);
  const of = sent === undefined ? undefined : (await journal.findEvents([sent.eventId])).get(sent.eventId);
  if (of === undefined || of.position > upTo || (knownAt !== null && of.recordedAt > knownAt)) {
    refuse('UNKNOWN_INVOICE', { employerId, invoice });
  }
  const participants = (await participantsOfEmployers(journal, upTo, employerId)).get(employerId) ?? [];
  for (const participantId of participants) {
    if (participantId < from) continue;
    for (const event of await readWhole(journal, participantStream(participantId))) {
      const charged = dataIf(event, 'PremiumCharged');
      if (charged === undefined) continue;
      const { employerId: of, invoice: on, afterFinal = false, ...line } = charged;
      if (of === employerId && on === invoice) yield { participantId, ...line, afterFinal, eventId: event.id };
    }
  }
}

/** Refusals of annulments, of whatever subject. */
import type { KeptReason } from '#ledger/kernel/annulment.js';
import type { Refusals } from '#ledger/kernel/refusal.js';
import { namedSubject } from './subject.js';
import type { RefusalWords } from './words.js';

/** Why it stays, and what to do instead. */
const KEPT: { readonly [reason in KeptReason]: string } = {
  'annulment-stays': 'an annulment stays; record the fact anew',
  affiliation: 'everything else about the employer rests on it; affiliate the right employer under another id',
  'account-derived': 'it follows from the invoices and payments and is put right with them; annul the payment that is wrong',
  'by-decision': 'it follows from a decision of the fund and is adjusted by reprocessing',
  'came-with-group': 'it came with a group; the way back is a transfer',
  continuation: 'report its end instead',
  'continuation-end': 'an end that was told stands',
  derived: 'it follows from the facts and is adjusted by reprocessing',
  enrolment: 'everything else about the participant rests on it; enrol the right person under another id',
  'estimate-replaced': 'it stands with the invoice that was sent for it; correct the salaries that this invoice charges',
  forwarded: 'another fact that is forwarded puts it right',
  'interest-derived': 'it follows from invoices and payments; the next run of interest derives it again once they are right',
  'invoice-sent':
    'it has been sent; correct the salaries that it charges, and the next invoice, or after the final one of its year a decision on the ' +
    'differences (4.9), settles them',
  'on-next-invoice': 'the next invoice settles what was charged wrongly',
  'savings-derived': 'it follows from payments, returns and the exemption, and is derived again by the next fan-out',
  'settlement-decided': 'it stands with what it decided for each participant; correct the salaries, and decide on what differs then',
  'stands-as-decided':
    'it follows from a decision of the fund and stands as decided; the decision of the next year brings it up to date',
  'with-its-correction': 'it follows from a correction; annul the correction',
};

/** A kind of stream that is added needs no words here: then its events have no annulment. */
const WAY_BACK: { readonly [kind in Refusals['SUBJECT_NOT_ANNULLED']['kind']]?: string } = {
  fund: 'its decisions have reached its participants; another decision, or a fact told anew, puts right what one got wrong',
  transfer: 'its steps have an annulment of their own: the last one is taken back',
  batch: 'it says what was run',
};

export const OF_ANNULMENTS = {
  UNKNOWN_EVENT: (told) => {
    const subject = namedSubject(told);
    if ('endsIn' in told) return `${subject} has no event whose id ends in ${told.endsIn}`;
    const { eventId } = told;
    return subject === ''
      ? `the journal has no event ${eventId}; take the id from a history or an explanation`
      : `${subject} has no event ${eventId}`;
  },
  CANNOT_BE_ANNULLED: (told) => {
    if ('transferId' in told) {
      return told.kept === 'proposal'
        ? `a proposal is not annulled; withdraw transfer ${told.transferId}, and propose another`
        : `transfer ${told.transferId} is completed; the way back is a transfer`;
    }
    const { eventId, type, kept, transfer, ...of } = told;
    return `${type} ${eventId} of ${namedSubject(of)} cannot be annulled: ${KEPT[kept]}${transfer === undefined ? '' : ` (it was ${transfer})`}`;
  },
  STILL_RESTED_ON: ({ eventId, type, restingType, resting, ...of }) =>
    `${type} ${eventId} of ${namedSubject(of)} is what ${restingType} ${resting} rests on; annul that one first, where it may be`,
  SUBJECT_NOT_ANNULLED: ({ kind, id }) => `no event of the ${kind} ${id} is annulled: ${WAY_BACK[kind] ?? 'its events have no annulment'}`,
} satisfies Partial<RefusalWords>;

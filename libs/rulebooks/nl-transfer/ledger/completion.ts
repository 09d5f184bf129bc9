/** Completion of a transfer: its checks, then what moves for every participant, all or none (sections 3, 5 and 9). */
import { refuse } from '#ledger/kernel/refusal.js';
import { amountMinor } from '#money/amount.js';
import { Decimal } from '#money/decimal.js';
import type { Completion, TransferMovement } from '../../frame/capabilities/collective-transfer.js';
import { transferPostings } from '../postings/transfer-postings.js';
import { dossierProcess } from './dossier.js';
import { refuseStale, staleParticipants } from './snapshot.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    TRANSFER_DATE_IN_FUTURE: { readonly transferDate: string; readonly today: string };
  }
}

/**
 * The step's own checks come first, by transfer.process; then the snapshot, then who is accepted. What is closed is what was booked, each
 * year's right to the cent; what is opened comes of the unrounded right (section 5).
 */
export function completeTransfer(completion: Completion): readonly TransferMovement[] {
  const { dossier, on, today, snapshot, rightsNow, rightsUnrounded } = completion;
  const { transferDate } = dossier.terms;
  if (transferDate > today) refuse('TRANSFER_DATE_IN_FUTURE', { transferDate, today });
  const { state } = dossierProcess(dossier);
  if (state !== 'CLEARED') refuse('NOT_CLEARED', { state });
  dossierProcess({ ...dossier, steps: [...dossier.steps, { type: 'complete', date: on, facts: {} }] });
  refuseStale(staleParticipants(snapshot, rightsNow), state);
  const values = snapshot.map(({ participantId, value }) => ({
    id: participantId,
    value: new Decimal(value),
    annualRight: new Decimal(rightsUnrounded.get(participantId) as string),
  }));
  const booked = new Map(snapshot.map(({ participantId, oldRight }) => [participantId, amountMinor(oldRight)]));
  const postings = transferPostings(completion.transferValueMinor, new Decimal(completion.conversion), values, completion.accepted);
  return [...postings].map(([participantId, posting]) => ({
    participantId,
    ...posting,
    closedRightMinor: booked.get(participantId) as number,
  }));
}

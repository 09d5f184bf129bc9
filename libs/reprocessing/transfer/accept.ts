/** The receiver's acceptance: whom it takes, and who they are there. */
import { refusal, refuse } from '#ledger/kernel/refusal.js';
import { participantStream } from '#ledger/subjects.js';
import { ACCEPTANCE_ROW, type FileStepValues } from '#ledger/transfer/dossier/steps.js';
import { dossierOf } from '#projections/transfer/dossier-of.js';
import { ENDED_STATES } from '#rulebooks/frame/capabilities/collective-transfer.js';
import type { RowProblem } from '../formats/refusals.js';
import { readDeclaredRows, refuseRows, type DeclaredRow } from '../formats/declared-rows.js';
import { common } from './decide-step.js';
import { evidenceOf, readEvidence } from './evidence.js';
import {
  nextKey,
  NOTHING_TAKEN,
  refuseFutureStep,
  steps,
  type OpenTransfer,
  type StepContext,
  type StepDecision,
} from './step-context.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `transferId` of a row of the snapshot, `rowTransferId` of one that a receiver accepts. */
    OTHER_TRANSFER: { readonly participantId: string; readonly openTransferId: string } & (
      | { readonly transferId: string; readonly rowTransferId?: undefined }
      | { readonly receiverParticipantId: string; readonly rowTransferId: string }
    );
    DUPLICATE: { readonly participantId: string; readonly receiverParticipantId?: string };
    ACCEPTED_IN_FUTURE: {
      readonly participantId: string;
      readonly receiverParticipantId: string;
      readonly acceptedOn: string;
      readonly today: string;
    };
    TRANSFER_ENDED: { readonly transferId: string; readonly state: string };
  }
}

export interface AcceptedRow {
  readonly participantId: string;
  readonly receiverParticipantId: string;
  readonly acceptedOn: string;
}

type Row = DeclaredRow<typeof ACCEPTANCE_ROW>;
/**
 * ReceiverAccepted: a later file takes the place of an earlier one. Refuses, with every row at fault, OTHER_TRANSFER, DUPLICATE,
 * ACCEPTED_IN_FUTURE and PARTICIPANT_ALREADY_ENROLLED (an id that this ledger has already, of a receiver in it); TRANSFER_ENDED.
 */
export async function decideAcceptance(
  file: string,
  values: FileStepValues,
  open: OpenTransfer,
  context: StepContext,
): Promise<StepDecision> {
  const { transfer, transferId, today } = open;
  const rows = await readDeclaredRows(file, ACCEPTANCE_ROW);
  const evidence = evidenceOf(
    rows
      .map(({ values: { participantId, receiverParticipantId, acceptedOn } }): AcceptedRow => ({
        participantId,
        receiverParticipantId,
        acceptedOn,
      }))
      .sort((a, b) => (a.participantId < b.participantId ? -1 : 1)),
  );
  if (transfer.accepted?.data.digest === evidence.digest) return NOTHING_TAKEN;
  const { state } = open.law.process(dossierOf(transfer));
  if (ENDED_STATES.has(state)) {
    refuse('TRANSFER_ENDED', { transferId, state });
  }
  refuseFutureStep(values.on, today);
  const problems = [...rowProblems(rows, open), ...(await takenIds(rows, open, context))].sort((a, b) => a.line - b.line);
  if (problems.length > 0) refuseRows(file, problems);
  const data = { ...common(values), count: rows.length, digest: evidence.digest };
  const event = { type: 'ReceiverAccepted', effectiveDate: values.on, key: nextKey(transfer, 'accepted'), data } as const;
  return { ...steps(event), evidence: [evidence] };
}

function rowProblems(rows: readonly Row[], { transferId, today }: OpenTransfer): readonly RowProblem[] {
  const [participants, receivers] = [new Set<string>(), new Set<string>()];
  return rows.flatMap(({ line, values }): readonly RowProblem[] => {
    const { participantId, receiverParticipantId, acceptedOn } = values;
    const isTwice = participants.has(participantId) || receivers.has(receiverParticipantId);
    participants.add(participantId);
    receivers.add(receiverParticipantId);
    const of = { participantId, receiverParticipantId };
    if (values.transferId !== undefined && values.transferId !== transferId) {
      return [{ ...refusal('OTHER_TRANSFER', { ...of, rowTransferId: values.transferId, openTransferId: transferId }), line }];
    }
    if (isTwice) return [{ ...refusal('DUPLICATE', of), line }];
    return acceptedOn > today
      ? [{ ...refusal('ACCEPTED_IN_FUTURE', { ...of, acceptedOn, today }), line }]
      : [];
  });
}

/** A receiver in this ledger gives each an id of its own. */
async function takenIds(rows: readonly Row[], { transfer }: OpenTransfer, { journal }: StepContext): Promise<readonly RowProblem[]> {
  if (transfer.proposed.data.receiver.fundId === undefined) return [];
  const problems: RowProblem[] = [];
  for (const { line, values: { participantId, receiverParticipantId } } of rows) {
    if ((await journal.streamHead(participantStream(receiverParticipantId))) === undefined) continue;
    problems.push({ ...refusal('PARTICIPANT_ALREADY_ENROLLED', { participantId, receiverParticipantId }), line });
  }
  return problems;
}

/** Those whom the receiver has accepted, by the sender's id; empty before it has. Refuses EVIDENCE_MISSING and EVIDENCE_ALTERED. */
export function acceptedRows({ transfer }: Pick<OpenTransfer, 'transfer'>, folder: string): readonly AcceptedRow[] {
  return transfer.accepted === undefined ? [] : readEvidence<AcceptedRow>(folder, transfer.accepted.data.digest);
}

/**
 * Completion: every value and right leaves the sender and reaches the receiver, in one append with the event that says so. The journal
 * writes all of it or none, and shows none of it before all stands; stopped anywhere before that, the transfer is completed anew.
 */
import { refuse } from '#ledger/kernel/refusal.js';
import { fundStream } from '#ledger/subjects.js';
import type { StepValues } from '#ledger/transfer/dossier/steps.js';
import { amountMinor } from '#money/amount.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { assessmentOf, completionOf, dossierOf, snapshotOf } from '#projections/transfer/dossier-of.js';
import { proofOf } from '#projections/transfer/proof.js';
import { acceptedRows } from './accept.js';
import { common } from './decide-step.js';
import { appendsOf, movementsOf, type PlannedMovement } from './movements.js';
import { rightsNow, rightsOfGroup, rightsUnrounded } from './rights-of-fund.js';
import type { ParticipantRight } from './rights-job.js';
import { groupOf, lawRows, snapshotRows } from './snapshot.js';
import { nextKey, NOTHING_TAKEN, refuseFutureStep, type OpenTransfer, type StepContext, type StepDecision } from './step-context.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    SECOND_PERSON_REQUIRED: { readonly transferId: string; readonly actor: string; readonly type: 'TransferProposed' | 'TransferAssessed' };
  }
}

/**
 * TransferCompleted with all that moves. Refuses SECOND_PERSON_REQUIRED, EVENT_IN_FUTURE, TRANSFER_DATE_IN_FUTURE, NOT_CLEARED, what
 * transfer.process refuses, SNAPSHOT_STALE and NOTHING_POSTED.
 */
export async function decideCompletion(values: StepValues<'complete'>, open: OpenTransfer, context: StepContext): Promise<StepDecision> {
  const { transfer, law, today } = open;
  const standing = completionOf(transfer);
  if (standing?.data.on === values.on && standing.data.reference === values.reference) return NOTHING_TAKEN;
  refuseSamePerson(open, context);
  refuseFutureStep(values.on, today);
  const proposal = transfer.proposed.data;
  const { fundId, transferDate, transferValue, conversion, currency, transferId } = proposal;
  const dossier = dossierOf(transfer);
  const isCleared = law.process(dossier).state === 'CLEARED';
  const snapshot = isCleared ? lawRows(snapshotRows(open, context.folder)) : [];
  const accepted = isCleared ? acceptedRows(open, context.folder) : [];
  const fundRevision = (await context.journal.streamHead(fundStream(fundId)))?.revision ?? -1;
  const rights = isCleared
    ? await rightsOfGroup(context, { fundId, transferDate, group: groupOf(snapshot) })
    : new Map<string, ParticipantRight>();
  const movements = law.complete({
    dossier,
    on: values.on,
    today,
    transferValueMinor: amountMinor(transferValue),
    conversion,
    snapshot,
    rightsNow: rightsNow(rights),
    rightsUnrounded: rightsUnrounded(rights),
    accepted: accepted.map(({ participantId }) => participantId),
  });
  const ids = new Map(accepted.map(({ participantId, receiverParticipantId }) => [participantId, receiverParticipantId]));
  const planned = movements.map((movement): PlannedMovement => ({
    movement,
    right: rights.get(movement.participantId) as ParticipantRight,
    receiverParticipantId: ids.get(movement.participantId) as string,
  }));
  const receiver = await receiverOf(open, context);
  const moved = movementsOf(planned, proposal, receiver);
  const { largestRemainder: _, byFund: __, differences, ...proof } = proofOf(law, moved, { proposal, snapshot, accepted: [...ids.keys()] });
  if (!proof.holds) throw new Error(`the proof of transfer ${transferId} would not hold: ${JSON.stringify(differences.slice(0, 5))}`);
  const data = {
    ...common(values),
    transferValue,
    currency,
    conversion,
    participants: planned.length,
    snapshot: snapshotOf(transfer)?.data.rightsSnapshot as string,
    acceptance: transfer.accepted?.data.digest as string,
    proof,
  };
  return {
    events: [{ type: 'TransferCompleted', effectiveDate: values.on, key: nextKey(transfer, 'complete'), data }],
    alongside: appendsOf(planned, moved, proposal, receiver, { stamp: { actor: context.actor, correlationId: transferId }, fundRevision }),
    evidence: [],
  };
}

/** Where roles are on, neither the one who proposed nor the one who assessed. */
function refuseSamePerson({ transfer, transferId }: OpenTransfer, { rolesAreOn, actor }: StepContext): void {
  if (!rolesAreOn) return;
  const before = [transfer.proposed, assessmentOf(transfer)].find((event) => event?.actor === actor);
  if (before === undefined) return;
  refuse('SECOND_PERSON_REQUIRED', { transferId, actor, type: before.type });
}

async function receiverOf({ transfer }: OpenTransfer, { journal }: StepContext) {
  const { fundId } = transfer.proposed.data.receiver;
  if (fundId === undefined) return undefined;
  const { established } = await readFund(journal, fundId);
  if (established === undefined) throw new Error(`fund ${fundId} took part in a proposal, and is not established`);
  return { fundId, scheme: established.scheme };
}

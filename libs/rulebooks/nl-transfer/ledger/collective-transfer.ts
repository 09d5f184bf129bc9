/** Collective transfers, as the books call them. */
import type { CollectiveTransferRules } from '../../frame/capabilities/collective-transfer.js';
import { completeTransfer } from './completion.js';
import { dossierProcess, nextSteps, owedSteps } from './dossier.js';
import { transferProof } from './proof.js';
import { snapshotProblems, staleParticipants } from './snapshot.js';

export const COLLECTIVE_TRANSFER: CollectiveTransferRules = {
  process: dossierProcess,
  nextSteps,
  owed: owedSteps,
  snapshotProblems,
  stale: staleParticipants,
  complete: completeTransfer,
  proof: transferProof,
};

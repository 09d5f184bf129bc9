/** Collective transfers, as the books call them. */
import type { CollectiveTransferRules } from '../../frame/capabilities/collective-transfer.js';
import { latestNotice } from '../process/notice.js';
import { openedRightMinor } from '../postings/transfer-postings.js';
import { statementOf } from '../postings/statement.js';
import { completeTransfer } from './completion.js';
import { dossierProcess, nextSteps, owedSteps } from './dossier.js';
import { proveTransfer } from './proof.js';
import { refuseStale, snapshotProblems, staleParticipants } from './snapshot.js';
import { equivalenceOfSnapshot, transferTermsOf } from './terms.js';

export const COLLECTIVE_TRANSFER: CollectiveTransferRules = {
  terms: transferTermsOf,
  latestNotice: ({ transferDate, reviewMonths }) => latestNotice(transferDate, reviewMonths),
  equivalence: equivalenceOfSnapshot,
  statement: (moved, conversion, totalMinor) =>
    statementOf(moved, openedRightMinor(moved.rightMinor, moved.unrounded, conversion), totalMinor),
  process: dossierProcess,
  nextSteps,
  owed: owedSteps,
  snapshotProblems,
  stale: staleParticipants,
  refuseStale,
  complete: completeTransfer,
  proof: proveTransfer,
};

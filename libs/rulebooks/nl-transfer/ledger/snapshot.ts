/** The snapshot of rights that a transfer is about: its rows, and whether it still holds (section 9). */
import { amountMinor } from '#money/amount.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { RightsNow, SnapshotProblem, SnapshotRow, TransferStatus } from '../../frame/capabilities/collective-transfer.js';
import { BEFORE_NOTICE } from './dossier.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `helps`: another snapshot, or a withdrawal and a transfer proposed anew. */
    SNAPSHOT_STALE: { readonly participants: readonly string[]; readonly state: string; readonly helps: 'snapshot' | 'withdrawal' };
  }
}

/** One problem a row, the first that it has; none: the snapshot may be taken. */
export function snapshotProblems(rows: readonly SnapshotRow[], rightsNow: RightsNow): readonly SnapshotProblem[] {
  const seen = new Set<string>();
  return rows.flatMap((row): readonly SnapshotProblem[] => {
    const { participantId } = row;
    const isRepeated = seen.has(participantId);
    seen.add(participantId);
    const ledger = rightsNow.get(participantId);
    if (ledger === undefined) return [{ code: 'NOT_IN_FUND', participantId }];
    if (row.objected) return [{ code: 'OBJECTED', participantId }];
    if (isRepeated) return [{ code: 'DUPLICATE', participantId }];
    return isRight(row, ledger) ? [] : [{ code: 'RIGHT_DIFFERS', participantId, ledger, file: row.oldRight }];
  });
}

export function staleParticipants(snapshot: readonly SnapshotRow[], rightsNow: RightsNow): readonly string[] {
  return snapshot
    .filter((row) => !isRight(row, rightsNow.get(row.participantId)))
    .map(({ participantId }) => participantId)
    .sort();
}

/** Until the supervisor is notified another snapshot helps; after it only a withdrawal does, and a transfer proposed anew. */
export function refuseStale(stale: readonly string[], state: TransferStatus): void {
  if (stale.length === 0) return;
  refuse('SNAPSHOT_STALE', { participants: stale, state, helps: BEFORE_NOTICE.includes(state) ? 'snapshot' : 'withdrawal' });
}

function isRight({ oldRight }: SnapshotRow, ledger: string | undefined): boolean {
  return ledger !== undefined && amountMinor(oldRight) === amountMinor(ledger);
}

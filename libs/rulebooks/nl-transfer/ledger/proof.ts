/** The proof that a transfer lost nothing: out equals in, to the cent, and every participant once on either side (section 9). */
import { addMinor, amountMinor, formatMinor, sumMinor } from '#money/amount.js';
import type { MovedRight, ProofDifference, ProofInput, SnapshotRow, TransferProof } from '../../frame/capabilities/collective-transfer.js';
import { openedRightMinor } from '../postings/transfer-postings.js';

export function proveTransfer(input: ProofInput): TransferProof {
  const { snapshot, out, into } = input;
  const rows: readonly MovedRight[] = into.side === 'ledger' ? into.rows : acceptedRows(input);
  const [closedValueMinor, openedValueMinor] = [total(out, 'valueMinor'), total(rows, 'valueMinor')];
  const netMinor = addMinor(openedValueMinor, -closedValueMinor);
  const differences: readonly ProofDifference[] = [
    ...(netMinor === 0 ? [] : [difference('net', null, '0.00', formatMinor(netMinor))]),
    ...input.fundTransfersMinor
      .filter((minor) => minor !== 0)
      .map((minor) => difference('fund:transfers', null, '0.00', formatMinor(minor))),
    ...onceEach('out', snapshot, out),
    ...onceEach('in', snapshot, rows),
    ...rightsAs('right-out', closedRights(snapshot), out),
    ...rightsAs('right-in', openedRights(input), rows),
  ];
  return {
    participants: snapshot.length,
    closedValueMinor,
    openedValueMinor,
    netMinor,
    closedRightsMinor: total(out, 'rightMinor'),
    openedRightsMinor: total(rows, 'rightMinor'),
    receiverSide: into.side,
    holds: differences.length === 0,
    differences,
  };
}

/** An outside receiver opens, by its acceptance, what the sender closed. */
function acceptedRows(input: ProofInput): readonly MovedRight[] {
  const { out, into } = input;
  if (into.side === 'ledger') return into.rows;
  const values = new Map(out.map((moved) => [moved.participantId, moved.valueMinor]));
  const rights = openedRights(input);
  return into.accepted.map((participantId) => ({
    participantId,
    valueMinor: values.get(participantId) ?? 0,
    rightMinor: rights.get(participantId) ?? 0,
  }));
}

function closedRights(snapshot: readonly SnapshotRow[]): ReadonlyMap<string, number> {
  return new Map(snapshot.map(({ participantId, oldRight }) => [participantId, amountMinor(oldRight)]));
}

function openedRights({ snapshot, conversion, out }: ProofInput): ReadonlyMap<string, number> {
  const unrounded = new Map(out.flatMap((one) => (one.unrounded === undefined ? [] : [[one.participantId, one.unrounded] as const])));
  return new Map(
    snapshot.map(({ participantId, oldRight }) => {
      return [participantId, openedRightMinor(amountMinor(oldRight), unrounded.get(participantId), conversion)];
    }),
  );
}

/** Each of the snapshot once, and nobody else. */
function onceEach(what: 'out' | 'in', snapshot: readonly SnapshotRow[], moved: readonly MovedRight[]): readonly ProofDifference[] {
  const times = new Map<string, number>(snapshot.map(({ participantId }) => [participantId, 0]));
  const expected = new Set(times.keys());
  for (const { participantId } of moved) times.set(participantId, (times.get(participantId) ?? 0) + 1);
  return [...times].flatMap(([participantId, found]) => {
    const once = expected.has(participantId) ? 1 : 0;
    return found === once ? [] : [difference(what, participantId, String(once), String(found))];
  });
}

function rightsAs(
  what: 'right-out' | 'right-in',
  rights: ReadonlyMap<string, number>,
  moved: readonly MovedRight[],
): readonly ProofDifference[] {
  return moved.flatMap(({ participantId, rightMinor }) => {
    const expected = rights.get(participantId);
    if (expected === undefined || expected === rightMinor) return [];
    return [difference(what, participantId, formatMinor(expected), formatMinor(rightMinor))];
  });
}

function difference(what: ProofDifference['what'], participantId: string | null, expected: string, found: string): ProofDifference {
  return { what, participantId, expected, found };
}

function total(rows: readonly MovedRight[], of: 'valueMinor' | 'rightMinor'): number {
  return sumMinor(rows, (row) => row[of]);
}

/** The proof of a completed transfer, from the events that moved it: what left the one fund reached the other, to the cent. */
import type { EventData, LedgerEvent } from '#ledger/event.js';
import { postingsOf } from '#ledger/postings.js';
import { addMinor, amountMinor, formatMinor, sumMinor } from '#money/amount.js';
import type { CollectiveTransferRules, MovedRight, SnapshotRow, TransferProof } from '#rulebooks/frame/capabilities/collective-transfer.js';
import type { ProposedTransfer } from '#portfolio/transfer.js';

/** Events as far as a proof reads them, planned or recorded. */
interface Moved<T extends 'RightsTransferredOut' | 'RightsTransferredIn'> {
  /** The sender's. */
  readonly participantId: string;
  readonly data: EventData[T];
}

export interface TransferMovements {
  readonly out: readonly Moved<'RightsTransferredOut'>[];
  /** Undefined: the receiver keeps its books elsewhere. */
  readonly into: readonly Moved<'RightsTransferredIn'>[] | undefined;
  readonly funds: readonly { readonly fundId: string; readonly data: EventData['TransferValueSettled'] }[];
}

export interface ProofGrounds {
  readonly proposal: ProposedTransfer['proposed']['data'];
  readonly snapshot: readonly SnapshotRow[];
  /** The sender's participants whom the receiver accepted. */
  readonly accepted: readonly string[];
}

export interface FundBalance {
  readonly fundId: string;
  readonly account: string;
  readonly commodity: string;
  readonly amount: string;
}

/** By the names of the field: the split floors every share and gives the cents that are left to the largest fractions. */
interface RemainderShare {
  readonly id: string;
  readonly extraCent: typeof ONE_CENT;
}

const ONE_CENT = '0.01';

export interface ShownProof {
  readonly participants: number;
  readonly closedValue: string;
  readonly openedValue: string;
  readonly net: string;
  readonly closedRights: string;
  readonly openedRights: string;
  readonly conversion: string;
  readonly receiverSide: TransferProof['receiverSide'];
  /** Who got what the split of the value by largest remainder left over, by id. */
  readonly largestRemainder: readonly RemainderShare[];
  readonly byFund: readonly FundBalance[];
  readonly holds: boolean;
  readonly differences: TransferProof['differences'];
}

export function proofOf(
  law: CollectiveTransferRules,
  movements: TransferMovements,
  { proposal, snapshot, accepted }: ProofGrounds,
): ShownProof {
  const { fundId: sender, receiver, conversion, transferValue } = proposal;
  const byFund = balances(movements, sender, receiver.fundId);
  const transfersOf = (fundId: string): number =>
    sumMinor(byFund, (one) => (one.fundId === fundId && one.account === 'fund:transfers' ? one.minor : 0));
  const proof = law.proof({
    snapshot,
    conversion,
    out: movements.out.map(movedOut),
    into: movements.into === undefined ? { side: 'acceptance file', accepted } : { side: 'ledger', rows: movements.into.map(movedRight) },
    fundTransfersMinor: [sender, ...(receiver.fundId === undefined ? [] : [receiver.fundId])].map(transfersOf),
  });
  return {
    participants: proof.participants,
    closedValue: formatMinor(proof.closedValueMinor),
    openedValue: formatMinor(proof.openedValueMinor),
    net: formatMinor(proof.netMinor),
    closedRights: formatMinor(proof.closedRightsMinor),
    openedRights: formatMinor(proof.openedRightsMinor),
    conversion,
    receiverSide: proof.receiverSide,
    largestRemainder: raisedShares(movements.out, snapshot, amountMinor(transferValue)),
    byFund: byFund.map(({ minor, ...of }) => ({ ...of, amount: formatMinor(minor) })),
    holds: proof.holds,
    differences: proof.differences,
  };
}

function movedRight({
  participantId,
  data: { amount, pensionYearly = '0.00' },
}: TransferMovements['out'][number] | Moved<'RightsTransferredIn'>): MovedRight {
  return { participantId, valueMinor: amountMinor(amount), rightMinor: amountMinor(pensionYearly) };
}

/** As booked at the sender, with the right as the scheme keeps it. */
export function movedOut(moved: TransferMovements['out'][number]): MovedRight {
  return { ...movedRight(moved), unrounded: moved.data.right };
}

/** Whose share was rounded up: above T · value / sum of values. */
function raisedShares(out: TransferMovements['out'], snapshot: readonly SnapshotRow[], totalMinor: number): readonly RemainderShare[] {
  const values = new Map(snapshot.map(({ participantId, value }) => [participantId, BigInt(amountMinor(value))]));
  const sum = [...values.values()].reduce((total, value) => total + value, 0n);
  return out
    .filter(
      ({ participantId, data: { amount } }) => BigInt(amountMinor(amount)) * sum > BigInt(totalMinor) * (values.get(participantId) ?? 0n),
    )
    .map(({ participantId }) => participantId)
    .sort()
    .map((id) => ({ id, extraCent: ONE_CENT }));
}

interface Balance extends Omit<FundBalance, 'amount'> {
  readonly minor: number;
}

function balances({ out, into = [], funds }: TransferMovements, sender: string, receiver: string | undefined): readonly Balance[] {
  const sums = new Map<string, Balance>();
  const add = (fundId: string, type: LedgerEvent['type'], data: object): void => {
    for (const { account, commodity, amountMinor: minor } of postingsOf({ type, data } as LedgerEvent)) {
      const key = `${fundId} ${account} ${commodity}`;
      sums.set(key, { fundId, account, commodity, minor: addMinor(sums.get(key)?.minor ?? 0, minor) });
    }
  };
  for (const { data } of out) add(sender, 'RightsTransferredOut', data);
  for (const { data } of into) add(receiver ?? '', 'RightsTransferredIn', data);
  for (const { fundId, data } of funds) add(fundId, 'TransferValueSettled', data);
  const order = (fundId: string): number => (fundId === sender ? 0 : 1);
  return [...sums.values()].sort(
    (a, b) => order(a.fundId) - order(b.fundId) || (`${a.account} ${a.commodity}` < `${b.account} ${b.commodity}` ? -1 : 1),
  );
}

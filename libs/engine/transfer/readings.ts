/** Answers about a transfer that look beyond its own stream: the proof, a participant's statement, whether the snapshot still holds. */
import { eventId } from '#journal/event-id.js';
import { envelopeText, hex, leafHash } from '#journal/hash-chain.js';
import { readWhole } from '#journal/read-whole.js';
import { growingRoot } from '#audit/merkle/growing-root.js';
import { dataIf, dataOf, type EventData } from '#ledger/event.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { ENROLLED_KEY } from '#ledger/participant/enrolment/events.js';
import { IN_KEY, OUT_KEY } from '#ledger/participant/deciding/gone-over.js';
import { isKnown } from '#ledger/kernel/selection.js';
import { fundStream, participantStream, streamOf } from '#ledger/subjects.js';
import { amountMinor, formatMinor, sumMinor } from '#money/amount.js';
import { Decimal, exactText, sum } from '#money/decimal.js';
import { foldSubject } from '#portfolio/folded-subject.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { refuseUnknownTransfer, TRANSFER } from '#portfolio/transfer.js';
import { answerOf, jsonPosition, type Answer } from '#projections/answer.js';
import { knowledgeOf, resolveCoordinates, selectionOf, type AskedCoordinates, type Coordinates } from '#projections/coordinates.js';
import { completionOf, dossierOf, snapshotOf } from '#projections/transfer/dossier-of.js';
import { movedOut, proofOf, type ShownProof, type TransferMovements } from '#projections/transfer/proof.js';
import { acceptedRows } from '#reprocessing/transfer/accept.js';
import { readEvidence } from '#reprocessing/transfer/evidence.js';
import { settledKey } from '#reprocessing/transfer/movements.js';
import { lawRows, staleSince, type KeptRow } from '#reprocessing/transfer/snapshot.js';
import { opened, type OpenTransfer, type TransferPlace } from '#reprocessing/transfer/step-context.js';

/** Ids looked up at once. */
const LOOKED_UP = 1_000;

interface ReadTransfer extends OpenTransfer {
  readonly coordinates: Coordinates;
  readonly lastPosition: bigint;
}

export async function readOpen(place: TransferPlace, transferId: string, asked: AskedCoordinates): Promise<ReadTransfer> {
  const { journal, clock } = place;
  const head = await journal.head();
  const events = await readWhole(journal, streamOf('transfer', transferId));
  const first = events[0] ?? refuseUnknownTransfer(transferId);
  const { fundId, scheme } = TRANSFER.homeOf(first);
  const rules = await rulesFromJournal(journal).rulesFor(fundId, scheme, asked.rulesKnownAt);
  const coordinates = resolveCoordinates(asked, head, clock, rules.fund);
  const { state: transfer, lastPosition } = foldSubject(TRANSFER, transferId, events, selectionOf(coordinates));
  return { ...opened(transferId, transfer, rules, clock), coordinates, lastPosition };
}

function completed({ transfer, transferId }: ReadTransfer) {
  return completionOf(transfer) ?? refuse('NOT_COMPLETED', { transferId, asked: 'coordinates' });
}

export interface ProofView extends Omit<ShownProof, 'byFund'> {
  readonly transferId: string;
  readonly byFund: ShownProof['byFund'];
  readonly snapshotDigest: string;
  readonly acceptanceDigest: string;
  /** What the completion wrote, its own event last; the root of their leaves (RFC 9162). */
  readonly events: { readonly first: number; readonly last: number; readonly count: number; readonly merkle: string };
}

/** Refuses NOT_COMPLETED, EVIDENCE_MISSING and EVIDENCE_ALTERED. What is not found in the journal is a difference, and it does not hold. */
export async function readProof(place: TransferPlace, transferId: string, asked: AskedCoordinates): Promise<Answer<ProofView>> {
  const opened = await readOpen(place, transferId, asked);
  const completion = completed(opened);
  const { transfer, law, coordinates, rules, lastPosition } = opened;
  const { data: proposal } = transfer.proposed;
  const snapshot = lawRows(readEvidence<KeptRow>(place.folder, completion.data.snapshot));
  const accepted = acceptedRows(opened, place.folder);
  const receiverFundId = proposal.receiver.fundId;
  const out = await found(place, accepted.map(({ participantId }) => eventId(participantStream(participantId), OUT_KEY)), coordinates);
  const atReceiver = (key: string): Promise<readonly RecordedEvent[]> =>
    found(place, accepted.map(({ receiverParticipantId }) => eventId(participantStream(receiverParticipantId), key)), coordinates);
  const into = receiverFundId === undefined ? undefined : await atReceiver(IN_KEY);
  const enrolled = receiverFundId === undefined ? [] : await atReceiver(ENROLLED_KEY);
  const fundIds = [proposal.fundId, ...(receiverFundId === undefined ? [] : [receiverFundId])];
  const funds = await found(place, fundIds.map((fundId) => eventId(fundStream(fundId), settledKey(transferId))), coordinates);
  const movements: TransferMovements = {
    out: out.map((event) => ({
      participantId: event.stream.slice(participantStream('').length),
      data: dataOf(event, 'RightsTransferredOut'),
    })),
    into: into?.map((event) => ({
      participantId: String(event.data['counterpartyParticipantId']),
      data: dataOf(event, 'RightsTransferredIn'),
    })),
    funds: funds.map((event) => ({
      fundId: event.stream.slice(fundStream('').length),
      data: dataOf(event, 'TransferValueSettled'),
    })),
  };
  const shown = proofOf(law, movements, { proposal, snapshot, accepted: accepted.map(({ participantId }) => participantId) });
  const view = {
    transferId,
    ...shown,
    snapshotDigest: completion.data.snapshot,
    acceptanceDigest: completion.data.acceptance,
    events: rootOf([...out, ...enrolled, ...(into ?? []), ...funds, completion as RecordedEvent]),
  };
  return answerOf(view, coordinates, rules, lastPosition);
}

async function found({ journal }: TransferPlace, ids: readonly string[], coordinates: Coordinates): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (let start = 0; start < ids.length; start += LOOKED_UP) {
    const asked = ids.slice(start, start + LOOKED_UP);
    const known = await journal.findEvents(asked);
    events.push(...asked.flatMap((id) => known.get(id) ?? []).filter((event) => isKnown(event, knowledgeOf(coordinates))));
  }
  return events;
}

function rootOf(events: readonly RecordedEvent[]): ProofView['events'] {
  const inOrder = [...events].sort((a, b) => (a.position < b.position ? -1 : 1));
  const root = growingRoot();
  for (const { position: _, ...event } of inOrder) root.add(leafHash(envelopeText(event)));
  const [first, last] = [inOrder[0] as RecordedEvent, inOrder.at(-1) as RecordedEvent];
  return { first: jsonPosition(first.position), last: jsonPosition(last.position), count: inOrder.length, merkle: hex(root.root()) };
}

export interface StatementView {
  readonly transferId: string;
  readonly participantId: string;
  readonly receiverParticipantId: string;
  readonly transferDate: string;
  readonly sender: string;
  readonly receiver: string;
  readonly annualRightBefore: string;
  readonly annualRightAfter: string;
  readonly change: string;
  readonly changeShare: string | null;
  readonly valueTransferred: string;
  readonly shareOfTransfer: string | null;
  /** Of the year that was not over: what its months before the transfer give, unrounded; it arises at the receiver, unconverted. */
  readonly accruing: { readonly year: number; readonly right: string } | null;
  /** What facts that came after the transfer added to the right, unconverted. */
  readonly lateRights: string;
  readonly currency: string;
}

/** What a transfer did to one participant of the sender. Refuses NOT_COMPLETED and UNKNOWN_PARTICIPANT. */
export async function readStatement(
  place: TransferPlace,
  transferId: string,
  participantId: string,
  asked: AskedCoordinates,
): Promise<Answer<StatementView>> {
  const opened = await readOpen(place, transferId, asked);
  const {
    data: { transferValue, conversion },
  } = completed(opened);
  const { transfer, law, coordinates, rules, lastPosition } = opened;
  const [event] = await found(place, [eventId(participantStream(participantId), OUT_KEY)], coordinates);
  const data = dataIf(event, 'RightsTransferredOut');
  if (data?.transfer !== transferId) {
    return refuse('UNKNOWN_PARTICIPANT', { participantId, transferId });
  }
  const statement = law.statement(movedOut({ participantId, data }), conversion, amountMinor(transferValue));
  const { fundId, transferDate, receiver, currency } = transfer.proposed.data;
  const view = {
    transferId,
    participantId,
    receiverParticipantId: data.counterpartyParticipantId as string,
    transferDate,
    sender: fundId,
    receiver: receiver.name,
    annualRightBefore: formatMinor(statement.annualRightBeforeMinor),
    annualRightAfter: formatMinor(statement.annualRightAfterMinor),
    change: formatMinor(statement.changeMinor),
    changeShare: statement.changeShare,
    valueTransferred: formatMinor(statement.valueMinor),
    shareOfTransfer: statement.shareOfTransfer,
    ...arisingAtReceiver(transfer, participantId, data.accruing),
    currency,
  };
  return answerOf(view, coordinates, rules, lastPosition);
}

/** What is the receiver's to grant beside what was transferred, with what was forwarded since. */
function arisingAtReceiver(
  { forwarded }: Pick<OpenTransfer['transfer'], 'forwarded'>,
  participantId: string,
  gone: EventData['RightsTransferredOut']['accruing'],
): Pick<StatementView, 'accruing' | 'lateRights'> {
  const late = forwarded.flatMap(({ data }) => (data.participantId === participantId && data.rights !== undefined ? [data.rights] : []));
  const parts = [...(gone === undefined ? [] : [gone]), ...late.flatMap(({ accruing }) => (accruing === undefined ? [] : [accruing]))];
  const year = parts[0]?.year;
  return {
    accruing: year === undefined ? null : { year, right: exactText(sum(parts.map(({ right }) => new Decimal(right)))) },
    lateRights: formatMinor(sumMinor(late, ({ pensionYearly }) => amountMinor(pensionYearly))),
  };
}

export interface SnapshotView {
  readonly transferId: string;
  readonly snapshot: string;
  readonly participants: number;
  /** Of the transfer: after the notice no snapshot is taken any more. */
  readonly state: string;
  /** Whose right on the transfer date has moved since; by what is known now. */
  readonly stale: readonly string[];
}

/** Whether the snapshot still holds, by what the ledger knows now. Refuses NO_SNAPSHOT and what the evidence refuses. */
export async function readSnapshot(place: TransferPlace, transferId: string): Promise<Answer<SnapshotView>> {
  const opened = await readOpen(place, transferId, {});
  const { transfer, coordinates, rules, lastPosition } = opened;
  const snapshot =
    snapshotOf(transfer) ?? refuse('NO_SNAPSHOT', { transferId });
  const stale = await staleSince(opened, { ...place, transferId, actor: '' });
  const { rightsSnapshot, participants } = snapshot.data;
  const { state } = opened.law.process(dossierOf(transfer));
  return answerOf({ transferId, snapshot: rightsSnapshot, participants, state, stale }, coordinates, rules, lastPosition);
}

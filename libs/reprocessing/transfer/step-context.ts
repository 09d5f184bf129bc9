/** What the steps of a transfer are decided on, and what they come to. */
import type { JournalReader, StreamAppend } from '#journal/port.js';
import type { RoutedEvent } from '#ledger/kernel/decision.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Decided } from '#ledger/kernel/event.js';
import { canonicalText } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { DossierEventData } from '#ledger/transfer/dossier/events.js';
import type { TransferState } from '#ledger/transfer/state.js';
import { stateOf } from '#ledger/subjects.js';
import { todayOf } from '#money/clock.js';
import { LAST_DATE, type CivilDate, type Instant } from '#money/civil-date.js';
import { rulesFromJournal, type RulesInForce } from '#portfolio/rules-in-force.js';
import { refuseUnknownTransfer, TRANSFER, type ProposedTransfer } from '#portfolio/transfer.js';
import type { CollectiveTransferRules } from '#rulebooks/frame/capabilities/collective-transfer.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import type { Evidence } from './evidence.js';

/** Where a transfer's steps are decided. */
export interface TransferPlace {
  readonly journal: JournalReader;
  readonly journalUrl?: string | undefined;
  /** The data folder, where the rows of snapshots and acceptances are kept. */
  readonly folder: string;
  readonly clock: () => Instant;
  readonly workers?: number | undefined;
  readonly rolesAreOn: boolean;
}

export interface StepContext extends TransferPlace {
  readonly transferId: string;
  readonly actor: string;
}

/** A transfer in hand, with its law. Its dossier is the sending fund's: the days of all steps are that fund's. */
export interface OpenTransfer {
  readonly transferId: string;
  readonly transfer: ProposedTransfer;
  readonly law: CollectiveTransferRules;
  readonly rules: RulesInForce;
  readonly today: CivilDate;
}

/** Refuses NOT_APPLICABLE where the scheme transfers no groups. */
export function opened(transferId: string, transfer: ProposedTransfer, rules: RulesInForce, clock: () => Instant): OpenTransfer {
  return { transferId, transfer, rules, law: capabilityOf(rules.rulebook, 'collectiveTransfer'), today: todayOf(clock, rules.fund) };
}

export type DossierEvent = Decided<DossierEventData>;

/** No events: the ledger already holds all of it. */
export interface StepDecision {
  readonly events: readonly RoutedEvent[];
  /** To other streams, in the same write and before it. */
  readonly alongside: readonly StreamAppend[];
  /** To be kept before the write. */
  readonly evidence: readonly Evidence[];
}

export const NOTHING_TAKEN: StepDecision = { events: [], alongside: [], evidence: [] };

export function steps(...events: readonly DossierEvent[]): StepDecision {
  return { ...NOTHING_TAKEN, events };
}

export function foldTransfer(events: readonly RecordedEvent[]): TransferState {
  return stateOf('transfer', events, { asOf: LAST_DATE });
}

/** Refuses UNKNOWN_TRANSFER, and NOT_APPLICABLE where its scheme transfers no groups. */
export async function openTransfer(events: readonly RecordedEvent[], { transferId, journal, clock }: StepContext): Promise<OpenTransfer> {
  const transfer = foldTransfer(events);
  if (!TRANSFER.hasBegun(transfer)) return refuseUnknownTransfer(transferId);
  const { fundId, scheme } = transfer.proposed.data;
  return opened(transferId, transfer, await rulesFromJournal(journal).rulesFor(fundId, scheme, undefined), clock);
}

/** The key of the next event: where it stands in its stream, since a step may come again after it was annulled. */
export function nextKey({ lastRevision }: TransferState, what: string, further = 0): string {
  return `${what}:${lastRevision + 1 + further}`;
}

/** Whether the last step of a type says this already, and nothing began anew since. */
export function standsAlready({ steps: taken }: TransferState, type: DossierEvent['type'], data: object): boolean {
  const begun = type === 'RightsSnapshotTaken' ? 0 : taken.findLastIndex((event) => event.type === 'RightsSnapshotTaken');
  const last = taken.slice(Math.max(begun, 0)).findLast((event) => event.type === type);
  return last !== undefined && canonicalText(last.data) === canonicalText(data as never);
}

/** The document that a step rests on. */
export function documentOf(values: { readonly documentName?: string | undefined; readonly documentSha256?: string | undefined }) {
  const { documentName: name, documentSha256: sha256 } = values;
  if ((name === undefined) !== (sha256 === undefined)) {
    const [column, given] = name === undefined ? ['documentName', 'documentSha256'] : ['documentSha256', 'documentName'];
    refuse('MISSING_FIELD', { column: column as string, because: 'goes-with', given: given as string });
  }
  return name === undefined || sha256 === undefined ? {} : { document: { name, sha256 } };
}

export function refuseFutureStep(on: CivilDate, today: CivilDate): void {
  if (on > today) refuse('EVENT_IN_FUTURE', { field: 'on', on, today });
}

/** The snapshot of rights that a transfer is about: taken of the ledger, row by row, and kept by its digest. */
import { sha256Hex } from '#journal/sha256.js';
import { refusal, refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { SNAPSHOT_ROW, type FileStepValues } from '#ledger/transfer/dossier/steps.js';
import { amountMinor, formatMinor, sumMinor } from '#money/amount.js';
import { dossierOf, snapshotOf } from '#projections/transfer/dossier-of.js';
import { ENDED_STATES, type SnapshotProblem, type SnapshotRow } from '#rulebooks/frame/capabilities/collective-transfer.js';
import { readDeclaredRows, refuseRows, type DeclaredRow } from '../formats/declared-rows.js';
import { after, common } from './decide-step.js';
import { evidenceOf, readEvidence } from './evidence.js';
import { rightsNow, rightsOfGroup } from './rights-of-fund.js';
import type { ParticipantRight } from './rights-job.js';
import {
  nextKey,
  NOTHING_TAKEN,
  refuseFutureStep,
  standsAlready,
  steps,
  type OpenTransfer,
  type StepContext,
  type StepDecision,
} from './step-context.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NO_SNAPSHOT: { readonly transferId: string };
    NOT_IN_FUND: { readonly participantId: string };
    OBJECTED: { readonly participantId: string };
    /** `file`: what the row says. `isBooked`: nothing is due that is not booked yet; who looks at the books alone sees the same right. */
    RIGHT_DIFFERS: {
      readonly participantId: string;
      readonly ledger: string | undefined;
      readonly file: string | undefined;
      readonly isBooked: boolean;
    };
  }
}

/** A row as it is kept: with the revision of the participant's stream that it was taken of. */
export interface KeptRow extends Omit<SnapshotRow, 'objected'> {
  readonly revision: number;
}

type Row = DeclaredRow<typeof SNAPSHOT_ROW>;

/**
 * RightsSnapshotTaken. Refuses, with every row at fault, OTHER_TRANSFER, NOT_IN_FUND, OBJECTED, DUPLICATE, RIGHT_DIFFERS and NO_VALUE;
 * EVENT_IN_FUTURE, and ILLEGAL_TRANSITION once the supervisor is notified.
 */
export async function decideSnapshot(
  file: string,
  values: FileStepValues,
  open: OpenTransfer,
  context: StepContext,
): Promise<StepDecision> {
  const { transfer, today } = open;
  const { fundId, transferDate } = transfer.proposed.data;
  const rows = await readDeclaredRows(file, SNAPSHOT_ROW);
  const group = groupOf(rows.map(({ values }) => values));
  const rights = await rightsOfGroup(context, { fundId, transferDate, group });
  const problems = problemsOf(rows, rights, open);
  if (problems.length > 0) refuseRows(file, problems);
  const kept = rows.map((row) => keptRow(row, rights)).sort((a, b) => (a.participantId < b.participantId ? -1 : 1));
  const evidence = evidenceOf(kept);
  const data = { ...common(values), rightsSnapshot: evidence.digest, ...sumsOf(kept) };
  if (standsAlready(transfer, 'RightsSnapshotTaken', data)) return NOTHING_TAKEN;
  refuseFutureStep(values.on, today);
  after('snapshot', values, { rightsSnapshot: evidence.digest }, open);
  const event = { type: 'RightsSnapshotTaken', effectiveDate: values.on, key: nextKey(transfer, 'snapshot'), data } as const;
  return { ...steps(event), evidence: [evidence] };
}

function keptRow({ values }: Row, rights: ReadonlyMap<string, ParticipantRight>): KeptRow {
  const { participantId, group, oldRightMinor, newRight, factor, valueMinor } = values;
  const { revision } = rights.get(participantId) as ParticipantRight;
  return { participantId, group, oldRight: formatMinor(oldRightMinor), newRight, factor, value: formatMinor(valueMinor), revision };
}

function problemsOf(
  rows: readonly Row[],
  rights: ReadonlyMap<string, ParticipantRight>,
  open: OpenTransfer,
): readonly (Refusal & { readonly line: number })[] {
  const lines = new Map<string, number[]>();
  for (const { line, values } of rows) lines.set(values.participantId, [...(lines.get(values.participantId) ?? []), line]);
  const law = rows.map(({ values }): SnapshotRow => ({
    participantId: values.participantId,
    group: values.group,
    oldRight: formatMinor(values.oldRightMinor),
    newRight: values.newRight,
    factor: values.factor,
    value: formatMinor(values.valueMinor),
    objected: values.objected === 'yes',
  }));
  const own = rows.flatMap(({ line, values: { participantId, transferId, valueMinor } }) => [
    ...(transferId === undefined || transferId === open.transferId
      ? []
      : [
          {
            ...refusal('OTHER_TRANSFER', { participantId, transferId, openTransferId: open.transferId }),
            line,
          },
        ]),
    ...(valueMinor > 0 ? [] : [{ ...refusal('NO_VALUE', { participantId }), line }]),
  ]);
  const found = open.law.snapshotProblems(law, rightsNow(rights)).map((problem) => {
    const at = lines.get(problem.participantId) as number[];
    return { ...told(problem, rights.get(problem.participantId)), line: (problem.code === 'DUPLICATE' ? at.at(-1) : at[0]) as number };
  });
  return [...own, ...found].sort((a, b) => a.line - b.line);
}

function told({ code, participantId, ledger, file }: SnapshotProblem, right: ParticipantRight | undefined): Refusal {
  switch (code) {
    case 'NOT_IN_FUND':
      return refusal(code, { participantId });
    case 'OBJECTED':
      return refusal(code, { participantId });
    case 'DUPLICATE':
      return refusal(code, { participantId });
    case 'RIGHT_DIFFERS':
      return refusal(code, { participantId, ledger, file, isBooked: right === undefined || right.bookings.length === 0 });
    default:
      return unknown(code);
  }
}

function unknown(code: never): never {
  throw new Error(`no problem of a snapshot: ${JSON.stringify(code)}`);
}

function sumsOf(rows: readonly KeptRow[]) {
  const groups = new Map<string, number>();
  for (const { group } of rows) groups.set(group, (groups.get(group) ?? 0) + 1);
  const sum = (of: 'value' | 'oldRight'): string => formatMinor(sumMinor(rows, (row) => amountMinor(row[of])));
  return {
    participants: rows.length,
    groups: [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, participants]) => ({ group, participants })),
    values: sum('value'),
    rights: sum('oldRight'),
    revisionsDigest: sha256Hex(rows.map(({ participantId, revision }) => `${participantId} ${revision}\n`).join('')),
  };
}

/** The rows of the snapshot that counts. Refuses NO_SNAPSHOT, EVIDENCE_MISSING and EVIDENCE_ALTERED. */
export function snapshotRows({ transfer, transferId }: Pick<OpenTransfer, 'transfer' | 'transferId'>, folder: string): readonly KeptRow[] {
  const snapshot =
    snapshotOf(transfer) ?? refuse('NO_SNAPSHOT', { transferId });
  return readEvidence<KeptRow>(folder, snapshot.data.rightsSnapshot);
}

export function lawRows(rows: readonly KeptRow[]): readonly SnapshotRow[] {
  return rows.map(({ revision: _, ...row }) => ({ ...row, objected: false }));
}

/**
 * Participants whose right on the transfer date has moved since the snapshot; empty too where the transfer stands. `rows`: of the
 * snapshot, where they have been read.
 */
export async function staleSince(open: OpenTransfer, context: StepContext, rows?: readonly KeptRow[]): Promise<readonly string[]> {
  const { fundId, transferDate } = open.transfer.proposed.data;
  const { state } = open.law.process(dossierOf(open.transfer));
  if (ENDED_STATES.has(state)) return [];
  const kept = rows ?? snapshotRows(open, context.folder);
  const rights = await rightsOfGroup(context, { fundId, transferDate, group: groupOf(kept) });
  return open.law.stale(lawRows(kept), rightsNow(rights));
}

export function groupOf(rows: readonly { readonly participantId: string }[]): ReadonlySet<string> {
  return new Set(rows.map(({ participantId }) => participantId));
}

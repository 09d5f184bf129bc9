/**
 * Facts that came in for participants who had gone over, forwarded: kept with the transfer, and, where the receiver is a fund of this
 * ledger, recorded there at their own value dates under who the participant is there.
 */
import { basename } from 'node:path';
import type { StreamAppend } from '#journal/port.js';
import { sha256Hex } from '#journal/sha256.js';
import { canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import { refusal, refuse, type Refusal } from '#ledger/kernel/refusal.js';
import type { ForwardValues } from '#ledger/transfer/dossier/steps.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { completionOf } from '#projections/transfer/dossier-of.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { refuseRows } from '../formats/declared-rows.js';
import type { InputRow } from '../formats/input.js';
import { readInput } from '../formats/read-input.js';
import { subjectOfRow, type Row } from '../formats/rows.js';
import { employerDirectory } from '../intake/employer-directory.js';
import { fileDigest } from '../intake/file-digest.js';
import { fundsOf } from '../intake/funds.js';
import { occurrenceCounter } from '../intake/occurrences.js';
import { planCarefully, type PlanContext, type Work } from '../intake/plan.js';
import { schemesOf } from '../intake/schemes.js';
import { openSession } from '../intake/subject-session.js';
import { acceptedRows } from './accept.js';
import { todayOf } from '#money/clock.js';
import { refuseFutureStep, steps, type DossierEvent, type OpenTransfer, type StepContext, type StepDecision } from './step-context.js';

type Problem = Refusal & { readonly line: number };

/** A row on its way to the receiver. */
interface LateRow {
  readonly input: InputRow;
  readonly row: Row;
  readonly cells: JsonObject;
  readonly participantId: string;
  readonly receiverParticipantId: string;
}

/**
 * LateFactForwarded for each row that was not forwarded before. Refuses NOT_COMPLETED, EVENT_IN_FUTURE, and with every row at fault
 * UNKNOWN_PARTICIPANT (it did not go over with this transfer). What a receiver in this ledger refuses is kept with the code.
 */
export async function decideForward(
  file: string,
  { kind, on }: ForwardValues,
  open: OpenTransfer,
  context: StepContext,
): Promise<StepDecision> {
  const { transfer, transferId, today } = open;
  if (completionOf(transfer) === undefined) {
    refuse('NOT_COMPLETED', `transfer ${transferId} is not completed; facts of its participants are taken as ever`, { transferId });
  }
  refuseFutureStep(on, today);
  const rows = await lateRows(file, kind, open, context);
  const known = new Set(transfer.forwarded.map(({ data: { participantId, record, row } }) => forwardedKey(participantId, record, row)));
  const fresh = rows.filter(({ participantId, row, cells }) => !known.has(forwardedKey(participantId, row.record, cells)));
  if (fresh.length === 0) return steps();
  const atReceiver = transfer.proposed.data.receiver.fundId === undefined ? undefined : await recordAtReceiver(file, fresh, context);
  const events = fresh.map((late): DossierEvent => {
    const { participantId, receiverParticipantId, row, cells } = late;
    const data = { participantId, receiverParticipantId, record: row.record, row: cells, forwardedOn: on };
    const key = forwardedKey(participantId, row.record, cells);
    return { type: 'LateFactForwarded', effectiveDate: on, key, data: { ...data, ...atReceiver?.outcomeOf(late) } };
  });
  return { ...steps(...events), alongside: atReceiver?.appends ?? [] };
}

function forwardedKey(participantId: string, record: string, row: JsonObject): string {
  return `forwarded:${sha256Hex(canonicalText({ participantId, record, row })).slice(0, 32)}`;
}

/** The row as it stood in the file, by column. */
function cellsOf(columns: readonly string[], { cells = [] }: InputRow): JsonObject {
  return Object.fromEntries(
    columns.flatMap((column, index) => (cells[index] === undefined || cells[index] === '' ? [] : [[column, cells[index]]])),
  );
}

async function lateRows(file: string, kind: ForwardValues['kind'], open: OpenTransfer, context: StepContext): Promise<readonly LateRow[]> {
  const ids = new Map(
    acceptedRows(open, context.folder).map(({ participantId, receiverParticipantId }) => [participantId, receiverParticipantId]),
  );
  const rows: LateRow[] = [];
  const problems: Problem[] = [];
  const { columns, batches } = await readInput(file, { kind, migrate: false });
  for await (const batch of batches) {
    for (const input of batch.rows) {
      if (input.parsed.status === 'refused') {
        problems.push({ ...input.parsed.refusal, line: input.line });
        continue;
      }
      const row = input.parsed.value;
      const { id } = subjectOfRow(row);
      const receiverParticipantId = ids.get(id);
      if (receiverParticipantId !== undefined) {
        rows.push({ input, row, cells: cellsOf(columns, input), participantId: id, receiverParticipantId });
      } else {
        problems.push({
          ...refusal('UNKNOWN_PARTICIPANT', `${id} did not go over with transfer ${open.transferId}`, { participantId: id }),
          line: input.line,
        });
      }
    }
  }
  if (problems.length > 0) refuseRows(file, problems);
  if (rows.length === 0) refuse('EMPTY_FILE', `${basename(file)} has no rows`, { file });
  return rows;
}

interface AtReceiver {
  readonly appends: readonly StreamAppend[];
  readonly outcomeOf: (late: LateRow) => { readonly recorded: readonly string[] } | { readonly refused: string } | undefined;
}

/** Decided as rows of an import are, under the receiver's ids. */
async function recordAtReceiver(file: string, rows: readonly LateRow[], context: StepContext): Promise<AtReceiver> {
  const plans = await planContext(file, context);
  const occurrenceOf = occurrenceCounter();
  const outcomes = new Map<LateRow, ReturnType<AtReceiver['outcomeOf']>>();
  const appends: StreamAppend[] = [];
  for (const [id, own] of byReceiver(rows)) {
    const works = own.map(({ input, row }): Work => {
      const renamed = { ...row, participantId: id } as Row;
      return { input, row: renamed, occurrence: occurrenceOf(renamed) };
    });
    const {
      stream,
      expected,
      rows: planned,
      events,
    } = await planCarefully(await openSession(context.journal, { kind: 'participant', id }), works, plans);
    let at = 0;
    for (const [index, { outcome }] of planned.entries()) {
      const late = own[index] as LateRow;
      const count = outcome.status === 'appended' ? outcome.events : 0;
      const recorded = events.slice(at, (at += count)).map((event) => event.id);
      outcomes.set(late, outcome.status === 'refused' ? { refused: outcome.refusal.code } : { recorded });
    }
    if (events.length > 0) appends.push({ stream, expected, events });
  }
  return { appends, outcomeOf: (late) => outcomes.get(late) };
}

function byReceiver(rows: readonly LateRow[]): ReadonlyMap<string, readonly LateRow[]> {
  const groups = new Map<string, LateRow[]>();
  for (const row of rows) groups.set(row.receiverParticipantId, [...(groups.get(row.receiverParticipantId) ?? []), row]);
  return groups;
}

async function planContext(file: string, { journal, clock, actor, transferId }: StepContext): Promise<PlanContext> {
  const rules = rulesFromJournal(journal);
  const parameters = async (fundId: string, scheme: string) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
  const schemes = schemesOf({ rulebooks: RULEBOOKS, parameters });
  const { sha256 } = await fileDigest(file);
  const now = clock();
  const employers = employerDirectory(journal, schemes.employerLaw);
  return {
    journal,
    schemes,
    funds: fundsOf(journal, schemes),
    employers,
    today: todayOf(clock),
    now,
    actor,
    batchId: transferId,
    file: basename(file),
    sha256,
  };
}

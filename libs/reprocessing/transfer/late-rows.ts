/** The rows of a file of facts that came too late for the sender. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { refusal, refuse } from '#ledger/kernel/refusal.js';
import type { ForwardValues } from '#ledger/transfer/dossier/steps.js';
import type { RowProblem } from '../formats/refusals.js';
import { refuseRows } from '../formats/declared-rows.js';
import type { InputRow } from '../formats/input.js';
import { readInput } from '../formats/read-input.js';
import { subjectOfRow, type Row } from '../formats/rows.js';
import { acceptedRows } from './accept.js';
import type { OpenTransfer, StepContext } from './step-context.js';

/** A row on its way to the receiver. */
export interface LateRow {
  readonly input: InputRow;
  readonly row: Row;
  readonly cells: JsonObject;
  readonly participantId: string;
  readonly receiverParticipantId: string;
}

/** Refuses with every row at fault; and EMPTY_FILE. */
export async function lateRows(
  file: string,
  kind: ForwardValues['kind'],
  open: OpenTransfer,
  context: StepContext,
): Promise<readonly LateRow[]> {
  const ids = new Map(
    acceptedRows(open, context.folder).map(({ participantId, receiverParticipantId }) => [participantId, receiverParticipantId]),
  );
  const rows: LateRow[] = [];
  const problems: RowProblem[] = [];
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
          ...refusal('UNKNOWN_PARTICIPANT', { participantId: id, transferId: open.transferId }),
          line: input.line,
        });
      }
    }
  }
  if (problems.length > 0) refuseRows(file, problems);
  if (rows.length === 0) refuse('EMPTY_FILE', { file, holds: 'no-rows', wanted: 'rows' });
  return rows;
}

/** The row as it stood in the file, by column. */
function cellsOf(columns: readonly string[], { cells = [] }: InputRow): JsonObject {
  return Object.fromEntries(
    columns.flatMap((column, index) => (cells[index] === undefined || cells[index] === '' ? [] : [[column, cells[index]]])),
  );
}

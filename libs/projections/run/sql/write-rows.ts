/** Writing the rows of the standing models: many rows a statement, all of a change in one transaction. */
import type { Kysely, Transaction } from 'kysely';
import { canonicalText } from '#ledger/kernel/json.js';
import type { StandingRows } from '../standing/model.js';
import type { Lease, ReplacedSubjects, Slot } from '../standing/store.js';
import { expectLease } from './leases.js';
import type { ReadModelTables } from './tables.js';

/** Rows a statement: enough to make the statement's own cost small, below every dialect's limit of parameters. */
const ROWS_PER_INSERT = 200;
const IDS_PER_DELETE = 500;
const ROWS_PER_DROP = 2_000;

/**
 * Puts subjects' rows in the place of those that stand and moves the slots on, in one transaction. False, and nothing
 * written, where a slot has moved or gone meanwhile. Refuses PARTITION_LOST.
 */
export async function replaceRows(
  database: Kysely<ReadModelTables>,
  slots: readonly Slot[],
  subjects: readonly ReplacedSubjects[],
  rows: StandingRows,
  to: Pick<Slot, 'position' | 'anchor'>,
  lease: Lease | undefined,
): Promise<boolean> {
  try {
    await database.transaction().execute(async (transaction) => {
      if (lease !== undefined) await expectLease(transaction, lease);
      // The move comes first: it takes the write lock, so that what follows cannot meet another writer.
      for (const slot of slots) {
        const moved = await transaction
          .updateTable('standing_slot')
          .set({ position: to.position, anchor: to.anchor })
          .where('id', '=', slot.id)
          .where('status', '=', slot.status)
          .where('position', '=', slot.position)
          .executeTakeFirst();
        if (moved.numUpdatedRows !== 1n) throw new SlotMoved();
      }
      for (const replaced of subjects) await deleteRows(transaction, replaced);
      await insertRows(transaction, slots, rows);
    });
    return true;
  } catch (error) {
    if (error instanceof SlotMoved) return false;
    throw error;
  }
}

const ROW_TABLES = ['standing_row', 'standing_entry', 'standing_quarantine', 'standing_resting'] as const;

async function deleteRows(transaction: Transaction<ReadModelTables>, { slots, ids }: ReplacedSubjects): Promise<void> {
  const slotIds = slots.map(({ id }) => id);
  for (let start = 0; start < ids.length; start += IDS_PER_DELETE) {
    const some = ids.slice(start, start + IDS_PER_DELETE);
    for (const table of ROW_TABLES) {
      await transaction.deleteFrom(table).where('slot', 'in', slotIds).where('subject_id', 'in', some).execute();
    }
  }
}

/** Rolls the transaction back; never leaves this file. */
class SlotMoved extends Error {}

export async function insertRows(transaction: Transaction<ReadModelTables>, slots: readonly Slot[], rows: StandingRows): Promise<void> {
  const slotOfModel = new Map(slots.map(({ model, id }) => [model, id]));
  const slotFor = (model: string): number => {
    const id = slotOfModel.get(model);
    if (id === undefined) throw new Error(`no slot for a row of ${model}`);
    return id;
  };
  for (let start = 0; start < rows.rows.length; start += ROWS_PER_INSERT) {
    const values = rows.rows.slice(start, start + ROWS_PER_INSERT).map((row) => ({
      slot: slotFor(row.model),
      subject_id: row.subjectId,
      position: row.position,
      rules: row.rules,
      view: row.view,
      digest: row.digest,
      refusal: row.refusal,
      refusal_code: row.refusalCode,
    }));
    await transaction.insertInto('standing_row').values(values).execute();
  }
  for (let start = 0; start < rows.quarantined.length; start += ROWS_PER_INSERT) {
    const values = rows.quarantined.slice(start, start + ROWS_PER_INSERT).map((row) => ({
      slot: slotFor(row.model),
      subject_id: row.subjectId,
      code: row.code,
      message: row.message,
      event_id: row.eventId,
      position: row.position,
      since: row.since,
    }));
    await transaction.insertInto('standing_quarantine').values(values).execute();
  }
  for (let start = 0; start < rows.entries.length; start += ROWS_PER_INSERT) {
    const values = rows.entries.slice(start, start + ROWS_PER_INSERT).map(({ model, subjectId, sortedBy, ordinal, entry }) => ({
      slot: slotFor(model),
      subject_id: subjectId,
      sorted_by: sortedBy,
      ordinal,
      entry: canonicalText(entry),
    }));
    await transaction.insertInto('standing_entry').values(values).execute();
  }
  for (let start = 0; start < rows.resting.length; start += ROWS_PER_INSERT) {
    const values = rows.resting
      .slice(start, start + ROWS_PER_INSERT)
      .map(({ model, subjectId, key }) => ({ slot: slotFor(model), subject_id: subjectId, resting_key: key }));
    await transaction.insertInto('standing_resting').values(values).execute();
  }
}

/** Removes a slot a few thousand subjects at a time, so that no transaction is long; a live slot stays. */
export async function dropSlot(database: Kysely<ReadModelTables>, slot: Slot): Promise<void> {
  for (const table of ROW_TABLES) {
    for (;;) {
      const some = await database
        .selectFrom(table)
        .select('subject_id')
        .distinct()
        .where('slot', '=', slot.id)
        .orderBy('subject_id')
        .limit(ROWS_PER_DROP)
        .execute();
      const last = some.at(-1)?.subject_id;
      if (last === undefined) break;
      await database.deleteFrom(table).where('slot', '=', slot.id).where('subject_id', '<=', last).execute();
    }
  }
  await database.deleteFrom('standing_slot').where('id', '=', slot.id).where('status', '!=', 'live').execute();
}


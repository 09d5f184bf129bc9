/** Reading the rows of the standing models. */
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { QuarantineRow, StandingEntry, StandingRow } from '../standing/model.js';
import type { EntryPlace, Slot, SlotCounts, StoredAnswer, EntryCount } from '../standing/store.js';
import type { QuarantineTable, ReadModelTables, RowTable, SlotTable } from './tables.js';

export type Database = Kysely<ReadModelTables> | Transaction<ReadModelTables>;

/** One subject's row in a slot. */
export async function readStored(database: Database, slot: Slot, subjectId: string): Promise<StoredAnswer> {
  const of = (table: 'standing_row' | 'standing_quarantine') =>
    database.selectFrom(table).where('slot', '=', slot.id).where('subject_id', '=', subjectId);
  const row = await of('standing_row').selectAll('standing_row').executeTakeFirst();
  const quarantine = await of('standing_quarantine').selectAll('standing_quarantine').executeTakeFirst();
  return storedOf(slot.model, subjectId, row as Selectable<RowTable> | undefined, quarantine as Selectable<QuarantineTable> | undefined);
}

/** Subjects after one, by id; the quarantined stand in their place. */
export async function readPage(database: Database, slot: Slot, after: string, limit: number): Promise<readonly StoredAnswer[]> {
  const rows = await database
    .selectFrom('standing_row')
    .selectAll()
    .where('slot', '=', slot.id)
    .where('subject_id', '>', after)
    .orderBy('subject_id')
    .limit(limit)
    .execute();
  const quarantined = await readQuarantined(database, slot.id, after, limit);
  const merged = [
    ...rows.map((row) => storedOf(slot.model, row.subject_id, row, undefined)),
    ...quarantined.map((row) => storedOf(slot.model, row.subject_id, undefined, row)),
  ];
  return merged.sort((a, b) => compareText(a.subjectId, b.subjectId)).slice(0, limit);
}

/** As the databases compare: by the bytes of UTF-8. */
export function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

async function readQuarantined(
  database: Database,
  slot: number,
  after: string,
  limit: number,
): Promise<readonly Selectable<QuarantineTable>[]> {
  return database
    .selectFrom('standing_quarantine')
    .selectAll()
    .where('slot', '=', slot)
    .where('subject_id', '>', after)
    .orderBy('subject_id')
    .limit(limit)
    .execute();
}

export async function quarantinedRows(
  database: Database,
  slot: Slot,
  after: string,
  limit: number,
): Promise<readonly QuarantineRow[]> {
  return (await readQuarantined(database, slot.id, after, limit)).map((row) => quarantineOf(slot.model, row));
}

/** Subjects whose rows rest on another one's events, after one, by id. */
export async function readResting(database: Database, slot: Slot, key: string, after: string, limit: number): Promise<readonly string[]> {
  const found = await database
    .selectFrom('standing_resting')
    .select('subject_id')
    .where('slot', '=', slot.id)
    .where('resting_key', '=', key)
    .where('subject_id', '>', after)
    .orderBy('subject_id')
    .limit(limit)
    .execute();
  return found.map((row) => row.subject_id);
}

/** Entries after one, in the model's own order. */
export async function readEntries(
  database: Database,
  slot: Slot,
  after: EntryPlace | undefined,
  limit: number,
): Promise<readonly StandingEntry[]> {
  let query = database.selectFrom('standing_entry').selectAll().where('slot', '=', slot.id);
  if (after !== undefined) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('sorted_by', 'subject_id', 'ordinal'), '>', tuple(after.sortedBy, after.subjectId, after.ordinal)),
    );
  }
  const found = await query.orderBy('sorted_by').orderBy('subject_id').orderBy('ordinal').limit(limit).execute();
  return found.map(({ subject_id: subjectId, sorted_by: sortedBy, ordinal, entry }) => ({
    model: slot.model,
    subjectId,
    sortedBy,
    ordinal,
    entry: JSON.parse(entry) as JsonObject,
  }));
}

/** How many entries stand at each place of the model's own order, in that order. */
export async function countEntries(database: Database, slot: Slot): Promise<readonly EntryCount[]> {
  const found = await database
    .selectFrom('standing_entry')
    .select(['sorted_by as at', ({ fn }) => fn.countAll<number>().as('count')])
    .where('slot', '=', slot.id)
    .groupBy('sorted_by')
    .orderBy('sorted_by')
    .execute();
  return found.map(({ at, count }) => ({ at, count: Number(count) }));
}

function countIn(database: Database, table: 'standing_row' | 'standing_quarantine', slot: number) {
  return database
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('number'))
    .where('slot', '=', slot)
    .executeTakeFirstOrThrow();
}

export async function countQuarantined(database: Database, slot: number): Promise<number> {
  return Number((await countIn(database, 'standing_quarantine', slot)).number);
}

export async function countRows(database: Database, slot: number): Promise<SlotCounts> {
  const rows = await countIn(database, 'standing_row', slot);
  const refused = await database
    .selectFrom('standing_row')
    .select(({ fn }) => ['refusal_code', fn.countAll<number>().as('number')])
    .where('slot', '=', slot)
    .where('refusal_code', 'is not', null)
    .groupBy('refusal_code')
    .execute();
  const quarantined = await countQuarantined(database, slot);
  return {
    subjects: Number(rows.number) + quarantined,
    refused: refused.reduce((sum, { number }) => sum + Number(number), 0),
    missingParameter: Number(refused.find(({ refusal_code }) => refusal_code === 'MISSING_PARAMETER')?.number ?? 0),
    quarantined,
  };
}

export function slotOf(row: Selectable<SlotTable>): Slot {
  return {
    id: row.id,
    model: row.model,
    partition: { index: row.partition_index, count: row.partition_count },
    status: row.status as Slot['status'],
    asOf: row.as_of,
    position: Number(row.position),
    anchor: row.anchor,
    software: row.software,
    afterStream: row.after_stream,
    startedAt: row.started_at,
    owner: row.owner,
  };
}

function storedOf(
  model: string,
  subjectId: string,
  row: Selectable<RowTable> | undefined,
  quarantine: Selectable<QuarantineTable> | undefined,
): StoredAnswer {
  return {
    subjectId,
    row: row === undefined ? undefined : rowOf(model, row),
    quarantine: quarantine === undefined ? undefined : quarantineOf(model, quarantine),
  };
}

function rowOf(model: string, row: Selectable<RowTable>): StandingRow {
  return {
    model,
    subjectId: row.subject_id,
    position: Number(row.position),
    rules: row.rules,
    view: row.view,
    digest: row.digest,
    refusal: row.refusal,
    refusalCode: row.refusal_code,
  };
}

function quarantineOf(model: string, row: Selectable<QuarantineTable>): QuarantineRow {
  return {
    model,
    subjectId: row.subject_id,
    code: row.code,
    message: row.message,
    eventId: row.event_id,
    position: Number(row.position),
    since: row.since,
  };
}

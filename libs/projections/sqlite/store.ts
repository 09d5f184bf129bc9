/** The one SQL layer of the standing models, for every dialect that kysely speaks. */
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { QuarantineRow, StandingModel, StandingRow, StandingRows } from '../standing/model.js';
import type { ReadModelStore, Slot, SlotCounts, StoredAnswer } from '../standing/store.js';
import type { QuarantineTable, ReadModelTables, RowTable, SlotTable } from './tables.js';

type Database = Kysely<ReadModelTables> | Transaction<ReadModelTables>;

/** Rows a statement: enough to make the statement's own cost small, below every dialect's limit of parameters. */
const ROWS_PER_INSERT = 200;
const IDS_PER_DELETE = 500;
const ROWS_PER_DROP = 2_000;

export interface Ownership {
  /** This process, as the owner of what it builds. */
  readonly owner: string;
  readonly isRunning: (owner: string) => boolean;
}

export function sqlStore(database: Kysely<ReadModelTables>, { owner, isRunning }: Ownership): ReadModelStore {
  const countsAt = new Map<number, { readonly position: number; readonly counts: SlotCounts }>();
  return {
    owner,
    isRunning,
    slots: async () => (await database.selectFrom('standing_slot').selectAll().orderBy('id').execute()).map(slotOf),
    beginBuild: (slots) =>
      database.transaction().execute(async (transaction) => {
        const begun: Slot[] = [];
        for (const slot of slots) {
          const values = {
            model: slot.model,
            status: 'building',
            as_of: slot.asOf,
            position: slot.position,
            software: slot.software,
            after_stream: null,
            started_at: slot.startedAt,
            owner: slot.owner,
          };
          begun.push(slotOf(await transaction.insertInto('standing_slot').values(values).returningAll().executeTakeFirstOrThrow()));
        }
        return begun;
      }),
    adopt: async (slots, by) => {
      await database.updateTable('standing_slot').set({ owner: by }).where('id', 'in', slots.map(({ id }) => id)).execute();
    },
    addBuilt: (slots, rows, afterStream) =>
      database.transaction().execute(async (transaction) => {
        for (const { id } of slots) {
          const moved = await transaction
            .updateTable('standing_slot')
            .set({ after_stream: afterStream })
            .where('id', '=', id)
            .where('status', '=', 'building')
            .where('owner', '=', owner)
            .executeTakeFirst();
          if (moved.numUpdatedRows !== 1n) throw new Error(`slot ${id} is no longer this process's to build`);
        }
        await insert(transaction, slots, rows);
      }),
    finishBuild: async (slots) => {
      const ids = slots.map(({ id }) => id);
      const built = await database
        .updateTable('standing_slot')
        .set({ status: 'built' })
        .where('id', 'in', ids)
        .where('status', '=', 'building')
        .where('owner', '=', owner)
        .executeTakeFirst();
      if (built.numUpdatedRows !== BigInt(slots.length)) throw new Error('a slot under construction is gone');
      return slots.map((slot) => ({ ...slot, status: 'built' }));
    },
    replace: (slots, participantIds, rows, position) => replace(database, slots, participantIds, rows, position),
    switchTo: (slots) =>
      database.transaction().execute(async (transaction) => {
        const models = slots.map(({ model }) => model);
        await transaction
          .updateTable('standing_slot')
          .set({ status: 'retired' })
          .where('status', '=', 'live')
          .where('model', 'in', models)
          .execute();
        const live = await transaction
          .updateTable('standing_slot')
          .set({ status: 'live', after_stream: null })
          .where('status', '=', 'built')
          .where('id', 'in', slots.map(({ id }) => id))
          .executeTakeFirst();
        if (live.numUpdatedRows !== BigInt(slots.length)) throw new Error('a slot under construction is gone');
      }),
    drop: (slot) => drop(database, slot),
    read: (model, participantId) =>
      database.transaction().execute(async (transaction) => {
        const slot = await transaction
          .selectFrom('standing_slot')
          .selectAll()
          .where('model', '=', model)
          .where('status', '=', 'live')
          .executeTakeFirst();
        if (slot === undefined) return undefined;
        const key = { slot: slot.id, participant_id: participantId };
        const row = await transaction
          .selectFrom('standing_row')
          .selectAll()
          .where('slot', '=', key.slot)
          .where('participant_id', '=', key.participant_id)
          .executeTakeFirst();
        const quarantine = await transaction
          .selectFrom('standing_quarantine')
          .selectAll()
          .where('slot', '=', key.slot)
          .where('participant_id', '=', key.participant_id)
          .executeTakeFirst();
        return { slot: slotOf(slot), stored: storedOf(model, participantId, row, quarantine) };
      }),
    page: (slot, after, limit) => page(database, slot, after, limit),
    worklist: async (slot, after, limit) => {
      let query = database.selectFrom('standing_worklist').selectAll().where('slot', '=', slot.id);
      if (after !== undefined) {
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('closes_on', 'participant_id', 'income_year'), '>', tuple(after.closesOn, after.participantId, after.incomeYear)),
        );
      }
      const found = await query
        .orderBy('closes_on')
        .orderBy('participant_id')
        .orderBy('income_year')
        .limit(limit)
        .execute();
      return found.map((entry) => ({
        participantId: entry.participant_id,
        incomeYear: entry.income_year,
        lastCorrectionYear: entry.last_correction_year,
        closesOn: entry.closes_on,
        income: entry.income,
        premium: entry.premium,
      }));
    },
    quarantined: async (slot, after, limit) => (await quarantinedRows(database, slot.id, after, limit)).map((row) => quarantineOf(slot.model, row)),
    counts: async (slot) => {
      const known = countsAt.get(slot.id);
      if (known !== undefined && slot.status === 'live' && known.position === slot.position) return known.counts;
      const counts = await countRows(database, slot.id);
      countsAt.set(slot.id, { position: slot.position, counts });
      return counts;
    },
    close: () => database.destroy(),
  };
}

async function replace(
  database: Kysely<ReadModelTables>,
  slots: readonly Slot[],
  participantIds: readonly string[],
  rows: StandingRows,
  position: number,
): Promise<boolean> {
  try {
    await database.transaction().execute(async (transaction) => {
      // The move comes first: it takes the write lock, so that what follows cannot meet another writer.
      for (const slot of slots) {
        const moved = await transaction
          .updateTable('standing_slot')
          .set({ position })
          .where('id', '=', slot.id)
          .where('status', '=', slot.status)
          .where('position', '=', slot.position)
          .executeTakeFirst();
        if (moved.numUpdatedRows !== 1n) throw new SlotMoved();
      }
      const ids = slots.map(({ id }) => id);
      for (let start = 0; start < participantIds.length; start += IDS_PER_DELETE) {
        const some = participantIds.slice(start, start + IDS_PER_DELETE);
        await transaction.deleteFrom('standing_row').where('slot', 'in', ids).where('participant_id', 'in', some).execute();
        await transaction.deleteFrom('standing_worklist').where('slot', 'in', ids).where('participant_id', 'in', some).execute();
        await transaction.deleteFrom('standing_quarantine').where('slot', 'in', ids).where('participant_id', 'in', some).execute();
      }
      await insert(transaction, slots, rows);
    });
    return true;
  } catch (error) {
    if (error instanceof SlotMoved) return false;
    throw error;
  }
}

/** Rolls the transaction back; never leaves this file. */
class SlotMoved extends Error {}

async function insert(transaction: Database, slots: readonly Slot[], rows: StandingRows): Promise<void> {
  const slotOfModel = new Map(slots.map(({ model, id }) => [model, id]));
  const slotFor = (model: StandingModel): number => {
    const id = slotOfModel.get(model);
    if (id === undefined) throw new Error(`no slot for a row of ${model}`);
    return id;
  };
  for (let start = 0; start < rows.rows.length; start += ROWS_PER_INSERT) {
    const values = rows.rows.slice(start, start + ROWS_PER_INSERT).map((row) => ({
      slot: slotFor(row.model),
      participant_id: row.participantId,
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
      participant_id: row.participantId,
      code: row.code,
      message: row.message,
      event_id: row.eventId,
      position: row.position,
      since: row.since,
    }));
    await transaction.insertInto('standing_quarantine').values(values).execute();
  }
  for (let start = 0; start < rows.worklist.length; start += ROWS_PER_INSERT) {
    const values = rows.worklist.slice(start, start + ROWS_PER_INSERT).map((entry) => ({
      slot: slotFor('worklist'),
      participant_id: entry.participantId,
      income_year: entry.incomeYear,
      last_correction_year: entry.lastCorrectionYear,
      closes_on: entry.closesOn,
      income: entry.income,
      premium: entry.premium,
    }));
    await transaction.insertInto('standing_worklist').values(values).execute();
  }
}

async function drop(database: Kysely<ReadModelTables>, slot: Slot): Promise<void> {
  for (const table of ['standing_row', 'standing_worklist', 'standing_quarantine'] as const) {
    for (;;) {
      const some = await database
        .selectFrom(table)
        .select('participant_id')
        .distinct()
        .where('slot', '=', slot.id)
        .orderBy('participant_id')
        .limit(ROWS_PER_DROP)
        .execute();
      const last = some.at(-1)?.participant_id;
      if (last === undefined) break;
      await database.deleteFrom(table).where('slot', '=', slot.id).where('participant_id', '<=', last).execute();
    }
  }
  await database.deleteFrom('standing_slot').where('id', '=', slot.id).where('status', '!=', 'live').execute();
}

async function page(database: Database, slot: Slot, after: string, limit: number): Promise<readonly StoredAnswer[]> {
  const rows = await database
    .selectFrom('standing_row')
    .selectAll()
    .where('slot', '=', slot.id)
    .where('participant_id', '>', after)
    .orderBy('participant_id')
    .limit(limit)
    .execute();
  const quarantined = await quarantinedRows(database, slot.id, after, limit);
  const merged = [
    ...rows.map((row) => storedOf(slot.model, row.participant_id, row, undefined)),
    ...quarantined.map((row) => storedOf(slot.model, row.participant_id, undefined, row)),
  ];
  return merged.sort((a, b) => (a.participantId < b.participantId ? -1 : 1)).slice(0, limit);
}

async function quarantinedRows(
  database: Database,
  slot: number,
  after: string,
  limit: number,
): Promise<readonly Selectable<QuarantineTable>[]> {
  return database
    .selectFrom('standing_quarantine')
    .selectAll()
    .where('slot', '=', slot)
    .where('participant_id', '>', after)
    .orderBy('participant_id')
    .limit(limit)
    .execute();
}

async function countRows(database: Database, slot: number): Promise<SlotCounts> {
  const count = (table: 'standing_row' | 'standing_quarantine') =>
    database
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('number'))
      .where('slot', '=', slot);
  const rows = await count('standing_row').executeTakeFirstOrThrow();
  const refused = await database
    .selectFrom('standing_row')
    .select(({ fn }) => ['refusal_code', fn.countAll<number>().as('number')])
    .where('slot', '=', slot)
    .where('refusal_code', 'is not', null)
    .groupBy('refusal_code')
    .execute();
  const quarantined = await count('standing_quarantine').executeTakeFirstOrThrow();
  return {
    participants: Number(rows.number) + Number(quarantined.number),
    refused: refused.reduce((sum, { number }) => sum + Number(number), 0),
    missingParameter: Number(refused.find(({ refusal_code }) => refusal_code === 'MISSING_PARAMETER')?.number ?? 0),
    quarantined: Number(quarantined.number),
  };
}

function slotOf(row: Selectable<SlotTable>): Slot {
  return {
    id: row.id,
    model: row.model as StandingModel,
    status: row.status as Slot['status'],
    asOf: row.as_of,
    position: Number(row.position),
    software: row.software,
    afterStream: row.after_stream,
    startedAt: row.started_at,
    owner: row.owner,
  };
}

function storedOf(
  model: StandingModel,
  participantId: string,
  row: Selectable<RowTable> | undefined,
  quarantine: Selectable<QuarantineTable> | undefined,
): StoredAnswer {
  return {
    participantId,
    row: row === undefined ? undefined : rowOf(model, row),
    quarantine: quarantine === undefined ? undefined : quarantineOf(model, quarantine),
  };
}

function rowOf(model: StandingModel, row: Selectable<RowTable>): StandingRow {
  return {
    model,
    participantId: row.participant_id,
    position: Number(row.position),
    rules: row.rules,
    view: row.view,
    digest: row.digest,
    refusal: row.refusal,
    refusalCode: row.refusal_code,
  };
}

function quarantineOf(model: StandingModel, row: Selectable<QuarantineTable>): QuarantineRow {
  return {
    model,
    participantId: row.participant_id,
    code: row.code,
    message: row.message,
    eventId: row.event_id,
    position: Number(row.position),
    since: row.since,
  };
}

/** Tables of the standing models, in types and column kinds that SQLite and PostgreSQL share. */
import { sql, type Generated, type Kysely } from 'kysely';

export interface SlotTable {
  id: Generated<number>;
  model: string;
  status: string;
  as_of: string;
  position: number;
  anchor: string;
  software: string;
  after_stream: string | null;
  started_at: string;
  owner: string;
}

export interface RowTable {
  slot: number;
  participant_id: string;
  position: number;
  rules: string | null;
  view: string | null;
  digest: string | null;
  refusal: string | null;
  refusal_code: string | null;
}

export interface QuarantineTable {
  slot: number;
  participant_id: string;
  code: string;
  message: string;
  event_id: string | null;
  position: number;
  since: string;
}

export interface WorklistTable {
  slot: number;
  participant_id: string;
  income_year: number;
  last_correction_year: number;
  closes_on: string;
  income: string;
  premium: string;
}

export interface ReadModelTables {
  standing_slot: SlotTable;
  standing_row: RowTable;
  standing_quarantine: QuarantineTable;
  standing_worklist: WorklistTable;
}

const TABLES = ['standing_slot', 'standing_row', 'standing_quarantine', 'standing_worklist'] as const;

export async function dropTables(database: Kysely<ReadModelTables>): Promise<void> {
  for (const table of TABLES) await database.schema.dropTable(table).ifExists().execute();
}

/** Makes what is missing; leaves what stands. */
export async function createTables(database: Kysely<ReadModelTables>): Promise<void> {
  await database.schema
    .createTable('standing_slot')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('anchor', 'text', (column) => column.notNull())
    .addColumn('software', 'text', (column) => column.notNull())
    .addColumn('after_stream', 'text')
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .execute();
  // The database itself holds the rule: of a model at most one slot is live, and at most one under construction.
  await database.schema
    .createIndex('standing_slot_live')
    .ifNotExists()
    .unique()
    .on('standing_slot')
    .column('model')
    .where(sql.ref('status'), '=', sql.lit('live'))
    .execute();
  await database.schema
    .createIndex('standing_slot_under_construction')
    .ifNotExists()
    .unique()
    .on('standing_slot')
    .column('model')
    .where(sql<boolean>`status in ('building', 'built')`)
    .execute();
  await database.schema
    .createTable('standing_row')
    .ifNotExists()
    .addColumn('slot', 'integer', (column) => column.notNull())
    .addColumn('participant_id', 'text', (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('rules', 'text')
    .addColumn('view', 'text')
    .addColumn('digest', 'text')
    .addColumn('refusal', 'text')
    .addColumn('refusal_code', 'text')
    .addPrimaryKeyConstraint('standing_row_key', ['slot', 'participant_id'])
    .execute();
  await database.schema
    .createIndex('standing_row_refused')
    .ifNotExists()
    .on('standing_row')
    .columns(['slot', 'refusal_code'])
    .where(sql.ref('refusal_code'), 'is not', null)
    .execute();
  await database.schema
    .createTable('standing_quarantine')
    .ifNotExists()
    .addColumn('slot', 'integer', (column) => column.notNull())
    .addColumn('participant_id', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('event_id', 'text')
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('standing_quarantine_key', ['slot', 'participant_id'])
    .execute();
  await database.schema
    .createTable('standing_worklist')
    .ifNotExists()
    .addColumn('slot', 'integer', (column) => column.notNull())
    .addColumn('participant_id', 'text', (column) => column.notNull())
    .addColumn('income_year', 'integer', (column) => column.notNull())
    .addColumn('last_correction_year', 'integer', (column) => column.notNull())
    .addColumn('closes_on', 'text', (column) => column.notNull())
    .addColumn('income', 'text', (column) => column.notNull())
    .addColumn('premium', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('standing_worklist_key', ['slot', 'participant_id', 'income_year'])
    .execute();
  await database.schema
    .createIndex('standing_worklist_closing')
    .ifNotExists()
    .on('standing_worklist')
    .columns(['slot', 'closes_on', 'participant_id', 'income_year'])
    .execute();
}

/** Tables of the standing models; SQLite and PostgreSQL differ in two column kinds alone. */
import { sql, type ColumnDataType, type ColumnDefinitionBuilder, type Expression, type Generated, type Kysely } from 'kysely';

export interface SlotTable {
  id: Generated<number>;
  model: string;
  partition_index: number;
  partition_count: number;
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
  subject_id: string;
  position: number;
  rules: string | null;
  view: string | null;
  digest: string | null;
  refusal: string | null;
  refusal_code: string | null;
}

export interface QuarantineTable {
  slot: number;
  subject_id: string;
  code: string;
  message: string;
  event_id: string | null;
  position: number;
  since: string;
}

export interface EntryTable {
  slot: number;
  subject_id: string;
  sorted_by: string;
  ordinal: number;
  entry: string;
}

export interface RestingTable {
  slot: number;
  resting_key: string;
  subject_id: string;
}

export interface PartitionTable {
  partition_index: number;
  partition_count: number;
  /** The process that holds the lease; null before the first and after one that let go. */
  owner: string | null;
  /** Grows with every holder: what a holder before writes is refused. */
  token: number;
}

export interface ReadModelTables {
  standing_partition: PartitionTable;
  standing_slot: SlotTable;
  standing_row: RowTable;
  standing_quarantine: QuarantineTable;
  standing_entry: EntryTable;
  standing_resting: RestingTable;
}

export interface ColumnKinds {
  /** Ids, compared byte by byte as the journal does. */
  readonly key: ColumnDataType | Expression<unknown>;
  /** The number of a slot, given by the database. */
  readonly generatedId: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
}

const TABLES = [
  'standing_partition',
  'standing_slot',
  'standing_row',
  'standing_quarantine',
  'standing_entry',
  'standing_resting',
] as const;

/** Of earlier layouts. */
const FORMER_TABLES = ['standing_worklist'] as const;

export async function dropTables(database: Kysely<ReadModelTables>): Promise<void> {
  for (const table of [...TABLES, ...FORMER_TABLES]) await database.schema.dropTable(table).ifExists().execute();
}

/** Makes what is missing; leaves what stands. */
export async function createTables(database: Kysely<ReadModelTables>, kinds: ColumnKinds): Promise<void> {
  await createSlots(database, kinds);
  await createRows(database, kinds);
  await createEntries(database, kinds);
  await createResting(database, kinds);
}

async function createSlots(database: Kysely<ReadModelTables>, { generatedId }: ColumnKinds): Promise<void> {
  await database.schema
    .createTable('standing_partition')
    .ifNotExists()
    .addColumn('partition_index', 'integer', (column) => column.primaryKey())
    .addColumn('partition_count', 'integer', (column) => column.notNull())
    .addColumn('owner', 'text')
    .addColumn('token', 'bigint', (column) => column.notNull())
    .execute();
  await database.schema
    .createTable('standing_slot')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => generatedId(column).primaryKey())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('partition_index', 'integer', (column) => column.notNull())
    .addColumn('partition_count', 'integer', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('anchor', 'text', (column) => column.notNull())
    .addColumn('software', 'text', (column) => column.notNull())
    .addColumn('after_stream', 'text')
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .execute();
  // The database itself holds the rule: of a model's partition at most one slot is live, and one under construction.
  await database.schema
    .createIndex('standing_slot_live')
    .ifNotExists()
    .unique()
    .on('standing_slot')
    .columns(['model', 'partition_index'])
    .where(sql.ref('status'), '=', sql.lit('live'))
    .execute();
  await database.schema
    .createIndex('standing_slot_under_construction')
    .ifNotExists()
    .unique()
    .on('standing_slot')
    .columns(['model', 'partition_index'])
    .where(sql<boolean>`status in ('building', 'built')`)
    .execute();
}

async function createRows(database: Kysely<ReadModelTables>, { key }: ColumnKinds): Promise<void> {
  await database.schema
    .createTable('standing_row')
    .ifNotExists()
    .addColumn('slot', 'integer', (column) => column.notNull())
    .addColumn('subject_id', key, (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('rules', 'text')
    .addColumn('view', 'text')
    .addColumn('digest', 'text')
    .addColumn('refusal', 'text')
    .addColumn('refusal_code', 'text')
    .addPrimaryKeyConstraint('standing_row_key', ['slot', 'subject_id'])
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
    .addColumn('subject_id', key, (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('event_id', 'text')
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('standing_quarantine_key', ['slot', 'subject_id'])
    .execute();
}

async function createEntries(database: Kysely<ReadModelTables>, { key }: ColumnKinds): Promise<void> {
  await database.schema
    .createTable('standing_entry')
    .ifNotExists()
    .addColumn('slot', 'integer', (column) => column.notNull())
    .addColumn('subject_id', key, (column) => column.notNull())
    .addColumn('sorted_by', key, (column) => column.notNull())
    .addColumn('ordinal', 'integer', (column) => column.notNull())
    .addColumn('entry', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('standing_entry_key', ['slot', 'subject_id', 'sorted_by', 'ordinal'])
    .execute();
  await database.schema
    .createIndex('standing_entry_order')
    .ifNotExists()
    .on('standing_entry')
    .columns(['slot', 'sorted_by', 'subject_id', 'ordinal'])
    .execute();
}

async function createResting(database: Kysely<ReadModelTables>, { key }: ColumnKinds): Promise<void> {
  await database.schema
    .createTable('standing_resting')
    .ifNotExists()
    .addColumn('slot', 'integer', (column) => column.notNull())
    .addColumn('subject_id', key, (column) => column.notNull())
    .addColumn('resting_key', key, (column) => column.notNull())
    .addPrimaryKeyConstraint('standing_resting_key', ['slot', 'subject_id', 'resting_key'])
    .execute();
  await database.schema
    .createIndex('standing_resting_on')
    .ifNotExists()
    .on('standing_resting')
    .columns(['slot', 'resting_key', 'subject_id'])
    .execute();
}

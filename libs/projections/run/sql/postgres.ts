/** The standing models in a schema of a PostgreSQL database, kept by any number of projectors. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { refusal, refuse, Refused } from '#ledger/kernel/refusal.js';
import type { ReadModelStore } from '../standing/store.js';
import { postgresPresence, type PostgresTables } from './postgres-presence.js';
import { sqlStore } from './store.js';
import { createTables, dropTables, type ColumnKinds, type ReadModelTables } from './tables.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `cause`: the code of the database or the network, `reason` its own words. */
    READ_MODEL_UNREACHABLE: { readonly place: string; readonly cause: string; readonly reason: string };
    READ_MODEL_ACCESS_DENIED: { readonly place: string; readonly cause: string; readonly reason: string };
    /** `schema`: where it, or the seconds of a lease, are not what they may be. */
    INVALID_READ_MODEL_URL: { readonly schema?: string };
    READ_MODEL_IN_USE: { readonly schema: string; readonly owner: string };
  }
}

/** Raised with every change of the tables or of what they hold; others are emptied, and built again from the journal. */
const LAYOUT = 3;
const DEFAULT_SCHEMA = 'accrual';
/** A process not heard for so long has lost its partitions. */
const DEFAULT_LEASE_SECONDS = 10;

const KINDS: ColumnKinds = {
  key: sql`text collate "C"`,
  generatedId: (column) => column.generatedByDefaultAsIdentity(),
};

/**
 * `url`: `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, with `schema=NAME` (default `accrual`) and `leaseSeconds=N` (default
 * 10) among its parameters. Makes the schema where there is none. Refuses NOT_A_READ_MODEL where the schema is something
 * else's, READ_MODEL_IN_USE where programs of another layout still run, INVALID_READ_MODEL_URL, READ_MODEL_UNREACHABLE and
 * READ_MODEL_ACCESS_DENIED.
 */
export async function openPostgresStore(url: string): Promise<ReadModelStore> {
  const { connectionString, schema, leaseSeconds } = settingsOf(url);
  const pool = new pg.Pool({
    connectionString,
    max: 8,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'accrual',
    // A process that hangs in a transaction holds its lease's row; the database lets go of it.
    idle_in_transaction_session_timeout: 60_000,
    lock_timeout: 30_000,
  });
  // A lost connection is told by the query that needs it, and the pool makes another one; unheard, it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const database = new Kysely<PostgresTables>({ dialect: new PostgresDialect({ pool }) }).withSchema(schema);
  try {
    await prepare(database, schema, leaseSeconds);
    const presence = await postgresPresence(database, leaseSeconds);
    return sqlStore(database as Kysely<ReadModelTables>, presence);
  } catch (error) {
    await database.destroy();
    throw faultOf(error, connectionString);
  }
}

const NO_ACCESS: ReadonlySet<string> = new Set(['28P01', '28000', '3D000', '42501']);
const NO_ANSWER: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P03',
]);

/** The refusal for a database that does not answer or does not let us in; any other error comes back unchanged. */
function faultOf(error: unknown, connectionString: string): unknown {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: string };
  if (typeof code !== 'string') return error;
  const { host, pathname } = new URL(connectionString);
  const place = `PostgreSQL at ${host}${pathname}`;
  if (NO_ANSWER.has(code)) {
    return new Refused(
      refusal('READ_MODEL_UNREACHABLE', { place, cause: code, reason: String(message) }),
    );
  }
  if (NO_ACCESS.has(code)) {
    return new Refused(
      refusal('READ_MODEL_ACCESS_DENIED', { place, cause: code, reason: String(message) }),
    );
  }
  return error;
}

function settingsOf(text: string): { readonly connectionString: string; readonly schema: string; readonly leaseSeconds: number } {
  const url = URL.canParse(text)
    ? new URL(text)
    : refuse('INVALID_READ_MODEL_URL');
  const schema = url.searchParams.get('schema') ?? DEFAULT_SCHEMA;
  const leaseSeconds = Number(url.searchParams.get('leaseSeconds') ?? DEFAULT_LEASE_SECONDS);
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema) || !(leaseSeconds >= 1 && leaseSeconds <= 3_600)) {
    refuse('INVALID_READ_MODEL_URL', { schema });
  }
  for (const own of ['schema', 'leaseSeconds']) url.searchParams.delete(own);
  return { connectionString: url.href, schema, leaseSeconds };
}

/** One process at a time looks and makes; the others wait for it. */
async function prepare(database: Kysely<PostgresTables>, schema: string, leaseSeconds: number): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`accrual read models ${schema}`}))`.execute(transaction);
    const tables = await sql<{
      name: string;
    }>`select table_name as name from information_schema.tables where table_schema = ${schema}`.execute(transaction);
    const isOurs = tables.rows.some(({ name }) => name === 'standing_layout');
    if (tables.rows.length > 0 && !isOurs) {
      refuse('NOT_A_READ_MODEL', { schema });
    }
    const layout = isOurs ? (await transaction.selectFrom('standing_layout').select('layout').executeTakeFirst())?.layout : undefined;
    if (layout === LAYOUT) return;
    const plain = transaction as Kysely<ReadModelTables>;
    if (isOurs) {
      await expectNobody(transaction, schema, leaseSeconds);
      await dropTables(plain);
      for (const table of ['standing_process', 'standing_layout'] as const) await transaction.schema.dropTable(table).ifExists().execute();
    }
    await sql`create schema if not exists ${sql.id(schema)}`.execute(transaction);
    await createTables(plain, KINDS);
    await transaction.schema
      .createTable('standing_process')
      .addColumn('owner', 'text', (column) => column.primaryKey())
      .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
      .execute();
    await transaction.schema.createTable('standing_layout').addColumn('layout', 'integer', (column) => column.notNull()).execute();
    await transaction.insertInto('standing_layout').values({ layout: LAYOUT }).execute();
  });
}

async function expectNobody(database: Kysely<PostgresTables>, schema: string, leaseSeconds: number): Promise<void> {
  const running = await database
    .selectFrom('standing_process')
    .select('owner')
    .where('seen_at', '>', sql<Date>`clock_timestamp() - make_interval(secs => ${leaseSeconds})`)
    .executeTakeFirst();
  if (running === undefined) return;
  refuse('READ_MODEL_IN_USE', { schema, owner: running.owner });
}

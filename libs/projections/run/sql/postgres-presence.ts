/**
 * Processes on several machines: each tells the database again and again that it runs, and the database's own clock judges.
 * One that has not been heard for the lease's time counts as ended.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { sql, type Kysely } from 'kysely';
import type { Presence } from './presence.js';
import type { ReadModelTables } from './tables.js';

/** Made and read here alone, with the database's own functions of time. */
export interface ProcessTable {
  owner: string;
  seen_at: Date;
}

export type PostgresTables = ReadModelTables & { readonly standing_process: ProcessTable; readonly standing_layout: { layout: number } };

export async function postgresPresence(database: Kysely<PostgresTables>, leaseSeconds: number): Promise<Presence> {
  const owner = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const now = sql<Date>`clock_timestamp()`;
  const tell = async (): Promise<void> => {
    await database
      .insertInto('standing_process')
      .values({ owner, seen_at: now })
      .onConflict((conflict) => conflict.column('owner').doUpdateSet({ seen_at: now }))
      .execute();
  };
  await tell();
  await database.deleteFrom('standing_process').where('seen_at', '<', sql<Date>`clock_timestamp() - interval '1 day'`).execute();
  let telling: Promise<void> = Promise.resolve();
  // A database that cannot be reached is told about by the work that needs it; the next beat tries again.
  const timer = setInterval(() => (telling = tell().catch(() => undefined)), (leaseSeconds * 1_000) / 4).unref();
  return {
    owner,
    isRunning: async (other) => {
      const seen = await database
        .selectFrom('standing_process')
        .select('owner')
        .where('owner', '=', other)
        .where('seen_at', '>', sql<Date>`clock_timestamp() - make_interval(secs => ${leaseSeconds})`)
        .executeTakeFirst();
      return seen !== undefined;
    },
    end: async () => {
      clearInterval(timer);
      await telling;
      await database.deleteFrom('standing_process').where('owner', '=', owner).execute().catch(() => undefined);
    },
  };
}

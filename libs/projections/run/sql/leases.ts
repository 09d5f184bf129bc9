/**
 * Who keeps which partition. A lease lasts as long as its holder runs; every transaction of a holder first takes the lease's
 * row, so that one who lost it unawares (a long pause, a broken network) writes nothing any more.
 */
import type { Kysely, Transaction } from 'kysely';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Partition } from '#portfolio/partition.js';
import type { Lease, PartitionHolder } from '../standing/store.js';
import type { Presence } from './presence.js';
import type { ReadModelTables } from './tables.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    PARTITION_COUNT_DIFFERS: { readonly standing: number; readonly asked: number };
    PARTITION_LOST: { readonly partition: number };
    /** One of so many, or any of them. */
    PARTITION_HELD: { readonly owner: string; readonly partition?: number; readonly count?: number };
  }
}

/** The partitions, made at the first call. Refuses PARTITION_COUNT_DIFFERS where there are others already. */
export async function ensurePartitions(database: Kysely<ReadModelTables>, count: number): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const values = Array.from({ length: count }, (_, index) => ({ partition_index: index, partition_count: count, owner: null, token: 0 }));
    // One who makes another number of them at the same time waits at the first row, and is then refused below.
    await transaction.insertInto('standing_partition').values(values).onConflict((conflict) => conflict.doNothing()).execute();
    const other = await transaction
      .selectFrom('standing_partition')
      .select('partition_count')
      .where('partition_count', '!=', count)
      .executeTakeFirst();
    if (other !== undefined) refuseCount(other.partition_count, count);
  });
}

function refuseCount(standing: number, asked: number): never {
  refuse('PARTITION_COUNT_DIFFERS', { standing, asked });
}

export async function readPartitions(database: Kysely<ReadModelTables>, { isRunning }: Presence): Promise<readonly PartitionHolder[]> {
  const rows = await database.selectFrom('standing_partition').selectAll().orderBy('partition_index').execute();
  const holders: PartitionHolder[] = [];
  for (const { partition_index: index, partition_count: count, owner } of rows) {
    holders.push({ index, count, owner, isHeld: owner !== null && (await isRunning(owner)) });
  }
  return holders;
}

/** The lease, or who holds it. */
export async function acquireLease(
  database: Kysely<ReadModelTables>,
  { index, count }: Partition,
  { owner, isRunning }: Presence,
): Promise<Lease | { readonly heldBy: string }> {
  const found = await database.selectFrom('standing_partition').selectAll().where('partition_index', '=', index).executeTakeFirst();
  if (found === undefined || found.partition_count !== count) return refuseCount(found?.partition_count ?? 0, count);
  if (found.owner !== null && found.owner !== owner && (await isRunning(found.owner))) return { heldBy: found.owner };
  const token = Number(found.token) + 1;
  const taken = await database
    .updateTable('standing_partition')
    .set({ owner, token })
    .where('partition_index', '=', index)
    .where('partition_count', '=', count)
    .where('token', '=', found.token)
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n ? { index, owner, token } : { heldBy: 'another process, a moment ago' };
}

export async function releaseLease(database: Kysely<ReadModelTables>, { index, owner, token }: Lease): Promise<void> {
  await database
    .updateTable('standing_partition')
    .set({ owner: null })
    .where('partition_index', '=', index)
    .where('owner', '=', owner)
    .where('token', '=', token)
    .execute();
}

/** Takes the lease's row until the transaction ends. Refuses PARTITION_LOST where another process holds the lease by now. */
export async function expectLease(transaction: Transaction<ReadModelTables>, { index, owner, token }: Lease): Promise<void> {
  const kept = await transaction
    .updateTable('standing_partition')
    .set({ token })
    .where('partition_index', '=', index)
    .where('owner', '=', owner)
    .where('token', '=', token)
    .executeTakeFirst();
  if (kept.numUpdatedRows === 1n) return;
  refuse('PARTITION_LOST', { partition: index });
}

/** Forgets all rows and begins with another number of partitions. Refuses PARTITION_HELD while a process keeps or builds one. */
export async function repartition(database: Kysely<ReadModelTables>, count: number, presence: Presence): Promise<void> {
  const owners = await database.selectFrom('standing_slot').select('owner').where('status', 'in', ['building', 'built']).execute();
  const held = await readPartitions(database, presence);
  for (const owner of [...owners, ...held].map((each) => each.owner)) {
    if (owner === null || owner === presence.owner || !(await presence.isRunning(owner))) continue;
    refuse('PARTITION_HELD', { owner });
  }
  await database.transaction().execute(async (transaction) => {
    // The leases go first: from here on nobody who took one meanwhile can write.
    await transaction.deleteFrom('standing_partition').execute();
    for (const table of ['standing_row', 'standing_entry', 'standing_quarantine', 'standing_slot'] as const) {
      await transaction.deleteFrom(table).execute();
    }
  });
  await ensurePartitions(database, count);
}

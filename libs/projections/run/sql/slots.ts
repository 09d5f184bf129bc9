/** The slots: begun, taken over, finished, switched to. A change that finds a slot other than expected is an error. */
import type { Kysely } from 'kysely';
import type { Slot } from '../standing/store.js';
import { slotOf } from './read-rows.js';
import type { ReadModelTables } from './tables.js';

export async function beginBuild(
  database: Kysely<ReadModelTables>,
  slots: readonly Omit<Slot, 'id' | 'status' | 'afterStream'>[],
): Promise<readonly Slot[]> {
  return database.transaction().execute(async (transaction) => {
    const begun: Slot[] = [];
    for (const slot of slots) {
      const values = {
        model: slot.model,
        partition_index: slot.partition.index,
        partition_count: slot.partition.count,
        status: 'building',
        as_of: slot.asOf,
        position: slot.position,
        anchor: slot.anchor,
        software: slot.software,
        after_stream: null,
        started_at: slot.startedAt,
        owner: slot.owner,
      };
      begun.push(slotOf(await transaction.insertInto('standing_slot').values(values).returningAll().executeTakeFirstOrThrow()));
    }
    return begun;
  });
}

export async function adopt(database: Kysely<ReadModelTables>, slots: readonly Slot[], owner: string): Promise<void> {
  await database.updateTable('standing_slot').set({ owner }).where('id', 'in', idsOf(slots)).execute();
}

/** How far the build has come, or that it has come to its end; only for who owns it. */
export async function markBuilt(
  database: Kysely<ReadModelTables>,
  slots: readonly Slot[],
  owner: string,
  progress: { readonly after_stream: string } | { readonly status: 'built' },
): Promise<void> {
  const marked = await database
    .updateTable('standing_slot')
    .set(progress)
    .where('id', 'in', idsOf(slots))
    .where('status', '=', 'building')
    .where('owner', '=', owner)
    .executeTakeFirst();
  expectAll(slots, marked.numUpdatedRows);
}

/** The slots are of one partition. */
export async function switchTo(database: Kysely<ReadModelTables>, slots: readonly Slot[], owner: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('standing_slot')
      .set({ status: 'retired' })
      .where('status', '=', 'live')
      .where('model', 'in', slots.map(({ model }) => model))
      .where('partition_index', 'in', slots.map(({ partition }) => partition.index))
      .execute();
    const live = await transaction
      .updateTable('standing_slot')
      .set({ status: 'live', after_stream: null })
      .where('status', '=', 'built')
      .where('owner', '=', owner)
      .where('id', 'in', idsOf(slots))
      .executeTakeFirst();
    expectAll(slots, live.numUpdatedRows);
  });
}

function idsOf(slots: readonly Slot[]): readonly number[] {
  return slots.map(({ id }) => id);
}

function expectAll(slots: readonly Slot[], updated: bigint): void {
  if (updated === BigInt(slots.length)) return;
  throw new Error(`slots ${idsOf(slots).join(', ')} are no longer this process's to build: another one took them over or dropped them`);
}

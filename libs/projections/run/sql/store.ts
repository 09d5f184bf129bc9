/** The one SQL layer of the standing models, for every dialect that kysely speaks. */
import type { Kysely } from 'kysely';
import type { ReadModelStore, SlotCounts } from '../standing/store.js';
import { readModel } from './read-model.js';
import { countQuarantined, countRows, quarantinedRows, readResting, slotOf } from './read-rows.js';
import { acquireLease, ensurePartitions, readPartitions, releaseLease, repartition } from './leases.js';
import type { Presence } from './presence.js';
import { adopt, beginBuild, markBuilt, switchTo } from './slots.js';
import type { ReadModelTables } from './tables.js';
import { dropSlot, insertRows, replaceRows } from './write-rows.js';

export function sqlStore(database: Kysely<ReadModelTables>, presence: Presence): ReadModelStore {
  const { owner, isRunning } = presence;
  const countsAt = new Map<number, { readonly position: number; readonly counts: SlotCounts }>();
  return {
    owner,
    isRunning,
    slots: async () => (await database.selectFrom('standing_slot').selectAll().orderBy('id').execute()).map(slotOf),
    beginBuild: (slots) => beginBuild(database, slots),
    adopt: (slots, by) => adopt(database, slots, by),
    addBuilt: (slots, rows, afterStream) =>
      database.transaction().execute(async (transaction) => {
        await markBuilt(transaction, slots, owner, { after_stream: afterStream });
        await insertRows(transaction, slots, rows);
      }),
    finishBuild: async (slots) => {
      await markBuilt(database, slots, owner, { status: 'built' });
      return slots.map((slot) => ({ ...slot, status: 'built' }));
    },
    replace: (slots, subjects, rows, to, lease) => replaceRows(database, slots, subjects, rows, to, lease),
    switchTo: (slots) => switchTo(database, slots, owner),
    drop: (slot) => dropSlot(database, slot),
    ...readModel(database),
    quarantinedOf: (slot, after, limit) => quarantinedRows(database, slot, after, limit),
    restingOn: (slot, key, after, limit) => readResting(database, slot, key, after, limit),
    counts: async (slot) => {
      const known = countsAt.get(slot.id);
      if (slot.status === 'live' && known?.position === slot.position) {
        // Few, and what an alarm hangs on: counted anew though the position has not moved.
        const quarantined = await countQuarantined(database, slot.id);
        return { ...known.counts, subjects: known.counts.subjects - known.counts.quarantined + quarantined, quarantined };
      }
      const counts = await countRows(database, slot.id);
      countsAt.set(slot.id, { position: slot.position, counts });
      return counts;
    },
    ensurePartitions: (count) => ensurePartitions(database, count),
    partitions: () => readPartitions(database, presence),
    acquire: (partition) => acquireLease(database, partition, presence),
    release: (lease) => releaseLease(database, lease),
    repartition: (count) => repartition(database, count, presence),
    close: async () => {
      await presence.end();
      await database.destroy();
    },
  };
}

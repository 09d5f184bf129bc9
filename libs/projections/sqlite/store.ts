/** The one SQL layer of the standing models, for every dialect that kysely speaks. */
import type { Kysely } from 'kysely';
import type { ReadModelStore, SlotCounts } from '../standing/store.js';
import { countRows, quarantinedRows, readAnswer, readPage, readWorklist, slotOf } from './read-rows.js';
import { adopt, beginBuild, markBuilt, switchTo } from './slots.js';
import type { ReadModelTables } from './tables.js';
import { dropSlot, insertRows, replaceRows } from './write-rows.js';

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
    replace: (slots, participantIds, rows, to) => replaceRows(database, slots, participantIds, rows, to),
    switchTo: (slots) => switchTo(database, slots),
    drop: (slot) => dropSlot(database, slot),
    read: (model, participantId) => readAnswer(database, model, participantId),
    page: (slot, after, limit) => readPage(database, slot, after, limit),
    worklist: (slot, after, limit) => readWorklist(database, slot, after, limit),
    quarantined: (slot, after, limit) => quarantinedRows(database, slot, after, limit),
    counts: async (slot) => {
      const known = countsAt.get(slot.id);
      if (slot.status === 'live' && known?.position === slot.position) return known.counts;
      const counts = await countRows(database, slot.id);
      countsAt.set(slot.id, { position: slot.position, counts });
      return counts;
    },
    close: () => database.destroy(),
  };
}

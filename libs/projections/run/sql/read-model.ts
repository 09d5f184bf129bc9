/** Readings over all partitions of a model, each at one moment: the slots, and the rows that stood in them with it. */
import type { Kysely } from 'kysely';
import type { QuarantineRow, StandingEntry } from '../standing/model.js';
import { partitionOf } from '#portfolio/partition.js';
import type { EntryCount, ModelPage, ModelReader, PlacedAnswer, Slot } from '../standing/store.js';
import { compareText, countEntries, quarantinedRows, readPage, readStored, readEntries, slotOf, type Database } from './read-rows.js';
import type { ReadModelTables } from './tables.js';

export function readModel(database: Kysely<ReadModelTables>): ModelReader {
  /** A page of each partition, merged: every slot has its own index of rows, so that none reads more than a page. */
  const page = <Item>(
    model: string,
    limit: number,
    read: (database: Database, slot: Slot) => Promise<readonly Item[]>,
    compare: (a: Item, b: Item) => number,
  ): Promise<ModelPage<Item> | undefined> =>
    atOneMoment(database, async (snapshot) => {
      const slots = await liveSlots(snapshot, model);
      if (slots === undefined) return undefined;
      const items: Item[] = [];
      for (const slot of slots) items.push(...(await read(snapshot, slot)));
      return { slots, items: slots.length === 1 ? items : items.sort(compare).slice(0, limit) };
    });
  return {
    read: (model, subjectId) =>
      atOneMoment(database, async (snapshot) => {
        const slots = await liveSlots(snapshot, model);
        const slot = slots?.[partitionOf(subjectId, slots.length)];
        return slot === undefined ? undefined : { slot, stored: await readStored(snapshot, slot, subjectId) };
      }),
    page: (model, after, limit) =>
      page<PlacedAnswer>(
        model,
        limit,
        async (snapshot, slot) => (await readPage(snapshot, slot, after, limit)).map((stored) => ({ slot, stored })),
        (a, b) => byId(a.stored, b.stored),
      ),
    entries: (model, after, limit) =>
      page<StandingEntry>(model, limit, (snapshot, slot) => readEntries(snapshot, slot, after, limit), inOrder),
    entryCounts: async (model) => {
      const found = await page<EntryCount>(model, Number.MAX_SAFE_INTEGER, countEntries, (a, b) => compareText(a.at, b.at));
      return found === undefined ? undefined : { ...found, items: summedUp(found.items) };
    },
    quarantined: (model, after, limit) =>
      page<QuarantineRow>(model, limit, (snapshot, slot) => quarantinedRows(snapshot, slot, after, limit), byId),
  };
}

/** Those of all partitions, place by place. */
function summedUp(sorted: readonly EntryCount[]): readonly EntryCount[] {
  const sums = new Map<string, number>();
  for (const { at, count } of sorted) sums.set(at, (sums.get(at) ?? 0) + count);
  return [...sums].map(([at, count]) => ({ at, count }));
}

/** PostgreSQL reads at one moment only where it is asked to; SQLite always does. */
function atOneMoment<T>(database: Kysely<ReadModelTables>, read: (snapshot: Database) => Promise<T>): Promise<T> {
  return database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}

/** By partition; undefined where one of them is not built yet. */
async function liveSlots(database: Database, model: string): Promise<readonly Slot[] | undefined> {
  const rows = await database
    .selectFrom('standing_slot')
    .selectAll()
    .where('model', '=', model)
    .where('status', '=', 'live')
    .orderBy('partition_index')
    .execute();
  const slots = rows.map(slotOf);
  return slots.length > 0 && slots.length === slots[0]?.partition.count ? slots : undefined;
}

function byId(a: { readonly subjectId: string }, b: { readonly subjectId: string }): number {
  return compareText(a.subjectId, b.subjectId);
}

function inOrder(a: StandingEntry, b: StandingEntry): number {
  return compareText(a.sortedBy, b.sortedBy) || byId(a, b) || a.ordinal - b.ordinal;
}

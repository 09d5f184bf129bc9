/** What the standing models answer: from all partitions, at the position that each of them has reached. */
import { attempt, refuse, type Refusal } from '#ledger/kernel/refusal.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { JournalReader } from '#journal/port.js';
import type { Answer } from '../../answer.js';
import { answerOfStored } from './answers.js';
import { STANDING_MODELS, type QuarantineRow, type StandingEntry } from './model.js';
import type { Partition } from '#portfolio/partition.js';
import { isUnderConstruction } from './rebuild.js';
import type { EntryCount, EntryPlace, ModelPage, ReadModelStore, Slot, SlotCounts } from './store.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    MODEL_NOT_BUILT: { readonly model: string };
  }
}

export interface StandingStatus extends SlotCounts {
  readonly model: string;
  readonly asOf: CivilDate;
  /** Position up to which all partitions have taken every event in. */
  readonly position: bigint;
  /** Events between it and the journal's end; of very many, at least so many. */
  readonly lag: number;
  /** A generation under construction, by whom and since when. */
  readonly building: { readonly asOf: CivilDate; readonly since: Instant; readonly owner: string } | null;
}

export interface PartitionStatus extends Partition {
  /** The process that keeps it; null where none that runs does. */
  readonly owner: string | null;
  /** Position that all of its models have reached; undefined while one of them is not built yet. */
  readonly position: bigint | undefined;
}

export type ListedAnswer =
  | { readonly subjectId: string; readonly answer: Answer<object> }
  | { readonly subjectId: string; readonly refusal: Refusal };

export interface StandingPage<Item> {
  readonly items: readonly Item[];
  /** Goes into `after` for the next page; null on the last. */
  readonly next: string | null;
  readonly asOf: CivilDate;
  /** The least of all partitions; an answer's own `knownAt` may be later. */
  readonly position: bigint;
}

export interface StandingCounts {
  readonly items: readonly EntryCount[];
  readonly asOf: CivilDate;
  readonly position: bigint;
}

export interface RowsPageStart {
  readonly after?: string;
  readonly limit: number;
}

export type FitsEntry = (entry: StandingEntry['entry']) => boolean;

export interface StandingReader {
  /** Of the models that answer; one that a partition has not built yet is left out. */
  readonly status: () => Promise<readonly StandingStatus[]>;
  /** Who keeps which partition, and how far it is; none before the first writer. */
  readonly partitions: () => Promise<readonly PartitionStatus[]>;
  /** The position up to which all of a model's answers count events; undefined where it is not built yet. */
  readonly positionOf: (model: string) => Promise<bigint | undefined>;
  /** The answer at the model's own coordinates. Refuses MODEL_NOT_BUILT and what `answerOfStored` refuses. */
  readonly get: (model: string, subjectId: string) => Promise<Answer<object>>;
  /** Answers by subject id. */
  readonly list: (model: string, page: RowsPageStart) => Promise<StandingPage<ListedAnswer>>;
  /**
   * Entries of the model's own order: what closes next, say. Narrowed by `fits`, a page may hold fewer than its limit, or none, while
   * `next` goes on. Refuses MODEL_NOT_BUILT.
   */
  readonly entries: (model: string, page: RowsPageStart, fits?: FitsEntry) => Promise<StandingPage<StandingEntry>>;
  /** How many there are at each place of that order: at each day on which something closes, say. Refuses MODEL_NOT_BUILT. */
  readonly entryCounts: (model: string) => Promise<StandingCounts>;
  readonly quarantined: (model: string, page: RowsPageStart) => Promise<StandingPage<QuarantineRow>>;
}

export function standingReader(store: ReadModelStore, journal: JournalReader): StandingReader {
  return {
    status: () => statusOf(store, journal),
    partitions: () => partitionsOf(store),
    positionOf: async (model) => {
      const slots = completeSlots(await store.slots(), model);
      return slots === undefined ? undefined : leastPosition(slots);
    },
    get: async (model, subjectId) => {
      const read = (await store.read(model, subjectId)) ?? refuseNotBuilt(model);
      return answerOfStored(read.slot, read.stored);
    },
    list: async (model, { after = '', limit }) => {
      const page = (await store.page(model, after, limit)) ?? refuseNotBuilt(model);
      const items = page.items.map(({ slot, stored }): ListedAnswer => {
        const { subjectId } = stored;
        const outcome = attempt(() => answerOfStored(slot, stored));
        return outcome.status === 'done' ? { subjectId, answer: outcome.value } : { subjectId, refusal: outcome.refusal };
      });
      return pageOf({ ...page, items }, limit, ({ subjectId }) => subjectId);
    },
    entries: async (model, page, fits) => {
      if (fits !== undefined) return narrowedEntries(store, model, page, fits);
      return pageOf(await entriesAfter(store, model, page.after, page.limit), page.limit, textOfPlace);
    },
    entryCounts: async (model) => {
      const { slots, items } = (await store.entryCounts(model)) ?? refuseNotBuilt(model);
      return { items, asOf: leastDay(slots), position: leastPosition(slots) };
    },
    quarantined: async (model, { after = '', limit }) =>
      pageOf((await store.quarantined(model, after, limit)) ?? refuseNotBuilt(model), limit, ({ subjectId }) => subjectId),
  };
}

async function statusOf(store: ReadModelStore, journal: JournalReader): Promise<readonly StandingStatus[]> {
  const slots = await store.slots();
  const head = (await journal.head()).position;
  const found: StandingStatus[] = [];
  const lags = new Map<bigint, number>();
  for (const model of STANDING_MODELS) {
    const live = completeSlots(slots, model);
    if (live === undefined) continue;
    const building = slots.find((slot) => slot.model === model && isUnderConstruction(slot));
    const position = leastPosition(live);
    const lag = lags.get(position) ?? (await journal.countEvents(position, head));
    lags.set(position, lag);
    const counts = await Promise.all(live.map((slot) => store.counts(slot)));
    found.push({
      model,
      asOf: leastDay(live),
      position,
      lag,
      building: building === undefined ? null : { asOf: building.asOf, since: building.startedAt, owner: building.owner },
      ...counts.reduce(addCounts),
    });
  }
  return found;
}

async function partitionsOf(store: ReadModelStore): Promise<readonly PartitionStatus[]> {
  const holders = await store.partitions();
  const slots = await store.slots();
  return holders.map(({ index, count, owner, isHeld }) => {
    const live = slots.filter(({ status, partition }) => status === 'live' && partition.index === index);
    return { index, count, owner: isHeld ? owner : null, position: live.length < STANDING_MODELS.length ? undefined : leastPosition(live) };
  });
}

/** A model's live slots, one for each partition; undefined where one of them is not built yet. */
function completeSlots(slots: readonly Slot[], model: string): readonly Slot[] | undefined {
  const live = slots.filter((slot) => slot.model === model && slot.status === 'live');
  return live.length > 0 && live.length === live[0]?.partition.count ? live : undefined;
}

function leastPosition(slots: readonly Slot[]): bigint {
  return BigInt(Math.min(...slots.map(({ position }) => position)));
}

function leastDay(slots: readonly Slot[]): CivilDate {
  return slots.map(({ asOf }) => asOf).sort()[0] as CivilDate;
}

function addCounts(a: SlotCounts, b: SlotCounts): SlotCounts {
  return {
    subjects: a.subjects + b.subjects,
    refused: a.refused + b.refused,
    missingParameter: a.missingParameter + b.missingParameter,
    quarantined: a.quarantined + b.quarantined,
  };
}

function refuseNotBuilt(model: string): never {
  return refuse('MODEL_NOT_BUILT', { model });
}

function pageOf<Item>({ slots, items }: ModelPage<Item>, limit: number, place: (item: Item) => string): StandingPage<Item> {
  const last = items.at(-1);
  return {
    items,
    next: last === undefined || items.length < limit ? null : place(last),
    asOf: leastDay(slots),
    position: leastPosition(slots),
  };
}

/** A list that few entries fit is looked through so far and no further in one answer. */
const [LOOKED_THROUGH, AT_ONCE] = [10_000, 500];

async function narrowedEntries(
  store: ReadModelStore,
  model: string,
  { after, limit }: RowsPageStart,
  fits: FitsEntry,
): Promise<StandingPage<StandingEntry>> {
  const found: StandingEntry[] = [];
  let next = after;
  for (let seen = 0; ; seen += AT_ONCE) {
    const page = await entriesAfter(store, model, next, AT_ONCE);
    for (const item of page.items) {
      if (fits(item.entry)) found.push(item);
      next = textOfPlace(item);
      if (found.length === limit) break;
    }
    const isWhole = found.length < limit && page.items.length < AT_ONCE;
    if (!isWhole && found.length < limit && seen + AT_ONCE < LOOKED_THROUGH) continue;
    return { ...pageOf({ ...page, items: found }, limit, textOfPlace), next: isWhole ? null : (next ?? null) };
  }
}

async function entriesAfter(
  store: ReadModelStore,
  model: string,
  after: string | undefined,
  limit: number,
): Promise<ModelPage<StandingEntry>> {
  return (await store.entries(model, after === undefined ? undefined : placeOf(after), limit)) ?? refuseNotBuilt(model);
}

function textOfPlace({ sortedBy, subjectId, ordinal }: EntryPlace): string {
  return JSON.stringify([sortedBy, subjectId, ordinal]);
}

function placeOf(after: string): EntryPlace {
  const [sortedBy, subjectId, ordinal] = JSON.parse(after) as [string, string, number];
  return { sortedBy, subjectId, ordinal };
}

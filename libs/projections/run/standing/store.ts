/** What the standing models ask of a database. Positions and rows move together, in one transaction. */
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { SubjectKind } from '#ledger/subjects.js';
import type { QuarantineRow, StandingEntry, StandingRow, StandingRows } from './model.js';
import type { Partition } from '#portfolio/partition.js';

/** One generation of a partition's rows of a model. At most one is live; another one may be under construction beside it. */
export interface Slot {
  readonly id: number;
  readonly model: string;
  readonly partition: Partition;
  /** `built`: filled, and waiting to be caught up and switched to. */
  readonly status: 'building' | 'built' | 'live' | 'retired';
  /** The day it was built for. */
  readonly asOf: CivilDate;
  /** Every event up to here has been taken in. */
  readonly position: number;
  /** Id of the event at that position: tells whether the journal is still the one that was read. */
  readonly anchor: string;
  /** `softwareSignature` of the program that built it. */
  readonly software: string;
  /** Building: the last stream whose rows stand; null before the first. */
  readonly afterStream: string | null;
  readonly startedAt: Instant;
  /** Building: the process that builds. */
  readonly owner: string;
}

export interface SlotCounts {
  readonly subjects: number;
  readonly refused: number;
  /** Those of the refused that wait for a parameter. */
  readonly missingParameter: number;
  readonly quarantined: number;
}

/** What stands of a subject; without either a row or a quarantine it is unknown there. */
export interface StoredAnswer {
  readonly subjectId: string;
  readonly row: StandingRow | undefined;
  readonly quarantine: QuarantineRow | undefined;
}

/** The right to move a partition's live slots on: held by one process at a time. */
export interface Lease {
  readonly index: number;
  readonly owner: string;
  /** Grows with every holder. */
  readonly token: number;
}

export interface PartitionHolder extends Partition {
  /** The last that held the lease and did not let go; null where there is none. */
  readonly owner: string | null;
  /** Its owner still runs. */
  readonly isHeld: boolean;
}

/** Items of all partitions of a model, with the live slots as they stood at that moment. */
export interface ModelPage<Item> {
  /** One for each partition, at least one. */
  readonly slots: readonly Slot[];
  readonly items: readonly Item[];
}

/** A row with the slot it was read from. */
export interface PlacedAnswer {
  readonly slot: Slot;
  readonly stored: StoredAnswer;
}

export interface EntryCount {
  /** What the entries are sorted by. */
  readonly at: string;
  readonly count: number;
}

/** Each reads at one moment; undefined where a partition of the model is not built yet. */
export interface ModelReader {
  read(model: string, subjectId: string): Promise<PlacedAnswer | undefined>;
  /** Subjects after one, by id. */
  page(model: string, after: string, limit: number): Promise<ModelPage<PlacedAnswer> | undefined>;
  /** Entries of the model's own order, after one. */
  entries(model: string, after: EntryPlace | undefined, limit: number): Promise<ModelPage<StandingEntry> | undefined>;
  /** How many entries stand at each place of that order. */
  entryCounts(model: string): Promise<ModelPage<EntryCount> | undefined>;
  /** By subject id. */
  quarantined(model: string, after: string, limit: number): Promise<ModelPage<QuarantineRow> | undefined>;
}

export interface ReadModelStore extends ModelReader {
  /** Of all partitions. */
  slots(): Promise<readonly Slot[]>;
  beginBuild(slots: readonly Omit<Slot, 'id' | 'status' | 'afterStream'>[]): Promise<readonly Slot[]>;
  /** Takes a half-built slot over from a process that has ended. */
  adopt(slots: readonly Slot[], owner: string): Promise<void>;
  /** Rows of new subjects, and how far the build has come. */
  addBuilt(slots: readonly Slot[], rows: StandingRows, afterStream: string): Promise<void>;
  /** All streams up to the slots' position have their rows. */
  finishBuild(slots: readonly Slot[]): Promise<readonly Slot[]>;
  /**
   * Puts subjects' rows in the place of those that stand and moves the slots on to a position. False, and nothing
   * written, where a slot has moved or gone meanwhile. Live slots are moved under a lease alone; refuses PARTITION_LOST where
   * it is another process's by now.
   */
  replace(
    slots: readonly Slot[],
    subjects: readonly ReplacedSubjects[],
    rows: StandingRows,
    to: Pick<Slot, 'position' | 'anchor'>,
    lease: Lease | undefined,
  ): Promise<boolean>;
  /** Makes built slots of one partition live and retires those that were, in one transaction. */
  switchTo(slots: readonly Slot[]): Promise<void>;
  /** Removes a slot's rows a few thousand at a time, and then the slot. */
  drop(slot: Slot): Promise<void>;
  quarantinedOf(slot: Slot, after: string, limit: number): Promise<readonly QuarantineRow[]>;
  /** Subjects whose rows in a slot rest on another one's events as well, after one, by id. */
  restingOn(slot: Slot, key: string, after: string, limit: number): Promise<readonly string[]>;
  counts(slot: Slot): Promise<SlotCounts>;
  /** Makes the partitions where there are none. Refuses PARTITION_COUNT_DIFFERS. */
  ensurePartitions(count: number): Promise<void>;
  /** None before the first writer. */
  partitions(): Promise<readonly PartitionHolder[]>;
  /** Takes the lease where nobody who runs holds it. Refuses PARTITION_COUNT_DIFFERS. */
  acquire(partition: Partition): Promise<Lease | { readonly heldBy: string }>;
  release(lease: Lease): Promise<void>;
  /** Forgets all rows and begins with another number of partitions. Refuses PARTITION_HELD while a process keeps one. */
  repartition(count: number): Promise<void>;
  /** False where a process has ended, so that nobody goes on with what it built and held. */
  isRunning(owner: string): Promise<boolean>;
  readonly owner: string;
  close(): Promise<void>;
}

export type EntryPlace = Pick<StandingEntry, 'sortedBy' | 'subjectId' | 'ordinal'>;

/** Subjects of a kind, with the slots that keep rows of that kind. */
export interface ReplacedSubjects {
  readonly kind: SubjectKind;
  readonly slots: readonly Slot[];
  readonly ids: readonly string[];
}

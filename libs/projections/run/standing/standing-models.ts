/** The standing read models: kept in a database, caught up with the journal, built again beside the ones that answer. */
import { todayOf } from '#money/clock.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { JournalReader } from '#journal/port.js';
import type { TolerantReader } from '#portfolio/tolerant-reader.js';
import { followJournal } from './follow.js';
import { upToDate } from './keeping.js';
import { leasesOf, type LeaseNews } from './leases.js';
import { STANDING_MODELS } from './model.js';
import type { Partition } from '#portfolio/partition.js';
import { standingReader, type StandingReader } from './readings.js';
import { addProgress, rebuild, type RebuildContext, type RebuildProgress } from './rebuild.js';
import type { ReadModelStore } from './store.js';
import { turns } from './turns.js';

export interface StandingOptions {
  readonly clock: () => Instant;
  /** `sqlite:FILE`: lets workers read for themselves, and one subject's unknown event leave the others in peace. */
  readonly journalUrl?: string | undefined;
  /** For rebuilds; 0: in this thread, default one for each core. */
  readonly workers?: number | undefined;
  /** One of a rebuild's workers is this thread, where nothing else waits for its turn. */
  readonly alsoHere?: boolean | undefined;
  /** The day the models are kept for; default today, with a rebuild when the day changes. */
  readonly asOf?: CivilDate | undefined;
  /** Which subjects are kept here: one partition's, or (default) those of all partitions there are. */
  readonly partition?: Partition | undefined;
  /** A catch-up folds so many subjects in one transaction; a server in the same thread wants few. */
  readonly subjectsAtOnce?: number | undefined;
  /** Awaited before every transaction of a catch-up: whatever is more pressing goes first. */
  readonly turn?: (() => Promise<void>) | undefined;
  /** Told when a partition is waited for, held or lost. */
  readonly onLease?: ((news: LeaseNews) => void) | undefined;
}

export interface RebuildOptions {
  readonly asOf?: CivilDate | undefined;
  readonly workers?: number | undefined;
  readonly onProgress?: ((progress: RebuildProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface StandingModels extends StandingReader {
  /**
   * Brings all models to the journal's end and to today; builds what is missing or of another program. Refuses PARTITION_HELD
   * where another process does so, and PARTITION_COUNT_DIFFERS.
   */
  readonly catchUp: (options?: RebuildOptions) => Promise<void>;
  /** Builds beside the process that keeps the models, if there is one. Refuses REBUILD_RUNNING. */
  readonly rebuild: (model?: string, options?: RebuildOptions) => Promise<RebuildProgress>;
  /** Waits for its partition, catches up and then follows the journal until the signal aborts. Problems are told and tried again. */
  readonly follow: (signal: AbortSignal, onProblem: (problem: unknown) => void) => Promise<void>;
  /** Forgets all rows and begins with another number of partitions. Refuses PARTITION_HELD while a process keeps one. */
  readonly repartition: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One writer at a time in this process, one for each partition among all processes; readers are free. */
export function standingModels(
  store: ReadModelStore,
  reading: TolerantReader,
  journal: JournalReader,
  options: StandingOptions,
): StandingModels {
  const inTurn = turns();
  const closing = new AbortController();
  const leases = leasesOf(store, (news) => options.onLease?.(news));
  const today = (): CivilDate => options.asOf ?? todayOf(options.clock);
  const context = (partition: Partition, asked: RebuildOptions): RebuildContext => ({
    store,
    reading,
    partition,
    clock: options.clock,
    source: { journal: reading.reader, journalUrl: options.journalUrl },
    workers: asked.workers ?? options.workers,
    subjectsAtOnce: options.subjectsAtOnce,
    turn: options.turn,
    alsoHere: options.alsoHere,
    onProgress: asked.onProgress,
    signal: asked.signal === undefined ? closing.signal : AbortSignal.any([asked.signal, closing.signal]),
  });
  const keep = (partition: Partition, asked: RebuildOptions): Promise<void> =>
    inTurn(() => leases.under(partition, (lease) => upToDate(today(), { ...context(partition, asked), lease })));
  return {
    ...standingReader(store, journal),
    catchUp: async (asked = {}) => {
      for (const partition of await partitionsToKeep(store, options)) await keep(partition, asked);
    },
    rebuild: async (model, asked = {}) => {
      const models = model === undefined ? STANDING_MODELS : [model];
      let total: RebuildProgress = { models, subjects: 0, quarantined: 0, events: 0 };
      for (const partition of await partitionsToKeep(store, options)) {
        const before = total;
        const onProgress = (progress: RebuildProgress): void => asked.onProgress?.(addProgress(before, progress));
        const done = await inTurn(() => rebuild(models, asked.asOf ?? today(), context(partition, { ...asked, onProgress })));
        total = addProgress(before, done);
      }
      return total;
    },
    follow: (signal, onProblem) => {
      const ending = AbortSignal.any([signal, closing.signal]);
      return followJournal({
        reader: reading.reader,
        signal: ending,
        clock: options.clock,
        catchUp: async () => {
          for (const partition of await partitionsToKeep(store, options)) {
            await leases.waitFor(partition, ending);
            await keep(partition, { signal });
          }
        },
        onProblem,
      });
    },
    repartition: (count) => inTurn(() => store.repartition(count)),
    close: async () => {
      closing.abort(new Error('the standing models were closed'));
      // A lease that cannot be given back ends with its process.
      await inTurn(() => leases.releaseAll().catch(() => undefined));
      if (reading.reader !== journal) await reading.reader.close();
      await store.close();
    },
  };
}

async function partitionsToKeep(store: ReadModelStore, { partition }: StandingOptions): Promise<readonly Partition[]> {
  const found = await store.partitions();
  const [first] = found;
  if (first === undefined) {
    await store.ensurePartitions(partition?.count ?? 1);
    return [partition ?? { index: 0, count: 1 }];
  }
  if (partition === undefined) return found;
  if (first.count !== partition.count) await store.ensurePartitions(partition.count); // refuses
  return [partition];
}

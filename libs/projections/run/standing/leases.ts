/** The leases of this process: taken before a partition's live slots are moved on, kept while it follows the journal. */
import { Refused, refuse } from '#ledger/kernel/refusal.js';
import type { Partition } from '#portfolio/partition.js';
import { pause } from './pause.js';
import type { Lease, ReadModelStore } from './store.js';

/** `waiting`: another process holds the partition; told once, until it is held. `lost`: another one took it over. */
export interface LeaseNews {
  readonly partition: Partition;
  readonly status: 'waiting' | 'held' | 'lost';
  /** The process that holds it. */
  readonly owner: string | null;
}

export interface Leases {
  /** Waits for the lease. Throws the signal's reason where that aborts first. */
  readonly waitFor: (partition: Partition, signal: AbortSignal) => Promise<void>;
  /** Runs a task under the lease, taken for it alone unless it is held already. Refuses PARTITION_HELD and PARTITION_LOST. */
  readonly under: <T>(partition: Partition, task: (lease: Lease) => Promise<T>) => Promise<T>;
  readonly releaseAll: () => Promise<void>;
}

const RETRY_MS = 1_000;

export function leasesOf(store: ReadModelStore, tell: (news: LeaseNews) => void): Leases {
  const held = new Map<number, Lease>();
  return {
    waitFor: async (partition, signal) => {
      let waiting = false;
      while (!held.has(partition.index)) {
        signal.throwIfAborted();
        const taken = await store.acquire(partition);
        if (!('heldBy' in taken)) {
          held.set(partition.index, taken);
          tell({ partition, status: 'held', owner: store.owner });
          return;
        }
        if (!waiting) tell({ partition, status: 'waiting', owner: taken.heldBy });
        waiting = true;
        await pause(RETRY_MS, signal);
      }
    },
    under: async (partition, task) => {
      const kept = held.get(partition.index);
      const lease = kept ?? (await takeNow(store, partition));
      try {
        return await task(lease);
      } catch (error) {
        if (kept !== undefined && isLost(error)) {
          held.delete(partition.index);
          tell({ partition, status: 'lost', owner: null });
        }
        throw error;
      } finally {
        if (kept === undefined) await store.release(lease);
      }
    },
    releaseAll: async () => {
      for (const lease of held.values()) await store.release(lease);
      held.clear();
    },
  };
}

async function takeNow(store: ReadModelStore, partition: Partition): Promise<Lease> {
  const taken = await store.acquire(partition);
  if (!('heldBy' in taken)) return taken;
  return refuse('PARTITION_HELD', { partition: partition.index, count: partition.count, owner: taken.heldBy });
}

function isLost(error: unknown): boolean {
  return error instanceof Refused && error.refusal.code === 'PARTITION_LOST';
}

/** Following the journal: pages until its end, then whatever is appended by this process or another. */
import type { Database } from 'better-sqlite3';
import type { SubscribeOptions, SubscriptionItem } from '../port.js';
import { guarded } from './faults.js';
import { breathe } from '../breathe.js';
import type { SqliteReads } from './reads.js';

/** How long a write by another process can stay unseen. */
const POLL_MILLISECONDS = 100;

export interface Subscriptions {
  readonly subscribe: (options: SubscribeOptions) => AsyncGenerator<SubscriptionItem>;
  /** This process has appended. */
  readonly notify: () => void;
  /** Ends every subscription. */
  readonly close: () => void;
}

export function subscriptions(db: Database, file: string, reads: SqliteReads): Subscriptions {
  const waiting = new Set<() => void>();
  let closed = false;
  const wakeAll = (): void => {
    for (const wake of [...waiting]) wake();
  };
  const ended = (signal: AbortSignal | undefined): boolean => closed || signal?.aborted === true;
  // Only changes by other connections move it; the own ones come through notify.
  const dataVersion = (): number => guarded(file, () => db.pragma('data_version', { simple: true }) as number);

  const untilChanged = (seen: number, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const wake = (): void => {
        clearInterval(poll);
        waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const poll = setInterval(() => {
        try {
          if (dataVersion() !== seen) wake();
        } catch (error) {
          wake();
          reject(error as Error);
        }
      }, POLL_MILLISECONDS);
      waiting.add(wake);
      signal?.addEventListener('abort', wake);
    });

  return {
    notify: wakeAll,
    close: () => {
      closed = true;
      wakeAll();
    },
    async *subscribe({ after = 0n, filter, signal, pageSize }) {
      let [position, caughtUp] = [Number(after), false];
      const options = { ...(filter === undefined ? {} : { filter }), ...(pageSize === undefined ? {} : { pageSize }) };
      while (!ended(signal)) {
        const seen = dataVersion();
        const page = reads.scan(position, Number.MAX_SAFE_INTEGER, options);
        if (page !== undefined) {
          position = page.scannedTo;
          if (page.events.length > 0) yield { kind: 'events', events: page.events };
          await breathe();
        } else if (!caughtUp) {
          caughtUp = true;
          yield { kind: 'caught-up', position: BigInt(position) };
        } else {
          await untilChanged(seen, signal);
        }
      }
    },
  };
}

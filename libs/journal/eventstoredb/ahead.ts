/**
 * What this process has written and the directory has not read yet: the ends of those streams, and where those events are. So the
 * next append need not wait until the last one has been read back; the directory follows in the background.
 */
import type { Instant } from '#money/civil-date.js';
import type { Directory } from './directory.js';

export interface WrittenEnd {
  readonly place: number;
  readonly revision: number;
  readonly recorded: Instant;
  readonly chain: string;
}

export interface Ahead {
  readonly end: (stream: string) => WrittenEnd | undefined;
  /** The place of an event; undefined: not written by this process lately. */
  readonly event: (id: string) => { readonly stream: string; readonly place: number } | undefined;
  readonly wrote: (stream: string, end: WrittenEnd, events: readonly { readonly id: string; readonly place: number }[]) => void;
  /** Forgets what the directory knows as well. */
  readonly prune: (directory: Directory) => void;
  /** Events held. */
  readonly size: () => number;
  readonly clear: () => void;
}

export function writtenAhead(): Ahead {
  const ends = new Map<string, WrittenEnd>();
  const events = new Map<string, { readonly stream: string; readonly place: number }>();
  /** How far the directory had read when it was compared last. */
  let pruned: bigint | undefined;
  return {
    end: (stream) => ends.get(stream),
    event: (id) => events.get(id),
    wrote: (stream, end, written) => {
      ends.set(stream, end);
      for (const { id, place } of written) events.set(id, { stream, place });
    },
    prune: (directory) => {
      const scanned = directory.progress()?.scanned;
      if (scanned === pruned) return;
      pruned = scanned;
      const caughtUp = new Set<string>();
      for (const [stream, { place }] of ends) {
        if ((directory.stream(stream)?.place ?? -1) < place) continue;
        ends.delete(stream);
        caughtUp.add(stream);
      }
      for (const [id, { stream }] of events) if (caughtUp.has(stream)) events.delete(id);
    },
    size: () => events.size,
    clear: () => {
      ends.clear();
      events.clear();
    },
  };
}

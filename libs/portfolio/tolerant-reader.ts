/** Readers that a run opens for itself: one for each worker, and tolerant of events that this program cannot read. */
import { EVENT_TYPES } from '#ledger/event-types.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { journalEngineOf, openJournalReaderAt } from '#journal/engines/open.js';
import type { JournalReader, ReadingRules } from '#journal/port.js';

/** An event of a type or version that the program does not know, with the reason. */
export interface UnreadableEvent {
  readonly id: string;
  readonly position: bigint;
  readonly message: string;
}

/** A reader that gives unknown events as they stand and names their streams, so that one does not stop all the others. */
export interface TolerantReader {
  readonly reader: JournalReader;
  /** The first unreadable event of a stream, up to a position, among those read so far. */
  readonly unreadable: (stream: string, upTo: bigint) => UnreadableEvent | undefined;
}

/** A reader that someone else opened; an unknown event stops it. */
export function strictReader(reader: JournalReader): TolerantReader {
  return { reader, unreadable: () => undefined };
}

/** Opens the journal at a URL for reading. Refuses UNKNOWN_ENGINE, and as the engine does. */
export async function openTolerantReader(journalUrl: string): Promise<TolerantReader> {
  const found = new Map<string, UnreadableEvent>();
  const reader = await openJournalReaderAt(journalEngineOf(journalUrl, 'the journal’s URL'), {
    rules: tolerantRules(found),
    clock: () => new Date().toISOString(),
  });
  return {
    reader,
    unreadable: (stream, upTo) => {
      if (found.size === 0) return undefined;
      const event = found.get(stream);
      return event !== undefined && event.position <= upTo ? event : undefined;
    },
  };
}

function tolerantRules(found: Map<string, UnreadableEvent>): ReadingRules {
  return {
    upcast: (event: RecordedEvent) => {
      try {
        return EVENT_TYPES.upcast(event);
      } catch (error) {
        const known = found.get(event.stream);
        if (known === undefined || event.position < known.position) {
          found.set(event.stream, { id: event.id, position: event.position, message: (error as Error).message });
        }
        return event;
      }
    },
  };
}

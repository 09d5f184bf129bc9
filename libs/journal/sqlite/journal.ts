/**
 * The journal in one SQLite file: write-ahead log, every append durable before it returns, one writer, any number of
 * readers beside it or without one.
 */
import type { Database } from 'better-sqlite3';
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import type { AppendOutcome, Journal, JournalOptions, JournalReader, ReaderOptions, StreamAppend } from '../port.js';
import { sqliteAppends } from './append.js';
import { byStreamReads } from './by-stream.js';
import { guarded } from './faults.js';
import type { AcknowledgedHead } from './head-note.js';
import { fileWatch } from './one-file.js';
import { openForReading, openForWriting, type FileOfWriter } from './opening.js';
import { sqliteReads, type SqliteReads } from './reads.js';
import { subscriptions, type Subscriptions } from './subscription.js';

/**
 * Opens a journal for writing; creates it where there is none. Refuses as `openForWriting` does. Appends refuse JOURNAL_MOVED,
 * JOURNAL_DISK_FULL and
 * JOURNAL_IO_ERROR with nothing half-written; the journal stays usable.
 */
export async function openSqliteJournal(path: string, options: JournalOptions): Promise<Journal> {
  const opened = openForWriting(path, options.clock());
  try {
    return writerOn(opened, options);
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** Opens an existing journal for reading. Refuses as `openForReading` does. */
export async function openSqliteJournalReader(path: string, options: ReaderOptions): Promise<JournalReader> {
  const { db, file } = openForReading(path);
  try {
    const reads = sqliteReads(db, file, options.rules);
    return readerOn(db, file, options, reads, subscriptions(db, file, reads), () => db.close());
  } catch (error) {
    db.close();
    throw error;
  }
}

function readerOn(
  db: Database,
  file: string,
  { rules }: ReaderOptions,
  reads: SqliteReads,
  live: Subscriptions,
  close: () => void,
): JournalReader {
  const readByStream = byStreamReads(db, file, rules, reads);
  return {
    head: async () => reads.head(),
    readStream: (stream, options = {}) => reads.readStream(stream, options),
    readAll: (options = {}) => reads.readAll(options),
    readByStream: (options = {}) => readByStream(options),
    streamHeads: (prefix = '') => reads.streamHeads(prefix),
    streamHead: async (stream) => reads.streamHead(stream),
    countEvents: async (after, upTo) => {
      // Here positions count the events: there are no gaps, and verification would name one.
      const { position } = reads.head();
      const last = upTo < position ? upTo : position;
      return last > after ? Number(last - after) : 0;
    },
    findEvents: async (ids) => reads.findEvents(ids),
    subscribe: (options = {}) => live.subscribe(options),
    close: async () => {
      live.close();
      close();
    },
  };
}

function writerOn({ db, file, begin, acknowledge, close }: FileOfWriter, options: JournalOptions): Journal {
  const reads = sqliteReads(db, file, options.rules);
  const live = subscriptions(db, file, reads);
  const reader = readerOn(db, file, options, reads, live, close);
  const { append } = sqliteAppends(db, file, options, reads.head(), reads.findEvents);
  const expectInPlace = fileWatch(file);
  return {
    ...reader,
    append: async (appends, mode = 'all-or-nothing') => {
      expectInPlace();
      const outcomes = guarded(file, () => {
        begin();
        return append(appends, mode);
      });
      const last = lastAppended(appends, outcomes);
      if (last !== undefined) acknowledge(last);
      live.notify();
      return outcomes;
    },
  };
}

/** The last event that this call wrote; undefined where it wrote none. */
function lastAppended(appends: readonly StreamAppend[], outcomes: readonly AppendOutcome[]): AcknowledgedHead | undefined {
  const index = outcomes.findLastIndex(({ status }) => status === 'appended');
  const outcome = outcomes[index];
  if (outcome?.status !== 'appended') return undefined;
  const { id } = (appends[index] as StreamAppend).events.at(-1) as EventToAppend;
  return { position: Number(outcome.lastPosition), eventId: id };
}

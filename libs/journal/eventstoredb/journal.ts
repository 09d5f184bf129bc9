/**
 * The journal on EventStoreDB or KurrentDB: a stream of the ledger is a stream of the server, any number of writers and readers.
 */
import { refuse } from '#ledger/kernel/refusal.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { AppendMode, AppendOutcome, Journal, JournalOptions, JournalReader, ReaderOptions, StreamAppend } from '../port.js';
import { serverAppends } from './append.js';
import { inTurns } from './in-turns.js';
import { streamReads } from './by-stream.js';
import { catchUp, type CatchUp } from './catch-up.js';
import { journalAddress } from './connection.js';
import { serverReads, type ServerReads } from './reads.js';
import { appendRegister, type AppendRegister } from './register.js';
import { eventStoreServer, type EventStoreServer } from './server.js';
import { serverSubscriptions } from './subscription.js';

interface Opened {
  readonly server: EventStoreServer;
  readonly register: AppendRegister;
  readonly local: CatchUp;
  readonly reads: ServerReads;
}

/**
 * Opens the journal at an `esdb://` (or `kurrentdb://`) URL for writing; there is nothing to create. Refuses
 * INVALID_JOURNAL_URL; JOURNAL_UNREACHABLE and JOURNAL_ACCESS_DENIED at the first look. Appends refuse the same, and JOURNAL_BUSY
 * where other writers keep being faster.
 */
export async function openEventStoreJournal(url: string, options: JournalOptions): Promise<Journal> {
  const opened = await openedAt(url, options, true);
  const { server, register, local, reads } = opened;
  const appends = serverAppends(server, register, local, reads, options);
  let turn: Promise<unknown> = Promise.resolve();
  const append = (wanted: readonly StreamAppend[], mode: AppendMode = 'all-or-nothing'): Promise<readonly AppendOutcome[]> => {
    // One after another: times must not go back between two appends of one process.
    const own = turn.then(() => appends.append(wanted, mode));
    turn = own.catch(() => undefined);
    return own;
  };
  const reader = readerOn(opened);
  return {
    ...reader,
    append,
    close: async () => {
      await turn;
      await local.quiet();
      await reader.close();
    },
  };
}

/** Opens the journal for reading. Refuses as `openEventStoreJournal` does. */
export async function openEventStoreJournalReader(url: string, options: ReaderOptions): Promise<JournalReader> {
  return readerOn(await openedAt(url, options, false));
}

async function openedAt(url: string, { rules }: ReaderOptions, isWriter: boolean): Promise<Opened> {
  const server = eventStoreServer(journalAddress(url));
  const register = appendRegister(server, isWriter);
  const local = catchUp(server, register, isWriter);
  try {
    await register.refresh();
  } catch (error) {
    await server.close();
    throw error;
  }
  return { server, register, local, reads: serverReads(server, register, local, rules) };
}

function readerOn({ server, register, local, reads }: Opened): JournalReader {
  const streams = streamReads(server, register, local, reads);
  const live = serverSubscriptions(server, register, reads);
  return {
    head: () => reads.head(),
    readStream: (stream, options = {}) => reads.readStream(stream, options),
    readAll: (options = {}) => reads.readAll(options),
    readByStream: (options = {}) => streams.readByStream(options),
    streamHeads: (prefix = '') => streams.streamHeads(prefix),
    streamHead: (stream) => streams.streamHead(stream),
    countEvents: (after, upTo, enough) => reads.countEvents(after, upTo, enough),
    findEvents: async (ids) => {
      const directory = await local.caughtUp();
      const found = new Map<string, RecordedEvent>();
      await inTurns(ids, 16, async (id) => {
        const known = directory.event(id);
        const [event] = known === undefined ? [] : await reads.places(known.stream, known.place, known.place);
        if (event !== undefined && event.envelope.id === id) found.set(id, reads.recorded(event));
        else if (known !== undefined) {
          refuse('JOURNAL_CORRUPT', { because: 'event-gone', eventId: id, shown: server.address.shown, stream: known.stream });
        }
      });
      return found;
    },
    subscribe: (options = {}) => live.subscribe(options),
    close: async () => {
      live.close();
      local.close();
      await server.close();
    },
  };
}

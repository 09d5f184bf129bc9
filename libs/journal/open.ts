/** Opens a journal by its URL, whichever engine it names. An engine's code is loaded when it is named. */
import { refuse } from '#ledger/refusal.js';
import type { Journal, JournalOptions, JournalReader } from './port.js';

const EVENT_STORE = /^(esdb|kurrentdb)(\+discover)?:\/\//;

/** What a URL names; `address` is the file of an SQLite journal, the whole URL of any other. */
export interface JournalEngine {
  readonly engine: 'sqlite' | 'eventstoredb';
  readonly address: string;
}

/** `sqlite:FILE`, `esdb://…`, `esdb+discover://…`, the same with `kurrentdb`. Refuses UNKNOWN_ENGINE, naming `variable`. */
export function journalEngineOf(url: string, variable: string): JournalEngine {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) return { engine: 'sqlite', address: url.slice('sqlite:'.length) };
  if (EVENT_STORE.test(url)) return { engine: 'eventstoredb', address: url };
  return refuse('UNKNOWN_ENGINE', `${variable} must be sqlite:FILE, esdb://HOST:PORT or esdb+discover://HOST:PORT, found ${shownUrl(url)}`, { url: shownUrl(url) });
}

/** The URL without its password. */
export function shownUrl(url: string): string {
  return url.replace(/^([a-z+]+:\/\/[^:@/?]*):[^@/?]*@/, '$1:***@');
}

/** Opens for writing; an SQLite journal is created where there is none. Refuses as the engine does. */
export async function openJournalAt({ engine, address }: JournalEngine, options: JournalOptions): Promise<Journal> {
  if (engine === 'sqlite') return (await import('./sqlite/journal.js')).openSqliteJournal(address, options);
  return (await import('./eventstoredb/journal.js')).openEventStoreJournal(address, options);
}

/** Opens for reading. Refuses as the engine does. */
export async function openJournalReaderAt({ engine, address }: JournalEngine, options: JournalOptions): Promise<JournalReader> {
  if (engine === 'sqlite') return (await import('./sqlite/journal.js')).openSqliteJournalReader(address, options);
  return (await import('./eventstoredb/journal.js')).openEventStoreJournalReader(address, options);
}

/** Opens a journal by its URL, whichever engine it names. An engine's code is loaded when it is named. */
import type { Instant } from '#money/civil-date.js';
import type { JournalEngine } from './journal-url.js';
import type { Journal, JournalOptions, JournalReader } from './port.js';
import type { StoredSource, StoredTarget } from './stored.js';
import type { JournalVerdict, VerifyOptions } from './verify.js';

export { journalEngineOf, shownUrl } from './journal-url.js';

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

/** Proves the journal or names what is damaged. Refuses as opening for reading does. */
export async function verifyJournalAt({ engine, address }: JournalEngine, options: VerifyOptions = {}): Promise<JournalVerdict> {
  if (engine === 'sqlite') return (await import('./sqlite/verify.js')).verifySqliteJournal(address, options);
  return (await import('./eventstoredb/verify.js')).verifyEventStoreJournal(address, options);
}

/** Opens the journal that is copied. Refuses as opening for reading does. */
export async function openSourceAt({ engine, address }: JournalEngine): Promise<StoredSource> {
  if (engine === 'sqlite') return (await import('./sqlite/copy.js')).openSqliteSource(address);
  return (await import('./eventstoredb/copy.js')).openEventStoreSource(address);
}

/** Opens the journal that is copied into. Refuses as opening for writing does. */
export async function openTargetAt({ engine, address }: JournalEngine, now: Instant): Promise<StoredTarget> {
  if (engine === 'sqlite') return (await import('./sqlite/copy.js')).openSqliteTarget(address, now);
  return (await import('./eventstoredb/copy.js')).openEventStoreTarget(address);
}

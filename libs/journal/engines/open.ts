/** Opens a journal by its URL, whichever engine it names. An engine's code is loaded when it is named. */
import type { Refusal } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import type { JournalEngine } from '../journal-url.js';
import type { Journal, JournalOptions, JournalReader, ReaderOptions } from '../port.js';
import type { StoredSource, StoredTarget } from '../stored.js';
import type { JournalVerdict, VerifyOptions } from '../verify.js';

export { journalEngineOf, shownUrl, withoutEndSlashes } from '../journal-url.js';

/** Opens for writing; an SQLite journal is created where there is none. Refuses as the engine does. */
export async function openJournalAt({ engine, address }: JournalEngine, options: JournalOptions): Promise<Journal> {
  if (engine === 'sqlite') return (await import('../sqlite/journal.js')).openSqliteJournal(address, options);
  return (await import('../eventstoredb/journal.js')).openEventStoreJournal(address, options);
}

/** Opens for reading. Refuses as the engine does. */
export async function openJournalReaderAt({ engine, address }: JournalEngine, options: ReaderOptions): Promise<JournalReader> {
  if (engine === 'sqlite') return (await import('../sqlite/journal.js')).openSqliteJournalReader(address, options);
  return (await import('../eventstoredb/journal.js')).openEventStoreJournalReader(address, options);
}

/** Proves the journal or names what is damaged. Refuses as opening for reading does. */
export async function verifyJournalAt({ engine, address }: JournalEngine, options: VerifyOptions = {}): Promise<JournalVerdict> {
  if (engine === 'sqlite') return (await import('../sqlite/verify.js')).verifySqliteJournal(address, options);
  return (await import('../eventstoredb/verify.js')).verifyEventStoreJournal(address, options);
}

/** EVENTS_MISSING or JOURNAL_GONE where what lies beside a journal file knows of events that it does not hold; no server has such. */
export async function journalLossAt({ engine, address }: JournalEngine): Promise<Refusal | undefined> {
  return engine === 'sqlite' ? (await import('../sqlite/opening.js')).lossOfFile(address) : undefined;
}

/** Lets the journal go on as it is, without what is missing. Refuses as opening for writing does. */
export async function acceptLossAt({ engine, address }: JournalEngine, now: Instant): Promise<void> {
  if (engine === 'sqlite') (await import('../sqlite/accept-loss.js')).acceptLossOfFile(address, now);
}

/** Opens the journal that is copied. Refuses as opening for reading does. */
export async function openSourceAt({ engine, address }: JournalEngine): Promise<StoredSource> {
  if (engine === 'sqlite') return (await import('../sqlite/copy.js')).openSqliteSource(address);
  return (await import('../eventstoredb/copy.js')).openEventStoreSource(address);
}

/** Opens the journal that is copied into. Refuses as opening for writing does. */
export async function openTargetAt({ engine, address }: JournalEngine, now: Instant): Promise<StoredTarget> {
  if (engine === 'sqlite') return (await import('../sqlite/copy.js')).openSqliteTarget(address, now);
  return (await import('../eventstoredb/copy.js')).openEventStoreTarget(address);
}

/** Whether both name one journal: by the file itself, whatever paths lead to it, or by the same server and prefix. */
export async function isSameJournal(left: JournalEngine, right: JournalEngine): Promise<boolean> {
  if (left.engine !== right.engine) return false;
  if (left.address === right.address) return true;
  if (left.engine === 'eventstoredb') {
    return directoryFileOf(left.address) !== null && directoryFileOf(left.address) === directoryFileOf(right.address);
  }
  const { fileIdentity } = await import('../sqlite/one-file.js');
  const identity = fileIdentity(left.address);
  return identity !== undefined && identity === fileIdentity(right.address);
}

/** A directory belongs to one server and prefix, however the rest of the URL is written. */
function directoryFileOf(address: string): string | null {
  return new URLSearchParams(address.slice(address.indexOf('?') + 1)).get('directoryFile');
}

/** Opens the standing models by the URL of their database. */
import { refuse } from '#ledger/refusal.js';
import type { JournalReader } from '#journal/port.js';
import { openSqliteStore } from '../sqlite/open-store.js';
import { openTolerantReader, strictReader } from '../sweep/open-journal.js';
import { standingModels, type StandingModels, type StandingOptions } from './standing-models.js';

/** `url`: `sqlite:FILE`. Refuses UNKNOWN_READ_MODEL_ENGINE. Builds nothing yet: see `catchUp` and `follow`. */
export async function openStandingModels(url: string, journal: JournalReader, options: StandingOptions): Promise<StandingModels> {
  if (!url.startsWith('sqlite:') || url.length === 'sqlite:'.length) {
    return refuse('UNKNOWN_READ_MODEL_ENGINE', `the read models' URL must be sqlite:FILE, found ${url}`, { url });
  }
  const reading = options.journalUrl === undefined ? strictReader(journal) : await openTolerantReader(options.journalUrl);
  try {
    return standingModels(await openSqliteStore(url.slice('sqlite:'.length)), reading, journal, options);
  } catch (error) {
    if (reading.reader !== journal) await reading.reader.close();
    throw error;
  }
}

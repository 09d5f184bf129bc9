/** Opens the standing models by the URL of their database. */
import { refuse } from '#ledger/kernel/refusal.js';
import type { JournalReader } from '#journal/port.js';
import { openPostgresStore } from './sql/postgres.js';
import { openSqliteStore } from './sql/sqlite.js';
import { openTolerantReader, strictReader } from '#portfolio/tolerant-reader.js';
import type { ReadModelStore } from './standing/store.js';
import { standingModels, type StandingModels, type StandingOptions } from './standing/standing-models.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_READ_MODEL_ENGINE: { readonly scheme: string };
  }
}

/**
 * `url`: `sqlite:FILE`, or `postgres://…` as `openPostgresStore` takes it. Refuses UNKNOWN_READ_MODEL_ENGINE and what opening
 * refuses. Builds nothing yet: see `catchUp` and `follow`.
 */
export async function openStandingModels(url: string, journal: JournalReader, options: StandingOptions): Promise<StandingModels> {
  const store = await openStore(url);
  try {
    const reading = options.journalUrl === undefined ? strictReader(journal) : await openTolerantReader(options.journalUrl);
    return standingModels(store, reading, journal, options);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openStore(url: string): Promise<ReadModelStore> {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) return openSqliteStore(url.slice('sqlite:'.length));
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgresStore(url);
  const [scheme] = url.split(':'); // the rest may hold a password
  return refuse('UNKNOWN_READ_MODEL_ENGINE', { scheme: scheme as string });
}

/** What a journal's URL names. */
import { refuse } from '#ledger/kernel/refusal.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_ENGINE: { readonly url: string; readonly variable: string };
  }
}

const EVENT_STORE = /^(esdb|kurrentdb)(\+discover)?:\/\//;

/** `address` is the file of an SQLite journal, the whole URL of any other. */
export interface JournalEngine {
  readonly engine: 'sqlite' | 'eventstoredb';
  readonly address: string;
}

/** `sqlite:FILE`, `esdb://…`, `esdb+discover://…`, the same with `kurrentdb`. Refuses UNKNOWN_ENGINE, naming `variable`. */
export function journalEngineOf(url: string, variable: string): JournalEngine {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) return { engine: 'sqlite', address: url.slice('sqlite:'.length) };
  if (EVENT_STORE.test(url)) return { engine: 'eventstoredb', address: url };
  return refuse('UNKNOWN_ENGINE', { url: shownUrl(url), variable });
}

/** The URL without its password. */
export function shownUrl(url: string): string {
  return url.replace(/^([a-z+]+:\/\/[^:@/?]*):[^@/?]*@/, '$1:***@');
}

/** An address without the slashes at its end. */
export function withoutEndSlashes(address: string): string {
  let end = address.length;
  while (address[end - 1] === '/') end -= 1;
  return address.slice(0, end);
}

/** Where an EventStoreDB (or KurrentDB) journal is: its URL read, checked, and shown without the password. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { refuse } from '#ledger/kernel/refusal.js';
import { shownUrl, withoutEndSlashes } from '../journal-url.js';

/** What is wrong with a journal's URL. */
type UrlFault =
  | { readonly because: 'scheme' | 'second-question-mark' | 'tlsVerifyCert' | 'hosts' | 'patience' }
  | { readonly because: 'option-without-value'; readonly option: string }
  | { readonly because: 'unknown-option'; readonly option: string; readonly options: readonly string[] }
  | { readonly because: 'no-such-file'; readonly option: string; readonly file: string }
  | { readonly because: 'stream-prefix'; readonly streamPrefix: string }
  | { readonly because: 'unreadable'; readonly name: string };

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    INVALID_JOURNAL_URL: { readonly url: string } & UrlFault;
  }
}

/** What the client itself understands; anything else it would ignore with a warning that shows the whole URL. */
const CLIENT_OPTIONS = new Map(
  [
    'tls', 'tlsCAFile', 'userCertFile', 'userKeyFile', 'connectionName', 'defaultDeadline', 'discoveryInterval',
    'gossipTimeout', 'maxDiscoverAttempts', 'nodePreference', 'keepAliveInterval', 'keepAliveTimeout',
  ].map((name) => [name.toLowerCase(), name]),
);
const FILE_OPTIONS: ReadonlySet<string> = new Set(['tlsCAFile', 'userCertFile', 'userKeyFile']);
const SCHEME = /^(esdb|kurrentdb)(\+discover)?:\/\//;
const STREAM_PREFIX = /^[A-Za-z0-9._~-]{0,64}$/;
const DEFAULT_PATIENCE_SECONDS = 30;
const OWN_OPTIONS: readonly string[] = ['streamPrefix', 'directoryFile', 'patienceSeconds'];

/** A whole append must go out within this; what takes longer is asked for again. */
const DEFAULT_DEADLINE_MILLISECONDS = 10_000;

export interface JournalAddress {
  /** As the client takes it. */
  readonly connectionString: string;
  /** For people and logs: no password in it. */
  readonly shown: string;
  /** In front of every stream's name on the server; lets several journals share one. */
  readonly streamPrefix: string;
  /** File of the local directory of streams and ids; undefined: in memory. */
  readonly directoryFile: string | undefined;
  /** How long a call is tried again while the server cannot be reached. */
  readonly patienceMilliseconds: number;
  readonly deadlineMilliseconds: number;
}

/**
 * Reads `esdb://`, `esdb+discover://` and the same with `kurrentdb`: credentials, hosts, and the client's options. Own options:
 * `streamPrefix`, `directoryFile`, `patienceSeconds`. Refuses INVALID_JOURNAL_URL, never showing a password.
 */
export function journalAddress(url: string): JournalAddress {
  const shown = shownUrl(url);
  const invalid = (why: UrlFault): never => refuse('INVALID_JOURNAL_URL', { url: shown, ...why });
  if (!SCHEME.test(url)) invalid({ because: 'scheme' });
  const [address = '', query = '', ...more] = url.split('?');
  if (more.length > 0) invalid({ because: 'second-question-mark' });
  const scheme = address.includes('+discover://') ? 'esdb+discover' : 'esdb';
  const authority = withoutEndSlashes(address.slice(address.indexOf('://') + 3));
  const own = new Map<string, string>();
  const passed: string[] = [];
  for (const option of query.split('&').filter((text) => text !== '')) {
    const [name = '', value = ''] = [option.slice(0, option.indexOf('=')), option.slice(option.indexOf('=') + 1)];
    if (!option.includes('=') || value === '') invalid({ because: 'option-without-value', option });
    const known = CLIENT_OPTIONS.get(name.toLowerCase());
    if (OWN_OPTIONS.includes(name)) own.set(name, decodeURIComponent(value));
    else if (name.toLowerCase() === 'tlsverifycert') invalid({ because: 'tlsVerifyCert' });
    else if (known === undefined) {
      invalid({ because: 'unknown-option', option: name, options: [...CLIENT_OPTIONS.values(), ...OWN_OPTIONS] });
    } else if (FILE_OPTIONS.has(known) && !existsSync(resolve(decodeURIComponent(value)))) {
      invalid({ because: 'no-such-file', option: known, file: decodeURIComponent(value) });
    } else {
      passed.push(`${known}=${value}`);
    }
  }
  if (!/^([^:@]+:[^@]+@)?[^@:,/]+(:\d+)?(,[^@:,/]+(:\d+)?)*$/.test(authority)) {
    invalid({ because: 'hosts' });
  }
  const streamPrefix = own.get('streamPrefix') ?? '';
  if (!STREAM_PREFIX.test(streamPrefix)) invalid({ because: 'stream-prefix', streamPrefix });
  const patience = Number(own.get('patienceSeconds') ?? DEFAULT_PATIENCE_SECONDS);
  if (!(patience > 0 && patience <= 86_400)) invalid({ because: 'patience' });
  const deadline = Number(
    passed.find((text) => text.startsWith('defaultDeadline='))?.slice('defaultDeadline='.length) ?? DEFAULT_DEADLINE_MILLISECONDS,
  );
  return {
    connectionString: `${scheme}://${authority}${passed.length === 0 ? '' : `?${passed.join('&')}`}`,
    shown,
    streamPrefix,
    directoryFile: own.get('directoryFile'),
    patienceMilliseconds: patience * 1_000,
    deadlineMilliseconds: deadline,
  };
}

/** A client for the address; refuses INVALID_JOURNAL_URL where the client cannot read it. */
export function clientFor({ connectionString, shown }: JournalAddress): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch (error) {
    // The client's own words may hold the password.
    return refuse('INVALID_JOURNAL_URL', { because: 'unreadable', url: shown, name: (error as Error).name });
  }
}

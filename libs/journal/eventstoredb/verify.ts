/**
 * Verification of a journal on a server: the whole log read once, every leaf and link computed anew, stream by stream as the
 * events come. The server keeps no ends of streams beside its events; what this machine's directory remembers stands in for them.
 */
import Database from 'better-sqlite3';
import type { AllStreamResolvedEvent } from '@eventstore/db-client';
import { STREAM_NAME } from '#ledger/subjects.js';
import { Refused } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import type { FindingKind, Found } from '../finding.js';
import {
  orderedFindings,
  streamCheck,
  type JournalVerdict,
  type PlacedFinding,
  type StreamCheck,
  type VerifyOptions,
} from '../verify.js';
import { heldId } from './parts.js';
import { journalAddress, type JournalAddress } from './connection.js';
import { openDirectory } from './directory.js';
import { ownPages, settledEnd } from './own-pages.js';
import { appendRegister, type AppendRegister } from './register.js';
import { eventStoreServer, positionOf, type EventStoreServer } from './server.js';
import { heldEvent, journalTimeOf, type HeldEvent } from './wire.js';

declare module '../finding.js' {
  interface Findings {
    /** Of the server's own revisions. */
    SERVER_REVISION_GOES_BACK: { readonly place: number; readonly after: number };
    ID_STANDS_ALREADY: { readonly stream: string };
    NOT_OF_A_LEDGER: object;
    /** A revision that this machine's directory has read. */
    ENDS_BEFORE_WHAT_WAS_READ: { readonly revision: number };
    OTHER_LINK_THAN_READ: object;
  }
}

const PAGE_EVENTS = 1_000;
const MOST_FINDINGS = 1_000;

interface OpenStream {
  readonly check: StreamCheck;
  /** The server's last revision seen. */
  place: number;
  /** Places taken by withdrawn events so far. */
  withdrawn: number;
  revision: number;
  chain: string;
}

/** Proves the journal as it stands at the start, beside any writers, or names what is damaged. Refuses as opening does. */
export async function verifyEventStoreJournal(url: string, { onProgress = () => undefined }: VerifyOptions = {}): Promise<JournalVerdict> {
  const address = journalAddress(url);
  const server = eventStoreServer(address);
  const register = appendRegister(server, false);
  const ids = new Database('');
  try {
    return await verifyUpTo(server, register, await settledEnd(server, register), ids, onProgress);
  } finally {
    ids.close();
    await server.close();
  }
}

async function verifyUpTo(
  server: EventStoreServer,
  register: AppendRegister,
  end: bigint | undefined,
  ids: Database.Database,
  onProgress: NonNullable<VerifyOptions['onProgress']>,
): Promise<JournalVerdict> {
  const found: PlacedFinding[] = [];
  const streams = new Map<string, OpenStream>();
  const isNewId = idCheck(ids);
  let [events, head] = [0, { position: 0, recordedAt: undefined as Instant | undefined }];

  const take = async (resolved: AllStreamResolvedEvent): Promise<void> => {
    const event = readable(server.address, resolved, found);
    if (event === undefined) return;
    const stream = streams.get(event.stream) ?? openStream(event.stream);
    streams.set(event.stream, stream);
    const position = Number(event.position);
    const status = event.heldBy === undefined ? 'committed' : await register.statusOf(event.heldBy);
    if (event.place <= stream.place) {
      found.push(placed('reordered', event, { code: 'SERVER_REVISION_GOES_BACK', place: event.place, after: stream.place }));
    }
    stream.place = event.place;
    if (status !== 'committed') {
      stream.withdrawn += 1;
      return;
    }
    const { id } = event.envelope;
    const serverId = event.heldBy === undefined ? id : heldId(id, event.heldBy);
    if (serverId !== event.serverId) {
      found.push(placed('altered', event, { code: 'OTHER_ID', storedUnder: event.serverId, said: id }));
    }
    const known = isNewId(id, event.stream);
    if (known !== undefined) found.push(placed('inserted', event, { code: 'ID_STANDS_ALREADY', stream: known }));
    stream.check.take({
      revision: event.place - stream.withdrawn,
      position,
      id,
      chain: Buffer.from(event.chain, 'hex'),
      text: event.text(),
    });
    [stream.revision, stream.chain] = [event.envelope.revision, event.chain];
    events += 1;
    head = { position, recordedAt: latestOf(head.recordedAt, journalTimeOf(event.envelope)) };
  };

  for await (const { events: page, scanned } of end === undefined ? [] : ownPages(server, undefined, end)) {
    for (const resolved of page) await take(resolved);
    onProgress({ events, total: scanned === end ? events : Math.round((events * Number(end)) / Math.max(Number(scanned), 1)) });
    if (found.length >= MOST_FINDINGS) break;
  }
  for (const { check } of streams.values()) found.push(...check.finish());
  const counted = [...streams.values()].filter(({ revision }) => revision >= 0).length;
  if (end !== undefined) found.push(...missedEnds(server.address, streams, end));
  if (found.length > 0) return { status: 'damaged', events, streams: counted, findings: orderedFindings(found).slice(0, MOST_FINDINGS) };
  return { status: 'clean', events, streams: counted, head };
}

function openStream(name: string): OpenStream {
  return { check: streamCheck(name, undefined, () => undefined), place: -1, withdrawn: 0, revision: -1, chain: '' };
}

/** An event that no ledger wrote, in a stream of the ledger's, is a finding; the rest is checked all the same. */
function readable(
  { streamPrefix, shown }: JournalAddress,
  resolved: AllStreamResolvedEvent,
  found: PlacedFinding[],
): HeldEvent | undefined {
  try {
    return heldEvent(resolved, streamPrefix, shown);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { event } = resolved;
    const position = Number(positionOf(resolved) ?? 0n);
    const stream = event?.streamId.slice(streamPrefix.length) ?? '';
    const place = STREAM_NAME.test(stream) ? { stream, revision: Number(event?.revision ?? 0) } : {};
    found.push({
      finding: {
        kind: 'inserted',
        ...place,
        position,
        ...(event === undefined ? {} : { eventId: event.id }),
        found: { code: 'NOT_OF_A_LEDGER' },
      },
      near: position,
    });
    return undefined;
  }
}

function placed(kind: FindingKind, { stream, position, envelope }: HeldEvent, found: Found): PlacedFinding {
  const at = Number(position);
  return { finding: { kind, stream, revision: envelope.revision, position: at, eventId: envelope.id, found }, near: at };
}

/** Ids on disk, since a journal may hold more of them than memory does; answers the stream where an id stands already. */
function idCheck(db: Database.Database): (id: string, stream: string) => string | undefined {
  db.exec('CREATE TABLE ids (id TEXT PRIMARY KEY, stream TEXT NOT NULL) STRICT, WITHOUT ROWID');
  db.exec('BEGIN');
  const insert = db.prepare('INSERT OR IGNORE INTO ids (id, stream) VALUES (?, ?)');
  const select = db.prepare<[string], string>('SELECT stream FROM ids WHERE id = ?').pluck();
  return (id, stream) => (insert.run(id, stream).changes === 1 ? undefined : select.get(id));
}

/** Streams that end before, or otherwise than, this machine's directory has read them: cut off, or the server was set back. */
function missedEnds(address: JournalAddress, streams: ReadonlyMap<string, OpenStream>, end: bigint): readonly PlacedFinding[] {
  if (address.directoryFile === undefined) return [];
  const directory = openDirectory(address.directoryFile, address.shown);
  const found: PlacedFinding[] = [];
  try {
    for (let after = 0; found.length < MOST_FINDINGS; ) {
      const known = directory.streamsAfter(after, '', end, { index: 0, count: 1 }, PAGE_EVENTS);
      const last = known.at(-1);
      if (last === undefined) break;
      after = last.id;
      for (const { name, revision, chain } of known) {
        const stream = streams.get(name);
        const near = Number(end) + 1;
        if (stream === undefined || stream.revision < revision) {
          const shown: Found = { code: 'ENDS_BEFORE_WHAT_WAS_READ', revision };
          found.push({ finding: { kind: 'removed', stream: name, revision: (stream?.revision ?? -1) + 1, found: shown }, near });
        } else if (stream.revision === revision && stream.chain !== chain) {
          found.push({ finding: { kind: 'altered', stream: name, revision, found: { code: 'OTHER_LINK_THAN_READ' } }, near });
        }
      }
    }
  } finally {
    directory.close();
  }
  return found;
}

function latestOf(left: Instant | undefined, right: Instant): Instant {
  return left !== undefined && left > right ? left : right;
}

/** A journal on a server as the source or the target of a copy. */
import { refuse } from '#ledger/kernel/refusal.js';
import { CHAIN_START } from '../hash-chain.js';
import { linkOf, refuseConflict, type RecordRange, type StoredRecord, type StoredSource, type StoredTarget } from '../stored.js';
import { isWritten, outgoingAppend, partsOf, type StreamWrite } from './parts.js';
import { catchUp } from './catch-up.js';
import { journalAddress } from './connection.js';
import { serverReads, type ServerReads } from './reads.js';
import { appendRegister } from './register.js';
import { eventStoreServer, type EventStoreServer } from './server.js';
import { journalTimeOf, type HeldEvent } from './wire.js';

const PAGE_EVENTS = 1_000;

interface CopyEnd {
  readonly place: number;
  readonly revision: number;
  readonly link: Uint8Array;
}

/** Opens a journal on a server to be copied. Refuses as `openEventStoreJournalReader` does. */
export function openEventStoreSource(url: string): StoredSource {
  return openTarget(url, false);
}

/** Opens a journal on a server to be copied into. Nothing else may write to its streams meanwhile. */
export function openEventStoreTarget(url: string): StoredTarget {
  return openTarget(url, true);
}

function openTarget(url: string, isWriter: boolean): StoredTarget {
  const server = eventStoreServer(journalAddress(url));
  const register = appendRegister(server, isWriter);
  const local = catchUp(server, register, isWriter);
  const reads = serverReads(server, register, local, { upcast: (event) => event });
  return {
    name: server.address.shown,
    end: async () => (await reads.head()).position,
    records: (range = {}) => recordsOf(reads, range),
    takeOver: takingOver(server, async (stream) => {
      const known = (await local.directory()).stream(stream);
      if (known === undefined) return { place: -1, revision: -1, link: CHAIN_START };
      return { place: known.place, revision: known.revision, link: known.revision < 0 ? CHAIN_START : Buffer.from(known.chain, 'hex') };
    }, () => local.caughtUp()),
    close: async () => {
      local.close();
      await server.close();
    },
  };
}

async function* recordsOf(reads: ServerReads, { after = 0n, upTo }: RecordRange): AsyncGenerator<readonly StoredRecord[]> {
  const end = await reads.horizon();
  const last = upTo === undefined || end === undefined || upTo > end ? end : upTo;
  if (last === undefined || after >= last) return;
  for await (const { events } of reads.heldAll(after === 0n ? undefined : after, last, PAGE_EVENTS)) yield events.map(storedRecord);
}

function storedRecord(event: HeldEvent): StoredRecord {
  const { id, type, revision, recordedAt } = event.envelope;
  return {
    stream: event.stream,
    revision,
    position: event.position,
    id,
    type,
    recordedAt,
    time: journalTimeOf(event.envelope),
    chain: event.chain,
    text: event.text(),
  };
}

/** Appends runs of one stream each, in the records' order: positions ascend as they did. */
function takingOver(
  server: EventStoreServer,
  endOf: (stream: string) => Promise<CopyEnd>,
  catchUpFirst: () => Promise<unknown>,
): StoredTarget['takeOver'] {
  const { shown, streamPrefix } = server.address;
  const ends = new Map<string, CopyEnd>();
  let isCaughtUp = false;
  return async (records) => {
    if (!isCaughtUp) await catchUpFirst();
    isCaughtUp = true;
    const runs: { stream: string; after: number; events: { id: string; type: string; text: string; chain: string }[] }[] = [];
    let standing = 0;
    for (const record of records) {
      const { stream, revision, id, type, text, chain } = record;
      const end = ends.get(stream) ?? (await endOf(stream));
      if (revision <= end.revision) {
        if (revision === end.revision && Buffer.from(end.link).toString('hex') !== chain) {
          refuseConflict(shown, stream, revision);
        }
        standing += 1;
        ends.set(stream, end);
        continue;
      }
      if (revision > end.revision + 1) refuseConflict(shown, stream, revision, end.revision);
      ends.set(stream, { place: end.place + 1, revision, link: linkOf(record, end.link, 'the source') });
      const run = runs.at(-1);
      if (run?.stream === stream) run.events.push({ id, type, text, chain });
      else runs.push({ stream, after: end.place, events: [{ id, type, text, chain }] });
    }
    const parts = runs.flatMap((run) => partsOf(run));
    const results = await server.appendAll(parts.map((part) => outgoingAppend(part, streamPrefix, undefined)));
    parts.forEach((part, index) => requireWritten(part, isWritten(results[index], part), shown));
    return { taken: records.length - standing, standing };
  };
}

function requireWritten({ stream }: StreamWrite, written: boolean, shown: string): void {
  if (!written) {
    refuse('JOURNAL_BUSY', { because: 'written-during-copy', stream, shown });
  }
}

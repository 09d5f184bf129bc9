/** Appends over several streams, seen from outside at every moment: none of it or all of it. */
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import { allOf, append, fact, NOON, PERMISSIVE, places, standing, summary, to } from '../contract/setting.js';
import { chainLink, CHAIN_START, envelopeText, hex, leafHash } from '../hash-chain.js';
import type { Journal, JournalReader } from '../port.js';
import { outgoing } from './parts.js';
import { journalAddress } from './connection.js';
import { openEventStoreJournal, openEventStoreJournalReader } from './journal.js';
import { appendRegister } from './register.js';
import { eventStoreServer } from './server.js';
import { startEventStoreDouble, type EventStoreDouble } from './testing/double.js';
import { REGISTER } from './wire.js';

const OPTIONS = { rules: PERMISSIVE, clock: () => NOON };
const [A, B] = ['participant-1', 'participant-2'];

interface World {
  readonly double: EventStoreDouble;
  readonly journal: Journal;
  readonly reader: JournalReader;
  /** Another writer's hands, one step at a time. */
  readonly steps: {
    readonly begin: () => Promise<number>;
    readonly hold: (heldBy: number, stream: string, key: string) => Promise<void>;
    readonly settle: (heldBy: number, how: 'committed' | 'withdrawn') => Promise<string>;
  };
}

async function inWorld(run: (world: World) => Promise<void>): Promise<void> {
  const double = await startEventStoreDouble();
  const journal = await openEventStoreJournal(double.url(), OPTIONS);
  const reader = await openEventStoreJournalReader(double.url(), OPTIONS);
  const server = eventStoreServer(journalAddress(double.url()));
  const register = appendRegister(server, true);
  /** The first event of a stream, as the journal writes it. */
  const hold = async (heldBy: number, stream: string, key: string): Promise<void> => {
    const event: EventToAppend = fact(stream, key);
    const text = envelopeText({ ...event, stream, revision: 0, recordedAt: NOON });
    const chain = hex(chainLink(CHAIN_START, leafHash(text)));
    await server.append(stream, -1, [outgoing({ id: event.id, type: event.type, text, chain }, heldBy)]);
  };
  try {
    await run({
      double,
      journal,
      reader,
      steps: { begin: () => register.begin(2), hold, settle: (heldBy, how) => register.settle(heldBy, how) },
    });
  } finally {
    await server.close();
    await reader.close();
    await journal.close();
    await double.stop();
  }
}

/** Everything a fold could see of A and B. */
async function visible(reader: JournalReader): Promise<readonly string[]> {
  const [all, a, b] = [
    await standing(reader),
    places(await allOf(reader.readStream(A))),
    places(await allOf(reader.readStream(B, { direction: 'backwards' }))),
  ];
  const histories = await allOf(reader.readByStream({ streamPrefix: 'participant-' }));
  expect(histories.flatMap(({ events }) => places(events)).toSorted()).toEqual([...a, ...b].toSorted());
  const heads = [await reader.streamHead(A), await reader.streamHead(B)].map((head) => head?.revision);
  expect([...a, ...b].toSorted()).toEqual(all.filter((place) => place.startsWith('participant-')).toSorted());
  expect(heads).toEqual([a.length - 1, b.length - 1].map((last) => (last < 0 ? undefined : last)));
  return all;
}

describe('an append over several streams', () => {
  it('is seen by nobody until it is settled, then whole, also by a follower', () =>
    inWorld(async ({ reader, steps }) => {
      const stop = new AbortController();
      const items = reader.subscribe({ signal: stop.signal })[Symbol.asyncIterator]();
      expect((await items.next()).value).toMatchObject({ kind: 'caught-up' });
      const followed = items.next();
      const heldBy = await steps.begin();
      expect(await visible(reader)).toEqual([]);
      await steps.hold(heldBy, A, 'a');
      expect(await visible(reader)).toEqual([]);
      await steps.hold(heldBy, B, 'b');
      expect(await visible(reader)).toEqual([]);
      expect(await reader.head()).toEqual({ position: 0n, recordedAt: undefined });
      expect(await Promise.race([followed.then(() => 'seen'), new Promise((resolve) => setTimeout(() => resolve('not seen'), 60))])).toBe(
        'not seen',
      );
      expect(await steps.settle(heldBy, 'committed')).toBe('committed');
      expect(await visible(reader)).toEqual([`${A}/0`, `${B}/0`]);
      expect((await followed).value).toMatchObject({ kind: 'events', events: [{ stream: A }] });
      expect((await items.next()).value).toMatchObject({ kind: 'events', events: [{ stream: B }] });
      stop.abort();
      await items.next();
    }));

  it('settled while the log’s end in its midst is on its way to a reader is not seen half, then or later', () =>
    inWorld(async ({ double, reader, steps }) => {
      const heldBy = await steps.begin();
      await steps.hold(heldBy, A, 'a');
      double.slowDown(150);
      const [head, all] = [reader.head(), standing(reader)];
      await new Promise((resolve) => setTimeout(resolve, 50));
      await steps.hold(heldBy, B, 'b');
      expect(await steps.settle(heldBy, 'committed')).toBe('committed');
      expect([await head, await all]).toEqual([{ position: 0n, recordedAt: undefined }, []]);
      double.slowDown(0);
      expect(await visible(reader)).toEqual([`${A}/0`, `${B}/0`]);
    }));

  it('that was withdrawn leaves nothing behind but places: the streams go on from revision 0', () =>
    inWorld(async ({ journal, reader, steps }) => {
      const heldBy = await steps.begin();
      await steps.hold(heldBy, A, 'a');
      expect(await steps.settle(heldBy, 'withdrawn')).toBe('withdrawn');
      expect(await steps.settle(heldBy, 'committed')).toBe('withdrawn');
      expect(await visible(reader)).toEqual([]);
      expect(
        (await journal.append([to(A, 'no-stream', fact(A, 'a'), fact(A, 'c')), to(B, 'no-stream', fact(B, 'b'))])).map(summary),
      ).toEqual(['appended 0-1', 'appended 0-0']);
      expect(summary(await append(journal, A, 'd'))).toBe('appended 2-2');
      expect(await visible(reader)).toEqual([`${A}/0`, `${A}/1`, `${B}/0`, `${A}/2`]);
      expect(places(await allOf(reader.readStream(A, { from: 1 })))).toEqual([`${A}/1`, `${A}/2`]);
      expect(places(await allOf(reader.readStream(A, { from: 1, direction: 'backwards' })))).toEqual([`${A}/1`, `${A}/0`]);
      expect(places(await allOf(reader.readStream(A, { limit: 2 })))).toEqual([`${A}/0`, `${A}/1`]);
      const histories = await allOf(reader.readByStream());
      expect(histories.map(({ stream, events }) => [stream, places(events)])).toEqual([
        [A, [`${A}/0`, `${A}/1`, `${A}/2`]],
        [B, [`${B}/0`]],
      ]);
    }));

  it('of a writer that was killed is withdrawn by the next one, and can be appended again', () =>
    inWorld(async ({ double, journal, reader, steps }) => {
      const dead = spawnSync(process.execPath, ['-e', '']).pid;
      const heldBy = 0;
      const record = { status: 'begun', host: hostname(), pid: dead, events: 2, writer: 'gone', lastWithdrawn: null };
      double.log.append(REGISTER, 'no-stream', [
        {
          id: fact(A, 'record').id,
          type: 'AppendBegun',
          contentType: 'application/json',
          data: Buffer.from(JSON.stringify(record)),
          metadata: Buffer.from('{}'),
        },
      ]);
      await steps.hold(heldBy, A, 'a');
      expect(await visible(reader)).toEqual([]);
      expect((await journal.append([to(A, 'no-stream', fact(A, 'a')), to(B, 'no-stream', fact(B, 'b'))])).map(summary)).toEqual([
        'appended 0-0',
        'appended 0-0',
      ]);
      expect(await visible(reader)).toEqual([`${A}/0`, `${B}/0`]);
    }));

  it('that broke off is withdrawn by the writer itself when it goes on', () =>
    inWorld(async ({ reader, steps }) => {
      const first = await steps.begin();
      await steps.hold(first, A, 'a');
      const second = await steps.begin();
      expect(second).toBe(first + 2);
      expect(await steps.settle(first, 'committed')).toBe('withdrawn');
      expect(await steps.settle(second, 'committed')).toBe('committed');
      expect(await visible(reader)).toEqual([]);
    }));

  it('that another writer withdrew while it was slow is made again, and stands once', () =>
    inWorld(async ({ double, journal, reader, steps }) => {
      await append(journal, A, 'before');
      // As soon as the first held event is there, it is withdrawn under the writer's hands.
      const withdrawn = new Promise<string>((resolve) => {
        const stopListening = double.log.onWrite(() => {
          if (double.log.records.at(-1)?.stream !== A) return;
          stopListening();
          void steps.settle(0, 'withdrawn').then(resolve);
        });
      });
      const outcomes = await journal.append([to(A, 0, fact(A, 'a')), to(B, 'no-stream', fact(B, 'b'))]);
      expect(await withdrawn).toBe('withdrawn');
      expect(outcomes.map(summary)).toEqual(['appended 1-1', 'appended 0-0']);
      expect(await visible(reader)).toEqual([`${A}/0`, `${A}/1`, `${B}/0`]);
      expect(double.log.stream(A)?.length).toBe(3);
    }));

  it('of several writers at once: each stands whole, once, in order', () =>
    inWorld(async ({ double, journal, reader }) => {
      const others = await Promise.all([1, 2].map(() => openEventStoreJournal(double.url(), OPTIONS)));
      const both = (writer: number, index: number) =>
        [to(A, 'any', fact(A, `${writer} ${index}`)), to(B, 'any', fact(B, `${writer} ${index}`))] as const;
      await Promise.all(
        [journal, ...others].map(async (one, writer) => {
          for (let index = 0; index < 8; index += 1) {
            expect((await one.append(both(writer, index))).map(({ status }) => status)).toEqual(['appended', 'appended']);
            expect((await append(one, A, `alone ${writer} ${index}`)).status).toBe('appended');
          }
        }),
      );
      const [a, b] = [await allOf(reader.readStream(A)), await allOf(reader.readStream(B))];
      expect(a.map(({ revision }) => revision)).toEqual(Array.from({ length: 48 }, (_, index) => index));
      expect(new Set(a.map(({ id }) => id)).size).toBe(48);
      expect(b.map(({ revision }) => revision)).toEqual(Array.from({ length: 24 }, (_, index) => index));
      // What was appended together lies in the same order in both streams.
      const together = (events: typeof a) => events.map(({ data }) => data['key']).filter((key) => !String(key).startsWith('alone'));
      expect(together(a)).toEqual(together(b));
      for (const other of others) await other.close();
    }));

  it('larger than one write of the server is one append all the same', () =>
    inWorld(async ({ double, journal, reader }) => {
      const events = Array.from({ length: 2_500 }, (_, index) => fact(A, `event ${index}`, { data: { text: 'x'.repeat(1_000) } }));
      expect(summary((await journal.append([to(A, 'no-stream', ...events)]))[0] as never)).toBe('appended 0-2499');
      // About 1 200 bytes an event, and 220 that are counted besides: 1 048 576 bytes hold some 740 of them, so four writes.
      expect(double.appendsTo(A)).toBe(4);
      expect((await allOf(reader.readStream(A))).length).toBe(2_500);
    }));
});

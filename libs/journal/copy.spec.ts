/** A journal moved to a server and back: the same texts, links and digest; interrupted, it goes on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '#money/civil-date.js';
import { allOf, append, fact, NOON, PERMISSIVE, summary, to } from './contract/setting.js';
import { copyJournal } from './copy.js';
import { openEventStoreJournal, openEventStoreJournalReader } from './eventstoredb/journal.js';
import { openEventStoreSource, openEventStoreTarget } from './eventstoredb/copy.js';
import { emptyJournalPlace, type JournalPlace } from './eventstoredb/testing/settings.js';
import { verifyEventStoreJournal } from './eventstoredb/verify.js';
import { openSqliteSource, openSqliteTarget } from './sqlite/copy.js';
import { openSqliteJournal, openSqliteJournalReader } from './sqlite/journal.js';
import { verifySqliteJournal } from './sqlite/verify.js';
import type { StoredTarget } from './stored.js';

const [A, B] = ['participant-1', 'participant-2'];
const LATER: Instant = '2026-02-01T00:00:00.000Z';

let folder: string;
let place: JournalPlace;
let clock: Instant;
const options = { rules: PERMISSIVE, clock: () => clock };
const file = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copy-'));
  place = await emptyJournalPlace();
  clock = NOON;
});
afterEach(async () => {
  await place.stop();
  rmSync(folder, { recursive: true });
});

/** A file of 1 + 2 · count events, two streams in turn, then one of ten events more and a migrated event. */
async function fill(name: string, count: number): Promise<void> {
  const journal = await openSqliteJournal(file(name), options);
  await append(journal, 'fund-1', 'x');
  for (let index = 0; index < count; index += 1) {
    clock = new Date(Date.parse(clock) + 1).toISOString();
    await append(journal, A, `event ${index}`);
    await journal.append([
      to(B, 'any', fact(B, `event ${index}`, { data: { 10: 'keys like numbers', 9: 'in their order', text: 'ä€😀' } })),
    ]);
  }
  await journal.append([to('participant-3', 'any', ...Array.from({ length: 10 }, (_, index) => fact('participant-3', `event ${index}`)))]);
  await journal.append([
    to('participant-4', 'any', fact('participant-4', 'old', { migratedFrom: { recordedAt: '2001-01-01T00:00:00.000Z' } })),
  ]);
  await journal.close();
}

async function copy(from: string, into: StoredTarget): ReturnType<typeof copyJournal> {
  const source = openSqliteSource(file(from));
  try {
    return await copyJournal(source, into);
  } finally {
    await source.close();
    await into.close();
  }
}

it('to a server and back keeps every byte but the positions, and proves it by the same digest', async () => {
  await fill('one.sqlite', 20);
  const there = await copy('one.sqlite', openEventStoreTarget(place.url));
  expect(there).toMatchObject({ events: 52, streams: 5, copied: 52, standing: 0, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect((await verifyEventStoreJournal(place.url)).status).toBe('clean');

  const source = openEventStoreSource(place.url);
  const target = openSqliteTarget(file('two.sqlite'), LATER);
  const back = await copyJournal(source, target);
  await source.close();
  await target.close();
  expect(back).toMatchObject({ events: 52, streams: 5, copied: 52, standing: 0, digest: there.digest });
  expect((await verifySqliteJournal(file('two.sqlite'))).status).toBe('clean');

  // The same events in the same order: back in a file, even the positions are those of the first.
  const readers = [await openSqliteJournalReader(file('one.sqlite'), options), await openSqliteJournalReader(file('two.sqlite'), options)];
  const [first, second] = await Promise.all(readers.map((reader) => allOf(reader.readAll())));
  expect(second).toEqual(first);
  const onServer = await openEventStoreJournalReader(place.url, options);
  const without = (events: typeof first) => events?.map((event) => ({ ...event, position: 0n }));
  expect(without(await allOf(onServer.readAll()))).toEqual(without(first));
  for (const reader of [...readers, onServer]) await reader.close();
});

it('goes on where it was interrupted, and does nothing once it is done', async () => {
  await fill('one.sqlite', 30);
  const target = openEventStoreTarget(place.url);
  let taken = 0;
  const failing: StoredTarget = {
    ...target,
    takeOver: async (records) => {
      const half = await target.takeOver(records.slice(0, 33));
      taken = half.taken;
      throw new Error('the plug was pulled');
    },
  };
  await expect(copy('one.sqlite', failing)).rejects.toThrow('the plug was pulled');
  expect(taken).toBe(33);
  expect(await copy('one.sqlite', openEventStoreTarget(place.url))).toMatchObject({ events: 72, copied: 39, standing: 33 });
  expect(await copy('one.sqlite', openEventStoreTarget(place.url))).toMatchObject({ events: 72, copied: 0, standing: 72 });
  expect(await copy('one.sqlite', openSqliteTarget(file('two.sqlite'), LATER))).toMatchObject({ copied: 72, standing: 0 });
  expect(await copy('one.sqlite', openSqliteTarget(file('two.sqlite'), LATER))).toMatchObject({ copied: 0, standing: 72 });
});

it('takes the events of a ledger that has gone on since, and the copy goes on being written to', async () => {
  await fill('one.sqlite', 2);
  await copy('one.sqlite', openEventStoreTarget(place.url));
  const source = await openSqliteJournal(file('one.sqlite'), options);
  await append(source, A, 'more');
  await source.close();
  expect(await copy('one.sqlite', openEventStoreTarget(place.url))).toMatchObject({ copied: 1, standing: 16 });
  const journal = await openEventStoreJournal(place.url, options);
  // A has event 0, event 1 and more: the next one is its fourth.
  expect(summary(await append(journal, A, 'on the server'))).toBe('appended 3-3');
  expect(summary(await append(journal, A, 'event 0'))).toBe('repeated 0-0');
  await journal.close();
  expect((await verifyEventStoreJournal(place.url)).status).toBe('clean');
  await expect(copy('one.sqlite', openEventStoreTarget(place.url))).rejects.toMatchObject({ refusal: { code: 'COPY_DIFFERS', stream: A } });
});

it.each(['sqlite', 'eventstoredb'] as const)('into another ledger’s journal is refused before anything is written: %s', async (engine) => {
  await fill('one.sqlite', 2);
  const open = () => (engine === 'sqlite' ? openSqliteTarget(file('other.sqlite'), LATER) : openEventStoreTarget(place.url));
  const other =
    engine === 'sqlite' ? await openSqliteJournal(file('other.sqlite'), options) : await openEventStoreJournal(place.url, options);
  await append(other, 'fund-1', 'something else');
  await other.close();
  await expect(copy('one.sqlite', open())).rejects.toMatchObject({ refusal: { code: 'COPY_CONFLICT', stream: 'fund-1', revision: 0 } });
  const target = open();
  expect((await allOf(target.records())).length).toBe(1);
  await target.close();
});

it('sorts out the clocks of several writers on the way into a file', async () => {
  const journals = [
    await openEventStoreJournal(place.url, { rules: PERMISSIVE, clock: () => LATER }),
    await openEventStoreJournal(place.url, { rules: PERMISSIVE, clock: () => NOON }),
  ];
  const [ahead, behind] = journals;
  if (ahead === undefined || behind === undefined) throw new Error('two journals');
  // Both have read the empty journal before either writes.
  await Promise.all(journals.map((journal) => journal.findEvents([])));
  await append(ahead, A, 'a');
  await append(behind, B, 'b');
  for (const journal of journals) await journal.close();
  const source = openEventStoreSource(place.url);
  expect((await allOf(source.records())).map(({ stream, time }) => [stream, time])).toEqual([
    [A, LATER],
    [B, NOON],
  ]);
  const target = openSqliteTarget(file('two.sqlite'), LATER);
  await copyJournal(source, target);
  await source.close();
  await target.close();
  expect((await verifySqliteJournal(file('two.sqlite'))).status).toBe('clean');
});

/** On a server that others write to as well: what is theirs is read once at most, and not at all where the server can filter. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allOf, append, fact, NOON, PERMISSIVE, places, summary } from '../contract/setting.js';
import { openEventStoreJournal, openEventStoreJournalReader } from './journal.js';
import { startEventStoreDouble, type EventStoreDouble } from './testing/double.js';
import { verifyEventStoreJournal } from './verify.js';

const OPTIONS = { rules: PERMISSIVE, clock: () => NOON };
const A = 'participant-1';
const FOREIGN = 20_000;

let double: EventStoreDouble;
beforeEach(async () => (double = await startEventStoreDouble()));
afterEach(() => double.stop());

async function sentBy(run: () => Promise<unknown>): Promise<number> {
  const before = double.recordsSent();
  await run();
  return double.recordsSent() - before;
}

it('reads and proves past thousands of foreign events without having them sent', async () => {
  const journal = await openEventStoreJournal(double.url(), OPTIONS);
  await append(journal, A, 'a', 'b');
  double.log.addForeign(FOREIGN);
  await append(journal, A, 'c');
  double.log.addForeign(FOREIGN);
  await journal.close();
  const reader = await openEventStoreJournalReader(double.url(), OPTIONS);
  // A page of a thousand shows that few of them are the journal's; the last window before the end is looked at.
  expect(await sentBy(async () => expect(places(await allOf(reader.readAll()))).toEqual([`${A}/0`, `${A}/1`, `${A}/2`]))).toBeLessThan(
    4_000,
  );
  expect(
    await sentBy(async () => expect(await verifyEventStoreJournal(double.url())).toMatchObject({ status: 'clean', events: 3 })),
  ).toBeLessThan(4_000);
  expect(await sentBy(async () => expect((await reader.findEvents([fact(A, 'c').id])).size).toBe(1))).toBeLessThan(4_000);
  await reader.close();
});

it('an empty journal on a used server has no head, and says so without having the others’ events sent', async () => {
  double.log.addForeign(FOREIGN);
  const journal = await openEventStoreJournal(double.url(), OPTIONS);
  expect(await sentBy(async () => expect(await journal.head()).toEqual({ position: 0n, recordedAt: undefined }))).toBeLessThan(4_000);
  expect(summary(await append(journal, A, 'a'))).toBe('appended 0-0');
  expect((await journal.head()).position).toBeGreaterThan(0n);
  await journal.close();
});

it('looks at the head again without looking at what it has seen', async () => {
  const journal = await openEventStoreJournal(double.url(), OPTIONS);
  await append(journal, A, 'a');
  const reader = await openEventStoreJournalReader(double.url(), OPTIONS);
  double.log.addForeign(FOREIGN);
  const { position } = await reader.head();
  for (let looks = 0; looks < 10; looks += 1) {
    double.log.addForeign(3);
    expect(await sentBy(async () => expect((await reader.head()).position).toBe(position))).toBeLessThan(50);
  }
  await append(journal, A, 'b');
  double.log.addForeign(3);
  const [, second] = await allOf(reader.readStream(A));
  expect((await reader.head()).position).toBe(second?.position);
  await journal.close();
  await reader.close();
});

it('a later process begins near the end, though this one wrote nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'directory-'));
  const url = double.url(`directoryFile=${encodeURIComponent(join(folder, 'directory.sqlite'))}`);
  const journal = await openEventStoreJournal(double.url(), OPTIONS);
  expect(summary(await append(journal, A, 'a'))).toBe('appended 0-0');
  await journal.close();
  double.log.addForeign(FOREIGN);
  const first = await openEventStoreJournalReader(url, OPTIONS);
  const { position } = await first.head();
  await first.findEvents([]); // waits for the directory
  await first.close();
  const second = await openEventStoreJournalReader(url, OPTIONS);
  expect(await sentBy(async () => expect((await second.head()).position).toBe(position))).toBeLessThan(50);
  await second.close();
  rmSync(folder, { recursive: true });
});

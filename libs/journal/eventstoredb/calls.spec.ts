/** What a process leaves open on a server: nothing. A connection carries a hundred calls; one more waits for ever. */
import { allOf, append, fact, NOON, PERMISSIVE, summary, to } from '../contract/setting.js';
import type { Journal } from '../port.js';
import { openEventStoreJournal } from './journal.js';
import { startEventStoreDouble, type EventStoreDouble } from './testing/double.js';

const OPTIONS = { rules: PERMISSIVE, clock: () => NOON };
const [A, B] = ['participant-1', 'participant-2'];
const both = (key: string) => [to(A, 'any', fact(A, key)), to(B, 'any', fact(B, key))] as const;

let double: EventStoreDouble;
let journal: Journal;
beforeEach(async () => {
  double = await startEventStoreDouble();
  journal = await openEventStoreJournal(double.url('patienceSeconds=2', 'defaultDeadline=2000'), OPTIONS);
});
afterEach(async () => {
  await journal.close();
  await double.stop();
});

/** A cancelled call is gone on the server a moment later. */
async function openCallsInTheEnd(): Promise<number> {
  for (let looks = 0; looks < 100 && double.openCalls() > 0; looks += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  return double.openCalls();
}

it('appends over several streams leave no call open, however many there are', async () => {
  for (let index = 0; index < 120; index += 1)
    expect((await journal.append(both(`event ${index}`))).map(({ status }) => status)).toEqual(['appended', 'appended']);
  expect(await openCallsInTheEnd()).toBe(0);
  expect((await allOf(journal.readStream(A))).length).toBe(120);
  expect(summary(await append(journal, A, 'single'))).toBe('appended 120-120');
}, 60_000);

it('nor do appends that are refused, repeated, or broken off', async () => {
  await journal.append(both('a'));
  await journal.append(both('a'));
  await journal.append([to(A, 7, fact(A, 'b')), to(B, 'any', fact(B, 'b'))]);
  double.swallowAnswers(1);
  await journal.append(both('c'));
  double.cut();
  await journal.append(both('d'));
  expect(await openCallsInTheEnd()).toBe(0);
});

it('a server that cannot write just now says so inside the call: asked again, nothing is doubled', async () => {
  double.answerNotReady('Server Is Not Ready', 'Server Is Busy', 'No leader info available in response');
  expect((await journal.append(both('a'))).map(summary)).toEqual(['appended 0-0', 'appended 0-0']);
  expect((await allOf(journal.readAll())).length).toBe(2);
});

it('a follower is turned away when more comes than the server keeps for it, and misses nothing', async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  let isCaughtUp: () => void = () => undefined;
  const caughtUp = new Promise<void>((resolve) => (isCaughtUp = resolve));
  const following = (async () => {
    for await (const item of journal.subscribe({ signal: stop.signal })) {
      if (item.kind === 'caught-up') isCaughtUp();
      else seen.push(...item.events.map(({ id }) => id));
      if (seen.length === 500) return;
    }
  })();
  await caughtUp;
  const events = Array.from({ length: 500 }, (_, index) => fact(A, `event ${index}`));
  await journal.append([to(A, 'no-stream', ...events)]);
  await following;
  stop.abort();
  expect(seen).toEqual(events.map(({ id }) => id));
});

it('what a server counts of an append is more than the text: writes are cut to fit', async () => {
  // 900 events of 1 100 bytes fill 1 048 576 bytes of data almost whole; with metadata and types they do not fit one append of 24.10.
  const events = Array.from({ length: 1_000 }, (_, index) => fact(A, `event ${index}`, { data: { text: 'x'.repeat(800) } }));
  expect((await journal.append([to(A, 'no-stream', ...events)])).map(summary)).toEqual(['appended 0-999']);
});

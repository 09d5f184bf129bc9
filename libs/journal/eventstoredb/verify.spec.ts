/** Damage done on the server's side: each is found and named, and so is what an honest history looks like. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { append, fact, NOON, PERMISSIVE, to } from '../contract/setting.js';
import type { Finding } from '../finding.js';
import type { JournalVerdict } from '../verify.js';
import { journalAddress } from './connection.js';
import { openEventStoreJournal } from './journal.js';
import { appendRegister } from './register.js';
import { eventStoreServer } from './server.js';
import { startEventStoreDouble, type EventStoreDouble } from './testing/double.js';
import type { LogRecord } from './testing/log.js';
import { verifyEventStoreJournal } from './verify.js';

const OPTIONS = { rules: PERMISSIVE, clock: () => NOON };
const [A, B] = ['participant-1', 'participant-2'];

let double: EventStoreDouble;
beforeEach(async () => {
  double = await startEventStoreDouble();
});
afterEach(async () => {
  await double.stop();
});

/** A has revisions 0 to 4, the last of them appended together with B's only one; one append before was withdrawn. */
async function fill(url = double.url()): Promise<void> {
  const journal = await openEventStoreJournal(url, OPTIONS);
  await append(journal, A, 'a', 'b');
  const server = eventStoreServer(journalAddress(double.url()));
  const register = appendRegister(server, true);
  const heldBy = await register.begin(1);
  const text = JSON.stringify({ ...fact(A, 'w'), stream: A, revision: 2, recordedAt: NOON });
  await server.append(A, 1, [
    { serverId: fact(A, 'held').id, type: 'IncomeReported', text, metadata: JSON.stringify({ chain: '0'.repeat(64), heldBy }) },
  ]);
  await register.settle(heldBy, 'withdrawn');
  await server.close();
  await append(journal, A, 'c', 'd');
  await journal.append([to(A, 3, fact(A, 'e')), to(B, 'no-stream', fact(B, 'a'))]);
  await journal.close();
}

function first(verdict: JournalVerdict): Partial<Finding> {
  if (verdict.status === 'clean') throw new Error('found to be clean');
  return verdict.findings[0] as Finding;
}

const indexOf = (stream: string, place: number): number =>
  double.log.records.findIndex((record) => record.stream === stream && record.revision === BigInt(place));
const changed =
  (from: string, into: string) =>
  (record: LogRecord): LogRecord => ({ ...record, data: Buffer.from(Buffer.from(record.data).toString().replace(from, into)) });

it('proves a journal with withdrawn and held events, and an empty one', async () => {
  expect(await verifyEventStoreJournal(double.url())).toEqual({
    status: 'clean',
    events: 0,
    streams: 0,
    head: { position: 0, recordedAt: undefined },
  });
  await fill();
  const position = Number(double.log.records.find(({ stream }) => stream === B)?.position);
  const seen: number[] = [];
  const verdict = await verifyEventStoreJournal(double.url(), { onProgress: ({ events }) => seen.push(events) });
  expect(verdict).toEqual({ status: 'clean', events: 6, streams: 2, head: { position, recordedAt: NOON } });
  expect(seen.at(-1)).toBe(6);
});

const damages: readonly [string, () => void, Partial<Finding>][] = [
  // Place 2 of A is the withdrawn event's: revision 2 stands at place 3.
  [
    'an altered amount',
    () => double.log.tamper(indexOf(A, 3), changed('"key":"c"', '"key":"x"')),
    { kind: 'altered', stream: A, revision: 2, eventId: fact(A, 'c').id },
  ],
  [
    'an altered last event',
    () => double.log.tamper(indexOf(B, 0), changed('importer', 'exporter')),
    { kind: 'altered', stream: B, revision: 0 },
  ],
  ['a member more', () => double.log.tamper(indexOf(A, 0), changed('{', '{"x":1,')), { kind: 'altered', stream: A, revision: 0 }],
  [
    'another id',
    () => double.log.tamper(indexOf(A, 1), (record) => ({ ...record, id: fact(A, 'z').id })),
    { kind: 'altered', stream: A, revision: 1 },
  ],
  [
    'another chain',
    () => double.log.tamper(indexOf(A, 1), (record) => ({ ...record, metadata: Buffer.from(JSON.stringify({ chain: 'f'.repeat(64) })) })),
    { kind: 'altered', stream: A, revision: 1 },
  ],
  [
    'an event scavenged away',
    () => double.log.tamper(indexOf(A, 0), (record) => ({ ...record, stream: '$gone' })),
    { kind: 'removed', stream: A, revision: 0 },
  ],
  [
    'an event of another program',
    () =>
      double.log.append(B, 'any', [
        { id: fact(B, 'q').id, type: 'Other', contentType: 'application/json', data: Buffer.from('[1]'), metadata: new Uint8Array() },
      ]),
    { kind: 'inserted', stream: B, revision: 1 },
  ],
];
it.each(damages)('finds %s', async (_, damage, finding) => {
  await fill();
  damage();
  expect(first(await verifyEventStoreJournal(double.url()))).toMatchObject(finding);
});

it('finds what was cut off at the end, by what this machine has read before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'directory-'));
  const url = double.url(`directoryFile=${encodeURIComponent(join(folder, 'directory.sqlite'))}`);
  await fill(url);
  expect((await verifyEventStoreJournal(url)).status).toBe('clean');
  const [place, after] = [indexOf(B, 0), indexOf(A, 5)];
  for (const index of [place, after]) double.log.tamper(index, (record) => ({ ...record, stream: '$gone' }));
  const verdict = await verifyEventStoreJournal(url);
  expect(verdict.status === 'damaged' ? verdict.findings.map(({ kind, stream, revision }) => [kind, stream, revision]) : []).toEqual([
    ['removed', A, 4],
    ['removed', B, 0],
  ]);
  rmSync(folder, { recursive: true });
});

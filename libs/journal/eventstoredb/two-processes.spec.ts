/** A writer in a process of its own, and readers here that look at every moment: none of an append, or all of it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { allOf, NOON, PERMISSIVE, places } from '../contract/setting.js';
import { openEventStoreJournalReader } from './journal.js';
import { startEventStoreDouble } from './testing/double.js';

const OPTIONS = { rules: PERMISSIVE, clock: () => NOON };
const JOURNAL = resolve('dist/libs/journal/eventstoredb/journal.js');
const STREAMS = ['participant-1', 'participant-2', 'participant-3'];

/** Appends to all streams at once, again and again. */
const WRITER = `
  import { randomUUID } from 'node:crypto';
  const { openEventStoreJournal } = await import(process.argv[1]);
  const rules = { check: () => undefined, upcast: (event) => event };
  const journal = await openEventStoreJournal(process.argv[2], { rules, clock: () => '2026-03-01T12:00:00.000Z' });
  const event = (key) => ({ id: randomUUID(), type: 'IncomeReported', schemaVersion: 1, effectiveDate: '2026-01-01', actor: 'writer', data: { key } });
  for (let key = 0; key < 400; key += 1) await journal.append(${JSON.stringify(STREAMS)}.map((stream) => ({ stream, expected: 'any', events: [event(key)] })));
`;

it('while another process appends, no look tears an append, and what was seen at the head stays', async () => {
  if (!existsSync(JOURNAL)) throw new Error('this test runs the program as built: npm run build first');
  const double = await startEventStoreDouble();
  // Between the reader's calls there is time for a writer to begin, write and settle.
  double.delay(2);
  const writer = spawn(process.execPath, ['--input-type=module', '--eval', WRITER, JOURNAL, double.url()], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise((done) => writer.on('close', done));
  const reader = await openEventStoreJournalReader(double.url(), OPTIONS);
  try {
    const seen = new Map<bigint, string>();
    let largest = 0;
    for (let looks = 0; looks < 25; looks += 1) {
      const { position } = await reader.head();
      const upToHead = places(await allOf(reader.readAll({ upTo: position })));
      seen.set(position, upToHead.join());
      for (const look of [upToHead, places(await allOf(reader.readAll()))]) {
        const counts = STREAMS.map((stream) => look.filter((place) => place.startsWith(`${stream}/`)).length);
        expect(new Set(counts).size).toBe(1);
        largest = Math.max(largest, counts[0] ?? 0);
      }
    }
    expect(largest).toBeGreaterThan(5);
    expect(seen.size).toBeGreaterThan(10);
    for (const [upTo, look] of seen) expect(places(await allOf(reader.readAll({ upTo }))).join()).toBe(look);
  } finally {
    writer.kill('SIGKILL');
    await ended;
    await reader.close();
    await double.stop();
  }
}, 240_000);

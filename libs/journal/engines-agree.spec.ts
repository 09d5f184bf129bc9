/** Both engines decide alike: the same appends in the same order have the same outcomes, and leave the same streams with the same links. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { allOf, fact, PERMISSIVE, to } from './contract/setting.js';
import { openEventStoreJournal } from './eventstoredb/journal.js';
import { emptyJournalPlace } from './eventstoredb/testing/settings.js';
import type { AppendMode, AppendOutcome, ExpectedRevision, Journal, StreamAppend } from './port.js';
import { openSqliteJournal } from './sqlite/journal.js';

const STREAMS = ['participant-1', 'participant-2', 'fund-1'];

/** Few streams, keys and contents, so that repeats, conflicts and wrong revisions are frequent. */
const anEvent = fc.record({
  key: fc.nat(6),
  home: fc.integer({ min: -8, max: 2 }),
  text: fc.constantFrom('same', 'same', 'same', 'other'),
  migrated: fc.constantFrom(undefined, undefined, undefined, 1, 2),
});
const anAppend = fc.record({
  stream: fc.nat(2),
  expected: fc.constantFrom<ExpectedRevision>('any', 'any', 'any', 'no-stream', 0, 1, 2),
  events: fc.array(anEvent, { minLength: 1, maxLength: 3 }),
});
const aCall = fc.record({
  appends: fc.array(anAppend, { minLength: 1, maxLength: 3 }),
  mode: fc.constantFrom<AppendMode>('each', 'all-or-nothing'),
  milliseconds: fc.integer({ min: -5, max: 10 }),
});

type Call = typeof aCall extends fc.Arbitrary<infer T> ? T : never;

function streamAppend({ stream, expected, events }: Call['appends'][number]): StreamAppend {
  const name = STREAMS[stream] as string;
  return to(
    name,
    expected,
    // An id is now and then one of another stream's.
    ...events.map(({ key, home, text, migrated }) =>
      fact(STREAMS[home] ?? name, `key ${key}`, {
        data: { text },
        ...(migrated === undefined ? {} : { migratedFrom: { recordedAt: `2001-01-0${migrated}T00:00:00.000Z` } }),
      }),
    ),
  );
}

/** Everything of an outcome but the position, which is the engine's own. */
function comparable(outcome: AppendOutcome): object {
  if (outcome.status === 'refused') return outcome;
  const { lastPosition: _own, ...rest } = outcome;
  return rest;
}

async function play(journal: Journal, calls: readonly Call[], setClock: (milliseconds: number) => void): Promise<object> {
  const outcomes: object[] = [];
  for (const { appends, mode, milliseconds } of calls) {
    setClock(milliseconds);
    outcomes.push((await journal.append(appends.map(streamAppend), mode)).map(comparable));
  }
  const events = (await allOf(journal.readAll())).map((event) => ({ ...event, position: undefined }));
  return { outcomes, events, heads: await allOf(journal.streamHeads()), recordedAt: (await journal.head()).recordedAt };
}

it('for random appends over several streams', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'agree-'));
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(aCall, { minLength: 1, maxLength: 10 }), async (calls) => {
      runs += 1;
      let now = Date.parse('2026-01-01T12:00:00.000Z');
      const options = { rules: PERMISSIVE, clock: () => new Date(now).toISOString() };
      const begin = (): void => void (now = Date.parse('2026-01-01T12:00:00.000Z'));
      const setClock = (milliseconds: number): void => void (now += milliseconds);
      const place = await emptyJournalPlace();
      const journals = [
        await openSqliteJournal(join(folder, `${runs}.sqlite`), options),
        await openEventStoreJournal(place.url, options),
      ] as const;
      try {
        const onFile = await play(journals[0], calls, setClock);
        begin();
        expect(await play(journals[1], calls, setClock)).toEqual(onFile);
      } finally {
        for (const journal of journals) await journal.close();
        await place.stop();
      }
    }),
    { numRuns: 60 },
  );
  rmSync(folder, { recursive: true });
});

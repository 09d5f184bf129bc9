/** What goes wrong between the ledger and a server, run on the double: nothing acknowledged is lost, nothing is doubled. */
import { allOf, append, fact, NOON, only, PERMISSIVE, places, standing, summary, to } from '../contract/setting.js';
import type { Journal } from '../port.js';
import { openEventStoreJournal, openEventStoreJournalReader } from './journal.js';
import { startEventStoreDouble, type DoubleOptions, type EventStoreDouble } from './testing/double.js';

const OPTIONS = { rules: PERMISSIVE, clock: () => NOON };
const [A, B] = ['participant-1', 'participant-2'];
const revisions = (stream: string, count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${stream}/${index}`);

async function withDouble(
  options: DoubleOptions,
  run: (double: EventStoreDouble, journal: Journal) => Promise<void>,
  ...url: readonly string[]
): Promise<void> {
  const double = await startEventStoreDouble(options);
  try {
    const journal = await openEventStoreJournal(double.url(...url), OPTIONS);
    await run(double, journal).finally(() => journal.close());
  } finally {
    await double.stop();
  }
}

/** Does something again and again, at uneven intervals, until it is stopped. */
function disturbing(disturb: () => void, atLeastMilliseconds = 40): () => void {
  let timer: NodeJS.Timeout;
  const next = (step: number): void => {
    timer = setTimeout(() => {
      disturb();
      next((step * 7 + 3) % 11);
    }, atLeastMilliseconds + step * 6);
  };
  next(1);
  return () => clearTimeout(timer);
}

describe('a connection that is cut at random', () => {
  it('loses and doubles nothing, in one stream and over several, for writer and follower', () =>
    withDouble({}, async (double, journal) => {
      const follower = await openEventStoreJournalReader(double.url(), OPTIONS);
      const seen: string[] = [];
      const stop = new AbortController();
      const following = (async () => {
        for await (const item of follower.subscribe({ signal: stop.signal })) {
          if (item.kind === 'events') seen.push(...places(item.events));
          if (seen.length >= 180) return;
        }
      })();
      const calm = disturbing(double.cut);
      for (let index = 0; index < 60; index += 1) {
        expect(summary(await append(journal, A, `single ${index}`))).toBe(`appended ${2 * index}-${2 * index}`);
        const outcomes = await journal.append([to(A, 2 * index, fact(A, `both ${index}`)), to(B, 'any', fact(B, `both ${index}`))]);
        expect(outcomes.map(summary)).toEqual([`appended ${2 * index + 1}-${2 * index + 1}`, `appended ${index}-${index}`]);
      }
      calm();
      await following;
      stop.abort();
      expect(seen.filter((place) => place.startsWith(A))).toEqual(revisions(A, 120));
      expect(seen.filter((place) => place.startsWith(B))).toEqual(revisions(B, 60));
      expect((await standing(journal)).toSorted()).toEqual(seen.toSorted());
      await follower.close();
    }));

  it('never lets a reader see half of an append over several streams', () =>
    withDouble({}, async (double, journal) => {
      const reader = await openEventStoreJournalReader(double.url(), OPTIONS);
      let [isDone, looks] = [false, 0];
      const looking = (async () => {
        while (!isDone) {
          const seen = places(await allOf(reader.readAll()));
          const [a, b] = [A, B].map((stream) => seen.filter((place) => place.startsWith(stream)));
          expect(b).toEqual(a?.map((place) => place.replace(A, B)));
          looks += 1;
        }
      })();
      const calm = disturbing(double.cut);
      for (let index = 0; index < 40; index += 1) {
        await journal.append([to(A, 'any', fact(A, `event ${index}`)), to(B, 'any', fact(B, `event ${index}`))]);
      }
      calm();
      isDone = true;
      await looking;
      expect(looks).toBeGreaterThan(2);
      expect((await standing(reader)).length).toBe(80);
      await reader.close();
    }));

  it('reads on where it was, in a read of many pages', () =>
    withDouble({}, async (double, journal) => {
      await journal.append([to(A, 'any', ...Array.from({ length: 2_000 }, (_, index) => fact(A, `event ${index}`)))]);
      const calm = disturbing(double.cut);
      const read = places(await allOf(journal.readAll({ pageSize: 300 })));
      calm();
      expect(read).toEqual(revisions(A, 2_000));
    }));
});

describe('an append that is stored but never answered', () => {
  it('is asked for again with the same ids, and stands once', () =>
    withDouble({}, async (double, journal) => {
      await append(journal, A, 'a');
      double.swallowAnswers(2);
      expect(summary(await append(journal, A, 'b'))).toBe('appended 1-1');
      double.swallowAnswers(3);
      expect((await journal.append([to(A, 1, fact(A, 'c')), to(B, 'no-stream', fact(B, 'c'))])).map(summary)).toEqual([
        'appended 2-2',
        'appended 0-0',
      ]);
      expect(await standing(journal)).toEqual([...revisions(A, 3), `${B}/0`]);
    }));

  it('is a repeat for a caller who asks later, also after a restart that forgot the ids', () =>
    withDouble(
      {},
      async (double, journal) => {
        double.swallowAnswers(1_000);
        await expect(append(journal, A, 'a')).rejects.toMatchObject({ refusal: { code: 'JOURNAL_UNREACHABLE' } });
        double.swallowAnswers(0);
        await double.restart(20);
        expect(summary(await append(journal, A, 'a'))).toBe('repeated 0-0');
        expect(await standing(journal)).toEqual([`${A}/0`]);
      },
      'patienceSeconds=0.5',
    ));
});

describe('a cluster', () => {
  it('goes on when its leader is killed, without losing or doubling an event', () =>
    withDouble({ nodes: 3 }, async (double, journal) => {
      const written: string[] = [];
      const writing = (async () => {
        for (let index = 0; index < 40; index += 1) {
          const outcomes = await journal.append([
            to(A, 'any', fact(A, `event ${index}`)),
            ...(index % 4 === 0 ? [to(B, 'any', fact(B, `event ${index}`))] : []),
          ]);
          written.push(...outcomes.map(summary));
        }
      })();
      await new Promise((resolve) => setTimeout(resolve, 60));
      await double.killLeader();
      await new Promise((resolve) => setTimeout(resolve, 60));
      await double.killLeader();
      await writing;
      expect(written).toHaveLength(50);
      const all = await standing(journal);
      expect(all.filter((place) => place.startsWith(A))).toEqual(revisions(A, 40));
      expect(all.filter((place) => place.startsWith(B))).toEqual(revisions(B, 10));
    }));

  it('is written to through the leader, wherever the leadership goes, and read after one’s own writes', () =>
    withDouble({ nodes: 3 }, async (double, journal) => {
      double.lag(1_000);
      const reader = await openEventStoreJournalReader(double.url('nodePreference=follower'), OPTIONS);
      for (let index = 0; index < 6; index += 1) {
        expect(summary(await append(journal, A, `event ${index}`))).toBe(`appended ${index}-${index}`);
        expect(places(await allOf(reader.readStream(A)))).toEqual(revisions(A, index + 1));
        expect((await reader.head()).position).toBeGreaterThan(0n);
        double.moveLeader();
      }
      await reader.close();
    }));
});

describe('a server that is away', () => {
  it('is refused in words once the patience ends, and found again afterwards', () =>
    withDouble(
      {},
      async (double, journal) => {
        await append(journal, A, 'a');
        const away = double.restart(1_500);
        await expect(append(journal, A, 'b')).rejects.toMatchObject({
          refusal: { code: 'JOURNAL_UNREACHABLE', url: expect.any(String) as string },
        });
        await expect(allOf(journal.readStream(A))).rejects.toMatchObject({ refusal: { code: 'JOURNAL_UNREACHABLE' } });
        await away;
        expect(summary(await append(journal, A, 'b'))).toBe('appended 1-1');
      },
      'patienceSeconds=0.3',
    ));

  it('does not end a subscription, however long', () =>
    withDouble(
      {},
      async (double, journal) => {
        await append(journal, A, 'a');
        const stop = new AbortController();
        const items = journal.subscribe({ signal: stop.signal })[Symbol.asyncIterator]();
        expect((await items.next()).value).toMatchObject({ kind: 'events' });
        expect((await items.next()).value).toMatchObject({ kind: 'caught-up' });
        const next = items.next();
        await double.restart(1_200);
        await append(journal, A, 'b');
        expect((await next).value).toMatchObject({ kind: 'events', events: [{ revision: 1 }] });
        stop.abort();
        await items.next();
      },
      'patienceSeconds=0.3',
    ));
});

describe('streams that others have touched', () => {
  it('deleted for good: no append goes on', () =>
    withDouble({}, async (double, journal) => {
      await append(journal, A, 'a', 'b');
      double.log.tombstone(A);
      await expect(journal.append([to(A, 'any', fact(A, 'c'))])).rejects.toMatchObject({ refusal: { code: 'JOURNAL_CORRUPT' } });
      expect(summary(await append(journal, B, 'a'))).toBe('appended 0-0');
    }));

  it('deleted, then written to again (the server numbers on): no read passes over the gap', () =>
    withDouble({}, async (double, journal) => {
      await append(journal, A, 'a', 'b');
      double.log.softDelete(A);
      await append(journal, A, 'c');
      await expect(allOf(journal.readStream(A))).rejects.toMatchObject({
        refusal: { code: 'JOURNAL_CORRUPT', cause: expect.stringContaining('no revision 0') as string },
      });
      await expect(allOf(journal.readByStream())).rejects.toMatchObject({ refusal: { code: 'JOURNAL_CORRUPT' } });
    }));

  it('with an event of another program: named, not skipped', () =>
    withDouble({}, async (double, journal) => {
      const json = (text: string) => ({
        id: fact(A, text).id,
        type: 'Other',
        contentType: 'application/json',
        data: Buffer.from(text),
        metadata: new Uint8Array(),
      });
      double.log.append('order-1', 'any', [json('{"fine":true}')]);
      await append(journal, A, 'a');
      expect(await standing(journal)).toEqual([`${A}/0`]);
      double.log.append(A, 'any', [json('"a text"')]);
      await expect(allOf(journal.readStream(A))).rejects.toMatchObject({
        refusal: { code: 'JOURNAL_CORRUPT', cause: expect.stringContaining('streamPrefix') as string },
      });
    }));
});

describe('a server that says no positions when one stream is read', () => {
  it('is read with the positions of the log all the same', () =>
    withDouble({ withoutStreamPositions: true }, async (double, journal) => {
      await append(journal, A, 'a');
      await journal.append([to(A, 0, fact(A, 'b')), to(B, 'any', fact(B, 'b'))]);
      const reader = await openEventStoreJournalReader(double.url(), OPTIONS);
      const inLog = double.log.records.filter(({ stream }) => stream === A).map(({ position }) => position);
      expect((await allOf(reader.readStream(A))).map(({ position }) => position)).toEqual(inLog);
      expect((await allOf(reader.readStream(A, { direction: 'backwards' }))).map(({ position }) => position)).toEqual(inLog.toReversed());
      expect((await allOf(reader.readByStream())).flatMap(({ events }) => events.map(({ position }) => position)).length).toBe(3);
      expect(summary(await append(journal, A, 'a'))).toBe('repeated 0-0');
      await reader.close();
    }));
});

describe('events of a megabyte', () => {
  it('go out in writes the server takes, and come back in pages the memory takes', () =>
    withDouble({}, async (double, journal) => {
      const large = Array.from({ length: 20 }, (_, index) => fact(A, `event ${index}`, { data: { text: 'x'.repeat(900_000) } }));
      expect(summary(only(await journal.append([to(A, 'no-stream', ...large)])))).toBe('appended 0-19');
      // 20 events of 900 000 bytes do not fit one write of 1 048 576 bytes two at a time: 20 writes.
      expect(double.appendsTo(A)).toBe(20);
      const pages: number[] = [];
      for await (const page of journal.readAll()) pages.push(page.length);
      // 8 388 608 characters are passed by the tenth event (9 × 900 000 = 8 100 000); a following page begins with the last one again.
      expect(pages).toEqual([10, 9, 1]);
    }));
});

import type { Journal, ReadStreamOptions } from '../port.js';
import { allOf, append, fact, NOON, pagesOf, places, to, withJournal, type OpenJournal } from './setting.js';

export function journalReadContract(open: OpenJournal): void {
  const [A, B, F] = ['participant-1', 'participant-2', 'fund-1'];

  describe('reading a stream', () => {
    const cases: readonly [string, ReadStreamOptions, readonly number[]][] = [
      ['from its start', {}, [0, 1, 2, 3, 4]],
      ['from a revision', { from: 3 }, [3, 4]],
      ['from beyond its end', { from: 5 }, []],
      ['a few', { limit: 2 }, [0, 1]],
      ['a few from a revision', { from: 1, limit: 2 }, [1, 2]],
      ['more than there are', { from: 4, limit: 10 }, [4]],
      ['none', { limit: 0 }, []],
      ['backwards', { direction: 'backwards' }, [4, 3, 2, 1, 0]],
      ['backwards from a revision', { direction: 'backwards', from: 2 }, [2, 1, 0]],
      ['backwards from beyond its end', { direction: 'backwards', from: 9 }, [4, 3, 2, 1, 0]],
      ['its last', { direction: 'backwards', limit: 1 }, [4]],
      ['backwards, a few from a revision', { direction: 'backwards', from: 3, limit: 2 }, [3, 2]],
    ];
    it.each(cases)('%s', (_, options, revisions) =>
      withJournal(open, async ({ journal, reader }) => {
        for (const key of ['a', 'b', 'c', 'd', 'e']) {
          await append(journal, A, key);
          await append(journal, B, key);
        }
        expect(places(await allOf(reader.readStream(A, options)))).toEqual(revisions.map((revision) => `${A}/${revision}`));
      })(),
    );

    it(
      'of more than a page, both ways',
      withJournal(open, async ({ journal, reader }) => {
        await journal.append([to(A, 'any', ...Array.from({ length: 2_500 }, (_, index) => fact(A, `event ${index}`)))]);
        const forwards = await pagesOf(reader.readStream(A));
        expect(forwards.length).toBeGreaterThan(1);
        expect(forwards.flat().map(({ revision }) => revision)).toEqual(Array.from({ length: 2_500 }, (_, index) => index));
        const backwards = await allOf(reader.readStream(A, { direction: 'backwards', limit: 2_400 }));
        expect(backwards.map(({ revision }) => revision)).toEqual(Array.from({ length: 2_400 }, (_, index) => 2_499 - index));
      }),
    );

    it(
      'that does not exist gives nothing',
      withJournal(open, async ({ journal, reader }) => {
        await append(journal, A, 'a');
        expect(await pagesOf(reader.readStream('participant-9'))).toEqual([]);
        expect(await reader.streamHead('participant-9')).toBeUndefined();
      }),
    );
  });

  describe('reading everything', () => {
    /** A/0 F/0 B/0 A/1 B/1 A/2 */
    const fill = async (journal: Journal): Promise<readonly bigint[]> => {
      const appends = [
        to(A, 'any', fact(A, 'a', { type: 'ParticipantEnrolled' })),
        to(F, 'any', fact(F, 'a', { type: 'FundEstablished' })),
        to(B, 'any', fact(B, 'a', { type: 'ParticipantEnrolled' })),
        to(A, 'any', fact(A, 'b', { data: { trap: '"stream":"fund-1","type":"FundEstablished"}' } })),
        to(B, 'any', fact(B, 'b')),
        to(A, 'any', fact(A, 'c')),
      ];
      const positions: bigint[] = [];
      for (const one of appends) {
        for (const outcome of await journal.append([one])) {
          positions.push(outcome.status === 'appended' ? outcome.lastPosition : -1n);
        }
      }
      return positions;
    };

    it(
      'in the order of appending, in pages no larger than asked',
      withJournal(open, async ({ journal, reader }) => {
        const positions = await fill(journal);
        const pages = await pagesOf(reader.readAll({ pageSize: 4 }));
        expect(places(pages.flat())).toEqual([`${A}/0`, `${F}/0`, `${B}/0`, `${A}/1`, `${B}/1`, `${A}/2`]);
        expect(pages.flat().map(({ position }) => position)).toEqual(positions);
        expect(pages.every((page) => page.length > 0 && page.length <= 4)).toBe(true);
        expect(await reader.head()).toEqual({ position: positions[5], recordedAt: NOON });
      }),
    );

    it(
      'after a position and up to one',
      withJournal(open, async ({ journal, reader }) => {
        const [, second = 0n, , fourth = 0n, , last = 0n] = await fill(journal);
        expect(places(await allOf(reader.readAll({ after: second, upTo: fourth })))).toEqual([`${B}/0`, `${A}/1`]);
        expect(places(await allOf(reader.readAll({ after: fourth })))).toEqual([`${B}/1`, `${A}/2`]);
        expect(await allOf(reader.readAll({ after: last }))).toEqual([]);
        expect(places(await allOf(reader.readAll({ upTo: last + 1_000_000n })))).toHaveLength(6);
      }),
    );

    it(
      'of some streams and some types',
      withJournal(open, async ({ journal, reader }) => {
        await fill(journal);
        const filtered = async (filter: { streamPrefix?: string; types?: string[] }) =>
          places(await allOf(reader.readAll({ filter, pageSize: 2 })));
        expect(await filtered({ streamPrefix: 'participant-' })).toEqual([`${A}/0`, `${B}/0`, `${A}/1`, `${B}/1`, `${A}/2`]);
        expect(await filtered({ streamPrefix: 'fund-' })).toEqual([`${F}/0`]);
        expect(await filtered({ types: ['FundEstablished', 'ParticipantEnrolled'] })).toEqual([`${A}/0`, `${F}/0`, `${B}/0`]);
        expect(await filtered({ streamPrefix: B, types: ['IncomeReported'] })).toEqual([`${B}/1`]);
        expect(await filtered({ types: [] })).toEqual([]);
      }),
    );

    it(
      'finds events by id',
      withJournal(open, async ({ journal, reader }) => {
        await fill(journal);
        const found = await reader.findEvents([fact(B, 'b').id, fact(B, 'never').id, 'no id', fact(A, 'a').id]);
        expect([...found.keys()].sort()).toEqual([fact(A, 'a').id, fact(B, 'b').id].sort());
        expect(places([...found.values()]).toSorted()).toEqual([`${A}/0`, `${B}/1`]);
      }),
    );

    it(
      'counts events between positions, however far apart these are',
      withJournal(open, async ({ journal, reader }) => {
        await fill(journal);
        const positions = (await allOf(reader.readAll())).map(({ position }) => position);
        const { position: end } = await reader.head();
        const count = async (after: bigint, upTo: bigint): Promise<readonly number[]> => [
          await journal.countEvents(after, upTo),
          await reader.countEvents(after, upTo),
        ];
        expect(await count(0n, end)).toEqual([positions.length, positions.length]);
        expect(await count(positions[1] as bigint, positions[4] as bigint)).toEqual([3, 3]);
        expect(await count(end, end)).toEqual([0, 0]);
        expect(await count(end, positions[0] as bigint)).toEqual([0, 0]);
        // Again, once the directory of an engine that keeps one is up.
        await reader.findEvents([]);
        expect(await count(0n, positions[2] as bigint)).toEqual([3, 3]);
      }),
    );

    it(
      'is empty for an empty journal',
      withJournal(open, async ({ reader }) => {
        expect(await reader.head()).toEqual({ position: 0n, recordedAt: undefined });
        expect(await pagesOf(reader.readAll())).toEqual([]);
        expect(await pagesOf(reader.readByStream())).toEqual([]);
        expect((await allOf(reader.streamHeads())).length).toBe(0);
      }),
    );
  });

  describe('reading stream by stream', () => {
    const names = Array.from({ length: 70 }, (_, index) => `participant-${index + 1}`);
    /** Participant n has n events, 2 485 in all; the fund has one, in their midst. */
    const fill = async (journal: Journal): Promise<void> => {
      await journal.append(names.slice(0, 35).map((name, index) => to(name, 'any', ...eventsOf(name, index + 1))));
      await append(journal, F, 'a');
      await journal.append(names.slice(35).map((name, index) => to(name, 'any', ...eventsOf(name, index + 36))));
    };
    const eventsOf = (name: string, count: number) => Array.from({ length: count }, (_, index) => fact(name, `event ${index}`));

    it(
      'gives whole streams, each once, in partitions as without',
      withJournal(open, async ({ journal, reader }) => {
        await fill(journal);
        const whole = await allOf(reader.readByStream({ streamPrefix: 'participant-' }));
        expect(whole.map(({ stream }) => stream).toSorted()).toEqual(names.toSorted());
        for (const { stream, events } of whole) {
          const count = Number(stream.slice('participant-'.length));
          expect(places(events)).toEqual(Array.from({ length: count }, (_, revision) => `${stream}/${revision}`));
        }
        for (const count of [1, 2, 3]) {
          const parts = await Promise.all(
            Array.from({ length: count }, (_, index) =>
              allOf(reader.readByStream({ streamPrefix: 'participant-', partition: { index, count } })),
            ),
          );
          expect(parts.flat().map(({ stream }) => stream).toSorted()).toEqual(names.toSorted());
        }
      }),
    );

    it(
      'resumes after a stream, in a fixed order',
      withJournal(open, async ({ journal, reader }) => {
        await fill(journal);
        const order = (await allOf(reader.readByStream())).map(({ stream }) => stream);
        expect(order).toHaveLength(71);
        for (const place of [0, 34, 35, 69, 70]) {
          const rest = await allOf(reader.readByStream({ afterStream: order[place] as string }));
          expect(rest.map(({ stream }) => stream)).toEqual(order.slice(place + 1));
        }
        expect((await allOf(reader.streamHeads())).map(({ stream }) => stream)).toEqual(order);
      }),
    );

    it(
      'goes up to a position, and leaves out what was not there yet',
      withJournal(open, async ({ journal, reader }) => {
        await append(journal, A, 'a', 'b');
        const { position } = await reader.head();
        await append(journal, B, 'a');
        await append(journal, A, 'c');
        const known = await allOf(reader.readByStream({ upTo: position }));
        expect(known.map(({ stream, events }) => [stream, places(events)])).toEqual([[A, [`${A}/0`, `${A}/1`]]]);
      }),
    );

    it(
      'gives the heads of streams, whose chain moves with every event',
      withJournal(open, async ({ journal, reader }) => {
        await append(journal, A, 'a', 'b');
        await append(journal, F, 'a');
        const before = await reader.streamHead(A);
        expect(before).toEqual({ stream: A, revision: 1, chain: expect.stringMatching(/^[0-9a-f]{64}$/) });
        expect(await allOf(reader.streamHeads('participant-'))).toEqual([before]);
        await append(journal, A, 'c');
        expect((await reader.streamHead(A))?.chain).not.toBe(before?.chain);
      }),
    );
  });
}

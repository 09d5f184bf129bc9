import type { JournalReader, SubscribeOptions, SubscriptionItem } from '../port.js';
import { append, fact, places, to, withJournal, type OpenJournal } from './setting.js';

/** Reads a subscription into a list, until it is stopped; `until` waits for the list to hold what is asked. */
function follow(reader: JournalReader, options: SubscribeOptions) {
  const stop = new AbortController();
  const items: SubscriptionItem[] = [];
  const wakers = new Set<() => void>();
  const done = (async () => {
    for await (const item of reader.subscribe({ ...options, signal: stop.signal })) {
      items.push(item);
      for (const wake of wakers) wake();
    }
  })();
  const seen = (): readonly string[] => items.flatMap((item) => (item.kind === 'events' ? places(item.events) : ['caught up']));
  const until = (count: number): Promise<readonly string[]> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (seen().length < count) return;
        wakers.delete(check);
        resolve(seen());
      };
      wakers.add(check);
      check();
    });
  return { until, seen, items, stop: async () => (stop.abort(), done) };
}

export function journalSubscriptionContract(open: OpenJournal): void {
  const [A, B] = ['participant-1', 'participant-2'];

  describe('following the journal', () => {
    it(
      'catches up in pages, says so once, then goes on live, also for a reader of its own',
      withJournal(open, async ({ journal, reader }) => {
        await append(journal, A, 'a', 'b', 'c');
        const followers = [follow(journal, { pageSize: 2 }), follow(reader, { pageSize: 2 })];
        for (const follower of followers) expect(await follower.until(4)).toEqual([`${A}/0`, `${A}/1`, `${A}/2`, 'caught up']);
        await append(journal, B, 'a');
        for (const follower of followers) expect((await follower.until(5)).slice(4)).toEqual([`${B}/0`]);
        await append(journal, A, 'd', 'e');
        for (const follower of followers) expect((await follower.until(7)).slice(5)).toEqual([`${A}/3`, `${A}/4`]);
        const caughtUp = followers[0]?.items.find(({ kind }) => kind === 'caught-up');
        const third = followers[0]?.items.flatMap((item) => (item.kind === 'events' ? item.events : []))[2];
        expect(caughtUp).toEqual({ kind: 'caught-up', position: third?.position });
        for (const follower of followers) await follower.stop();
      }),
    );

    it(
      'starts after a position and keeps to a filter',
      withJournal(open, async ({ journal, reader }) => {
        await append(journal, A, 'a');
        const { position } = await reader.head();
        await append(journal, A, 'b');
        await append(journal, B, 'a');
        const filtered = follow(reader, { after: position, filter: { streamPrefix: A, types: ['IncomeReported'] } });
        expect(await filtered.until(2)).toEqual([`${A}/1`, 'caught up']);
        await append(journal, B, 'b');
        await journal.append([to(A, 'any', fact(A, 'c', { type: 'IncomeCorrected' }), fact(A, 'd'))]);
        expect(await filtered.until(3)).toEqual([`${A}/1`, 'caught up', `${A}/3`]);
        await filtered.stop();
      }),
    );

    it(
      'is caught up at once on an empty journal, and ends when it is told to',
      withJournal(open, async ({ journal, reader }) => {
        const follower = follow(reader, {});
        expect(await follower.until(1)).toEqual(['caught up']);
        await follower.stop();
        await append(journal, A, 'a');
        expect(follower.seen()).toEqual(['caught up']);
        const stopped = new AbortController();
        stopped.abort();
        for await (const item of reader.subscribe({ signal: stopped.signal })) throw new Error(`nothing expected, found ${item.kind}`);
      }),
    );

    it(
      'ends at once when it is told to on an item that it has just handed over',
      withJournal(open, async ({ journal, reader }) => {
        await append(journal, A, 'a', 'b');
        for (const last of ['events', 'caught-up'] as const) {
          const enough = new AbortController();
          const begun = performance.now();
          for await (const item of reader.subscribe({ signal: enough.signal })) if (item.kind === last) enough.abort();
          expect(performance.now() - begun).toBeLessThan(5_000); // a silence is waited out for 30 s
        }
      }),
    );

    it(
      'misses nothing and doubles nothing while the journal is written to',
      withJournal(open, async ({ journal, reader }) => {
        const follower = follow(reader, { pageSize: 3 });
        for (let index = 0; index < 50; index += 1) await append(journal, A, `event ${index}`);
        const seen = (await follower.until(51)).filter((place) => place !== 'caught up');
        expect(seen).toEqual(Array.from({ length: 50 }, (_, index) => `${A}/${index}`));
        await follower.stop();
      }),
    );
  });
}

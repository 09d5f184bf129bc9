/**
 * Every read model of a Dutch ledger, three ways: what has followed, what is built anew and what is asked live say the same; the books
 * balance.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { SubjectKind } from '#ledger/subjects.js';
import { prefixOf } from '#ledger/subjects.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import { addDays } from '#money/civil-date.js';
import { liveRunner } from '#projections/run/live.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { sweep } from '#projections/run/sweep/sweep.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { ANSWERING_VIEWS, FLAT_VIEWS } from '#projections/views/views.js';
import type { TransferLedger } from './ledger.js';

export const AS_OF = '2022-12-31';

type Standing = Awaited<ReturnType<typeof openStandingModels>>;

export function openStanding({ journal, place }: TransferLedger): Promise<Standing> {
  return openStandingModels('sqlite::memory:', journal, { clock: place.clock, asOf: AS_OF, workers: 0 });
}

async function idsOf({ journal }: TransferLedger, kind: SubjectKind): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const heads of journal.streamHeads(prefixOf(kind)))
    ids.push(...heads.map(({ stream }) => stream.slice(prefixOf(kind).length)));
  return ids;
}

/** The digest, or the code of the refusal. */
async function told(answer: Promise<{ readonly digest: string }>): Promise<string> {
  try {
    return (await answer).digest;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return refusal.code;
  }
}

export async function expectThreeWays(ledger: TransferLedger, followed: Standing): Promise<void> {
  const { journal, place } = ledger;
  const rebuilt = await openStanding(ledger);
  for (const standing of [followed, rebuilt]) await standing.catchUp();
  const coordinates = { asOf: AS_OF, knownAt: (await journal.head()).position };
  const live = liveRunner(journal, place.clock);
  for (const view of ANSWERING_VIEWS) {
    for (const id of await idsOf(ledger, view.subject.kind)) {
      const expected = await told(live.ask(view, id, coordinates, undefined));
      const ways = [await told(followed.get(view.name, id)), await told(rebuilt.get(view.name, id))];
      expect([view.name, id, ...ways]).toEqual([view.name, id, expected, expected]);
    }
  }
  for (const view of FLAT_VIEWS) {
    const digests: string[] = [];
    for (const id of await idsOf(ledger, view.subject.kind)) {
      const digest = await told(live.ask(view, id, coordinates, undefined));
      if (/^[0-9a-f]{64}$/.test(digest)) digests.push(digest);
    }
    const swept = await sweep({ journal, clock: place.clock, model: view.name, coordinates, question: {}, workers: 0 });
    expect([view.name, swept.answers, swept.digest]).toEqual([
      view.name,
      digests.length,
      createHash('sha256').update(digests.join('')).digest('hex'),
    ]);
  }
  for (const standing of [followed, rebuilt]) await standing.close();
}

/** In every commodity, of both funds together and of the sender alone, wherever it is asked from once there are books. */
export async function expectBalance({ journal, place: { clock } }: TransferLedger): Promise<void> {
  const head = Number((await journal.head()).position);
  const days = fc.integer({ min: 0, max: 1_000 }).map((day) => addDays('2021-06-01', day));
  const where = fc.tuple(days, fc.integer({ min: Math.ceil(head / 3), max: head }), fc.constantFrom(undefined, 'pob'));
  for (const [asOf, position, fundId] of fc.sample(where, 12)) {
    const { totals } = await trialBalance({ journal, clock, coordinates: { asOf, knownAt: BigInt(position) }, workers: 0, fundId });
    expect([asOf, position, fundId, totals.filter(({ balance }) => Number(balance) !== 0)]).toEqual([asOf, position, fundId, []]);
  }
}

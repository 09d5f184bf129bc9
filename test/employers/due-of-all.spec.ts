/**
 * How far what is due reaches: a fund that has carried out its decisions has looked at everybody, also at whom it had nothing to book for.
 * A fact that comes afterwards leaves them due up to the day of that fan-out, and by the decisions that it carried out.
 */
import type { Journal } from '#journal/port.js';
import { batchStream, fundStream } from '#ledger/subjects.js';
import { fanOutBatchId, lastCarriedOut } from '#portfolio/carried-out.js';
import { dueProjection, type DueView } from '#projections/due/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { declare } from '#reprocessing/fan-out/declare.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { EMPLOYERS, SALARIES } from './books.js';
import { clock, expectAlike, keptBooks, listed, settled, TODAY, type KeptBooks } from './due-books.js';

let kept: KeptBooks;
beforeEach(async () => {
  kept = await keptBooks(['E1', 'E2'], ['a', 'b', 'c']);
  await works('a,E1');
});
afterEach(() => kept.close());

/** From March to December 2018, with a base of 37,000 − 13,000 = 24,000: 1.875 %·24,000/12·10 = 375.00 a year. */
const works = (whoWhere: string) =>
  kept.books.take('salaries', SALARIES, `${whoWhere},2018-03,37000,EUR,2018-03-02,,`, `${whoWhere},2019-01,0,EUR,2019-01-02,,`);
const carryOut = (journal: Journal = kept.books.journal) => fanOut({ journal, fundId: 'nl-pob', clock, actor: 'operator', workers: 0 });
const index = () =>
  declare(
    { decision: 'index', year: 2019, rate: '0.008', reference: 'board 1' },
    { journal: kept.books.journal, fundId: 'nl-pob', clock, actor: 'board', workers: 0 },
  );
const dueTo = (id: string, asked: { readonly asOf?: string; readonly knownAt?: bigint } = {}): Promise<DueView> =>
  liveRunner(kept.books.journal, clock).ask(dueProjection, id, asked, undefined);

const ACCRUAL = { kind: 'accrual', period: '2018', effectiveDate: '2018-12-31', booked: '0.00', due: '375.00' };
const late = (id: string) => ({ id, since: '2018-12-31', entitlements: 1, difference: '0.00', pensionYearly: '375.00' });

it('before the first fan-out nobody is due: what was never booked for anyone waits for it', async () => {
  expect(await listed(kept)).toEqual([]);
  await expectAlike(kept);
});

it('whom it had nothing to book for is due once there is something, up to its day and as it was known', async () => {
  await carryOut();
  expect(await listed(kept)).toEqual([]);
  const { position } = await kept.books.journal.head();
  await works('b,E2');
  expect(await listed(kept)).toEqual([late('b')]);
  expect(await dueTo('b')).toMatchObject({ pensionYearly: '375.00', entitlements: [ACCRUAL] });
  expect(await dueTo('b', { asOf: '2018-12-30' })).toMatchObject({ entitlements: [] });
  expect(await dueTo('b', { knownAt: position })).toMatchObject({ entitlements: [] });
  await expectAlike(kept);
  await expectAlike(kept, '2018-12-31');
  expect(await settled(kept)).toMatchObject({ booked: 1, events: 1, failed: [] });
  expect(await listed(kept)).toEqual([]);
});

it('by the decisions that it carried out: one that waits for its fan-out is not counted, and is once that has come', async () => {
  await carryOut();
  await works('b,E2');
  await index();
  expect(await dueTo('b')).toMatchObject({ entitlements: [ACCRUAL] });
  await expectAlike(kept);
  await carryOut();
  await works('c,E2');
  // 375.00 indexed by 0.8 %: 378.00
  const indexed = { kind: 'indexation', period: '2019-01-01', effectiveDate: '2019-01-01', booked: '0.00', due: '3.00' };
  expect(await dueTo('c')).toMatchObject({ pensionYearly: '378.00', entitlements: [ACCRUAL, indexed] });
  expect(await listed(kept)).toMatchObject([{ id: 'c', entitlements: 2 }]);
  await expectAlike(kept);
});

it('a fact that came while it ran, and was kept as of no effect, leaves its participant due with its end', async () => {
  const { journal } = kept.books;
  await carryOut({
    ...journal,
    append: async (appends, mode) => {
      if (appends.some(({ events }) => events.some(({ type }) => type === 'BatchCompleted'))) {
        await works('b,E2');
        expect(await listed(kept)).toEqual([]); // taken in before the end is known
      }
      return journal.append(appends, mode);
    },
  });
  expect(await listed(kept)).toEqual([late('b')]);
  await expectAlike(kept);
});

it('whom it left out is refused in the list with its end, as the live answer is, though nothing happened to them since', async () => {
  const { journal } = kept.books;
  // a salary before the first published rate
  await kept.books.take('employers', EMPLOYERS, 'E3,nl-pob,mandatory,2015-01-01');
  expect(await kept.books.take('salaries', SALARIES, 'c,E3,2016-03,37000,EUR,2016-03-02,,')).toMatchObject({ refused: 0 });
  await index();
  expect(await listed(kept)).toEqual([]);
  expect(await kept.standing.get('due', 'c')).toMatchObject({ entitlements: [] });
  expect((await carryOut()).failed.map(({ participantId, code }) => [participantId, code])).toEqual([['c', 'MISSING_PARAMETER']]);
  await kept.standing.catchUp();
  await expect(liveRunner(journal, clock).ask(dueProjection, 'c', {}, undefined)).rejects.toThrow('MISSING_PARAMETER');
  await expect(kept.standing.get('due', 'c')).rejects.toThrow('MISSING_PARAMETER');
});

it('of a run that was stopped and went on the first day counts', async () => {
  const { journal } = kept.books;
  const { revision } = (await journal.streamHead(fundStream('nl-pob'))) ?? { revision: -1 };
  const stream = batchStream(fanOutBatchId('nl-pob', revision));
  const begun = { actor: 'operator', schemaVersion: 1, effectiveDate: '2019-11-30' };
  const details = { kind: 'fan-out', subject: 'nl-pob', digest: 'a'.repeat(64), details: { fundRevision: revision } };
  await journal.append([
    {
      stream,
      expected: 'no-stream',
      events: [
        { ...begun, id: '00000000-0000-4000-8000-000000000001', type: 'BatchPlanned', data: details },
        {
          ...begun,
          id: '00000000-0000-4000-8000-000000000002',
          type: 'BatchChunkCommitted',
          data: { upTo: 'participant-a', appended: 0, repeated: 0 },
        },
      ],
    },
  ]);
  expect(await lastCarriedOut(journal, 'nl-pob', revision, {})).toBeUndefined();
  expect(await carryOut()).toMatchObject({ resumed: true });
  expect(await lastCarriedOut(journal, 'nl-pob', revision, {})).toMatchObject({ on: '2019-11-30' });
  await works('b,E2');
  // the run had passed a before it was stopped, as it says, without booking anything for it
  expect(await listed(kept)).toEqual([late('a'), late('b')]);
  await carryOut();
  expect(await lastCarriedOut(journal, 'nl-pob', revision, {})).toMatchObject({ on: TODAY });
});

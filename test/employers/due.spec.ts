/**
 * Who is due under rights by tranche: a salary corrected, an exemption, delivered data or a payment that came late, or was annulled, leaves
 * rights and savings booked that no longer fit, though nothing may have happened to the participant itself. Answers say it, the list counts
 * it, settling books it; live = standing = sweep.
 */
import { liveRunner } from '#projections/run/live.js';
import { dueProjection, type DueView } from '#projections/due/projection.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { annulEvent } from '#reprocessing/fan-out/annul-event.js';
import { declare } from '#reprocessing/fan-out/declare.js';
import { CORRECTIONS, DEMANDS, SALARIES } from './books.js';
import { clock, expectAlike, keptBooks, listed, settled, type KeptBooks } from './due-books.js';

const REQUESTS = 'employerId,kind,requestedOn,from,reference,participants,jointRequest,caoBinding,separateSchemeWithUnions';
const DECISIONS = 'employerId,request,decidedOn,reference,choice,otherProvider';
const ESTIMATES = 'participantId,employerId,from,to,fullTimeSalary,currency,demand,decidedOn,partTimeFactor,premiumFreeShare';

/** Two at E1 and one at E2 from March to December 2018; all that is theirs is booked. */
async function begun(): Promise<KeptBooks> {
  const kept = await keptBooks(['E1', 'E2'], ['a', 'b', 'c']);
  const { books } = kept;
  await books.take(
    'salaries',
    SALARIES,
    'a,E1,2018-03,37200,EUR,2018-03-02,0.8,',
    'b,E1,2018-03,41000,EUR,2018-03-02,,',
    'c,E2,2018-03,30000,EUR,2018-03-02,,',
    ...['a,E1', 'b,E1', 'c,E2'].map((at) => `${at},2019-01,0,EUR,2019-01-02,,`),
  );
  await books.fanOut();
  await kept.standing.catchUp();
  return kept;
}

const dueTo = ({ books }: KeptBooks, id: string, asOf?: string): Promise<DueView> =>
  liveRunner(books.journal, clock).ask(dueProjection, id, { asOf }, undefined);

let all: KeptBooks;
beforeAll(async () => {
  all = await begun();
});
afterAll(() => all.close());

it('nobody, where all is booked; a decision that waits for its fan-out leaves nobody due', async () => {
  expect(await listed(all)).toEqual([]);
  await expectAlike(all);
  await declare(
    { decision: 'index', year: 2019, rate: '0.008', reference: 'board 1' },
    { journal: all.books.journal, fundId: 'nl-pob', clock, actor: 'board', workers: 0 },
  );
  expect(await listed(all)).toEqual([]);
  expect(await dueTo(all, 'a')).toMatchObject({ entitlements: [], difference: '0.00' });
  await all.books.fanOut();
  expect(await listed(all)).toEqual([]);
});

it('a salary corrected: accrual and indexation no longer fit, by hand (section 9, end to end)', async () => {
  const { books } = all;
  await books.take('salary-corrections', CORRECTIONS, 'a,E1,2018-03,37200,EUR,hours,2019-06-03,0.75,');
  // 302.50 → 1.875 %·24,200·0.75/12·10 = 283.59; indexed 2.42 → 2.27
  const moves = { difference: '0.00', pensionYearly: '-19.06' };
  expect(await listed(all)).toEqual([{ id: 'a', since: '2018-12-31', entitlements: 2, ...moves }]);
  expect(await dueTo(all, 'a')).toMatchObject({
    ...moves,
    entitlements: [
      { kind: 'accrual', period: '2018', effectiveDate: '2018-12-31', booked: '302.50', due: '283.59' },
      { kind: 'indexation', period: '2019-01-01', effectiveDate: '2019-01-01', booked: '2.42', due: '2.27' },
    ],
  });
  const covered = await liveRunner(books.journal, clock).ask(coverageProjection, 'a', {}, undefined);
  expect(covered).toMatchObject({ due: { entitlements: 2, ...moves } });
  expect(await dueTo(all, 'a', '2018-12-31')).toMatchObject({ pensionYearly: '-18.91', entitlements: [{ kind: 'accrual' }] });
  await expectAlike(all);
  await expectAlike(all, '2018-12-31');
  expect(await settled(all)).toMatchObject({ booked: 1, events: 2, failed: [] });
  expect(await listed(all)).toEqual([]);
  expect(await settled(all)).toMatchObject({ booked: 0, events: 0 });
  await expectAlike(all);
});

it('an exemption that came late leaves due whoever works there, though nothing happened to them; annulled, nobody', async () => {
  const { books } = all;
  await books.take('exemption-requests', REQUESTS, 'E1,ownCao,2018-06-10,2018-09-01,letter 1,b,yes,no,yes');
  expect(await listed(all)).toEqual([]); // asked for, it moves nothing
  await books.take('exemption-decisions', DECISIONS, 'E1,letter 1,2018-07-01,board 2,,yes');
  // b: 1.875 %·28,000/12 = 43.75 a month: ten months 437.50, indexed 3.50; six months to August 262.50, indexed 2.10
  expect(await listed(all)).toEqual([
    { id: 'b', since: '2018-12-31', entitlements: 2, difference: '0.00', pensionYearly: '-176.40' },
  ]);
  await expectAlike(all);
  const granted = (await books.employer('E1')).exemptions[0]?.eventIds.at(-1) as string;
  const annul = { eventId: granted, reason: 'of another employer', settle: true, byTwo: false, actor: 'operator', clock };
  await annulEvent({ journal: books.journal, subject: { kind: 'employer', id: 'E1' }, ...annul });
  expect(await listed(all)).toEqual([]);
  await expectAlike(all);
});

it('an estimate counts until delivery: told on a day after what is booked, it moves the months before', async () => {
  const { books } = all;
  await books.take('demands', DEMANDS, 'E2,salaries 2018,data,2019-01-31,2019-02-10,2019-02-28,yes,letter 2');
  await books.take('estimates', ESTIMATES, 'c,E2,2018-03,2018-12,36000,EUR,letter 2,2019-03-10,,');
  // c: 1.875 %·17,000/12·10 = 265.63, indexed 2.13 (267.75 − 265.63 …); by the estimate 1.875 %·23,000/12·10 = 359.38, indexed 2.88 − …
  const [estimated] = await listed(all);
  expect(estimated).toMatchObject({ id: 'c', entitlements: 2, pensionYearly: '94.50' });
  expect(await settled(all)).toMatchObject({ booked: 1 });
  await books.take('deliveries', 'employerId,obligation,deliveredOn,complete,reference', 'E2,salaries 2018,2019-04-20,yes,form 1');
  expect(await listed(all)).toMatchObject([{ id: 'c', since: '2018-12-31', pensionYearly: '-94.50' }]);
  await expectAlike(all);
  expect(await settled(all)).toMatchObject({ booked: 1 });
  expect(await listed(all)).toEqual([]);
});

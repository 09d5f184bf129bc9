/**
 * Law, over random histories: corrections of one year out of order and in several files, first salaries told late, exemptions, payments,
 * and annulments of facts of employers and participants, among fan-outs. The list, followed event by event, names whom a fan-out would book
 * something for, all that is booked being of years that are over; live = standing = sweep, and built anew the models say the same. Settled,
 * nobody is due.
 */
import fc from 'fast-check';
import { modelDigest } from '#projections/run/standing/digest.js';
import { annulEvent } from '#reprocessing/fan-out/annul-event.js';
import { wouldBook } from '#reprocessing/fan-out/would-book.js';
import { CORRECTIONS, PAYMENTS, SALARIES } from './books.js';
import { clock, expectAlike, keptBooks, listed, settled, type KeptBooks } from './due-books.js';

const WORKS = { a: 'E1', b: 'E1', c: 'E2', d: 'E2' } as const;
const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
type Who = keyof typeof WORKS;
const PEOPLE = Object.keys(WORKS) as readonly Who[];
const EMPLOYERS = ['E1', 'E2'] as const;
/** Enrolled, without a salary when the fund books for all: nothing is booked for them. */
const LATE = ['e', 'f'] as const;

const correction = fc.record({
  who: fc.constantFrom(...PEOPLE),
  from: fc.constantFrom('2018-03', '2018-09', '2020-01'),
  salary: fc.constantFrom('30000', '36000', '41000.50', '52000'),
  partTime: fc.constantFrom('1', '0.8', '0.75'),
  on: fc.constantFrom('2019-05-01', '2020-02-01', '2021-06-15', '2022-11-30'),
});
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('correct' as const), rows: fc.array(correction, { minLength: 1, maxLength: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('exempt' as const),
      employer: fc.constantFrom(...EMPLOYERS),
      who: fc.constantFrom('', 'a', 'c', 'b;d'),
      from: fc.constantFrom('2018-05-01', '2018-09-15', '2019-07-01'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      on: fc.constantFrom('2018-04-20', '2018-07-01', '2019-02-10'),
      amount: fc.constantFrom('500.00', '2000.00', '9000.00'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('annul' as const),
      of: fc.constantFrom('ExemptionGranted', 'PremiumPaid', 'SalaryCorrected', 'ObjectorExemptionGranted'),
      at: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('begin' as const),
      who: fc.constantFrom(...LATE),
      employer: fc.constantFrom(...EMPLOYERS),
      from: fc.constantFrom('2018-05', '2021-02'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fan-out' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('catch-up' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const REQUESTS = 'employerId,kind,requestedOn,from,reference,participants,jointRequest,caoBinding,separateSchemeWithUnions';
const DECISIONS = 'employerId,request,decidedOn,reference,choice,otherProvider';

/** d saves in the place of premium; rights of 2018 to 2022 are booked, and of the savings what has been paid. */
async function begun(subjectsAtOnce: number): Promise<KeptBooks> {
  const kept = await keptBooks(EMPLOYERS, [...PEOPLE, ...LATE], { subjectsAtOnce });
  const { books } = kept;
  await books.take('objectors', 'participantId,requestedOn,from,declaration,reference,condition', 'd,2018-03-01,2018-05-01,yes,board 1,');
  const salaries = PEOPLE.flatMap((who) =>
    ['2018-03', '2018-09', '2020-01'].map((from) => `${who},${WORKS[who]},${from},36000,EUR,${from}-02,,`),
  );
  await books.take('salaries', SALARIES, ...salaries);
  for (const month of ['2018-05', '2018-06']) await books.monthly(month, `${month}-08`);
  await books.take('premium-payments', PAYMENTS, 'E1,1500.00,EUR,2018-06-20,first,', 'E2,3000.00,EUR,2018-06-20,first,');
  await books.fanOut();
  await kept.standing.catchUp();
  return kept;
}

async function annulled({ books }: KeptBooks, type: string, at: number): Promise<void> {
  const events = await books.events('');
  const gone = new Set(events.flatMap(({ data }) => (typeof data['annuls'] === 'string' ? [data['annuls']] : [])));
  const found = events.filter((event) => event.type === type && !gone.has(event.id));
  const event = found[at % Math.max(1, found.length)];
  if (event === undefined) return;
  const [kind, id] = event.stream.split('-') as ['employer' | 'participant', string];
  const annul = { eventId: event.id, reason: 'a mistake', settle: false, byTwo: false, actor: 'operator', clock };
  await annulEvent({ journal: books.journal, subject: { kind, id }, ...annul }).catch((error: { refusal?: object }) => {
    if (error.refusal === undefined) throw error as Error; // something rests on it
  });
}

async function play(kept: KeptBooks, one: Step, index: number): Promise<void> {
  const { books, standing } = kept;
  switch (one.kind) {
    case 'correct': {
      const rows = one.rows.map(({ who, from, salary, partTime, on }) =>
        [who, WORKS[who], from, salary, 'EUR', `r${index}`, on, partTime, ''].join(','));
      return void (await books.take('salary-corrections', CORRECTIONS, ...rows));
    }
    case 'begin':
      return void (await books.take('salaries', SALARIES, `${one.who},${one.employer},${one.from},36000,EUR,${one.from}-02,,`));
    case 'exempt': {
      const { employer, who, from } = one;
      await books.take('exemption-requests', REQUESTS, `${employer},ownCao,2018-04-10,${from},letter ${index},${who},yes,no,yes`);
      return void (await books.take('exemption-decisions', DECISIONS, `${employer},letter ${index},2018-05-01,board ${index},,yes`));
    }
    case 'pay':
      return void (await books.take('premium-payments', PAYMENTS, `E2,${one.amount},EUR,${one.on},p${index},`));
    case 'annul':
      return annulled(kept, one.of, one.at);
    case 'fan-out':
      return void (await books.fanOut());
    case 'settle':
      return void (await settled(kept));
    case 'catch-up':
      return standing.catchUp();
    default:
      return never(one);
  }
}

function never(one: never): never {
  throw new Error(`no step ${JSON.stringify(one)}`);
}

beforeAll(() => void process.stderr.write(`who is due: seed ${seed} (FC_SEED=${seed} runs the same histories)\n`));

it('whoever a fan-out would book something for is listed, three ways alike, and settled', async () => {
  let due = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), fc.constantFrom(1, 2, 1_000), async (steps, subjectsAtOnce) => {
      const kept = await begun(subjectsAtOnce);
      try {
        const { books, standing } = kept;
        expect(await listed(kept)).toEqual([]);
        for (const [index, one] of steps.entries()) await play(kept, one, index);
        const names = (await listed(kept)).map(({ id }) => id).sort();
        const would = await wouldBook({ journal: books.journal, fundId: 'nl-pob', clock, workers: 0 });
        expect(names).toEqual(would.due.map(({ participantId }) => participantId).sort());
        due += names.length;
        await expectAlike(kept);
        await expectAlike(kept, '2019-12-31');
        const models = ['due', 'savings', 'coverage'];
        const before = await Promise.all(models.map((model) => modelDigest(standing, model)));
        await standing.rebuild();
        expect(await Promise.all(models.map((model) => modelDigest(standing, model)))).toEqual(before);
        expect(await settled(kept)).toMatchObject({ booked: names.length, failed: [] });
        expect(await listed(kept)).toEqual([]);
        expect(await books.fanOut()).toMatchObject({ events: 0 });
        expect(await books.outOfBalance()).toEqual([]);
      } finally {
        await kept.close();
      }
    }),
    { numRuns: Number(process.env['FC_RUNS'] ?? 12), seed },
  );
  expect(due).toBeGreaterThan(5);
}, 300_000);

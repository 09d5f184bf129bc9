/**
 * What who continues voluntarily owes itself (2.9), by month, invoice and day, by hand: 36,000 a year is 576.00 + 15.00 = 591.00 a month.
 * Live, standing and swept it is the same.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { voluntaryPremiumPage } from '../../apps/cli/pages/voluntary-premium.js';
import type { Answer } from '#projections/answer.js';
import { liveRunner } from '#projections/run/live.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import type { FitsEntry } from '#projections/run/standing/readings.js';
import type { StandingEntry } from '#projections/run/standing/model.js';
import { sweep } from '#projections/run/sweep/sweep.js';
import { voluntaryPremiumProjection as view, type VoluntaryPremiumAnswer } from '#projections/voluntary-premium/projection.js';
import { NOW } from '../reprocessing/ledger.js';
import { CORRECTIONS, EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, SALARIES } from './books.js';

const OWN = 'participantId,employerId,amount,currency,receivedOn,reference,invoice';
let books: EmployersLedger;
const live = () => liveRunner(books.journal, () => NOW);
const owed = (asOf: string, id = 'v'): Promise<Answer<VoluntaryPremiumAnswer>> => live().ask(view, id, { asOf }, undefined);
const invoices = async (asOf: string): Promise<readonly string[]> =>
  (await owed(asOf)).employers[0]?.invoices.map(({ invoice, charged, paid, open, settledOn, status }) =>
    [invoice, charged, paid, open, settledOn ?? '–', status].join(' '),
  ) ?? [];

beforeAll(async () => {
  books = await openEmployers();
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01');
  await books.take(
    'participants',
    PARTICIPANTS,
    ...['v', 'w'].map((id) => `${id},nl-pob,1980-05-06,male,2018-03-01`),
    'k,dk-p90,1980-05-06,female,2018-01-01',
  );
  await books.take('salaries', SALARIES, ...['v', 'w'].map((id) => `${id},E1,2018-03,36000,EUR,2018-03-02,,`));
  await books.take('voluntary-continuations', 'participantId,employerId,from', 'v,E1,2018-04');
  for (const month of ['2018-03', '2018-04', '2018-05']) await books.monthly(month, `${month}-08`);
  await books.take(
    'voluntary-payments',
    OWN,
    'v,E1,91.00,EUR,2018-04-20,s1,',
    'v,E1,300.00,EUR,2018-05-20,s2,2018-05',
    'v,E1,600.00,EUR,2018-06-01,s3,',
  );
});
afterAll(() => books.close());

it('charged by month and invoice; March was the employer’s', async () => {
  expect(await owed('2018-04-08')).toMatchObject({
    ...{ charged: '591.00', paid: '0.00', open: '591.00', credit: '0.00' },
    employers: [
      {
        employerId: 'E1',
        payments: [],
        invoices: [
          {
            ...{ invoice: '2018-04', chargedOn: '2018-04-08', charged: '591.00', open: '591.00', settledOn: null, status: 'open' },
            months: [{ month: '2018-04', as: 'premium', premium: '576.00', aoPremium: '15.00', amount: '591.00' }],
          },
        ],
      },
    ],
  });
  expect(await owed('2018-04-07')).toMatchObject({ charged: '0.00', employers: [] });
  expect((await owed('2018-12-31', 'w')).employers).toEqual([]);
  await expect(owed('2018-12-31', 'k')).rejects.toMatchObject({ refusal: { code: 'NOT_APPLICABLE' } });
});

it('paid and open by day: the invoice that is named first, then what was charged first', async () => {
  expect(await invoices('2018-04-20')).toEqual(['2018-04 591.00 91.00 500.00 – open']);
  expect(await invoices('2018-05-20')).toEqual(['2018-04 591.00 91.00 500.00 – open', '2018-05 591.00 300.00 291.00 – open']);
  // 600.00: 500.00 settles April, 100.00 goes on May: 191.00 is left
  expect(await invoices('2018-06-01')).toEqual([
    '2018-04 591.00 591.00 0.00 2018-06-01 paid',
    '2018-05 591.00 400.00 191.00 – open',
  ]);
  const answer = await owed('2018-06-01');
  // 2·591.00 less 91.00 + 300.00 + 600.00
  expect(answer).toMatchObject({ charged: '1182.00', paid: '991.00', open: '191.00', credit: '0.00' });
  expect(answer.employers[0]?.invoices[0]?.paidBy).toEqual([
    { on: '2018-04-20', amount: '91.00' },
    { on: '2018-06-01', amount: '500.00' },
  ]);
  expect(answer.employers[0]?.payments.map(({ reference, invoice }) => [reference, invoice])).toEqual([
    ['s1', null],
    ['s2', '2018-05'],
    ['s3', null],
  ]);
  expect((await live().explain('v', 'voluntary-premium.E1', { asOf: '2018-06-01' })).figure).toMatchObject({
    value: '191.00',
    article: '2.9',
    inputs: [{ value: '591.00' }, { value: '591.00' }, { value: '-91.00' }, { value: '-300.00' }, { value: '-600.00' }],
  });
});

it('what a correction gives back pays what was left; what is over is credit', async () => {
  await books.take('salary-corrections', CORRECTIONS, 'v,E1,2018-03,12000,EUR,hours,2018-06-05,,');
  await books.monthly('2018-06', '2018-06-08');
  // 12,000: 192.00 + 5.00 = 197.00: twice −394.00, and June; of the 591.00 that it gives back May gets 191.00
  expect(await invoices('2018-06-08')).toEqual([
    '2018-04 591.00 591.00 0.00 2018-06-01 paid',
    '2018-05 591.00 591.00 0.00 2018-06-08 paid',
    '2018-06 -591.00 0.00 0.00 2018-06-08 given-back',
  ]);
  expect(await owed('2018-06-08')).toMatchObject({ charged: '591.00', paid: '991.00', open: '0.00', credit: '400.00' });
  const { figure } = await live().explain('v', 'voluntary-premium.E1', { asOf: '2018-06-08' });
  expect(figure.value).toBe('-400.00');
  expect(figure.inputs[2]).toMatchObject({ name: 'voluntary-premium.E1.charged.2018-06', value: '-591.00', events: { length: 3 } });
});

it('is what its schema says, on the page, and the same in every runner', async () => {
  const asOf = '2018-06-20';
  const { position: knownAt } = await books.journal.head();
  const answer = await live().ask(view, 'v', { asOf, knownAt }, undefined);
  const { asOf: _day, knownAt: _known, rulesKnownAt: _rules, position: _at, rulebook: _book, ...rest } = answer;
  const { digest, digestVersion: _of, ...shown } = rest;
  const validate = new Ajv2020({ strict: false, formats: { date: true, uuid: true } }).compile(view.schema);
  expect([validate(shown), validate.errors]).toEqual([true, null]);
  expect(validate({ ...shown, more: 1 })).toBe(false);
  for (const row of view.flat?.rows(shown) ?? []) expect(row).toHaveLength(view.flat?.columns.length ?? 0);
  const standing = await openStandingModels('sqlite::memory:', books.journal, { clock: () => NOW, asOf, workers: 0 });
  await standing.catchUp();
  expect((await standing.get('voluntary-premium', 'v')).digest).toBe(digest);
  await standing.close();
  const asked = { journal: books.journal, clock: () => NOW, model: 'voluntary-premium', question: {}, workers: 0 };
  expect(await sweep({ ...asked, coordinates: { asOf, knownAt } })).toMatchObject({ answers: 2 });
  const page = voluntaryPremiumPage(answer);
  expect(page).toContain('Owed by participant v itself: charged 591.00, paid 991.00, open 0.00, 400.00 paid ahead');
});

it('over all of them, each invoice with something left to pay, what was charged first at the top; by employer', async () => {
  await books.take('employers', EMPLOYERS, 'E2,nl-pob,mandatory,2018-03-01');
  await books.take('participants', PARTICIPANTS, 'x,nl-pob,1980-05-06,male,2018-03-01');
  await books.take('salaries', SALARIES, 'x,E2,2018-04,36000,EUR,2018-04-02,,', 'x,E2,2018-06,0,EUR,2018-05-02,,');
  await books.take('voluntary-continuations', 'participantId,employerId,from', 'x,E2,2018-04');
  await books.monthly('2018-07', '2018-07-08');
  const listed = async (asOf: string, fits?: FitsEntry): Promise<readonly string[]> => {
    const standing = await openStandingModels('sqlite::memory:', books.journal, { clock: () => NOW, asOf, workers: 0 });
    await standing.catchUp();
    const found: StandingEntry[] = [];
    for (let after: string | undefined, page; page === undefined || after !== undefined; after = page.next ?? undefined) {
      // one at a time: the order goes on from page to page
      page = await standing.entries('voluntary-premium', { limit: 1, ...(after === undefined ? {} : { after }) }, fits);
      found.push(...page.items);
    }
    await standing.close();
    return found.map(({ subjectId, entry }) =>
      [subjectId, ...['employerId', 'invoice', 'chargedOn', 'charged', 'paid', 'open'].map((name) => entry[name])].join(' '),
    );
  };
  // 20 May: 91.00 was paid on April and 300.00 on May, of 591.00 each
  const ofMay = ['v E1 2018-04 2018-04-08 591.00 91.00 500.00', 'v E1 2018-05 2018-05-08 591.00 300.00 291.00'];
  expect(await listed('2018-05-20')).toEqual(ofMay);
  // 8 July: x was charged April and May at once and has paid nothing; v has credit for what July charged, and is not listed
  expect(await listed('2018-07-08')).toEqual(['x E2 2018-07 2018-07-08 1182.00 0.00 1182.00']);
  const { employerId } = view.standing?.entries?.filters ?? {};
  expect(await listed('2018-05-20', (entry) => employerId?.fits(entry, 'E2') === true)).toEqual([]);
  expect(await listed('2018-05-20', (entry) => employerId?.fits(entry, 'E1') === true)).toEqual(ofMay);
});

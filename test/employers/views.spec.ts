/** What an employer and its participants are shown: each answer as its schema says, live = standing = sweep, the statement to the cent. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { canonicalText } from '#ledger/kernel/json.js';
import { addMinor, amountMinor } from '#money/amount.js';
import { liveRunner } from '#projections/run/live.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { sweep } from '#projections/run/sweep/sweep.js';
import { dutiesProjection, owedOf } from '#projections/employers/duties.js';
import { statementProjection } from '#projections/employers/statement.js';
import { viewNamed } from '#projections/views/views.js';
import { listAllCorrections, listCorrections, type CorrectionsOfOne } from '#reprocessing/invoicing/corrections-list.js';
import { NOW } from '../reprocessing/ledger.js';
import { CORRECTIONS, DEMANDS, EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, PAYMENTS, SALARIES } from './books.js';

let books: EmployersLedger;
const ajv = new Ajv2020({ strict: false, formats: { date: true, 'date-time': true, uuid: true } });
const AS_OF = '2020-06-30';

beforeAll(async () => {
  books = await openEmployers();
  await books.take(
    'employers',
    EMPLOYERS,
    'E1,nl-pob,mandatory,2018-03-01',
    'E2,nl-pob,mandatory,2018-03-01',
    'E3,nl-pob,mandatory,2021-03-01',
  );
  await books.take('headcounts', 'employerId,on,employees', 'E1,2018-03-01,24');
  await books.take(
    'participants',
    PARTICIPANTS,
    ...['a', 'b', 'c'].map((id) => `${id},nl-pob,1970-04-05,female,2018-03-01`),
  );
  await books.take(
    'salaries',
    SALARIES,
    'a,E1,2018-03,36000,EUR,2018-03-02,0.8,',
    'b,E1,2018-03,41000.50,EUR,2018-03-02,,0.5',
    'c,E2,2018-03,30000,EUR,2018-03-02,,',
  );
  for (const month of ['2018-11', '2018-12', '2019-01']) await books.monthly(month, `${month}-11`);
  await books.take(
    'premium-payments',
    PAYMENTS,
    'E1,7000.00,EUR,2018-12-20,s1,',
    'E1,300.00,EUR,2019-02-01,s2,',
    'E2,6000.00,EUR,2018-12-15,s3,',
  );
  await books.take('salary-corrections', CORRECTIONS, 'a,E1,2018-03,37200,EUR,agreement,2019-01-20,0.8,');
  await books.invoice({ kind: 'final', year: 2018, sentOn: '2019-02-11' });
  await books.take('salary-corrections', CORRECTIONS, 'b,E1,2018-03,40000,EUR,hours,2019-03-20,,0.5');
  await books.take(
    'demands',
    DEMANDS,
    'E1,salaries,data,2019-03-31,2019-04-10,2019-04-28,yes,letter 1',
  );
  await books.take('fines', 'employerId,obligation,decidedOn,reference', 'E1,salaries,2019-06-01,board 3');
  await books.interest(AS_OF);
  await books.fanOut();
});
afterAll(() => books.close());

const live = (): ReturnType<typeof liveRunner> => liveRunner(books.journal, () => NOW);

it.each([
  ['statement', 'E1'],
  ['statement', 'E2'],
  ['overdue', 'E1'],
  ['overdue', 'E2'],
  ['duties', 'E1'],
  ['duties', 'E2'],
  ['rights', 'a'],
  ['rights', 'c'],
])('%s of %s is what its schema says', async (name, id) => {
  const view = viewNamed(name);
  const {
    asOf: _day,
    knownAt: _known,
    rulesKnownAt: _rules,
    position: _position,
    rulebook: _book,
    digest: _digest,
    digestVersion: _version,
    ...shown
  } = await live().ask(view, id, { asOf: AS_OF }, undefined);
  const validate = ajv.compile(view.schema);
  expect([validate(shown), validate.errors]).toEqual([true, null]);
  expect(validate({ ...shown, more: 1 })).toBe(false);
  for (const row of view.flat?.rows(shown) ?? []) expect(row).toHaveLength(view.flat?.columns.length ?? 0);
});

it.each(['E1', 'E2'])('the statements of %s reconcile, and one year closes where the next opens', async (id) => {
  let closing = '0.00';
  for (const year of [2018, 2019, 2020]) {
    const one = await live().ask(statementProjection, id, { asOf: AS_OF }, { year });
    expect(one.opening).toBe(closing);
    const sum = [one.invoiced, one.interestCharged, one.charged].reduce(
      (total, text) => addMinor(total, amountMinor(text)),
      amountMinor(one.opening),
    );
    expect(amountMinor(one.closing)).toBe(addMinor(sum, -amountMinor(one.paid)));
    expect(
      one.invoices
        .filter(({ sentOn }) => sentOn.startsWith(String(year)))
        .reduce((total, { total: text }) => addMinor(total, amountMinor(text)), 0),
    ).toBe(amountMinor(one.invoiced));
    closing = one.closing;
  }
  await expect(live().ask(statementProjection, id, { asOf: AS_OF }, { year: 2021 })).rejects.toMatchObject({
    refusal: { code: 'YEAR_NOT_BEGUN' },
  });
  await expect(live().ask(statementProjection, 'E3', { asOf: AS_OF }, { year: 2020 })).rejects.toMatchObject({
    refusal: { code: 'BEFORE_FIRST_EVENT' },
  });
  await expect(live().ask(statementProjection, 'E9', { asOf: AS_OF }, { year: 2020 })).rejects.toMatchObject({
    refusal: { code: 'EMPLOYER_NOT_AFFILIATED' },
  });
});

it('the statement of 2018 by hand', async () => {
  const one = await live().ask(statementProjection, 'E1', { asOf: '2018-12-31' }, { year: 2018 });
  // November: nine months at once, 9·800.80 = 7,207.20; December 800.80; 7,000 paid on 20 December, due on the 15th
  expect(one).toMatchObject({
    opening: '0.00',
    invoiced: '8008.00',
    interestCharged: '0.00',
    charged: '0.00',
    paid: '7000.00',
    credit: '0.00',
    closing: '1008.00',
  });
  // 7,207.20·8 %·5/365 and 207.20·8 %·11/365: 7.8984… + 0.4995…
  expect(one.invoices).toMatchObject([
    {
      invoice: '2018-11',
      sentOnTime: false,
      dueOn: '2018-12-15',
      total: '7207.20',
      paid: '7000.00',
      base: '207.20',
      totalDue: '215.60',
      status: 'overdue',
    },
    { invoice: '2018-12', sentOnTime: false, dueOn: '2019-01-15', total: '800.80', paid: '0.00', base: '800.80', status: 'open' },
  ]);
});

it('live = standing = sweep', async () => {
  const standing = await openStandingModels('sqlite::memory:', books.journal, { clock: () => NOW, asOf: AS_OF, workers: 0 });
  await standing.catchUp();
  const { position: knownAt } = await books.journal.head();
  for (const [name, ids] of [
    ['duties', ['E1', 'E2', 'E3']],
    ['statement', ['E1', 'E2', 'E3']],
    ['rights', ['a', 'b', 'c']],
    ['overdue', ['E1', 'E2', 'E3']],
  ] as const) {
    const view = viewNamed(name);
    const digests: string[] = [];
    for (const id of ids) {
      const answer = await live()
        .ask(view, id, { asOf: AS_OF, knownAt }, undefined)
        .catch((error: { refusal?: object }) => (error.refusal === undefined ? Promise.reject(error as Error) : undefined));
      if (answer !== undefined) digests.push(answer.digest);
    }
    expect(digests.length).toBeGreaterThan(1);
    const swept = await sweep({
      journal: books.journal,
      clock: () => NOW,
      model: name,
      coordinates: { asOf: AS_OF, knownAt },
      question: {},
      workers: 0,
    });
    expect(swept.answers).toBe(digests.length);
    if (view.standing === undefined) continue;
    const kept: string[] = [];
    for (const id of ids) {
      const answer = await standing
        .get(name, id)
        .catch((error: { refusal?: object }) => (error.refusal === undefined ? Promise.reject(error as Error) : undefined));
      if (answer !== undefined) kept.push(answer.digest);
    }
    expect(kept).toEqual(digests);
  }
  const entries = await standing.entries('overdue', { limit: 10 });
  const due = entries.items.map(({ entry }) => amountMinor((entry as { totalDue: string }).totalDue));
  expect(due.length).toBeGreaterThan(2);
  expect(canonicalText(due)).toBe(canonicalText([...due].sort((a, b) => b - a)));
  await standing.close();
});

it('what changed since it was charged, over all employers, is what each alone says', async () => {
  const all: CorrectionsOfOne[] = [];
  for await (const one of listAllCorrections(books.journal, '2019-04-01', () => NOW)) all.push(one);
  const alone = await Promise.all(['E1', 'E2'].map((id) => listCorrections(books.journal, id, '2019-04-01', () => NOW)));
  expect(all).toEqual(alone.filter(({ corrections }) => corrections.length > 0).map((list) => ({ status: 'listed', list })));
  // b by half: 41,000.50·19.2 %/12/2 = 328.00, 40,000·19.2 %/12/2 = 320.00: ten months of 2018 wait. January 2019, not yet final, holds
  // a's raise too: 37,200·0.8·19.2 %/12 + 37,200·0.8·0.5 %/12 = 476.16 + 12.40, 460.80 + 12.00 charged: 15.76 − 8.00
  expect(all).toMatchObject([
    { status: 'listed', list: { employerId: 'E1', totals: { 'awaits-4.9': '-80.00', 'next-invoice': '7.76' } } },
  ]);
});

it('what is owed: a demand without its delivery', async () => {
  const duties = await live().ask(dutiesProjection, 'E1', { asOf: AS_OF }, undefined);
  expect(owedOf(duties)).toMatchObject([{ employerId: 'E1', obligation: 'salaries', dataDeadline: '2019-03-31' }]);
});

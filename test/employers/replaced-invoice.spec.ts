/** A replacement invoice on the statement (4.3): what it charges anew, what it takes back of which invoice, and that all of it adds up. */
import { statementHtml } from '../../apps/cli/pages/employers/statement-html.js';
import { statementPage } from '../../apps/cli/pages/employers/statement-text.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Answer } from '#projections/answer.js';
import { statementProjection, type StatementAnswer } from '#projections/employers/statement.js';
import { liveRunner } from '#projections/run/live.js';
import { NOW } from '../reprocessing/ledger.js';
import { DEMANDS, EMPLOYERS, type EmployersLedger, ESTIMATES, openEmployers, PARTICIPANTS, PAYMENTS, SALARIES } from './books.js';

let books: EmployersLedger;
const statement = (asOf: string): Promise<Answer<StatementAnswer>> =>
  liveRunner(books.journal, () => NOW).ask(statementProjection, 'E1', { asOf }, { year: 2018 });

beforeAll(async () => {
  books = await openEmployers();
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-05-01');
  await books.take('participants', PARTICIPANTS, 'a,nl-pob,1970-04-05,female,2018-05-01');
  await books.take(
    'demands',
    DEMANDS,
    'E1,salaries of May,data,2018-05-05,2018-05-06,2018-05-15,no,letter 1',
  );
  await books.take('estimates', ESTIMATES, 'a,E1,2018-05,2018-05,60000,EUR,letter 1,2018-05-16');
  await books.monthly('2018-05', '2018-05-20'); // 960.00 + 25.00, due on 15 June
  await books.take('premium-payments', PAYMENTS, 'E1,500.00,EUR,2018-06-15,s1,2018-05');
  await books.take('deliveries', 'employerId,obligation,deliveredOn,complete,reference', 'E1,salaries of May,2018-06-20,yes,upload 1');
  await books.take('salaries', SALARIES, 'a,E1,2018-05,36000,EUR,2018-06-20,,', 'a,E1,2018-06,0,EUR,2018-06-20,,');
  // 576.00 + 15.00 = 591.00 less the 985.00, due on 15 August
  await books.invoice({ kind: 'replacement', demand: 'letter 1', sentOn: '2018-07-03', reference: 'board 4' });
});
afterAll(() => books.close());

it('what it asks less what it takes back is its total; what was paid on the other is credit', async () => {
  const answer = await statement('2018-07-31');
  // 985.00 − 394.00 invoiced, 500.00 paid: 91.00, which is 591.00 open less 500.00 of credit
  expect(answer).toMatchObject({ opening: '0.00', invoiced: '591.00', paid: '500.00', credit: '500.00', closing: '91.00' });
  const [old, replacement] = answer.invoices;
  expect(old).toMatchObject({
    ...{ invoice: '2018-05', total: '985.00', paid: '1485.00', base: '0.00', status: 'replaced' },
    takenBack: [{ by: 'replacement-letter 1', on: '2018-07-03', amount: '985.00' }],
  });
  expect(old).not.toHaveProperty('replaces');
  expect(replacement).toMatchObject({
    ...{ invoice: 'replacement-letter 1', premium: '-384.00', aoPremium: '-10.00', total: '-394.00' },
    ...{ asked: '591.00', replaces: [{ invoice: '2018-05', amount: '985.00' }] },
    ...{ paid: '0.00', base: '591.00', status: 'open' },
  });
  const { asOf: _day, knownAt: _known, rulesKnownAt: _rules, position: _at, rulebook: _book, ...rest } = answer;
  const { digest: _is, digestVersion: _of, ...shown } = rest;
  expect(new Ajv2020({ strict: false, formats: { date: true } }).validate(statementProjection.schema, shown)).toBe(true);
});

it('the day before it nothing is taken back; on its due date the credit pays on it', async () => {
  const [old, ...others] = (await statement('2018-07-02')).invoices;
  expect([old?.takenBack, old?.status, others]).toEqual([undefined, 'overdue', []]);
  expect((await statement('2018-08-15')).invoices[1]).toMatchObject({ paid: '500.00', base: '91.00' });
});

it('the pages show it in both languages', async () => {
  const answer = await statement('2018-07-31');
  const lines = statementPage(answer, 'en').split('\n').map((line) => line.trim().replace(/ +/g, ' '));
  const at = lines.findIndex((line) => line.startsWith('2018-05 '));
  expect(lines.slice(at + 1, at + 5)).toEqual([
    'taken back by replacement, letter 1 985.00',
    expect.stringMatching(/^replacement, letter 1 .*-394.00 0.00 591.00 open$/),
    'charged anew 591.00',
    'takes back 2018-05 -985.00',
  ]);
  const amount = (text: string): string => `<span class="d">${text}</span></small>`;
  const english = statementHtml(answer, 'en');
  expect(english).toContain(`€1,485.00<small>taken back by replacement, letter 1 ${amount('€985.00')}`);
  expect(english).toContain(`−€394.00<small>charged anew ${amount('€591.00')}<small>takes back 2018-05 ${amount('−€985.00')}`);
  const dutch = statementHtml(answer, 'nl');
  expect(dutch).toContain(`<small>teruggenomen door vervangende nota, letter 1 ${amount('€ 985,00')}`);
  expect(dutch).toContain(`<small>opnieuw in rekening gebracht ${amount('€ 591,00')}<small>neemt terug: 2018-05 ${amount('−€ 985,00')}`);
});

/**
 * Restructuring of an employer that keeps its own books (V.7–V.10): whom its exemption is for from then on, month by month on the
 * invoices, and the conditions that stay as far as they were met.
 */
import { exemptionsProjection, type ListedExemption } from '#projections/employers/exemptions.js';
import { liveRunner } from '#projections/run/live.js';
import { NOW } from '../reprocessing/ledger.js';
import { EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, SALARIES } from './books.js';

const REQUESTS = 'employerId,kind,requestedOn,from,reference,participants,caoBinding,separateSchemeWithUnions,jointRequest';
const DECISIONS = 'employerId,request,decidedOn,reference,otherProvider';
const CONDITIONS = 'employerId,exemption,condition,metOn,reference';
const CONTINUATIONS =
  'employerId,exemption,type,on,reference,participants,request,fromExempt,employees,sameSchemeForAll,compensation,currency';

let books: EmployersLedger;

beforeAll(async () => {
  books = await openEmployers();
  await books.take(
    'employers',
    EMPLOYERS,
    ...['E1', 'E2', 'E3'].map((id) => `${id},nl-pob,mandatory,2018-03-01`),
  );
  await books.take(
    'participants',
    PARTICIPANTS,
    ...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => `${id},nl-pob,1970-04-05,female,2018-03-01`),
  );
  // 19.2 % and 0.5 % of 24,000/12 = 384.00 + 10.00 = 394.00 a month; of 36,000/12 = 576.00 + 15.00 = 591.00
  await books.take(
    'salaries',
    SALARIES,
    'a,E1,2018-04,24000,EUR,2018-04-02,,',
    'b,E1,2018-09,36000,EUR,2018-09-02,,',
    'c,E2,2018-04,24000,EUR,2018-04-02,,',
    'd,E2,2018-04,36000,EUR,2018-04-02,,',
    'e,E3,2018-04,24000,EUR,2018-04-02,,',
    'f,E3,2018-04,36000,EUR,2018-04-02,,',
  );
  await books.take(
    'exemption-requests',
    REQUESTS,
    'E1,ownCao,2018-04-02,2018-04-01,letter 1,,no,yes,yes',
    'E2,ownCao,2018-04-02,2018-04-01,letter 2,c,no,yes,yes',
    'E3,ownCao,2018-04-02,2018-04-01,letter 3,e,no,yes,yes',
  );
  await books.take(
    'exemption-decisions',
    DECISIONS,
    'E1,letter 1,2018-04-03,board 1,no',
    'E2,letter 2,2018-04-03,board 2,no',
    'E3,letter 3,2018-04-03,board 3,yes',
  );
});
afterAll(() => books.close());

const exemptionOf = async (id: string, asOf: string): Promise<ListedExemption | undefined> =>
  (await liveRunner(books.journal, () => NOW).ask(exemptionsProjection, id, { asOf }, undefined)).exemptions[0];
const totals = async (id: string): Promise<readonly string[]> =>
  (await books.employer(id)).invoices.map(({ data }) => `${data.month ?? ''} ${data.total}`);

it('V.8.2 b: maintained for the staff of the exempt employer: who came with the merger is charged, and nobody else', async () => {
  expect(
    await books.take('exemption-continuations', CONTINUATIONS, 'E1,letter 1,mergerMixed,2018-09-01,deed 1,a,maintain,1,2,,,'),
  ).toMatchObject({ appended: 1 });
  for (const month of ['2018-08', '2018-09', '2018-10']) await books.monthly(month, `${month}-08`);
  // April to August: a alone, exempt; from September b at 591.00
  expect(await totals('E1')).toEqual(['2018-09 591.00', '2018-10 591.00']);
  expect(await exemptionOf('E1', '2018-08-31')).toMatchObject({ status: 'in-force', participants: null });
  expect(await exemptionOf('E1', '2018-09-01')).toMatchObject({ status: 'continued', outcome: 'MAINTAIN_EXISTING', participants: ['a'] });
});

it('V.8.2 a, V.8.3: extended to all staff: no more premium from the merger on, what was charged of it comes back', async () => {
  // c was exempt alone; d is charged 591.00 a month, April to August on the August invoice
  expect((await totals('E2'))[0]).toBe('2018-08 2955.00');
  expect(
    await books.take('exemption-continuations', CONTINUATIONS, 'E2,letter 2,mergerMixed,2018-09-01,deed 2,,extend,1,2,,500.00,EUR'),
  ).toMatchObject({ appended: 1 });
  await books.monthly('2018-11', '2018-11-08');
  // September and October of d come back: 2 · 591.00; November is exempt
  expect(await totals('E2')).toEqual(['2018-08 2955.00', '2018-09 591.00', '2018-10 591.00', '2018-11 -1182.00']);
  expect(await exemptionOf('E2', '2018-09-01')).toMatchObject({ outcome: 'EXTEND_ALL', participants: null, compensation: '500.00' });
});

it('V.10.4: what stays in force stays for whom it was, and what was met stays met', async () => {
  const met = 'E3,letter 3,MUST:OTHER_PROVISION_6.3,2018-05-01,policy 7';
  expect(await books.take('exemption-conditions', CONDITIONS, met)).toMatchObject({ appended: 1 });
  expect(
    await books.take('exemption-continuations', `${CONTINUATIONS},schemeContinued`, 'E3,letter 3,spinOffOld,2018-12-01,deed 3,,,,,,,,yes'),
  ).toMatchObject({ appended: 1 });
  expect(await exemptionOf('E3', '2018-12-01')).toMatchObject({
    status: 'continued',
    participants: ['e'],
    conditions: [{ code: 'MUST:INFORMATION_6.2' }, { code: 'MUST:OTHER_PROVISION_6.3', metOn: '2018-05-01', status: 'met' }],
  });
  await books.monthly('2018-12', '2018-12-08');
  // f alone: 591.00, for November too, which the run of November charged
  expect((await totals('E3')).slice(-2)).toEqual(['2018-11 591.00', '2018-12 591.00']);
});

it('withdrawn from a day before the merger: nothing is exempt from that day on', async () => {
  const columns = 'employerId,exemption,cause,from,decidedOn,reference';
  expect(
    await books.take('exemption-withdrawals', columns, 'E2,letter 2,grounds-gone,2018-08-01,2019-01-05,board 9'),
  ).toMatchObject({ appended: 1 });
  await books.monthly('2019-01', '2019-01-08');
  // c: August … December = 5 · 394.00 and d: September … December = 4 · 591.00 wait for the final invoice of 2018; January is 394 + 591
  expect((await totals('E2')).at(-1)).toBe('2019-01 985.00');
  await books.invoice({ kind: 'final', year: 2018, sentOn: '2019-02-11' });
  expect((await books.employer('E2')).invoices.at(-1)?.data).toMatchObject({ invoice: 'final-2018', total: '4334.00' });
});

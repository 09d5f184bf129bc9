/**
 * A run over employers that is stopped goes on where it was; whoever moves meanwhile is decided anew; one that is refused stops no
 * other.
 */
import { runInvoices } from '#reprocessing/invoicing/invoice-run.js';
import type { Journal } from '#journal/port.js';
import { NOW } from '../reprocessing/ledger.js';
import { openEmployers, SALARIES, type EmployersLedger } from './books.js';

const EMPLOYERS = Array.from({ length: 40 }, (_, index) => `E${String(index + 1).padStart(2, '0')}`);
const COMMAND = { kind: 'monthly', month: '2018-03', sentOn: '2018-03-08' } as const;

let books: EmployersLedger;
beforeEach(async () => {
  books = await openEmployers();
  await books.take('employers', 'employerId,scheme,kind,affiliatedOn', ...EMPLOYERS.map((id) => `${id},nl-pob,mandatory,2018-03-01`));
  await books.take(
    'participants',
    'participantId,scheme,birthDate,sex,enrolledOn',
    ...EMPLOYERS.map((id) => `p${id},nl-pob,1970-04-05,female,2018-03-01`),
  );
  await books.take('salaries', SALARIES, ...EMPLOYERS.map((id) => `p${id},${id},2018-03,36000,EUR,2018-03-02,,`));
});
afterEach(() => books.close());

const common = { fundId: 'nl-pob', command: COMMAND, clock: () => NOW, actor: 'operator', workers: 0 };

it('stopped between two portions, and gone on with: every employer once, nothing twice', async () => {
  const stop = new AbortController();
  await expect(
    runInvoices({ ...common, journal: books.journal, signal: stop.signal, onProgress: () => stop.abort() }),
  ).rejects.toMatchObject({ refusal: { code: 'INTERRUPTED' } });
  const before = (await books.events('employer-')).filter(({ type }) => type === 'PremiumInvoiced').length;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(EMPLOYERS.length);
  const rest = await runInvoices({ ...common, journal: books.journal });
  expect(rest).toMatchObject({ resumed: true, written: EMPLOYERS.length - before, failed: [] });
  for (const [prefix, type] of [['employer-', 'PremiumInvoiced'], ['participant-', 'PremiumCharged']] as const) {
    const streams = (await books.events(prefix)).filter((event) => event.type === type).map(({ stream }) => stream);
    expect([streams.length, new Set(streams).size]).toEqual([EMPLOYERS.length, EMPLOYERS.length]);
  }
  expect(await runInvoices({ ...common, journal: books.journal })).toMatchObject({ written: 0, unchanged: EMPLOYERS.length });
  expect(await books.outOfBalance()).toEqual([]);
});

it('a participant who moves while the run writes is decided anew, and the employers beside it stand', async () => {
  let moved = false;
  const journal: Journal = {
    ...books.journal,
    append: async (appends, mode) => {
      if (!moved && appends.some(({ stream }) => stream === 'participant-pE05')) {
        moved = true;
        await books.take(
          'salary-corrections',
          'participantId,employerId,from,fullTimeSalary,currency,reason,correctedOn',
          'pE05,E05,2018-03,48000,EUR,late,2018-03-07',
        );
      }
      return books.journal.append(appends, mode);
    },
  };
  expect(await runInvoices({ ...common, journal })).toMatchObject({ written: EMPLOYERS.length, failed: [] });
  // 48,000·19.2 %/12 + 48,000·0.5 %/12
  expect((await books.employer('E05')).invoices[0]?.data.total).toBe('788.00');
  expect((await books.employer('E06')).invoices[0]?.data.total).toBe('591.00');
});

it('who cannot be charged for want of a rate is named, and nothing of it is written', async () => {
  await books.take('employers', 'employerId,scheme,kind,affiliatedOn', 'X1,nl-pob,mandatory,2015-01-01');
  await books.take('participants', 'participantId,scheme,birthDate,sex,enrolledOn', 'x,nl-pob,1970-04-05,female,2015-01-01');
  await books.take('salaries', SALARIES, 'x,X1,2015-01,36000,EUR,2015-01-02,,');
  const report = await runInvoices({ ...common, journal: books.journal });
  expect(report).toMatchObject({ written: EMPLOYERS.length, failed: [{ employerId: 'X1', code: 'MISSING_PARAMETER' }] });
  expect((await books.events('employer-X1')).map(({ type }) => type)).toEqual(['EmployerAffiliated']);
});

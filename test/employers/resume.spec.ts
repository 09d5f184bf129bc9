/**
 * A run over employers that is stopped goes on where it was; whoever moves meanwhile is decided anew; one that is refused stops no
 * other.
 */
import { annulEvent } from '#reprocessing/fan-out/annul-event.js';
import { listAllCorrections, type CorrectionsOfOne } from '#reprocessing/invoicing/corrections-list.js';
import { runInvoices } from '#reprocessing/invoicing/invoice-run.js';
import type { Journal } from '#journal/port.js';
import { NOW } from '../reprocessing/ledger.js';
import { type EmployersLedger, openEmployers, PARTICIPANTS, SALARIES } from './books.js';

const EMPLOYERS = Array.from({ length: 40 }, (_, index) => `E${String(index + 1).padStart(2, '0')}`);
const COMMAND = { kind: 'monthly', month: '2018-03', sentOn: '2018-03-08' } as const;

let books: EmployersLedger;
beforeEach(async () => {
  books = await openEmployers();
  await books.take('employers', 'employerId,scheme,kind,affiliatedOn', ...EMPLOYERS.map((id) => `${id},nl-pob,mandatory,2018-03-01`));
  await books.take(
    'participants',
    PARTICIPANTS,
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
  await books.take('participants', PARTICIPANTS, 'x,nl-pob,1970-04-05,female,2015-01-01');
  await books.take('salaries', SALARIES, 'x,X1,2015-01,36000,EUR,2015-01-02,,');
  const report = await runInvoices({ ...common, journal: books.journal });
  expect(report).toMatchObject({ written: EMPLOYERS.length, failed: [{ employerId: 'X1', code: 'MISSING_PARAMETER' }] });
  expect((await books.events('employer-X1')).map(({ type }) => type)).toEqual(['EmployerAffiliated']);
});

/** An event of another kind of subject: its stream cannot be folded any more. */
const foreignIn = (stream: string): string => `00000000-0000-4000-8000-0000000000${stream.slice(-2)}`;
const annulment = { reason: 'of another subject', settle: false, byTwo: false, clock: () => NOW, actor: 'operator' } as const;

const poison = (stream: string): Promise<unknown> => {
  const id = foreignIn(stream);
  const [type, effectiveDate] = ['TransferWithdrawn', '2018-03-05'] as const;
  const data = { on: effectiveDate, reference: 'foreign', reason: 'foreign' };
  const event = { id, type, schemaVersion: 1, effectiveDate, actor: 'test', data };
  return books.journal.append([{ stream, expected: 'any', events: [event] }]);
};

it('an employer that cannot be read, and one of whose participants cannot, are left out and named; the others are invoiced', async () => {
  await poison('employer-E03');
  await poison('participant-pE07');
  const report = await runInvoices({ ...common, journal: books.journal });
  expect([report.written, report.failed.map(({ employerId, code }) => [employerId, code])]).toEqual([
    EMPLOYERS.length - 2,
    [
      ['E03', 'EMPLOYER_NOT_READABLE'],
      ['E07', 'PARTICIPANT_NOT_READABLE'],
    ],
  ]);
  expect(report.failed.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^employer E03 cannot be read: .*TransferWithdrawn \(revision 1\) cannot be folded.*\(event 0{8}-.*03\)/),
    expect.stringMatching(/^participant pE07 cannot be read: .*TransferWithdrawn/),
  ]);
  const interest = await books.interest('2020-01-01');
  expect([interest.charges, interest.failed.map(({ employerId }) => employerId)]).toEqual([EMPLOYERS.length - 2, ['E03']]);
  const corrections: CorrectionsOfOne[] = [];
  for await (const one of listAllCorrections(books.journal, '2019-01-01', () => NOW)) corrections.push(one);
  expect(corrections).toMatchObject([
    { status: 'left-out', failed: { employerId: 'E03', code: 'EMPLOYER_NOT_READABLE' } },
    { status: 'left-out', failed: { employerId: 'E07', code: 'PARTICIPANT_NOT_READABLE' } },
  ]);
  // Rights of who works for an employer that cannot be read are not worked out either: its exemptions and deliveries are unknown.
  const fannedOut = await books.fanOut();
  expect(fannedOut.failed.map(({ participantId, code }) => [participantId, code])).toEqual([
    ['pE03', 'EMPLOYER_NOT_READABLE'],
    ['pE07', expect.stringMatching(/EVENT_NOT_FOLDABLE|UNREADABLE_EVENT/)],
  ]);
  // and a salary that names it is refused, where others are taken
  const raise = ['E03', 'E04'].map((employer) => `pE04,${employer},2019-01,36000,EUR,2019-01-02,,`);
  const salaries = await books.take('salaries', SALARIES, ...raise);
  expect(salaries).toMatchObject({ appended: 1, byCode: { EMPLOYER_NOT_READABLE: 1 } });
  // Once what is wrong is annulled, the same run sends what is missing, and nothing again.
  for (const [kind, id] of [['employer', 'E03'], ['participant', 'pE07']] as const) {
    const annulled = await annulEvent({ ...annulment, journal: books.journal, subject: { kind, id }, eventId: foreignIn(`${kind}-${id}`) });
    expect(annulled.status).toBe('annulled');
  }
  expect(await runInvoices({ ...common, journal: books.journal })).toMatchObject({ written: 2, failed: [] });
  expect((await books.events('employer-')).filter(({ type }) => type === 'PremiumInvoiced').length).toBe(EMPLOYERS.length);
  expect(await books.outOfBalance()).toEqual([]);
});

/** Stands for a process that is killed: nothing is done any more once an append was reached, before it was durable or after. */
function killedAt(journal: Journal, at: number, when: 'before' | 'after'): Journal {
  let appends = 0;
  const killed = (): never => {
    throw new Error('killed');
  };
  return {
    ...journal,
    append: async (wanted, mode) => {
      appends += 1;
      if (appends > at || (appends === at && when === 'before')) killed();
      const outcomes = await journal.append(wanted, mode);
      return appends === at ? killed() : outcomes;
    },
  };
}

const YEAR = [
  ...['2018-03', '2018-04', '2018-05'].map((month) => ({ kind: 'monthly', month, sentOn: `${month}-08` }) as const),
  { kind: 'final', year: 2018, sentOn: '2019-02-11' } as const,
];

/** All that was recorded, save the batches, which tell how often something was begun. */
async function recorded(): Promise<readonly string[]> {
  const events = [...(await books.events('employer-')), ...(await books.events('participant-')), ...(await books.events('fund-'))];
  return events.map(({ id, stream, revision, data }) => `${stream} ${revision} ${id} ${JSON.stringify(data)}`);
}

it('a year of invoices, killed at any of its writes and run again, comes to the same books and names who was left out', async () => {
  const begin = async (): Promise<void> => {
    await books.close();
    books = await openEmployers();
    const few = EMPLOYERS.slice(0, 20);
    await books.take('employers', 'employerId,scheme,kind,affiliatedOn', ...few.map((id) => `${id},nl-pob,mandatory,2018-03-01`));
    const people = few.map((id) => `p${id},nl-pob,1970-04-05,female,2018-03-01`);
    await books.take('participants', PARTICIPANTS, ...people);
    await books.take('salaries', SALARIES, ...few.map((id) => `p${id},${id},2018-03,36000,EUR,2018-03-02,,`));
    await poison('employer-E03');
    await poison('participant-pE07');
  };
  const runYear = async (journal: Journal): Promise<readonly (readonly string[])[]> => {
    const failed: string[][] = [];
    for (const command of YEAR) {
      const report = await runInvoices({ ...common, journal, command });
      failed.push(report.failed.map(({ employerId }) => employerId));
    }
    return failed;
  };
  await begin();
  let appends = 0;
  const counting: Journal = { ...books.journal, append: (...args) => ((appends += 1), books.journal.append(...args)) };
  expect(await runYear(counting)).toEqual(YEAR.map(() => ['E03', 'E07']));
  const undisturbed = await recorded();
  for (const when of ['before', 'after'] as const) {
    await begin();
    // Killed again and again, each time some writes further on, until it is done.
    for (let at = 1; ; at += 1) {
      const outcome = await runYear(killedAt(books.journal, at, when)).catch((error: Error) => error.message);
      if (outcome === 'killed') continue;
      expect(outcome).toEqual(YEAR.map(() => ['E03', 'E07'])); // also by the run that goes on behind them
      break;
    }
    expect(await recorded()).toEqual(undisturbed);
    expect(await books.outOfBalance()).toEqual([]);
  }
  expect(appends).toBeGreaterThan(YEAR.length * 2);
});

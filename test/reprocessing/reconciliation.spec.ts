/** What a commit says that it moved: net of what it took back, and able to tell that something was lost. */
import { join, resolve } from 'node:path';
import type { Journal } from '#journal/port.js';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import { openLedger, type TestLedger } from './ledger.js';

const HEADER = 'participantId,period,amount,currency,employerId,receivedOn';

let ledger: TestLedger;
let losing = false;
let losingAll = false;

/** A journal that, told to, loses the contributions of a commit's write and keeps the rest. */
async function open(folder: string, options: Parameters<typeof openSqliteJournal>[1]): Promise<Journal> {
  const journal = await openSqliteJournal(join(folder, 'journal.sqlite'), options);
  return {
    ...journal,
    append: async (appends, mode) => {
      if (losingAll) return losingParticipants(journal, appends, mode);
      return journal.append(
        losing
          ? appends.map((append) => ({ ...append, events: append.events.filter(({ type }) => type !== 'ContributionReceived') }))
          : appends,
        mode,
      );
    },
  };
}

/** Acknowledges what it is given for participants, and keeps none of it. */
async function losingParticipants(journal: Journal, appends: Parameters<Journal['append']>[0], mode: Parameters<Journal['append']>[1]) {
  const written = await journal.append(appends.filter(({ stream }) => !stream.startsWith('participant-')), mode);
  const [like] = written;
  if (like === undefined || like.status === 'refused') throw new Error('the mark was not written');
  return appends.map(({ stream, events }) => ({
    ...like,
    status: 'appended' as const,
    stream,
    firstRevision: 0,
    lastRevision: events.length - 1,
  }));
}

beforeEach(async () => {
  losing = false;
  losingAll = false;
  ledger = await openLedger(open);
  await ledger.publish('dk-p90', resolve('test/samples/dk-p90/illustrative.json'));
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'A,dk-p90,1970-05-20,female,2015-01-01']),
  );
  await ledger.import(
    'contributions',
    ledger.file('c.csv', [HEADER, 'A,2022-10,3000.00,DKK,K1,2022-11-01', 'A,2022-11,3000.00,DKK,K1,2022-12-01']),
  );
});
afterEach(() => ledger.close());

async function planned(...rows: readonly string[]): Promise<string> {
  const { digest } = await ledger.plan(ledger.file('corrected.csv', [HEADER, ...rows]));
  await ledger.approve(digest);
  return digest;
}

const value = (year: number, amount: string) => ({
  year,
  account: 'participants:value',
  commodity: 'DKK',
  planned: amount,
  committed: amount,
});

it('a contribution replaced by a larger one moves the difference', async () => {
  const { incomeYears } = await ledger.commit(await planned('A,2022-10,3100.00,DKK,K1,2022-11-01'));
  expect(incomeYears).toEqual([value(2022, '100.00')]); // 3,100.00 − 3,000.00
});

it('one replaced by nothing moves what it takes back', async () => {
  const { incomeYears } = await ledger.commit(await planned('A,2022-10,0.00,DKK,K1,2022-11-01'));
  expect(incomeYears).toEqual([value(2022, '-3000.00')]);
});

it('what is new counts in full beside it', async () => {
  const { incomeYears } = await ledger.commit(await planned('A,2022-10,2900.00,DKK,K1,2022-11-01', 'A,2022-09,500.00,DKK,K1,2022-10-01'));
  expect(incomeYears).toEqual([value(2022, '400.00')]); // 500.00 − 100.00
});

it('a replacement that the journal lost is told, with what is missing', async () => {
  const digest = await planned('A,2022-10,3100.00,DKK,K1,2022-11-01');
  losing = true;
  await expect(ledger.commit(digest)).rejects.toMatchObject({
    refusal: { code: 'RECONCILIATION_FAILED', participantId: 'A', type: 'ContributionReceived' },
  });
});

it('a participant of whom the journal lost everything is no participant who has moved', async () => {
  const digest = await planned('A,2022-10,3100.00,DKK,K1,2022-11-01');
  losingAll = true;
  await expect(ledger.commit(digest)).rejects.toMatchObject({ refusal: { code: 'RECONCILIATION_FAILED', standing: 0 } });
});

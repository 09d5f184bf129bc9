/** `kill -9` at random moments: nothing acknowledged is lost, nothing stands twice, and what is done in the end is the same. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batchStream, fundStream } from '#ledger/subjects.js';
import { contributed, enrolled, step, testLedger, type Step } from '#projections/run/testing/ledger.js';
import { heads, killAtRandomMoments, MOMENTS, reading, typesIn, work, type Trial } from './killing.js';

/** Two processes of half a second a kill, on a machine that does other things too. */
const PATIENCE = 60_000 + MOMENTS * 8_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kill-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A journal in which so many participants are enrolled, and what else is given has happened. */
async function ledgerWith(participants: number, others: readonly Step[]): Promise<string> {
  const ledger = await testLedger();
  const people = Array.from({ length: participants }, (_, index) => enrolled(`p${index}`, index + 1, '2010-01-01', 'dk-p90'));
  const events = new Map<string, Step['event'][]>();
  for (const { stream, event } of [...people, ...others]) events.set(stream, [...(events.get(stream) ?? []), event]);
  const outcomes = await ledger.journal.append([...events].map(([stream, own]) => ({ stream, expected: 'any', events: own })));
  expect(outcomes.find(({ status, stream }) => status === 'refused' && stream.startsWith('fund'))).toBeUndefined();
  await ledger.journal.close();
  const file = join(folder, `begin-${participants}.sqlite`);
  copyFileSync(join(ledger.folder, 'journal.sqlite'), file);
  await ledger.dispose();
  return file;
}

/** Every stream but the batches, whose ends count what each run did. */
const ledgerHeads = (file: string): Promise<readonly string[]> =>
  reading(file, async (reader) => [...(await heads(reader, 'participant-')), ...(await heads(reader, 'fund-'))]);

function trialOf(kind: string, begin: string, subject: (number: number | string) => string): (number: number | string) => Trial {
  return (number) => {
    const journalFile = join(folder, `${kind}-${number}.sqlite`);
    copyFileSync(begin, journalFile);
    return { journalFile, args: [kind, journalFile, subject(number)] };
  };
}

it(
  'an import goes on after every kill, to the same ledger and the same rejects file',
  async () => {
    const begin = await ledgerWith(40, []);
    // 120 months of 40 participants; every 50th row names one whom the ledger does not know.
    const rows = Array.from({ length: 4_800 }, (_, index) => {
      const [participant, month] = [Math.floor(index / 120), index % 120];
      const period = `${2010 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
      return `${index % 50 === 0 ? 'nobody' : `p${participant}`},${period},${1_000 + index}.00,DKK,employer,${period}-28`;
    });
    const fileOf = (number: number | string): string => {
      const own = join(folder, `import-${number}`);
      mkdirSync(own);
      const file = join(own, 'contributions.csv');
      writeFileSync(file, `participantId,period,amount,currency,employerId,receivedOn\n${rows.join('\n')}\n`);
      return file;
    };
    const newTrial = trialOf('import', begin, fileOf);
    const undisturbed = newTrial('undisturbed');
    const { milliseconds } = await work(undisturbed.args);
    const expected = await ledgerHeads(undisturbed.journalFile);
    const rejects = readFileSync(`${undisturbed.args[2]}.rejects.csv`, 'utf8');
    expect(rejects.trimEnd().split('\n')).toHaveLength(1 + 96); // 4 800 / 50
    const inTheMidst = await killAtRandomMoments(milliseconds, newTrial, async ({ journalFile, args }) => {
      expect(await ledgerHeads(journalFile)).toEqual(expected);
      expect(readFileSync(`${args[2]}.rejects.csv`, 'utf8')).toBe(rejects);
      const batch = await reading(journalFile, (reader) => typesIn(reader, batchStream('import-')));
      expect(batch.filter((type) => type === 'BatchPlanned')).toHaveLength(1);
      expect(batch.at(-1)).toBe('BatchCompleted');
    });
    expect(inTheMidst).toBeGreaterThan(0);
  },
  PATIENCE,
);

it(
  'a fan-out of decisions goes on after every kill, to the same bookings',
  async () => {
    const contributions = Array.from({ length: 2_300 }, (_, index) =>
      contributed(`p${index}`, 10_000 + index, '2012-03-01', `${1_000 + index}.00`),
    );
    const stream = fundStream('fund');
    const illustrative = JSON.parse(readFileSync('test/samples/dk-p90/illustrative.json', 'utf8')) as {
      announced: string;
      parameters: object[];
    };
    const begin = await ledgerWith(2_300, [
      ...contributions,
      step(stream, 90_001, 'FundEstablished', '2010-01-01', { fundId: 'fund', scheme: 'dk-p90', currency: 'DKK' }),
      step(stream, 90_002, 'ParametersPublished', illustrative.announced, {
        scheme: 'dk-p90',
        announced: illustrative.announced,
        parameters: illustrative.parameters,
      }),
      step(stream, 90_003, 'InterestRateDeclared', '2012-12-31', { year: 2012, rate: '0.04', reference: 'board' }),
      step(stream, 90_004, 'YearClosed', '2012-12-31', { year: 2012, reference: 'accounts' }),
      // A hundredth of the values.
      step(stream, 90_005, 'SpecialBonusDeclared', '2012-12-31', {
        year: 2012,
        pool: '60000.00',
        valueSum: '6000000.00',
        rate: '0.01',
        change: '60000.00',
        allotment: { total: '60000.00', keySum: '600000000' },
        currency: 'DKK',
        reference: 'accounts',
      }),
    ]);
    const newTrial = trialOf('fan-out', begin, () => 'fund');
    const undisturbed = newTrial('undisturbed');
    const { milliseconds } = await work(undisturbed.args);
    const expected = await ledgerHeads(undisturbed.journalFile);
    const booked = await reading(undisturbed.journalFile, (reader) => typesIn(reader, 'participant-'));
    expect(booked.filter((type) => type === 'InterestCredited')).toHaveLength(2_300);
    // At 4 %, c·1.04^(9/12) less charges 100·0.04/j + 150·1.04^(9/12) = 1 376.32: 1 336 leaves nothing, 1 337 leaves 0.59, a share
    // of half an øre. The first 338 of the 2 300, from 1 000 up, are told none.
    expect(booked.filter((type) => type === 'SpecialBonusShareStated')).toHaveLength(2_300 - 338);
    const inTheMidst = await killAtRandomMoments(milliseconds, newTrial, async ({ journalFile }) => {
      expect(await ledgerHeads(journalFile)).toEqual(expected);
      const batch = await reading(journalFile, (reader) => typesIn(reader, batchStream('fan-out-')));
      expect(batch.filter((type) => type === 'BatchPlanned')).toHaveLength(1);
      expect(batch.at(-1)).toBe('BatchCompleted');
    });
    expect(inTheMidst).toBeGreaterThan(0);
  },
  PATIENCE,
);

it(
  'a commit of corrections goes on after every kill, to the same ledger as planned',
  async () => {
    const begin = join(folder, 'corrected');
    const sample = join(folder, 'sample');
    const accrual = (...args: readonly string[]): string =>
      execFileSync(process.execPath, ['dist/programs/accrual.js', '--data', begin, ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    accrual('sample', sample, '--participants', '200', '--seed', '7', '--scheme', 'fi-kapl');
    accrual('import', 'participants', join(sample, 'participants.csv'));
    accrual('parameters', join(sample, 'parameters.json'));
    accrual('import', 'incomes', join(sample, 'incomes.csv'));
    const plan = JSON.parse(accrual('reprocess', 'plan', join(sample, 'corrections.csv'), '--json')) as {
      digest: string;
      participants: number;
      events: number;
    };
    accrual('reprocess', 'approve', plan.digest);
    expect(plan.participants).toBeGreaterThan(30);
    const newTrial = (number: number | string): Trial => {
      const data = join(folder, `commit-${number}`);
      cpSync(begin, data, { recursive: true });
      const journalFile = join(data, 'journal.sqlite');
      return { journalFile, args: ['commit', journalFile, plan.digest] };
    };
    const undisturbed = newTrial('undisturbed');
    const eventsBefore = (await reading(undisturbed.journalFile, (reader) => typesIn(reader, 'participant-'))).length;
    const { milliseconds } = await work(undisturbed.args);
    const expected = await ledgerHeads(undisturbed.journalFile);
    expect(await reading(undisturbed.journalFile, (reader) => typesIn(reader, 'participant-'))).toHaveLength(eventsBefore + plan.events);
    const inTheMidst = await killAtRandomMoments(milliseconds, newTrial, async ({ journalFile }) => {
      expect(await ledgerHeads(journalFile)).toEqual(expected);
      const batch = await reading(journalFile, (reader) => typesIn(reader, batchStream('')));
      expect(batch.at(-1)).toBe('BatchCompleted');
    });
    expect(inTheMidst).toBeGreaterThan(0);
  },
  PATIENCE,
);

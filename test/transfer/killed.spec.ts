/**
 * A million euros over many participants, to the cent; and `kill -9` at random moments of the completion: all of it stands or nothing, and
 * in the end the proof holds. A small size here; ACCRUAL_TRANSFERRED=50000 is the size of a large fund.
 */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readProof } from '#engine/transfer/readings.js';
import { amountMinor } from '#money/amount.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { heads, killAtRandomMoments, MOMENTS, reading, typesIn, work, type Trial } from '../faults/killing.js';
import { cleared, step, transferLedger, type TransferLedger } from './ledger.js';

const PARTICIPANTS = Number(process.env['ACCRUAL_TRANSFERRED'] ?? 600);
const PATIENCE = 120_000 + PARTICIPANTS * 10 + MOMENTS * 8_000;
const clock = (): string => '2026-01-01T00:00:00.000Z';

let folder: string;
let begin: string;
let ledger: TransferLedger;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'transfer-killed-'));
  begin = join(folder, 'begin');
  mkdirSync(begin);
  ledger = await transferLedger(begin);
  await cleared(ledger, PARTICIPANTS, '1000000.00');
}, PATIENCE);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('stands whole or not at all, whenever it is killed', async () => {
  await ledger.journal.close();
  const newTrial = (number: number | string): Trial => {
    const own = join(folder, `trial-${number}`);
    mkdirSync(own);
    cpSync(join(begin, 'evidence'), join(own, 'evidence'), { recursive: true });
    const journalFile = join(own, 'journal.sqlite');
    copyFileSync(join(begin, 'journal.sqlite'), journalFile);
    const between = async (): Promise<void> => {
      const moved = await reading(journalFile, async (reader) => {
        const [participants, transfer] = [await typesIn(reader, 'participant-'), await typesIn(reader, 'transfer-')];
        const out = participants.filter((type) => type === 'RightsTransferredOut').length;
        return [
          out,
          participants.filter((type) => type === 'RightsTransferredIn').length,
          transfer.filter((type) => type === 'TransferCompleted').length,
        ];
      });
      expect([[0, 0, 0], [PARTICIPANTS, PARTICIPANTS, 1]]).toContainEqual(moved);
    };
    return { journalFile, args: ['transfer', journalFile, 'T1'], between };
  };
  const untouched = newTrial('whole');
  const { milliseconds } = await work(untouched.args);
  const all = (file: string): Promise<readonly string[]> =>
    reading(file, async (reader) => [
      ...(await heads(reader, 'participant-')),
      ...(await heads(reader, 'fund-')),
      ...(await heads(reader, 'transfer-')),
    ]);
  const expected = await all(untouched.journalFile);
  await killAtRandomMoments(milliseconds, newTrial, async ({ journalFile }) => {
    expect(await all(journalFile)).toEqual(expected);
    await reading(journalFile, async (journal) => {
      const proof = await readProof({ journal, folder: dirname(journalFile), clock, rolesAreOn: false }, 'T1', {});
      expect(proof).toMatchObject({
        holds: true,
        participants: PARTICIPANTS,
        closedValue: '1000000.00',
        openedValue: '1000000.00',
        net: '0.00',
      });
    });
  });
}, PATIENCE);

it('shares a million euros to the cent, and the books of both funds balance', async () => {
  ledger = await transferLedger(begin);
  ledger.today.day = '2022-07-01';
  const started = performance.now();
  await ledger.take(step('complete', { on: '2022-07-01' }), { actor: 'operator' });
  const seconds = (performance.now() - started) / 1000;
  const proof = await readProof(ledger.place, 'T1', {});
  expect(proof).toMatchObject({
    holds: true,
    participants: PARTICIPANTS,
    closedValue: '1000000.00',
    openedValue: '1000000.00',
    events: { count: PARTICIPANTS * 3 + 3 },
  });
  expect(proof.largestRemainder.length).toBeLessThan(PARTICIPANTS);
  for (const fundId of ['pob', 'west']) {
    const { totals, accounts } = await trialBalance({
      journal: ledger.journal,
      journalUrl: ledger.journalUrl,
      clock: ledger.place.clock,
      coordinates: { asOf: '2022-12-31' },
      workers: 0,
      fundId,
    });
    expect(totals.map(({ balance }) => balance)).toEqual(['0.00', '0.00']);
    const value = accounts.find(({ account }) => account === 'participants:value');
    expect(amountMinor(value?.balance ?? '0')).toBe(fundId === 'pob' ? 100_000_000 : -100_000_000);
  }
  if (process.env['ACCRUAL_TRANSFERRED'] !== undefined)
    process.stderr.write(
      `${PARTICIPANTS} participants: completed in ${seconds.toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB\n`,
    );
  await ledger.journal.close();
}, PATIENCE);

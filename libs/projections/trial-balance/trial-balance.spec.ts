/** The trial balance: exact, zero in every commodity at any coordinates, annulled events left out. */
import fc from 'fast-check';
import {
  ALL_KINDS,
  contributed,
  enrolled,
  happenings,
  historiesIn,
  step,
  stepsOf,
  testLedger,
  type TestLedger,
} from '../run/testing/ledger.js';
import { trialBalance } from '../run/testing/registry.js';
import { addStream, addSums, emptyBalances, sumsOf } from './accumulate.js';
import { formatMinorExactly } from './view.js';

async function inLedger(body: (ledger: TestLedger) => Promise<void>): Promise<void> {
  const ledger = await testLedger();
  try {
    await body(ledger);
  } finally {
    await ledger.dispose();
  }
}

const balanceOf = (ledger: TestLedger, options: Partial<Parameters<typeof trialBalance>[0]> = {}) =>
  trialBalance({
    journal: ledger.journal,
    journalUrl: ledger.journalUrl,
    clock: () => ledger.clock.now,
    coordinates: { asOf: '2030-12-31' },
    workers: 0,
    ...options,
  });

const nothing = { totals: [], notCounted: [] };

/** Before the first event there is nothing to add up. */
function nothingYet(error: { readonly refusal?: { readonly code: string } }): typeof nothing {
  if (error.refusal?.code !== 'BEFORE_FIRST_EVENT') throw error;
  return nothing;
}

describe('trial balance', () => {
  it('adds up what was posted', () =>
    inLedger(async (ledger) => {
      await ledger.append([
        enrolled('anna', 1),
        contributed('anna', 2, '2010-01-31', '100.00'),
        contributed('anna', 3, '2010-02-28', '30.00'),
        step('participant-anna', 4, 'EventAnnulled', '2010-02-28', { annuls: '00000000-0000-4000-8000-000000000003', reason: 'twice' }),
        enrolled('berta', 5),
        contributed('berta', 6, '2012-01-31', '0.05'),
        step('participant-berta', 7, 'PensionPaid', '2013-01-31', {
          benefit: 'old-age-pension',
          period: '2013-01',
          amount: '0.02',
          currency: 'DKK',
        }),
      ]);
      // Cash in 100.00 + 0.05, out 0.02; the 30.00 is annulled, and neither it nor its annulment is in effect.
      expect(await balanceOf(ledger)).toMatchObject({
        accounts: [
          { account: 'fund:cash', commodity: 'DKK', debit: '100.05', credit: '0.02', balance: '100.03' },
          { account: 'participants:value', commodity: 'DKK', debit: '0.02', credit: '100.05', balance: '-100.03' },
        ],
        totals: [{ commodity: 'DKK', debit: '100.07', credit: '100.07', balance: '0.00' }],
        events: 5,
        notCounted: [],
        position: 7,
      });
      expect(await balanceOf(ledger, { participantId: 'berta' })).toMatchObject({ totals: [{ debit: '0.07' }], events: 3 });
      // Before the annulment was known, 130.00 had come in.
      expect(await balanceOf(ledger, { coordinates: { asOf: '2011-12-31', knownAt: 3n } })).toMatchObject({
        totals: [{ debit: '130.00' }],
      });
      expect(await balanceOf(ledger, { fundId: 'fund' })).toMatchObject({ totals: [{ debit: '100.07' }] });
      await expect(balanceOf(ledger, { fundId: 'other' })).rejects.toMatchObject({ refusal: { code: 'UNKNOWN_FUND' } });
    }));

  it('names a stream that cannot be counted, and counts nothing of it', () =>
    inLedger(async (ledger) => {
      await ledger.append([
        enrolled('anna', 1),
        contributed('anna', 2, '2010-01-31', '100.00'),
        step('participant-anna', 3, 'Teleported', '2010-01-31', {}),
        enrolled('berta', 4),
        contributed('berta', 5, '2010-01-31', '1.00'),
        contributed('berta', 6, '2010-01-31', 'a fortune'),
      ]);
      expect(await balanceOf(ledger)).toMatchObject({
        accounts: [],
        notCounted: [
          { stream: 'participant-anna', code: 'UNREADABLE_EVENT' },
          { stream: 'participant-berta', code: 'EVENT_NOT_FOLDABLE' },
        ],
      });
    }));

  it('is zero for a thousand random histories, at random coordinates and with everything that is known', async () => {
    let histories = 0;
    await fc.assert(
      fc.asyncProperty(happenings(ALL_KINDS, 40), fc.nat(26 * 365), fc.nat(100), (random, day, share) =>
        inLedger(async (ledger) => {
          const steps = stepsOf(random);
          await ledger.append(steps);
          const { position } = await ledger.journal.head();
          const asOf = new Date(Date.UTC(1998, 0, 1 + day)).toISOString().slice(0, 10);
          const then = await balanceOf(ledger, { coordinates: { asOf, knownAt: (position * BigInt(share)) / 100n } }).catch(nothingYet);
          const last = steps.length === 0 ? nothing : await balanceOf(ledger);
          for (const { totals, notCounted } of [then, last]) {
            expect(notCounted).toEqual([]);
            for (const total of totals) {
              expect(total.balance).toBe('0.00');
              expect(total.debit).toBe(total.credit);
            }
          }
          histories += historiesIn(steps);
        }),
      ),
      { numRuns: 200 },
    );
    expect(histories).toBeGreaterThanOrEqual(1_000);
  }, 60_000);

  it('stays exact beyond the range of a number', async () => {
    const largest = contributed('anna', 2, '2010-01-31', '999999999999.99').event;
    const total = emptyBalances();
    const stream = { ...largest, stream: 'participant-anna', recordedAt: '2010-01-31T00:00:00.000Z' };
    for (let part = 0; part < 3; part += 1) {
      const events = Array.from({ length: 1_001 }, (_, index) => ({ ...stream, revision: index, position: BigInt(index + 1) }));
      const own = emptyBalances();
      addStream(own, events as Parameters<typeof addStream>[1], { asOf: '2010-12-31' });
      addSums(total, sumsOf(own), own.events, own.lastPosition);
    }
    // 3 003 × 999 999 999 999.99 = 3 003 000 000 000 000.00 − 30.03
    expect(sumsOf(total).map(({ account, debit, credit }) => [account, formatMinorExactly(debit - credit)])).toEqual([
      ['fund:cash', '3002999999999969.97'],
      ['participants:value', '-3002999999999969.97'],
    ]);
    expect(total.lastPosition).toBe(1_001n);
  });
});

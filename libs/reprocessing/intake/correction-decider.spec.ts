import { openSession } from './participant-session.js';
import { correctionDecider, type WantedCorrection } from './correction-decider.js';
import { openWorld, PLAIN_SCHEMES, type World } from '../../../test/import/world.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.import('participants', world.file('p.csv', 'participantId,scheme,birthDate,sex,enrolledOn\nF1,plain-incomes,1960-05-17,female,1990-01-01\n'));
  await world.import('incomes', world.file('i.csv', 'participantId,incomeYear,amount,currency,employerId\nF1,2005,18000,EUR,E1\n'));
});
afterEach(() => world.close());

function to(amountMinor: number): WantedCorrection {
  const command = { incomeYear: 2005, employerId: 'E1', amountMinor, currency: 'EUR', coverage: undefined, reason: 'late', correctedOn: '2010-05-01', occurrence: 1 } as const;
  return { command, stamp: { actor: 'test', correlationId: 'plan-1' } };
}

it('decides each correction on top of the one before, and writes only where nothing has moved since', async () => {
  const decide = correctionDecider({ ...PLAIN_SCHEMES, journal: world.journal, clock: () => '2013-06-01T12:00:00.000Z' });
  const planned = await decide('F1', [to(1_900_000), to(1_850_000), to(1_850_000)]);
  expect(planned.decisions.map((decision) => (decision.status === 'decided' ? decision.events[1]?.data : decision.status))).toMatchObject([
    { incomeBefore: '18000.00', incomeAfter: '19000.00', total: '100.00' }, // a tenth of 1000
    { incomeBefore: '19000.00', incomeAfter: '18500.00', total: '-50.00' }, // a tenth of −500
    'no-change',
  ]);
  expect(planned.append).toMatchObject({ stream: 'participant-F1', expected: 1 });
  const write = planned.append === undefined ? [] : [planned.append];
  expect(await world.journal.append(write)).toMatchObject([{ status: 'appended', lastRevision: 5 }]);
  expect(await world.journal.append(write)).toMatchObject([{ status: 'repeated' }]);
  const later = await decide('F1', [to(1_700_000)]);
  await world.import('incomes', world.file('i2.csv', 'participantId,incomeYear,amount,currency,employerId\nF1,2006,1,EUR,E1\n'));
  expect(await world.journal.append(later.append === undefined ? [] : [later.append])).toMatchObject([{ status: 'refused', refusal: { code: 'WRONG_EXPECTED_REVISION' } }]);
  expect((await openSession(world.journal, 'F1')).stateBefore({}).incomes.get(2005)?.get('E1')?.versions.map(({ amountMinor }) => amountMinor)).toEqual([
    1_800_000, 1_900_000, 1_850_000,
  ]);
});

it('refuses an unknown participant', async () => {
  const decide = correctionDecider({ ...PLAIN_SCHEMES, journal: world.journal, clock: () => '2013-06-01T12:00:00.000Z' });
  expect(await decide('F2', [to(1)])).toMatchObject({ decisions: [{ status: 'refused', refusal: { code: 'UNKNOWN_PARTICIPANT' } }], append: undefined });
});

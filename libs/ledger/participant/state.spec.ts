/** A participant as the events tell it: every type of event, late events, bookings with their adjustments. */
import type { ParticipantEvent } from './events.js';
import { recorder, uuid } from '../testing/recorded.js';
import { evolveParticipant, initialParticipant, type ParticipantState } from './state.js';
import { lineOfEntitlement } from './entitlements/state.js';

const DECISION = uuid(900);
const dkk = <T extends object>(data: T) => ({ ...data, currency: 'DKK' as const });

function fold(events: readonly object[]): ParticipantState {
  return (events as readonly ParticipantEvent[]).reduce(evolveParticipant, initialParticipant());
}

it('the value is what came in less what went out; every movement stands in its line and year', () => {
  const record = recorder('participant-D1');
  const paid = (period: string, on: string, amount: string) =>
    record('ContributionReceived', on, dkk({ period, amount, employerId: 'E', receivedOn: on }));
  const state = fold([
    record('ParticipantEnrolled', '2001-01-01', {
      participantId: 'D1',
      scheme: 'dk-p90',
      fundId: 'f',
      birthDate: '1960-05-17',
      sex: 'female',
      enrolledOn: '2001-01-01',
    }),
    record('RightsTransferredIn', '2001-01-01', dkk({ amount: '1000.00', kind: 'opening-value' as const, counterparty: 'before' })),
    paid('2001-01', '2001-01-31', '100.00'),
    paid('2001-01', '2001-01-31', '50.00'),
    paid('2001-02', '2001-02-28', '100.00'),
    record('InterestCredited', '2001-12-31', dkk({ decision: DECISION, amount: '45.10', year: 2001, rate: '0.045' })),
    record('CostCharged', '2001-12-31', dkk({ decision: DECISION, amount: '40.00', year: 2001, months: 12 })),
    record('RiskPremiumCharged', '2001-12-31', dkk({ decision: DECISION, amount: '5.05', year: 2001, months: 12 })),
    record('BonusAllocated', '2001-12-31', dkk({ decision: DECISION, amount: '7.00', year: 2001, group: 'A', key: '115005' })),
    record('BenefitReduced', '2002-06-30', dkk({ decision: DECISION, amount: '10.00', period: '2002-06-30', reason: 'deficit' })),
    record('ReductionRestored', '2002-12-31', dkk({ decision: DECISION, amount: '4.00', period: '2002-06-30', reason: 'recovered' })),
    record('PensionPaid', '2002-12-31', dkk({ benefit: 'old-age-pension', period: '2002-12', amount: '30.00' })),
    record('RightsTransferredOut', '2002-12-31', dkk({ amount: '200.00', kind: 'individual-transfer' as const, counterparty: 'other' })),
  ]);
  const none = { contributions: 0, interest: 0, bonus: 0, administration: 0, insurance: 0, adjustments: 0, transfers: 0, benefits: 0 };
  expect(state.lines.get(2001)).toEqual({
    ...none,
    transfers: 100_000,
    contributions: 25_000,
    interest: 4_510,
    administration: -4_000,
    insurance: -505,
    bonus: 700,
  });
  // a deduction and what is restored of it are adjustments of the value: −10.00 + 4.00
  expect(state.lines.get(2002)).toEqual({ ...none, adjustments: -600, benefits: -3_000, transfers: -20_000 });
  // 1000 + 250 + 45.10 − 40 − 5.05 + 7 = 1257.05; − 6 − 30 − 200 = 1021.05
  expect(state.balanceMinor).toBe(102_105);
  expect(state.contributions).toEqual(new Map([[2001 * 12, 15_000], [2001 * 12 + 1, 10_000]]));
  expect(state.transfers).toEqual([
    { eventId: uuid(2), on: '2001-01-01', amountMinor: 100_000 },
    { eventId: uuid(13), on: '2002-12-31', amountMinor: -20_000 },
  ]);
  expect(state.payments).toEqual([
    { eventId: uuid(12), on: '2002-12-31', amountMinor: -3_000, benefit: 'old-age-pension', period: '2002-12' },
  ]);
  expect([state.currency, state.eventCount, state.lastRevision, state.lastPosition]).toEqual(['DKK', 13, 12, 13n]);
  expect(state.enrolment).toMatchObject({ participantId: 'D1', sex: 'female' });
});

it('a booking and its adjustments are one entitlement, at the value date of the first', () => {
  const record = recorder('participant-D1');
  const adjust = (before: string, after: string, amount: string) =>
    record(
      'AdjustmentPosted',
      '2001-12-31',
      dkk({ entitlement: { decision: DECISION, kind: 'interest' as const, period: '2001' }, before, after, amount }),
    );
  const state = fold([
    record('InterestCredited', '2001-12-31', dkk({ decision: DECISION, amount: '45.10', year: 2001, rate: '0.045' })),
    adjust('45.10', '50.00', '4.90'),
    adjust('50.00', '49.00', '-1.00'),
  ]);
  expect([...state.booked.values()]).toEqual([
    {
      key: { decision: DECISION, kind: 'interest', period: '2001' },
      amountMinor: 4_900,
      effectiveDate: '2001-12-31',
      leftOutMinor: 0,
      eventIds: [uuid(1), uuid(2), uuid(3)],
    },
  ]);
  expect(state.lines.get(2001)).toMatchObject({ interest: 4_510, adjustments: 390 });
  expect(state.balanceMinor).toBe(4_900);
});

it('what the recovery policy leaves stands until the next adjustment', () => {
  const record = recorder('participant-D1');
  const adjust = (amount: string, leftOut?: string) =>
    record('AdjustmentPosted', '2001-12-31', dkk({
      entitlement: { decision: DECISION, kind: 'interest' as const, period: '2001' }, before: '45.10', after: '45.10', amount,
      ...(leftOut === undefined ? {} : { leftOut: { amount: leftOut, reason: 'too small' } }),
    }));
  const booked = record('InterestCredited', '2001-12-31', dkk({ decision: DECISION, amount: '45.10', year: 2001, rate: '0.045' }));
  const leftOutOf = (events: readonly object[]) =>
    [...fold(events).booked.values()].map(({ leftOutMinor, amountMinor }) => [leftOutMinor, amountMinor]);
  expect(leftOutOf([booked, adjust('0.00', '-0.75')])).toEqual([[-75, 4_510]]);
  expect(leftOutOf([booked, adjust('0.00', '-0.75'), adjust('1.00')])).toEqual([[0, 4_610]]);
});

it('an income has its versions by the order in which they were recorded, whatever the order of their value dates', () => {
  const record = recorder('participant-F1');
  const income = record('IncomeReported', '2003-12-31', {
    incomeYear: 2003,
    employerId: 'E1',
    amount: '18000.00',
    currency: 'EUR',
    coverage: 'kapl',
  });
  const corrected = (on: string, before: string, after: string, supersedes: string) =>
    record('IncomeCorrected', on, {
      incomeYear: 2003,
      employerId: 'E1',
      before,
      after,
      currency: 'EUR',
      coverageBefore: 'kapl',
      coverageAfter: 'apl-10b',
      reason: 'payroll',
      correctedOn: on,
      supersedes,
    });
  const first = corrected('2010-03-01', '18000.00', '19000.00', uuid(1));
  const second = corrected('2009-03-01', '19000.00', '17000.00', uuid(2)); // recorded later, with an earlier value date
  const other = record('IncomeReported', '2003-12-31', {
    incomeYear: 2003,
    employerId: 'E2',
    amount: '1.00',
    currency: 'EUR',
    coverage: 'apl-15b',
  });
  const state = fold([income, other, second, first]);
  const versions = state.incomes.get(2003)?.get('E1')?.versions ?? [];
  expect(versions.map(({ amountMinor, coverage, correctedOn, revision }) => [amountMinor, coverage, correctedOn, revision])).toEqual([
    [1_800_000, 'kapl', undefined, 0], [1_900_000, 'apl-10b', '2010-03-01', 1], [1_700_000, 'apl-10b', '2009-03-01', 2],
  ]);
  expect(state.incomes.get(2003)?.get('E2')?.versions).toHaveLength(1);
  expect([state.balanceMinor, state.lastRevision, state.currency]).toEqual([0, 3, 'EUR']); // an income is no money of the participant
});

it('settlements and what is time-barred stand side by side', () => {
  const record = recorder('participant-F1');
  const about = {
    correction: uuid(5),
    incomeYear: 2003,
    correctionYear: 2010,
    incomeBefore: '18000.00',
    incomeAfter: '19000.00',
    currency: 'EUR' as const,
    rulebook: 'fi-kapl',
  };
  const state = fold([
    record('CorrectionSettled', '2010-03-01', {
      ...about,
      kind: 'correction',
      premiumDelta: '216.00',
      premiumInterest: '1.00',
      smoothingDelta: '100.00',
      smoothingInterest: '0.50',
      total: '217.00',
    }),
    record('CorrectionTimeBarred', '2010-03-01', { ...about, incomeYear: 1999, article: 'Annex 1, 2.4' }),
  ]);
  expect(state.settlements.map(({ status, eventId, data }) => [status, eventId, data.incomeYear])).toEqual([
    ['settled', uuid(1), 2003],
    ['time-barred', uuid(2), 1999],
  ]);
});

it('rights, disability, pensions and death', () => {
  const record = recorder('participant-N1');
  const started = {
    benefit: 'old-age-pension',
    startsOn: '2025-01-01',
    grantedOn: '2024-11-01',
    amount: '100.00',
    currency: 'EUR' as const,
    frequency: 'monthly' as const,
  };
  const events = [
    record('RightsAccrued', '2001-12-31', { period: '2001', pensionYearly: '120.00', currency: 'EUR' }),
    record('IndexationGranted', '2002-01-01', { decision: DECISION, rate: '0.02', pensionYearly: '2.40', currency: 'EUR' }),
    record('DisabilityEnded', '2002-02-01', { endedOn: '2002-02-01' }), // ends nothing: none had begun
    record('DisabilityBegan', '2003-01-01', { beganOn: '2003-01-01', decidedOn: '2003-02-01' }),
    record('DisabilityEnded', '2004-01-01', { endedOn: '2004-01-01' }),
    record('PensionStarted', '2025-01-01', started),
    record('ParticipantDied', '2030-01-01', { diedOn: '2030-01-01' }),
    record('EventAnnulled', '2030-01-01', { annuls: uuid(77), reason: 'x' }),
  ];
  expect(fold(events.slice(0, 3)).disabilities).toEqual([]);
  expect(fold(events)).toMatchObject({
    pensionRightsYearlyMinor: 12_240,
    disabilities: [{ beganOn: '2003-01-01', endedOn: '2004-01-01', eventIds: [events[3]?.id, events[4]?.id] }],
    pensions: [{ ...started, eventIds: [events[5]?.id] }],
    diedOn: '2030-01-01',
    deathEventId: events[6]?.id,
    balanceMinor: 0,
    eventCount: 8,
  });
});

it('two folds share nothing, since each owns its accumulator', () => {
  const [one, two] = [initialParticipant(), initialParticipant()];
  evolveParticipant(
    one,
    recorder('participant-D1')(
      'ContributionReceived',
      '2001-01-31',
      dkk({ period: '2001-01', amount: '1.00', employerId: 'E', receivedOn: '2001-01-31' }),
    ) as ParticipantEvent,
  );
  expect([one.contributions.size, two.contributions.size, two.balanceMinor]).toEqual([1, 0, 0]);
});

it('an event it does not know is an error that names it; a deduction stands among the adjustments', () => {
  const foreign = { ...recorder('participant-D1')('ParticipantDied', '2001-01-31', { diedOn: '2001-01-31' }), type: 'Teleported' };
  expect(() => fold([foreign])).toThrow('no fold for Teleported: participant-D1 revision 0');
  expect([lineOfEntitlement('deduction'), lineOfEntitlement('bonus')]).toEqual(['adjustments', 'bonus']);
});

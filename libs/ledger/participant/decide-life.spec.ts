import type { ParticipantEvent } from './events.js';
import type { JsonObject } from '../kernel/json.js';
import { factsAfterDeath, paymentsWithoutPension } from './loose-facts.js';
import { annul } from './annul.js';
import { reportDeath } from './life/report-death.js';
import { reportDisability } from './life/report-disability.js';
import { payPension, startPension, type PayPension, type StartPension } from './pensions/grant-and-pay.js';
import { transferValue, type TransferValue } from './rights/transfer-value.js';
import { DEATH_KEY, standingDeath } from './life/report-death.js';
import type { Decision, StandingFact } from '../kernel/decision.js';
import type { SchemeTerms } from '../facts/scheme-terms.js';
import type { StreamContext } from './stream-context.js';
import { evolveParticipant, initialParticipant, type ParticipantState } from './state.js';
import type { Enrolment } from './enrolment/events.js';

type LifeContext = Omit<StreamContext, 'events' | 'idOf' | 'settle' | 'isReadLater' | 'occurrence' | 'employerOf'>;

const DK: SchemeTerms = {
  scheme: 'dk',
  currency: 'DKK',
  facts: {
    incomes: false,
    contributions: true,
    openingValue: true,
    transfers: true,
    pensionPayments: true,
    employers: false,
    pensions: ['old-age-pension', 'disability-pension', 'spouse-pension', 'child-pension'],
  },
};
const NO_PENSIONS: SchemeTerms = { ...DK, facts: { ...DK.facts, transfers: false, pensionPayments: false, pensions: [] } };
const enrolment: Enrolment = {
  participantId: 'P1',
  scheme: 'dk',
  fundId: 'dk',
  birthDate: '1960-05-17',
  sex: 'female',
  enrolledOn: '1990-01-01',
};

/** What stands: events by key, of which the state and the standing facts follow. */
type Standing = {
  readonly [key: string]: { readonly type: string; readonly on: string; readonly data: JsonObject; readonly annulled?: boolean };
};

function given(standing: Standing = {}, terms: SchemeTerms = DK): LifeContext {
  const facts = new Map(
    Object.entries(standing).map(([key, { type, on, data, annulled = false }]): [string, StandingFact] => [
      key,
      { type, effectiveDate: on, data, annulled, sameFile: false },
    ]),
  );
  const find = (key: string): StandingFact | undefined => facts.get(key);
  return {
    participantId: 'P1',
    enrolment,
    diedOn: standingDeath(find),
    terms,
    today: '2013-06-01',
    standing: find,
    state: stateOf(standing),
  };
}

function event(type: string, on: string, data: JsonObject, revision = 0): ParticipantEvent {
  return {
    id: `e${revision}`,
    stream: 'participant-P1',
    revision,
    position: BigInt(revision + 1),
    type,
    schemaVersion: 1,
    effectiveDate: on,
    recordedAt: '2013-01-01T00:00:00.000Z',
    actor: 'test',
    data,
  } as unknown as ParticipantEvent;
}

function stateOf(standing: Standing): ParticipantState {
  return Object.values(standing)
    .filter(({ annulled }) => annulled !== true)
    .reduce((state, { type, on, data }, index) => evolveParticipant(state, event(type, on, data, index)), initialParticipant());
}

/** The code of a refusal, `no-change`, or the events exactly and in order. */
function answer(decision: Decision): unknown {
  if (decision.status === 'refused') return decision.refusal.code;
  return decision.status === 'decided' ? decision.events : decision.status;
}

const died = (diedOn: string, annulled = false): Standing => ({
  [DEATH_KEY]: { type: 'ParticipantDied', on: diedOn, data: { diedOn }, annulled },
});
const began = (beganOn: string, decidedOn = beganOn): Standing => ({
  [`disability:${beganOn}`]: { type: 'DisabilityBegan', on: beganOn, data: { beganOn, decidedOn } },
});
const ended = (beganOn: string, endedOn: string): Standing => ({
  [`disability-ended:${beganOn}`]: { type: 'DisabilityEnded', on: endedOn, data: { endedOn, beganOn } },
});
const worth = (amount: string): Standing => ({
  'transfer:in:2000-01-01:Before': {
    type: 'RightsTransferredIn',
    on: '2000-01-01',
    data: { amount, currency: 'DKK', kind: 'individual-transfer', counterparty: 'Before' },
  },
});
const pension: StartPension = {
  benefit: 'old-age-pension',
  startsOn: '2005-02-01',
  grantedOn: '2005-01-10',
  amountMinor: 310_000,
  currency: 'DKK',
  frequency: 'monthly',
  endsOn: undefined,
};
const pensionData = {
  benefit: 'old-age-pension',
  startsOn: '2005-02-01',
  grantedOn: '2005-01-10',
  amount: '3100.00',
  currency: 'DKK',
  frequency: 'monthly',
};
const started: Standing = { 'pension:old-age-pension:2005-02-01': { type: 'PensionStarted', on: '2005-01-10', data: pensionData } };
const endsOn = (day: string): Standing => ({
  'pension-ended:old-age-pension:2005-02-01': {
    type: 'PensionEnded',
    on: day,
    data: { benefit: 'old-age-pension', startsOn: '2005-02-01', endsOn: day },
  },
});

describe('reportDisability', () => {
  const told = { beganOn: '2004-02-10', decidedOn: '2005-02-01', endedOn: undefined };
  const beganEvent = {
    type: 'DisabilityBegan',
    effectiveDate: '2004-02-10',
    key: 'disability:2004-02-10',
    data: { beganOn: '2004-02-10', decidedOn: '2005-02-01' },
  };
  const endedEvent = {
    type: 'DisabilityEnded',
    effectiveDate: '2006-06-30',
    key: 'disability-ended:2004-02-10',
    data: { endedOn: '2006-06-30', beganOn: '2004-02-10' },
  };
  const stands = began('2004-02-10', '2005-02-01');

  it.each<[string, object, LifeContext, unknown]>([
    ['that goes on', {}, given(), [beganEvent]],
    ['with its end', { endedOn: '2006-06-30' }, given(), [beganEvent, endedEvent]],
    ['whose end is told later', { endedOn: '2006-06-30' }, given(stands), [endedEvent]],
    ['told again', {}, given(stands), 'no-change'],
    ['told again without the end that stands', {}, given({ ...stands, ...ended('2004-02-10', '2006-06-30') }), 'no-change'],
    ['told again after the death', {}, given({ ...stands, ...died('2004-01-01') }), 'no-change'],
    [
      'with another end',
      { endedOn: '2006-07-01' },
      given({ ...stands, ...ended('2004-02-10', '2006-06-30') }),
      'DISABILITY_ALREADY_REPORTED',
    ],
    ['with another decision', { decidedOn: '2005-02-02' }, given(stands), 'DISABILITY_ALREADY_REPORTED'],
    ['after one that ended the day before', {}, given({ ...began('2001-01-01'), ...ended('2001-01-01', '2004-02-09') }), [beganEvent]],
    ['on the last day of another', {}, given({ ...began('2001-01-01'), ...ended('2001-01-01', '2004-02-10') }), 'DISABILITY_OVERLAPS'],
    ['after one that goes on', {}, given(began('2001-01-01')), 'DISABILITY_OVERLAPS'],
    ['before one, and ended before it', { endedOn: '2006-06-30' }, given(began('2006-07-01')), [beganEvent, endedEvent]],
    ['after the death', {}, given(died('2004-02-09')), 'AFTER_DEATH'],
    ['after a death that was annulled', {}, given(died('2004-02-09', true)), [beganEvent]],
    ['that a scheme without disability pensions has no use for', {}, given({}, NO_PENSIONS), 'NOT_ACCEPTED_BY_SCHEME'],
    ['ended before it began', { endedOn: '2004-02-09' }, given(), 'ENDS_BEFORE_IT_BEGINS'],
    ['ended tomorrow', { endedOn: '2013-06-02' }, given(), 'EVENT_IN_FUTURE'],
    ['before birth', { beganOn: '1960-05-16' }, given(), 'BEFORE_BIRTH'],
  ])('%s', (_what, change, context, expected) => {
    expect(answer(reportDisability({ ...told, ...change }, context))).toEqual(expected);
  });
});

describe('startPension', () => {
  const startedEvent = {
    type: 'PensionStarted',
    effectiveDate: '2005-01-10',
    key: 'pension:old-age-pension:2005-02-01',
    data: pensionData,
  };
  const endedEvent = {
    type: 'PensionEnded',
    effectiveDate: '2020-01-31',
    key: 'pension-ended:old-age-pension:2005-02-01',
    data: { benefit: 'old-age-pension', startsOn: '2005-02-01', endsOn: '2020-01-31' },
  };

  it.each<[string, Partial<StartPension>, LifeContext, unknown]>([
    ['takes effect with the grant', {}, given(), [startedEvent]],
    [
      'or with its start, where that was granted later',
      { grantedOn: '2005-03-01' },
      given(),
      [{ ...startedEvent, effectiveDate: '2005-02-01', data: { ...pensionData, grantedOn: '2005-03-01' } }],
    ],
    ['for a time, though its last day lies ahead', { endsOn: '2020-01-31' }, given(), [startedEvent, endedEvent]],
    ['whose end is told later', { endsOn: '2020-01-31' }, given(started), [endedEvent]],
    ['told again', {}, given({ ...started, ...endsOn('2012-01-31') }), 'no-change'],
    ['told again after the death', {}, given({ ...started, ...died('2005-01-31') }), 'no-change'],
    ['with another amount', { amountMinor: 1 }, given(started), 'PENSION_ALREADY_STARTED'],
    ['paid yearly', { frequency: 'yearly' }, given(started), 'PENSION_ALREADY_STARTED'],
    ['with another end', { endsOn: '2012-02-01' }, given({ ...started, ...endsOn('2012-01-31') }), 'PENSION_ALREADY_STARTED'],
    ['beside one of its kind', { startsOn: '2005-03-01' }, given(started), 'PENSION_OVERLAPS'],
    [
      'after one of its kind',
      { startsOn: '2012-02-01', grantedOn: '2012-02-01' },
      given({ ...started, ...endsOn('2012-01-31') }),
      [
        {
          type: 'PensionStarted',
          effectiveDate: '2012-02-01',
          key: 'pension:old-age-pension:2012-02-01',
          data: { ...pensionData, startsOn: '2012-02-01', grantedOn: '2012-02-01' },
        },
      ],
    ],
    ['that the scheme does not grant', { benefit: 'unemployment-pension' }, given(), 'NOT_ACCEPTED_BY_SCHEME'],
    ['in another currency', { currency: 'EUR' }, given(), 'WRONG_CURRENCY'],
    ['below zero', { amountMinor: -1 }, given(), 'NEGATIVE_AMOUNT'],
    ['granted tomorrow', { grantedOn: '2013-06-02' }, given(), 'EVENT_IN_FUTURE'],
    ['of one who is dead', {}, given(died('2005-01-31')), 'AFTER_DEATH'],
    ['of a spouse, before the death', { benefit: 'spouse-pension' }, given(died('2005-02-02')), 'BEFORE_DEATH'],
    ['granted before birth', { grantedOn: '1960-05-16' }, given(), 'BEFORE_BIRTH'],
    ['ended before it starts', { endsOn: '2005-01-31' }, given(), 'ENDS_BEFORE_IT_BEGINS'],
  ])('%s', (_what, change, context, expected) => {
    expect(answer(startPension({ ...pension, ...change }, context))).toEqual(expected);
  });

  it('children may each have one, from the day of the death', () => {
    const child = { ...pension, benefit: 'child-pension', grantedOn: '2005-03-01' };
    const standing: Standing = {
      ...died('2005-02-01'),
      'pension:child-pension:2005-02-01': { type: 'PensionStarted', on: '2005-02-01', data: { ...pensionData, benefit: 'child-pension' } },
    };
    expect(startPension({ ...child, startsOn: '2005-02-02' }, given(standing)).status).toBe('decided');
  });
});

describe('payPension', () => {
  const payment: PayPension = {
    benefit: 'old-age-pension',
    period: '2005-02',
    amountMinor: 310_000,
    currency: 'DKK',
    paidOn: '2005-03-01',
  };
  const paid = {
    type: 'PensionPaid',
    effectiveDate: '2005-03-01',
    key: 'pension-paid:old-age-pension:2005-02:2005-03-01',
    data: { benefit: 'old-age-pension', period: '2005-02', amount: '3100.00', currency: 'DKK' },
  };
  const stands: Standing = { [paid.key]: { type: 'PensionPaid', on: '2005-03-01', data: paid.data } };

  it.each<[string, Partial<PayPension>, LifeContext, unknown]>([
    ['of a pension in payment', {}, given(started), [paid]],
    ['told again', {}, given({ ...started, ...stands }), 'no-change'],
    ['of another amount', { amountMinor: 1 }, given({ ...started, ...stands }), 'PAYMENT_ALREADY_RECORDED'],
    ['without a pension', {}, given(), 'NO_PENSION_IN_PAYMENT'],
    [
      'of a pension that was annulled',
      {},
      given({ 'pension:old-age-pension:2005-02-01': { type: 'PensionStarted', on: '2005-01-10', data: pensionData, annulled: true } }),
      'NO_PENSION_IN_PAYMENT',
    ],
    ['for the month before it starts', { period: '2005-01' }, given(started), 'NO_PENSION_IN_PAYMENT'],
    [
      'for the month after it ended',
      { period: '2012-02', paidOn: '2012-02-28' },
      given({ ...started, ...endsOn('2012-01-31') }),
      'NO_PENSION_IN_PAYMENT',
    ],
    ['for the month of the death', {}, given({ ...started, ...died('2005-02-03') }), [paid]],
    ['for the month after the death', {}, given({ ...started, ...died('2005-01-31') }), 'AFTER_DEATH'],
    ['paid tomorrow', { paidOn: '2013-06-02' }, given(started), 'EVENT_IN_FUTURE'],
    ['below zero', { amountMinor: -1 }, given(started), 'NEGATIVE_AMOUNT'],
    ['from a scheme that pays none', {}, given(started, NO_PENSIONS), 'NOT_ACCEPTED_BY_SCHEME'],
  ])('%s', (_what, change, context, expected) => {
    expect(answer(payPension({ ...payment, ...change }, context))).toEqual(expected);
  });
});

describe('transferValue', () => {
  const transfer: TransferValue = {
    direction: 'out',
    kind: 'individual',
    amountMinor: 25_000,
    currency: 'DKK',
    transferredOn: '2005-03-01',
    counterparty: 'Elsewhere',
  };
  const data = { amount: '250.00', currency: 'DKK', kind: 'individual-transfer', counterparty: 'Elsewhere' };
  const out = { type: 'RightsTransferredOut', effectiveDate: '2005-03-01', key: 'transfer:out:2005-03-01:Elsewhere', data };
  const stands: Standing = { [out.key]: { type: out.type, on: '2005-03-01', data } };

  it.each<[string, Partial<TransferValue>, LifeContext, unknown]>([
    ['out', {}, given(), [out]],
    ['in', { direction: 'in' }, given(), [{ ...out, type: 'RightsTransferredIn', key: 'transfer:in:2005-03-01:Elsewhere' }]],
    ['told again', {}, given({ ...stands, ...died('2005-01-01') }), 'no-change'],
    ['of another amount', { amountMinor: 1 }, given(stands), 'TRANSFER_ALREADY_RECORDED'],
    ['after the death', {}, given(died('2005-02-28')), 'AFTER_DEATH'],
    [
      'of a whole portfolio, with what the dead left',
      { kind: 'collective' },
      given(died('2005-02-28')),
      [{ ...out, data: { ...data, kind: 'collective-transfer' } }],
    ],
    [
      'that leaves the value within what is counted exactly',
      { direction: 'in', amountMinor: 91 },
      given(worth('90071992547409.00')),
      [{ ...out, type: 'RightsTransferredIn', key: 'transfer:in:2005-03-01:Elsewhere', data: { ...data, amount: '0.91' } }],
    ],
    ['that would not', { direction: 'in', amountMinor: 92 }, given(worth('90071992547409.00')), 'VALUE_TOO_LARGE'],
    ['tomorrow', { transferredOn: '2013-06-02' }, given(), 'EVENT_IN_FUTURE'],
    ['that the scheme does not take', {}, given({}, NO_PENSIONS), 'NOT_ACCEPTED_BY_SCHEME'],
  ])('%s', (_what, change, context, expected) => {
    expect(answer(transferValue({ ...transfer, ...change }, { ...context, events: [] }))).toEqual(expected);
  });
});

describe('reportDeath', () => {
  const dead = { type: 'ParticipantDied', effectiveDate: '2010-05-01', key: 'died', data: { diedOn: '2010-05-01' } };
  it.each<[string, string, LifeContext, unknown]>([
    ['once', '2010-05-01', given(), [dead]],
    ['again', '2010-05-01', given(died('2010-05-01')), 'no-change'],
    ['on another day', '2010-05-02', given(died('2010-05-01')), 'DEATH_ALREADY_REPORTED'],
    [
      'anew after an annulment',
      '2010-05-02',
      given(died('2010-05-01', true)),
      [{ ...dead, effectiveDate: '2010-05-02', key: 'died#2', data: { diedOn: '2010-05-02' } }],
    ],
    ['tomorrow', '2013-06-02', given(), 'EVENT_IN_FUTURE'],
    ['before birth', '1960-05-16', given(), 'BEFORE_BIRTH'],
    ['before the enrolment', '1989-12-31', given(), 'BEFORE_ENROLMENT'],
  ])('%s', (_what, diedOn, context, expected) => {
    expect(answer(reportDeath({ diedOn }, { ...context, events: [] }))).toEqual(expected);
  });

  it('before the enrolment of one who came with a group: the news may come later than the transfer', () => {
    const came = { type: 'RightsTransferredIn', data: { transfer: 'T1' } };
    const before = { ...dead, effectiveDate: '1989-12-31', data: { diedOn: '1989-12-31' } };
    expect(answer(reportDeath({ diedOn: '1989-12-31' }, { ...given(), events: [came] }))).toEqual([before]);
    expect(answer(reportDeath({ diedOn: '1989-12-31' }, { ...given(), events: [{ ...came, data: {} }] }))).toBe('BEFORE_ENROLMENT');
  });

  it('recorded anew is the one that stands', () => {
    const facts: { readonly [key: string]: StandingFact } = {
      died: { type: 'ParticipantDied', effectiveDate: '2010-05-01', data: { diedOn: '2010-05-01' }, annulled: true, sameFile: false },
      'died#2': { type: 'ParticipantDied', effectiveDate: '2010-06-01', data: { diedOn: '2010-06-01' }, annulled: true, sameFile: false },
      'died#3': { type: 'ParticipantDied', effectiveDate: '2010-07-01', data: { diedOn: '2010-07-01' }, annulled: false, sameFile: false },
    };
    expect(standingDeath((key) => facts[key])).toBe('2010-07-01');
    expect(standingDeath((key) => (key === 'died#3' ? undefined : facts[key]))).toBeUndefined();
  });
});

describe('annul', () => {
  const events = [
    event('DisabilityBegan', '2001-01-01', { beganOn: '2001-01-01', decidedOn: '2001-01-01' }, 0),
    event('DisabilityEnded', '2002-01-01', { beganOn: '2001-01-01', endedOn: '2002-01-01' }, 1),
    event('DisabilityBegan', '2003-01-01', { beganOn: '2003-01-01', decidedOn: '2003-01-01' }, 2),
    event('PensionStarted', '2005-01-10', pensionData, 3),
    event('PensionEnded', '2012-01-31', { benefit: 'old-age-pension', startsOn: '2005-02-01', endsOn: '2012-01-31' }, 4),
  ];
  it.each([
    ['a disability takes its end with it, and no other', 'e0', ['e0', 'e1']],
    ['a disability without an end', 'e2', ['e2']],
    ['an end alone leaves what began', 'e1', ['e1']],
    ['a pension takes its end with it', 'e3', ['e3', 'e4']],
  ])('%s', (_what, eventId, expected) => {
    const decision = annul({ eventId, reason: 'mistaken' }, { participantId: 'P1', events, employerOf: () => undefined });
    expect(decision.status === 'decided' ? decision.events.map(({ data }) => (data as { annuls: string }).annuls) : decision).toEqual(
      expected,
    );
  });
});

it('what lies after a death is named kind by kind, with its periods and totals', () => {
  const state = [
    event(
      'ContributionReceived',
      '2010-05-31',
      { period: '2010-05', amount: '1.00', currency: 'DKK', employerId: 'E', receivedOn: '2010-05-31' },
      0,
    ),
    event(
      'ContributionReceived',
      '2010-06-30',
      { period: '2010-06', amount: '100.10', currency: 'DKK', employerId: 'E', receivedOn: '2010-07-01' },
      1,
    ),
    event(
      'ContributionReceived',
      '2010-08-31',
      { period: '2010-08', amount: '100.20', currency: 'DKK', employerId: 'E', receivedOn: '2010-09-01' },
      2,
    ),
    event('PensionPaid', '2010-06-30', { benefit: 'old-age-pension', period: '2010-06', amount: '31.00', currency: 'DKK' }, 3),
    event('PensionPaid', '2010-07-31', { benefit: 'spouse-pension', period: '2010-07', amount: '9.00', currency: 'DKK' }, 4),
    event('ParticipantDied', '2010-05-01', { diedOn: '2010-05-01' }, 5),
  ].reduce(evolveParticipant, initialParticipant());
  // 100.10 + 100.20; the month of the death itself counts, and so does what the spouse is paid.
  const after = { code: 'facts-after-death', diedOn: '2010-05-01' };
  expect(factsAfterDeath(state)).toEqual([
    { ...after, of: 'contributions', first: '2010-06', last: '2010-08', total: '200.30' },
    { ...after, of: 'payments', first: '2010-06', last: '2010-06', total: '31.00' },
  ]);
});

it('payments without a pension in their month are named', () => {
  const paid = (period: string, revision: number) =>
    event('PensionPaid', `${period}-28`, { benefit: 'old-age-pension', period, amount: '31.00', currency: 'DKK' }, revision);
  const fold = (events: readonly ParticipantEvent[]) => events.reduce(evolveParticipant, initialParticipant());
  const pensionAndPayments = [
    event('PensionStarted', '2005-01-10', pensionData, 0),
    paid('2005-01', 1),
    paid('2005-02', 2),
    paid('2005-03', 3),
  ];
  const alone = { code: 'payments-without-pension', of: 'payments', first: '2005-01' };
  expect(paymentsWithoutPension(fold(pensionAndPayments))).toEqual([{ ...alone, last: '2005-01', total: '31.00' }]);
  expect(paymentsWithoutPension(fold(pensionAndPayments.slice(1)))).toEqual([{ ...alone, last: '2005-03', total: '93.00' }]);
  expect(paymentsWithoutPension(fold(pensionAndPayments.filter(({ revision }) => revision !== 1)))).toEqual([]);
});

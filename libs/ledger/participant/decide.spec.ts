import type { ParticipantEvent } from './events.js';
import type { JsonObject } from '../kernel/json.js';
import { annul } from './annul.js';
import { receiveContribution, type ReceiveContribution } from './contributions/receive-contribution.js';
import { correctIncome, type CorrectIncome } from './incomes/correct-income.js';
import { enrol, type Enrol } from './enrolment/enrol.js';
import { reportIncome, type ReportIncome } from './incomes/report-income.js';
import type { Decision, StandingFact } from '../kernel/decision.js';
import type { SchemeTerms } from '../facts/scheme-terms.js';
import type { FactContext } from './deciding/terms.js';
import { evolveParticipant, initialParticipant } from './state.js';

const INCOMES: SchemeTerms = {
  scheme: 'fi',
  currency: 'EUR',
  facts: {
    incomes: true,
    incomeFields: ['coverage', 'earnedBefore23'],
    contributions: false,
    openingValue: false,
    transfers: false,
    pensionPayments: false,
    employers: false,
    pensions: ['old-age-pension', 'disability-pension', 'individual-early-retirement', 'unemployment-pension'],
  },
};
const SAVINGS: SchemeTerms = {
  scheme: 'dk',
  currency: 'DKK',
  facts: {
    incomes: false,
    contributions: true,
    openingValue: true,
    transfers: true,
    pensionPayments: true,
    employers: false,
    pensions: ['old-age-pension', 'disability-pension', 'spouse-pension'],
  },
};

function given(terms: SchemeTerms, standing: { readonly [key: string]: StandingFact } = {}, diedOn?: string): FactContext {
  return {
    participantId: 'P1',
    enrolment: { birthDate: '1960-05-17', fundId: 'dk' },
    diedOn,
    terms,
    today: '2013-06-01',
    standing: (key) => standing[key],
  };
}

function stands(type: string, effectiveDate: string, data: JsonObject, more: Partial<StandingFact> = {}): StandingFact {
  return { type, effectiveDate, data, annulled: false, sameFile: false, ...more };
}

/** The code of a refusal, `no-change`, or the events exactly and in order. */
function answer(decision: Decision): unknown {
  if (decision.status === 'refused') return decision.refusal.code;
  return decision.status === 'decided' ? decision.events : decision.status;
}

const income: ReportIncome = { incomeYear: 2003, employerId: 'E1', amountMinor: 1_800_000, currency: 'EUR', coverage: 'kapl' };
const incomeData = { incomeYear: 2003, employerId: 'E1', amount: '18000.00', currency: 'EUR', coverage: 'kapl' };

describe('reportIncome', () => {
  it('takes effect on 31 December of its year', () => {
    expect(answer(reportIncome(income, given(INCOMES)))).toEqual([
      { type: 'IncomeReported', effectiveDate: '2003-12-31', key: 'income:2003:E1', data: incomeData },
    ]);
  });

  it.each<[string, Partial<ReportIncome>, FactContext, unknown]>([
    ['the same again', {}, given(INCOMES, { 'income:2003:E1': stands('IncomeReported', '2003-12-31', incomeData) }), 'no-change'],
    [
      'another amount',
      { amountMinor: 1 },
      given(INCOMES, { 'income:2003:E1': stands('IncomeReported', '2003-12-31', incomeData) }),
      'INCOME_ALREADY_REPORTED',
    ],
    [
      'another coverage',
      { coverage: 'apl-10b' },
      given(INCOMES, { 'income:2003:E1': stands('IncomeReported', '2003-12-31', incomeData) }),
      'INCOME_ALREADY_REPORTED',
    ],
    ['a scheme without incomes', { currency: 'DKK' }, given(SAVINGS), 'NOT_ACCEPTED_BY_SCHEME'],
    ['another currency', { currency: 'DKK' }, given(INCOMES), 'WRONG_CURRENCY'],
    ['below zero', { amountMinor: -1 }, given(INCOMES), 'NEGATIVE_AMOUNT'],
    ['next year', { incomeYear: 2014 }, given(INCOMES), 'INCOME_YEAR_IN_FUTURE'],
    ['before birth', { incomeYear: 1959 }, given(INCOMES), 'BEFORE_BIRTH'],
    ['after death', { incomeYear: 2006 }, given(INCOMES, {}, '2005-02-01'), 'AFTER_DEATH'],
  ])('%s', (_what, change, context, expected) => {
    expect(answer(reportIncome({ ...income, ...change }, context))).toEqual(expected);
  });

  it('in the year of death, of birth and of zero is a fact like any other', () => {
    for (const change of [{ incomeYear: 2005 }, { incomeYear: 1960 }, { amountMinor: 0 }]) {
      expect(reportIncome({ ...income, ...change }, given(INCOMES, {}, '2005-02-01')).status).toBe('decided');
    }
  });

  it.each<[string, boolean, number, unknown]>([
    ['its own file again', true, 1_800_000, 'no-change'],
    ['another file, same amount', false, 1_800_000, 'income:2003:E1#2'],
    ['another amount', true, 5, 'income:2003:E1#2'],
  ])('annulled, then %s', (_what, sameFile, amountMinor, expected) => {
    const standing = { 'income:2003:E1': stands('IncomeReported', '2003-12-31', incomeData, { annulled: true, sameFile }) };
    const decision = reportIncome({ ...income, amountMinor }, given(INCOMES, standing));
    expect(decision.status === 'decided' ? decision.events[0]?.key : decision.status).toBe(expected);
  });
});

const contribution: ReceiveContribution = {
  period: '2004-02',
  employerId: 'E1',
  amountMinor: 10_010,
  currency: 'DKK',
  receivedOn: '2004-03-05',
};
const contributionData = { period: '2004-02', amount: '100.10', currency: 'DKK', employerId: 'E1', receivedOn: '2004-03-05' };

describe('receiveContribution', () => {
  it('takes effect on the last day of its month, whenever it came (dk-p90 sections 4 and 6)', () => {
    expect(answer(receiveContribution(contribution, given(SAVINGS)))).toEqual([
      { type: 'ContributionReceived', effectiveDate: '2004-02-29', key: 'contribution:2004-02:E1:2004-03-05', data: contributionData },
    ]);
  });

  const known = { 'contribution:2004-02:E1:2004-03-05': stands('ContributionReceived', '2004-02-29', contributionData) };
  it.each<[string, Partial<ReceiveContribution>, FactContext, unknown]>([
    ['the same again', {}, given(SAVINGS, known), 'no-change'],
    ['another amount', { amountMinor: 1 }, given(SAVINGS, known), 'CONTRIBUTION_ALREADY_RECEIVED'],
    ['a scheme of incomes', {}, given(INCOMES), 'NOT_ACCEPTED_BY_SCHEME'],
    ['received tomorrow', { receivedOn: '2013-06-02' }, given(SAVINGS), 'RECEIVED_IN_FUTURE'],
    ['before birth', { period: '1960-04', receivedOn: '1960-05-18' }, given(SAVINGS), 'BEFORE_BIRTH'],
    ['received before birth', { period: '1960-05', receivedOn: '1960-05-16' }, given(SAVINGS), 'BEFORE_BIRTH'],
    ['the month after death', { period: '2004-02' }, given(SAVINGS, {}, '2004-01-31'), 'AFTER_DEATH'],
  ])('%s', (_what, change, context, expected) => {
    expect(answer(receiveContribution({ ...contribution, ...change }, context))).toEqual(expected);
  });

  it('on another day is another contribution; in the month of death it still counts', () => {
    expect(receiveContribution({ ...contribution, receivedOn: '2004-03-06' }, given(SAVINGS, known)).status).toBe('decided');
    expect(receiveContribution(contribution, given(SAVINGS, {}, '2004-02-01')).status).toBe('decided');
  });
});

const enrolment = {
  participantId: 'P1',
  scheme: 'dk',
  fundId: 'dk',
  birthDate: '1960-05-17',
  sex: 'female',
  enrolledOn: '1990-01-01',
} as const;
const opening = { amountMinor: 500_050, on: '1990-02-01' };
const openingData = { amount: '5000.50', currency: 'DKK', kind: 'opening-value', counterparty: 'earlier provider' };
const enrolled = { type: 'ParticipantEnrolled', effectiveDate: '1990-01-01', key: 'enrolled', data: enrolment };
const brought = { type: 'RightsTransferredIn', effectiveDate: '1990-02-01', key: 'opening', data: openingData };
const standingEnrolment = { enrolled: stands('ParticipantEnrolled', '1990-01-01', enrolment) };
const standingBoth = { ...standingEnrolment, opening: stands('RightsTransferredIn', '1990-02-01', openingData) };

describe('enrol', () => {
  it.each<[string, Enrol, { readonly [key: string]: StandingFact }, SchemeTerms | undefined, unknown]>([
    ['without a value', { enrolment, opening: undefined }, {}, SAVINGS, [enrolled]],
    ['with a value brought along', { enrolment, opening }, {}, SAVINGS, [enrolled, brought]],
    ['again', { enrolment, opening }, standingBoth, SAVINGS, 'no-change'],
    ['again, the value now known', { enrolment, opening }, standingEnrolment, SAVINGS, [brought]],
    [
      'again with another value',
      { enrolment, opening: { ...opening, amountMinor: 1 } },
      standingBoth,
      SAVINGS,
      'OPENING_VALUE_ALREADY_RECORDED',
    ],
    [
      'otherwise than before',
      { enrolment: { ...enrolment, sex: 'male' }, opening: undefined },
      standingEnrolment,
      SAVINGS,
      'PARTICIPANT_ALREADY_ENROLLED',
    ],
    ['before birth', { enrolment: { ...enrolment, enrolledOn: '1960-05-16' }, opening: undefined }, {}, SAVINGS, 'ENROLLED_BEFORE_BIRTH'],
    ['a value before birth', { enrolment, opening: { ...opening, on: '1960-05-16' } }, {}, SAVINGS, 'BEFORE_BIRTH'],
    ['a value below zero', { enrolment, opening: { ...opening, amountMinor: -1 } }, {}, SAVINGS, 'NEGATIVE_AMOUNT'],
    ['a value the scheme does not take', { enrolment, opening }, {}, INCOMES, 'NOT_ACCEPTED_BY_SCHEME'],
    ['no such scheme', { enrolment, opening: undefined }, {}, undefined, 'UNKNOWN_SCHEME'],
  ])('%s', (_what, command, standing, terms, expected) => {
    expect(answer(enrol(command, { terms, knownSchemes: ['dk'], standing: (key) => standing[key] }))).toEqual(expected);
  });
});

function recorded(id: string, revision: number, type: string, effectiveDate: string, data: JsonObject): ParticipantEvent {
  return {
    id,
    stream: 'participant-P1',
    revision,
    position: BigInt(revision + 1),
    type,
    schemaVersion: 1,
    effectiveDate,
    recordedAt: '2004-01-01T00:00:00.000Z',
    actor: 'test',
    data,
  } as unknown as ParticipantEvent;
}

const report = recorded('r1', 0, 'IncomeReported', '2003-12-31', incomeData);
const correction: CorrectIncome = {
  incomeYear: 2003,
  employerId: 'E1',
  amountMinor: 1_925_050,
  currency: 'EUR',
  coverage: undefined,
  reason: 'late',
  correctedOn: '2009-10-02',
  occurrence: 1,
};
const correctionData = {
  incomeYear: 2003, employerId: 'E1', before: '18000.00', after: '19250.50', currency: 'EUR', coverageBefore: 'kapl', coverageAfter: 'kapl',
  reason: 'late', correctedOn: '2009-10-02', supersedes: 'r1',
};
const KEY = 'correction:2003:E1:2009-10-02:19250.50';

function correct(change: Partial<CorrectIncome>, standing: { readonly [key: string]: StandingFact } = {}, settled = true): unknown {
  return answer(
    correctIncome(
      { ...correction, ...change },
      {
        ...given(INCOMES, standing),
        state: evolveParticipant(initialParticipant(), report),
        idOf: (key) => `id of ${key}`,
        settle: settled
          ? (state, { before, afterMinor }, correctionId) =>
              ({
                type: 'CorrectionTimeBarred',
                data: { correction: correctionId, moved: afterMinor - before.amountMinor, events: state.eventCount },
              }) as never
          : undefined,
      },
    ),
  );
}

describe('correctIncome', () => {
  it('says before and after, and lets the scheme settle it on the same day', () => {
    expect(correct({})).toEqual([
      { type: 'IncomeCorrected', effectiveDate: '2009-10-02', key: KEY, data: correctionData },
      {
        type: 'CorrectionTimeBarred',
        effectiveDate: '2009-10-02',
        key: `settled:${KEY}`,
        causationId: `id of ${KEY}`,
        data: { correction: `id of ${KEY}`, moved: 125_050, events: 1 },
      },
    ]);
  });

  it('stands alone where the scheme derives entitlements anew', () => {
    expect(correct({}, {}, false)).toHaveLength(1);
  });

  it.each<[string, Partial<CorrectIncome>, { readonly [key: string]: StandingFact }, unknown]>([
    ['that stands already', {}, { [KEY]: stands('IncomeCorrected', '2009-10-02', correctionData) }, 'no-change'],
    [
      'that stands with another reason',
      { reason: 'other' },
      { [KEY]: stands('IncomeCorrected', '2009-10-02', correctionData) },
      'CORRECTION_ALREADY_RECORDED',
    ],
    ['of no report', { employerId: 'E2' }, {}, 'INCOME_NOT_REPORTED'],
    ['before its year', { correctedOn: '2002-12-31' }, {}, 'INCOME_YEAR_AFTER_CORRECTION'],
    ['from tomorrow', { correctedOn: '2013-06-02' }, {}, 'CORRECTED_IN_FUTURE'],
    ['below zero', { amountMinor: -1 }, {}, 'NEGATIVE_AMOUNT'],
    ['in another currency', { currency: 'DKK' }, {}, 'WRONG_CURRENCY'],
  ])('%s', (_what, change, standing, expected) => {
    expect(correct(change, standing)).toEqual(expected);
  });

  it('of the coverage alone is a correction with a key of its own', () => {
    expect(correct({ amountMinor: 1_800_000, coverage: 'apl-10b' }, {}, false)).toMatchObject([
      {
        key: 'correction:2003:E1:2009-10-02:18000.00:apl-10b',
        data: { before: '18000.00', after: '18000.00', coverageBefore: 'kapl', coverageAfter: 'apl-10b' },
      },
    ]);
  });

  it('that confirms what is current is recorded, and names the cover that it states', () => {
    const confirmed = { before: '18000.00', after: '18000.00', coverageBefore: 'kapl', coverageAfter: 'kapl' };
    expect(correct({ amountMinor: 1_800_000 }, {}, false)).toEqual([
      expect.objectContaining({ data: { ...correctionData, ...confirmed } }),
    ]);
    expect(correct({ amountMinor: 1_800_000, coverage: 'kapl' }, {}, false)).toEqual([
      expect.objectContaining({ data: { ...correctionData, ...confirmed, coverageStated: true } }),
    ]);
  });

  it('the second time around takes a second key', () => {
    const decided = correct({ occurrence: 2 }, { [KEY]: stands('IncomeCorrected', '2009-10-02', correctionData) });
    expect((decided as { key: string }[]).map(({ key }) => key)).toEqual([`${KEY}#2`, `settled:${KEY}#2`]);
  });
});

const annulling = (events: readonly ParticipantEvent[]) => ({ participantId: 'P1', events, employerOf: () => undefined });

describe('annul', () => {
  const corrected = recorded('c1', 1, 'IncomeCorrected', '2009-10-02', correctionData);
  const settled = recorded('s1', 2, 'CorrectionSettled', '2009-10-02', { correction: 'c1' });
  const events = [report, corrected, settled];
  const annulled = (id: string, on: string): unknown => ({
    type: 'EventAnnulled',
    effectiveDate: on,
    key: `annulled:${id}`,
    data: { annuls: id, reason: 'wrong' },
  });

  it.each<[string, string, readonly ParticipantEvent[], unknown]>([
    ['a correction takes its settlement with it', 'c1', events, [annulled('c1', '2009-10-02'), annulled('s1', '2009-10-02')]],
    ['a report', 'r1', [report], [annulled('r1', '2003-12-31')]],
    ['a report that was corrected', 'r1', events, 'LATER_CORRECTION_STANDS'],
    ['a settlement alone', 's1', events, 'CANNOT_BE_ANNULLED'],
    ['an unknown event', 'x1', events, 'UNKNOWN_EVENT'],
    [
      'what is annulled already',
      'r1',
      [report, recorded('a1', 1, 'EventAnnulled', '2003-12-31', { annuls: 'r1', reason: 'wrong' })],
      'no-change',
    ],
    [
      'a report whose correction is annulled',
      'r1',
      [...events, recorded('a1', 3, 'EventAnnulled', '2009-10-02', { annuls: 'c1', reason: 'wrong' })],
      [annulled('r1', '2003-12-31')],
    ],
  ])('%s', (_what, eventId, stream, expected) => {
    expect(answer(annul({ eventId, reason: 'wrong' }, annulling(stream)))).toEqual(expected);
  });

  it('a time-barred correction is nobody’s basis, and one that stands after a settled one of an earlier day neither is its', () => {
    // 18,000.00 of 2003; 20,000.00 on 2012-05-01 is barred; 19,000.00 of 2010-05-01 came after it, settled against the report.
    const barred = recorded('z', 1, 'IncomeCorrected', '2012-05-01', { ...correctionData, correctedOn: '2012-05-01' });
    const why = recorded('zb', 2, 'CorrectionTimeBarred', '2012-05-01', { correction: 'z', incomeYear: 2003 });
    const late = recorded('x', 3, 'IncomeCorrected', '2010-05-01', { ...correctionData, correctedOn: '2010-05-01' });
    const lateSettled = recorded('xs', 4, 'CorrectionSettled', '2010-05-01', { correction: 'x', kind: 'correction', incomeYear: 2003 });
    const stream = [report, barred, why, late, lateSettled];
    const ask = (eventId: string, events: readonly ParticipantEvent[]): unknown =>
      answer(annul({ eventId, reason: 'wrong' }, annulling(events)));
    expect(ask('z', stream)).toEqual([annulled('z', '2012-05-01'), annulled('zb', '2012-05-01')]);
    expect(ask('x', stream)).toEqual([annulled('x', '2010-05-01'), annulled('xs', '2010-05-01')]);
    // One that confirms the report came after the settled one of a later day.
    const confirmed = recorded('k', 5, 'IncomeCorrected', '2009-05-01', { ...correctionData, correctedOn: '2009-05-01' });
    const confirmedSettled = recorded('ks', 6, 'CorrectionSettled', '2009-05-01', {
      correction: 'k',
      kind: 'correction',
      incomeYear: 2003,
    });
    expect(ask('x', [...stream, confirmed, confirmedSettled])).toEqual([annulled('x', '2010-05-01'), annulled('xs', '2010-05-01')]);
    expect(ask('r1', [...stream, confirmed, confirmedSettled])).toBe('LATER_CORRECTION_STANDS');
  });

  describe('where another employer of the year was corrected later', () => {
    // Threshold 700.00: 300.00 of E1 and 100.00 of E2 count for nothing. E1 to 900.00 makes 1,000.00; E2 to 200.00 is then
    // settled as 1,000.00 to 1,100.00. Without the correction of E1 it would have moved 400.00 to 500.00, which is nothing.
    const other = recorded('r2', 1, 'IncomeReported', '2003-12-31', { ...incomeData, employerId: 'E2', amount: '100.00' });
    const first = recorded('c1', 2, 'IncomeCorrected', '2006-05-01', { ...correctionData, correctedOn: '2006-05-01' });
    const firstSettled = recorded('s1', 3, 'CorrectionSettled', '2006-05-01', { correction: 'c1', kind: 'correction', incomeYear: 2003 });
    const second = recorded('c2', 4, 'IncomeCorrected', '2008-05-01', { ...correctionData, employerId: 'E2', supersedes: 'r2' });
    const year = (kind: string, incomeYear = 2003): readonly ParticipantEvent[] => [
      report, other, first, firstSettled, second,
      recorded('s2', 5, 'CorrectionSettled', '2008-05-01', { correction: 'c2', kind, incomeYear }),
    ];
    const gone = [annulled('c1', '2006-05-01'), annulled('s1', '2006-05-01')];

    it.each<[string, readonly ParticipantEvent[], unknown]>([
      ['that one goes first', year('correction'), 'LATER_CORRECTION_STANDS'],
      [
        'and annulled since, nothing stands in the way',
        [
          ...year('correction'),
          recorded('a1', 6, 'EventAnnulled', '2008-05-01', { annuls: 'c2', reason: 'wrong' }),
          recorded('a2', 7, 'EventAnnulled', '2008-05-01', { annuls: 's2', reason: 'wrong' }),
        ],
        gone,
      ],
      ['within the running year, nothing was settled against it', year('ordinary'), gone],
      ['for another income year, it has its own sum', year('correction', 2004), gone],
    ])('%s', (_what, stream, expected) => {
      expect(answer(annul({ eventId: 'c1', reason: 'wrong' }, annulling(stream)))).toEqual(expected);
    });

    it('a report counts in that sum too', () => {
      const late = recorded('r3', 3, 'IncomeReported', '2003-12-31', { ...incomeData, employerId: 'E3' });
      expect(
        answer(
          annul(
            { eventId: 'r3', reason: 'wrong' },
            {
              participantId: 'P1',
              employerOf: () => undefined,
              events: [
                report,
                other,
                late,
                second,
                recorded('s2', 5, 'CorrectionSettled', '2008-05-01', { correction: 'c2', kind: 'correction', incomeYear: 2003 }),
              ],
            },
          ),
        ),
      ).toBe('LATER_CORRECTION_STANDS');
    });
  });
});

/** A fund as its events tell it. */
import type { AnyRecorded } from '../kernel/event.js';
import { recorder, uuid } from '../testing/recorded.js';
import { standingRatios } from './funding/events.js';
import { INITIAL_FUND, evolveFund, type FundState } from './state.js';

const fold = (events: readonly object[]): FundState => (events as readonly AnyRecorded[]).reduce(evolveFund, INITIAL_FUND);

it('keeps what was published, declared, reported and closed, each under the decision that made it', () => {
  const record = recorder('fund-f');
  const allotment = { total: '750.00', keySum: '1000', raisedFrom: { remainder: '7', lastId: 'D2' } };
  const state = fold([
    record('FundEstablished', '2000-01-01', { fundId: 'f', scheme: 'dk-p90', currency: 'DKK' }),
    record('ParametersPublished', '2000-01-01', { scheme: 'dk-p90', announced: '1999-12-01', parameters: [{ name: 'adminFee' }] }),
    record('InterestRateDeclared', '2001-12-31', { year: 2001, rate: '0.045', reference: 'board' }),
    record('InterestRateDeclared', '2002-12-31', { year: 2002, rate: '0.04', reference: 'board' }),
    record('ContributionGroupResultReported', '2001-12-31', {
      year: 2001,
      group: 'A',
      openingBuffer: '0.00',
      result: '2500.00',
      valueSum: '10000.00',
      plannedCredit: '0.00',
      bufferUsed: '0.00',
      bonus: '750.00',
      creditReduction: '0.00',
      valueDeduction: '0.00',
      closingBuffer: '1750.00',
      currency: 'DKK',
      reference: 'accounts',
    }),
    record('BonusDeclared', '2001-12-31', {
      year: 2001,
      group: 'A',
      result: uuid(5),
      kind: 'bonus',
      by: 'value',
      allotment,
      currency: 'DKK',
    }),
    record('FundingRatioReported', '2001-12-31', { on: '2001-12-31', measure: 'nominal', ratio: '1.08', reference: 'actuary' }),
    record('IndexationDecided', '2002-01-01', { on: '2002-01-01', rate: '0.02', reference: 'board' }),
    record('ReductionDecided', '2002-06-30', { on: '2002-06-30', rate: '0.01', reason: 'deficit', reference: 'board' }),
    record('ReductionDecided', '2002-09-30', {
      on: '2002-09-30',
      share: { group: 'A', result: uuid(5), by: 'fees', allotment },
      reason: 'emergency',
      reference: 'board',
    }),
    record('SpecialBonusDeclared', '2001-12-31', {
      year: 2001,
      pool: '750.00',
      valueSum: '10.00',
      rate: '75',
      change: '750.00',
      allotment,
      currency: 'DKK',
      reference: 'board',
    }),
    record('YearClosed', '2001-12-31', { year: 2001, reference: 'board' }),
    record('BasisChanged', '2003-01-01', {
      announced: '2002-10-01',
      publication: uuid(2),
      parameters: ['p'],
      material: true,
      reference: 'board',
      currency: 'DKK',
      effect: { on: '2003-01-01', participants: 0, value: '0.00', monthlyOld: '0.00', monthlyNew: '0.00', ages: [] },
    }),
    record('TermsChanged', '2003-01-01', {
      announced: '2002-10-01',
      publication: uuid(2),
      parameters: ['q'],
      material: false,
      reference: 'board',
      currency: 'DKK',
      effect: { on: '2003-01-01', participants: 0, figures: [] },
    }),
    record('ChangeNotified', '2002-10-03', { change: uuid(13), to: 'supervisor', on: '2002-10-03', reference: 'letter' }),
  ]);
  expect(state).toEqual({
    established: { fundId: 'f', scheme: 'dk-p90', currency: 'DKK' },
    publications: [
      {
        ...{ eventId: uuid(2), revision: 1, scheme: 'dk-p90', announced: '1999-12-01', recordedAt: '2020-01-01T00:02:00.000Z' },
        parameters: [{ name: 'adminFee' }],
      },
    ],
    interest: new Map([
      [2001, { decision: uuid(3), rate: '0.045' }],
      [2002, { decision: uuid(4), rate: '0.04' }],
    ]),
    results: [
      {
        eventId: uuid(5),
        year: 2001,
        group: 'A',
        on: undefined,
        result: '2500.00',
        bonus: '750.00',
        creditReduction: '0.00',
        valueDeduction: '0.00',
        closingBuffer: '1750.00',
      },
    ],
    allotments: [{ decision: uuid(6), year: 2001, group: 'A', kind: 'bonus', by: 'value', allotment }],
    reductions: [
      { decision: uuid(9), on: '2002-06-30', by: { kind: 'rate', rate: '0.01' }, reason: 'deficit', reference: 'board' },
      { decision: uuid(10), on: '2002-09-30', by: { kind: 'share', base: 'fees', allotment }, reason: 'emergency', reference: 'board' },
    ],
    specialBonus: [
      {
        decision: uuid(11),
        year: 2001,
        pool: '750.00',
        valueSum: '10.00',
        rate: '75',
        allotment,
        position: 11n,
        before: expect.objectContaining({ specialBonus: [], lastRevision: 9 }),
      },
    ],
    indexations: [
      {
        eventId: uuid(8),
        recordedAt: '2020-01-01T00:08:00.000Z',
        position: 8n,
        data: { on: '2002-01-01', rate: '0.02', reference: 'board' },
      },
    ],
    catchUps: [],
    ...{ fundReturns: [], performances: [], investmentPolicies: [], feasibilityTests: [], partiesInformed: [], discounts: [] },
    tenCuts: [],
    timeZones: [],
    premiumBases: [],
    premiumRates: [],
    almRuns: [],
    evaluations: [],
    cashFlows: [],
    expectations: new Map(),
    recoveryPlans: [],
    ratioVersions: [{ eventId: uuid(7), on: '2001-12-31', measure: 'nominal', ratio: '1.08', correctedOn: undefined }],
    closedYears: new Map([[2001, uuid(12)]]),
    schemeChanges: [],
    schemeNotices: [],
    changes: [
      {
        id: uuid(13),
        type: 'BasisChanged',
        effectiveDate: '2003-01-01',
        recordedAt: '2020-01-01T00:13:00.000Z',
        kind: 'basis',
        announced: '2002-10-01',
        publication: uuid(2),
        parameters: ['p'],
        material: true,
        reference: 'board',
        notices: [{ eventId: uuid(15), to: 'supervisor', on: '2002-10-03', reference: 'letter' }],
      },
      {
        id: uuid(14),
        type: 'TermsChanged',
        effectiveDate: '2003-01-01',
        recordedAt: '2020-01-01T00:14:00.000Z',
        kind: 'terms',
        announced: '2002-10-01',
        publication: uuid(2),
        parameters: ['q'],
        material: false,
        reference: 'board',
        notices: [],
      },
    ],
    lastRevision: 14,
  });
  expect(INITIAL_FUND).toMatchObject({ publications: [], allotments: [], lastRevision: -1 });
  expect(INITIAL_FUND.interest.size).toBe(0);
});

it('a rate declared anew for a year takes the place of the one before', () => {
  const record = recorder('fund-f');
  const declare = (rate: string) => record('InterestRateDeclared', '2001-12-31', { year: 2001, rate, reference: 'board' });
  expect(fold([declare('0.045'), declare('0.05')]).interest).toEqual(new Map([[2001, { decision: uuid(2), rate: '0.05' }]]));
});

it('an event it does not know is an error that names it', () => {
  const foreign = { ...recorder('fund-f')('YearClosed', '2001-12-31', { year: 2001, reference: 'x' }), type: 'Teleported' };
  expect(() => fold([foreign])).toThrow('no fold for Teleported: fund-f revision 0');
});

it('of a ratio the last version stands, in whatever order the ledger came to know them; each day and measure has its own', () => {
  const record = recorder('fund-F');
  const told = (on: string, measure: 'nominal' | 'policy', ratio: string): object =>
    record('FundingRatioReported', on, { on, measure, ratio, reference: 'actuary' });
  const corrected = (on: string, after: string, correctedOn: string): object =>
    record('FundingRatioCorrected', correctedOn, {
      ...{ on, measure: 'nominal', before: '1', after, reason: 'flows', correctedOn, supersedes: uuid(1), reference: 'actuary' },
    });
  const fund = fold([
    record('FundEstablished', '2000-01-01', { fundId: 'F', scheme: 'nl-pob', currency: 'EUR' }),
    told('2015-01-01', 'nominal', '1.10'),
    told('2016-01-01', 'nominal', '1.20'),
    told('2015-01-01', 'policy', '1.15'),
    corrected('2015-01-01', '1.12', '2015-06-01'),
    corrected('2015-01-01', '1.11', '2015-03-01'),
  ]);
  const standing = standingRatios(fund).map(({ on, measure, ratio }) => `${on} ${measure} ${ratio}`);
  expect(standing.sort()).toEqual(['2015-01-01 nominal 1.12', '2015-01-01 policy 1.15', '2016-01-01 nominal 1.20']);
});

/** Affiliation (nl-pob section 9; Pension Act, articles 25 and 121) and headcounts. */
import { said } from '#words/said.js';
import type { FoundingContext } from '../../facts/founding.js';
import type { Decision, StandingFact } from '../../kernel/decision.js';
import type { JsonObject } from '../../kernel/json.js';
import { affiliateEmployer, type AffiliateEmployer } from './affiliate-employer.js';
import { reportHeadcount, type HeadcountContext, type ReportHeadcount } from './report-headcount.js';

const TERMS: FoundingContext['terms'] = {
  scheme: 'nl',
  currency: 'EUR',
  facts: {
    incomes: false,
    contributions: false,
    openingValue: false,
    transfers: false,
    pensionPayments: false,
    employers: true,
    pensions: [],
  },
};

function stands(type: string, effectiveDate: string, data: JsonObject): StandingFact {
  return { type, effectiveDate, data, annulled: false, sameFile: false };
}

/** The code of a refusal, `no-change`, or the events exactly. */
function answer(decision: Decision): unknown {
  if (decision.status === 'refused') return decision.refusal.code;
  return decision.status === 'decided' ? decision.events : decision.status;
}

function message(decision: Decision): unknown {
  return decision.status === 'refused' ? said(decision.refusal) : decision.status;
}

const founding: FoundingContext = { id: 'E1', terms: TERMS, knownSchemes: ['nl'], fundScheme: undefined, standing: () => undefined };
const mandatory: AffiliateEmployer = {
  scheme: 'nl',
  kind: 'mandatory',
  affiliatedOn: '2018-03-01',
  fundId: undefined,
  agreement: undefined,
};
const affiliation = { employerId: 'E1', scheme: 'nl', fundId: 'nl', kind: 'mandatory', affiliatedOn: '2018-03-01' };
const affiliated = (key: string): StandingFact | undefined =>
  key === 'affiliated' ? stands('EmployerAffiliated', '2018-03-01', affiliation) : undefined;

describe('affiliateEmployer', () => {
  it('takes effect on the day of affiliation; the fund is that of the scheme unless another is named', () => {
    const event = { type: 'EmployerAffiliated', effectiveDate: '2018-03-01', key: 'affiliated' };
    expect(answer(affiliateEmployer(mandatory, founding))).toEqual([{ ...event, data: affiliation }]);
    const voluntary = { ...mandatory, kind: 'voluntary', fundId: 'other', agreement: 'of 2018' } as const;
    expect(answer(affiliateEmployer(voluntary, { ...founding, fundScheme: 'nl' }))).toEqual([
      { ...event, data: { ...affiliation, kind: 'voluntary', fundId: 'other', agreement: 'of 2018' } },
    ]);
  });

  it.each<[string, Partial<AffiliateEmployer>, Partial<FoundingContext>, string]>([
    ['a voluntary affiliation without an agreement (25, 121)', { kind: 'voluntary' }, {}, 'AGREEMENT_REQUIRED'],
    ['no such scheme', { scheme: 'xx' }, { terms: undefined }, 'UNKNOWN_SCHEME'],
    [
      'a scheme that knows no employers',
      {},
      { terms: { ...TERMS, facts: { ...TERMS.facts, employers: false } } },
      'NOT_ACCEPTED_BY_SCHEME',
    ],
    ['a fund of another scheme', { fundId: 'fi' }, { fundScheme: 'fi' }, 'FUND_OF_OTHER_SCHEME'],
    ['the same again', {}, { standing: affiliated }, 'no-change'],
    ['another day', { affiliatedOn: '2018-04-01' }, { standing: affiliated }, 'EMPLOYER_ALREADY_AFFILIATED'],
    ['another fund', { fundId: 'other' }, { standing: affiliated }, 'EMPLOYER_ALREADY_AFFILIATED'],
    ['an agreement where none stood', { agreement: 'of 2018' }, { standing: affiliated }, 'EMPLOYER_ALREADY_AFFILIATED'],
  ])('%s', (_what, command, context, expected) => {
    expect(answer(affiliateEmployer({ ...mandatory, ...command }, { ...founding, ...context }))).toBe(expected);
  });

  it('says in what it differs', () => {
    const decision = affiliateEmployer({ ...mandatory, kind: 'voluntary', agreement: 'of 2018' }, { ...founding, standing: affiliated });
    expect(message(decision)).toBe(
      'employer E1 is affiliated with kind mandatory, not voluntary; agreement none, not of 2018; give another employer another id',
    );
  });
});

describe('reportHeadcount', () => {
  const count: ReportHeadcount = { on: '2018-12-31', employees: 24 };
  const given: HeadcountContext = {
    id: 'E1',
    employer: { affiliation: affiliation as unknown as NonNullable<HeadcountContext['employer']['affiliation']> },
    today: '2019-06-01',
    standing: (key) =>
      key === 'headcount:2018-06-30' ? stands('HeadcountReported', '2018-06-30', { on: '2018-06-30', employees: 19 }) : undefined,
  };

  it('takes effect on its day', () => {
    expect(answer(reportHeadcount(count, given))).toEqual([
      { type: 'HeadcountReported', effectiveDate: '2018-12-31', key: 'headcount:2018-12-31', data: { on: '2018-12-31', employees: 24 } },
    ]);
  });

  it.each<[string, ReportHeadcount, Partial<HeadcountContext>, string]>([
    ['of an employer who is not affiliated', count, { employer: { affiliation: undefined } }, 'EMPLOYER_NOT_AFFILIATED'],
    ['of tomorrow', { ...count, on: '2019-06-02' }, { today: '2019-06-01' }, 'EVENT_IN_FUTURE'],
    ['the same again', { on: '2018-06-30', employees: 19 }, {}, 'no-change'],
    ['another figure for the day', { on: '2018-06-30', employees: 20 }, {}, 'HEADCOUNT_ALREADY_REPORTED'],
  ])('%s', (_what, command, context, expected) => {
    expect(answer(reportHeadcount(command, { ...given, ...context }))).toBe(expected);
  });
});

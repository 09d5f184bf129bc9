/** The affiliation of an employer and its headcounts, as files and HTTP bring them (nl-pob section 9). */
import type { FactOnStream, FoundingFact } from '../../facts/declaration.js';
import * as is from '../../facts/field.js';
import type { FoundingContext } from '../../facts/founding.js';
import { affiliateEmployer } from './affiliate-employer.js';
import { reportHeadcount, type HeadcountContext } from './report-headcount.js';

const affiliation = {
  scheme: is.identifier({ description: 'Scheme, i.e. the rulebook.', example: 'nl-pob' }),
  kind: is.choice('INVALID_KIND', ['mandatory', 'voluntary'] as const, { description: 'Whether the law or an agreement binds it.' }),
  affiliatedOn: is.date({ description: 'Affiliated from.', example: '2018-03-01' }),
  fundId: is.optional(is.identifier({ description: 'Fund. Default: the id of the scheme.' })),
  agreement: is.optional(is.text({ description: 'The agreement that a voluntary affiliation rests on.' })),
};

export const AFFILIATION_FACT = {
  name: 'employer',
  subject: 'employer',
  founds: true,
  idExample: 'E001',
  fields: affiliation,
  file: 'employers',
  path: 'employers',
  operation: 'affiliateEmployer',
  summary: 'Affiliate an employer',
  takesEffect: '`affiliatedOn`',
  foundedOn: ({ affiliatedOn }) => affiliatedOn,
  refuses: ['EMPLOYER_ALREADY_AFFILIATED', 'AGREEMENT_REQUIRED', 'NOT_ACCEPTED_BY_SCHEME', 'UNKNOWN_SCHEME', 'FUND_OF_OTHER_SCHEME'],
  looksAt: 'nothing',
  decide: affiliateEmployer,
} as const satisfies FoundingFact<'employer', typeof affiliation, FoundingContext>;

const headcount = {
  on: is.date({ description: 'The day on which it was counted.', example: '2018-12-31' }),
  employees: is.count({ description: 'Employees, all of them: 0 or more.', example: 24 }),
};

export const HEADCOUNT_FACT = {
  name: 'headcount',
  subject: 'employer',
  fields: headcount,
  file: 'headcounts',
  path: 'headcounts',
  operation: 'reportHeadcount',
  summary: 'Report how many an employer employs',
  takesEffect: 'the day on which it was counted',
  day: ({ on }) => on,
  refuses: ['EVENT_IN_FUTURE', 'HEADCOUNT_ALREADY_REPORTED', 'BEFORE_AFFILIATION'],
  looksAt: 'stream',
  decide: reportHeadcount,
} as const satisfies FactOnStream<'headcount', typeof headcount, HeadcountContext>;

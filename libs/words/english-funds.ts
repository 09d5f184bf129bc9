/** Refusals of facts and decisions of a fund, and of what its scheme does not know. */
import type { Lackings } from '#ledger/facts/scheme-terms.js';
import type { Refusals } from '#ledger/kernel/refusal.js';
import { quotedText } from '#ledger/kernel/text.js';
import { about, notInModel } from './subject.js';
import type { RefusalWords } from './words.js';

/** After "scheme ID". */
const LACKING: { readonly [lacking in keyof Lackings]: string } = {
  coverage: 'has no coverage overview',
  account: 'has no annual account of a participant',
  windows: 'has no correction windows: its corrections have no limit of years',
  corrections: 'takes no corrections',
  figures: 'explains no figures of a participant',
  results: 'takes no decision on interest, bonus or cuts; what its fund sets are parameters',
  specialBonus: 'has no special bonus provisions',
  changes: 'has no basis and no terms that its fund may change',
  liabilities: 'keeps no liabilities by formula',
  invoicing: 'invoices no employers',
  employerDuties: 'has no duties of employers',
  exemptions: 'exempts no employers from participation',
  accountability: 'has no board that accounts for performance, feasibility and discounts here',
  pensionRights: 'keeps no rights by year of accrual',
  rightsPolicy: 'takes no decision on the indexation of rights',
  collectiveTransfer: 'transfers no rights of a group to another provider',
  policy: 'has no rules of funding by which its fund decides on indexation, cuts and catch-up',
  notices: 'has no letters and notices that its fund owes by a day',
};

function rangeOf({ above, from, below, upTo }: Refusals['INVALID_RATE']): string {
  const lower = above === undefined ? (from === undefined ? [] : [`at least ${from}`]) : [`above ${above}`];
  const upper = below === undefined ? (upTo === undefined ? [] : [`at most ${upTo}`]) : [`below ${below}`];
  return lower.length + upper.length === 0 ? '' : ` ${[...lower, ...upper].join(' and ')}`;
}

function ofWhen({ year, on }: Pick<Refusals['INVALID_RATE'], 'year' | 'on'>): string {
  const when = year ?? on;
  return when === undefined ? '' : ` of ${when}`;
}

export const OF_FUNDS = {
  UNKNOWN_FUND: (told) => {
    if ('model' in told) return notInModel('fund', told.fundId, told);
    const { fundId, as, at } = told;
    if (at === 'these-coordinates') return `the ledger has no fund ${fundId} at these coordinates`;
    const instead = as === 'receiver' ? 'leave it out for a receiver outside this ledger' : 'it is established by its first participant';
    return `the ledger has no fund ${fundId}; ${instead}`;
  },
  NOT_APPLICABLE: ({ scheme, lacks }) => `scheme ${scheme} ${LACKING[lacks]}`,
  DECISION_IN_FUTURE: ({ on, today }) => `${on} lies after today, ${today}; a decision takes effect once its day has come`,
  YEAR_NOT_OVER: (told) =>
    'today' in told
      ? `${told.year} ends on ${told.year}-12-31, after today, ${told.today}; what is declared for it would be known before it happened`
      : `employer ${told.employerId}: ${told.year} is not over on ${told.sentOn}; its final invoice follows it`,
  YEAR_ALREADY_CLOSED: ({ year, of }) =>
    `${year} is closed; ${of === 'result' ? 'its result is processed at its end' : 'what belongs to its books is declared before that'}`,
  NO_INTEREST_DECLARED: ({ year }) => `${year} has no declared interest rate; declare it first (a rate of 0 where there is none)`,
  INTEREST_ALREADY_DECLARED: ({ year, declared }) => `the fund declared ${declared} for ${year}; a declared rate stands`,
  INVALID_RATE: (told) =>
    `${told.field}${ofWhen(told)}: ${quotedText(told.found)} is not a fraction${rangeOf(told)}, such as 0.045 for 4.5 %`,
  REDUCTION_ALREADY_DECIDED: ({ on }) => `the fund decided another reduction on ${on}; a decision stands`,
  TIME_ZONE_ALREADY_DECIDED: ({ from, timeZone, wanted }) =>
    `from ${from} the fund's days begin in ${timeZone}; decide ${wanted} from another day`,
  INVALID_RATIO: ({ ratio, comesTo }) =>
    comesTo === undefined
      ? `a funding ratio is a fraction above 0, such as 1.12, found ${ratio}`
      : `assets and liabilities come to ${comesTo ?? 'liabilities of nothing'}, not to the ratio ${ratio}; look at all three`,
  FUNDING_RATIO_ALREADY_REPORTED: ({ on, measure, reported, ratio }) =>
    `the ${measure} ratio of ${on} is reported as ${reported}, not ${ratio}; correct it, with a reason`,
  FUNDING_RATIO_NOT_REPORTED: ({ on, measure }) => `no ${measure} ratio of ${on} is reported; report it first`,
  RATIO_CORRECTED_BEFORE_ITS_DAY: ({ on, measure, correctedOn }) =>
    `the ${measure} ratio is of ${on}; it cannot have been corrected on ${correctedOn}, before it`,
  INVALID_CASH_FLOWS: ({ on }) => `the flows of ${on} pay nothing in any year`,
  CASH_FLOWS_ALREADY_REPORTED: ({ on }) => `other cash flows of ${on} are reported; report them anew with a reason`,
  EXPECTATIONS_ALREADY_SET: ({ year, ambition, growth }) =>
    `${year} was evaluated on an ambition of ${ambition} and a growth of ${growth}, which stand; others, with a reason, are shown beside them`,
  UNKNOWN_SCHEME: ({ scheme, known, wanted = 'scheme', ...of }) =>
    `${about(of)}there is no ${wanted} ${scheme}; there are ${known.join(', ')}`,
  FUND_OF_OTHER_SCHEME: ({ fundId, fundScheme, scheme, ...of }) =>
    `${about(of)}fund ${fundId} runs scheme ${fundScheme}, not ${scheme}; name another fundId`,
} satisfies Partial<RefusalWords>;

/**
 * The decisions of a fund, declared once: the fields that each takes. The columns of a decisions file, the body of a request and
 * what is read of both follow from it.
 */
import * as is from '../facts/field.js';
import type { Fields, ValuesOf } from '../facts/field.js';
import { INFORMED_PARTIES } from './accountability/events.js';
import { SCHEME_PARTIES } from './changes/events.js';
import type { Decision } from '../kernel/decision.js';
import type { DecidedFundEvent } from './events.js';
import { EXPECTATIONS_FIELDS, RATIO_FIELDS } from './funding/fields.js';
import { PREMIUM_BASES } from './policy/events.js';
import { ALLOTMENT_BASES } from './results/events.js';

const year = is.year({ description: 'Calendar year.', example: 2021 });
const rate = is.text({ description: 'Fraction, e.g. the effective yearly rate.', example: '0.045' }, 40);
const reference = is.text({ description: 'What the decision rests on: minutes, a letter.', example: 'board, 2021-11-20' });
const group = is.identifier({ description: 'Contribution group.' });
const resultMinor = is.signedAmount({ column: 'result', description: 'Surplus, or deficit with a minus.' });
const openingBufferMinor = is.optional(is.signedAmount({ column: 'openingBuffer', description: 'Only for a group’s first result.' }));
const plannedCreditMinor = is.withFallback(is.signedAmount({ column: 'plannedCredit', description: 'What would be credited without a ' +
  'deficit.' }), 0);
const by = is.withFallback(is.choice('INVALID_VALUE', ALLOTMENT_BASES, { description: 'Key of the allotment. Default: value.' }), 'value');
const poolMinor = is.signedAmount({ column: 'pool', description: 'Special bonus provisions of the whole fund, not negative.' });
const on = is.date({ description: 'Day from which it takes effect.' });
const reason = is.text({ description: 'Why; for an emergency MARKET_COLLAPSE or CLAIMS_SURGE.' });

const yesOrNo = (description: string) => is.choice('INVALID_VALUE', ['yes', 'no'] as const, { description });
const missed = is.withFallback(yesOrNo('Catch-up: whether missed indexation is caught up, after what was reduced. Default: no.'), 'no');
const from = is.date({ description: 'In force from.', example: '2019-01-01' });
const announced = is.date({ description: 'Announced on.', example: '2018-12-01' });
const reportYear = is.year({
  description: 'Premium rates: year of the report that they rest on; they take effect from its end at the earliest.',
  example: 2018,
});
const actuaryHeard = yesOrNo('Premium rates: whether the advisory actuary was heard.');
const caoApproval = yesOrNo('Premium rates: whether the collective-agreement parties approved the participants’ share.');
const premiumRate = is.text({ description: 'Fraction of the pensionable salary.', example: '0.192' }, 40);
const aoPremiumRate = is.text({ description: 'Of the disability scheme, fraction of the pensionable salary.', example: '0.005' }, 40);
const participantRate = is.text({ description: 'Participants’ share, fraction of the pension base.', example: '0.08' }, 40);
const costCoveringRate = is.text({ description: 'Smoothed cost-covering rate, fraction of the pensionable salary.', example: '0.185' }, 40);
const { measure, ratio, assetsMinor, liabilitiesMinor } = RATIO_FIELDS;
const { ambition, growth } = EXPECTATIONS_FIELDS;
const correctedOn = is.date({ description: 'Day of the correction.' });
const backlog = is.optional(
  is.decimal({ description: 'Of the first year: missed indexation as an index, 1 where there is none.', example: '1.10' }),
);
const below = is.optional(is.count({ description: 'Of the first year: earlier starts of a year below the minimum, one after another.' }));
const marketRate = is.decimal({ description: 'Ten cuts: flat market rate of the day, for the cash flows.', example: '0.02' });
const basis = is.choice('INVALID_VALUE', PREMIUM_BASES, { description: 'Premium basis: what the premium is computed with.' });
const planReturn = is.decimal({ description: 'Premium basis: return that it counts with.', example: '0.04' });
const fixedUntil = is.optional(is.date({ description: 'Premium basis: day to which the return is fixed, five years on at most.' }));
const averageRate = is.optional(is.decimal({ description: 'Premium basis: average of the market rates of at most ten years.' }));
const minimumWage = is.decimal({ description: 'Premium basis: growth of wages that it counts with.', example: '0.025' });
const minimumPrice = is.decimal({ description: 'Premium basis: growth of prices that it counts with.', example: '0.02' });
const bondReturn = is.optional(is.decimal({ description: 'Premium basis: return on bonds that the expected one counts with.' }));
const equityReturn = is.optional(is.decimal({ description: 'Premium basis: gross return on equity that the expected one counts with.' }));
const planElapsed = is.optional(is.count({ description: 'Of the first year: years since an old recovery plan began.' }));

const actual = is.decimal({ description: 'Performance: return of the year, a fraction.', example: '0.043' });
const actualCost = is.decimal({ description: 'Performance: cost of the year, a fraction.', example: '0.004' });
const norm = is.decimal({ description: 'Performance: return of the benchmark.', example: '0.05' });
const normCost = is.decimal({ description: 'Performance: cost of the benchmark.', example: '0.002' });
const policy = is.text({ description: 'Investment policy: what it is.', example: '60 % bonds, 40 % equities' });
const benchmark = is.text({ description: 'Investment policy: its benchmark.', example: 'index A, index B' });
const resetOn = is.optional(is.date({ description: 'Investment policy: set anew within its year on.' }));
const studyOn = is.optional(is.date({ description: 'Investment policy: day of the asset-liability study that it is set anew on.' }));
const expertStatement = is.withFallback(yesOrNo('Investment policy: whether an outside expert endorses it. Default: no.'), 'no');
const expected = is.optional(is.decimal({ description: 'Feasibility: expected pension result, a fraction.', example: '0.92' }));
const badWeather = is.optional(is.decimal({ description: 'Feasibility: pension result in bad weather.', example: '0.65' }));
const run = is.optional(
  is.text({ description: 'Feasibility: the recorded study that both results are taken from, by its id or how that begins.' }, 64),
);
const age = is.optional(is.count({ description: 'Feasibility: with a study, the age in its first year of those whose result counts.' }));
const to = is.choice('INVALID_VALUE', INFORMED_PARTIES, { description: 'Inform: who was told.' });
const party = is.choice('INVALID_VALUE', SCHEME_PARTIES, { description: 'Scheme notice: who was told.', example: 'participants' });
const anyParty = is.choice('INVALID_VALUE', [...INFORMED_PARTIES, 'participants'] as const, {
  description: `Inform: who was told, ${INFORMED_PARTIES.join(', ')}. Scheme notice: ${SCHEME_PARTIES.join(', ')}.`,
});
const what = is.text({ description: 'Scheme change: what changes, in words.', example: 'accrual 1.75 %' });
const amountMinor = is.amount({ description: 'Discount: what is given.', example: '100000.00' });
const indexationGranted = yesOrNo('Discount: whether the indexation of ten years was granted.');
const reductionsRestored = yesOrNo('Discount: whether the reductions of ten years were restored.');
const timeZone = is.timeZone({
  description: 'Time zone: where the fund’s days begin from then on, by its name in the time zone database.',
  example: 'Europe/Helsinki',
});
const futureIndexation = yesOrNo('Discount: whether indexation is expected from now on.');

export const FUND_DECISIONS = {
  interest: { year, rate, reference },
  'close-year': { year, reference },
  result: { year, group, resultMinor, reference, openingBufferMinor, plannedCreditMinor },
  bonus: { year, group, by },
  'special-bonus': { year, poolMinor, reference },
  reduce: { on, rate, reason, reference },
  emergency: { on, group, resultMinor, reason, reference, openingBufferMinor },
  index: { year, rate, reference },
  'catch-up': { year, missed, reference },
  'premium-rates': {
    from,
    announced,
    reportYear,
    actuaryHeard,
    caoApproval,
    premiumRate,
    aoPremiumRate,
    participantRate,
    costCoveringRate,
    reference,
  },
  return: { year, rate, announced, reference },
  performance: { year, actual, actualCost, norm, normCost, announced, reference },
  'investment-policy': { year, policy, benchmark, reference, resetOn, studyOn, expertStatement },
  feasibility: { year, reference, expected, badWeather, run, age },
  inform: { year, to, on, reference },
  'scheme-change': { from, announced, what, reference },
  'scheme-notice': { from, to: party, on, reference },
  discount: { on, amountMinor, indexationGranted, reductionsRestored, futureIndexation, reference },
  ratio: { on, measure, ratio, reference, assetsMinor, liabilitiesMinor },
  'correct-ratio': { on, measure, ratio, reason, correctedOn, reference },
  expectations: { year, ambition, growth, reference, reason: EXPECTATIONS_FIELDS.reason },
  evaluate: { year, reference, backlog, below, planElapsed },
  'recovery-plan': { year, reference },
  'ten-cuts': { year, marketRate, reference, assetsMinor },
  'scheduled-cut': { year, reference },
  'premium-basis': {
    from,
    basis,
    planReturn,
    premiumRate,
    minimumWage,
    minimumPrice,
    reference,
    fixedUntil,
    averageRate,
    bondReturn,
    equityReturn,
  },
  'time-zone': { from, timeZone, reference },
} as const satisfies { readonly [decision: string]: Fields };

export type FundDecisionName = keyof typeof FUND_DECISIONS;
export const FUND_DECISION_NAMES = Object.keys(FUND_DECISIONS) as readonly FundDecisionName[];

/** What a fund's decision answers, as those of participants do. */
export type FundDecision = Decision<DecidedFundEvent>;

/** A decision with what it takes. */
export type DeclaredDecision = {
  [Name in FundDecisionName]: { readonly decision: Name } & ValuesOf<(typeof FUND_DECISIONS)[Name]>;
}[FundDecisionName];

/** The fields of all decisions, in the order of a file's columns. */
export const FUND_DECISION_FIELDS = {
  ...{ year, rate, reference, group, resultMinor, openingBufferMinor, plannedCreditMinor, by, on, reason, poolMinor },
  ...{ missed, from, announced, reportYear, actuaryHeard, caoApproval, premiumRate, aoPremiumRate, participantRate, costCoveringRate },
  ...{ measure, ratio, ambition, growth, correctedOn, backlog, below, planElapsed },
  ...{ assetsMinor, liabilitiesMinor, marketRate, basis, planReturn, fixedUntil, averageRate, minimumWage, minimumPrice },
  ...{ bondReturn, equityReturn, actual, actualCost, norm, normCost, policy, benchmark, resetOn, studyOn, expertStatement },
  ...{ expected, badWeather, run, age, to: anyParty, what, amountMinor, indexationGranted, reductionsRestored, futureIndexation },
  ...{ timeZone },
} satisfies Fields;

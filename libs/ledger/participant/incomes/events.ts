/** Incomes that employers report, and what corrections of them come to. */
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import * as is from '../../kernel/schema.js';
import type { ParticipantEventDefinitions } from '../annulment/events.js';

/** How an income is insured (fi-kapl section 2). */
export const INCOME_COVERAGES = ['kapl', 'apl-10b', 'apl-15b'] as const;
export type IncomeCoverage = (typeof INCOME_COVERAGES)[number];

const coverage = is.oneOf(...INCOME_COVERAGES);
const settled = {
  correction: is.eventReference,
  incomeYear: is.year,
  correctionYear: is.year,
  incomeBefore: is.amount,
  incomeAfter: is.amount,
  currency: is.currency,
  rulebook: is.text,
};
const settlementAmounts = {
  premiumDelta: is.amount,
  premiumInterest: is.amount,
  smoothingDelta: is.amount,
  smoothingInterest: is.amount,
  total: is.amount,
};
/** Of an income, what was earned before the 23rd birthday; told only for the year of that birthday (fi-kapl section 7). */
const beforeBirthday = { earnedBefore23: is.amountNotNegative };
const WITH_ITS_CORRECTION = 'it follows from a correction; annul the correction';

export const INCOME_EVENTS = {
  IncomeReported: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    schema: is.record(
      { incomeYear: is.year, employerId: is.identifier, amount: is.amountNotNegative, currency: is.currency, coverage },
      beforeBirthday,
    ),
  },
  IncomeCorrected: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    schema: is.record(
      {
        incomeYear: is.year,
        employerId: is.identifier,
        before: is.amountNotNegative,
        after: is.amountNotNegative,
        currency: is.currency,
        coverageBefore: coverage,
        coverageAfter: coverage,
        reason: is.text,
        correctedOn: is.date,
        /** The report or correction whose amount it replaces. */
        supersedes: is.eventReference,
      },
      /**
       * The part before 23 where the correction tells it anew; else it stays. `coverageStated`: the correction names the cover,
       * and it is the one that stood; where the two are equal without it, the cover stays as it was.
       */
      { ...beforeBirthday, coverageStated: is.yesOrNo },
    ),
  },
  CorrectionSettled: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: WITH_ITS_CORRECTION,
    schema: is.record(
      { ...settled, kind: is.oneOf('correction', 'ordinary'), ...settlementAmounts },
      /** What the fund's recovery policy leaves: the amounts above are then zero. */
      { leftOut: is.record({ ...settlementAmounts, reason: is.text }) },
    ),
  },
  CorrectionTimeBarred: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: WITH_ITS_CORRECTION,
    schema: is.record({ ...settled, article: is.text }),
  },
} satisfies ParticipantEventDefinitions;

export type IncomeEventData = DataOf<typeof INCOME_EVENTS>;

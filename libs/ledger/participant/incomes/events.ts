/** Incomes that employers report, and what corrections of them come to. */
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import * as is from '../../kernel/schema.js';
import type { AnnullableDefinitions } from '../../kernel/annulment.js';
import { IN_CORRECTIONS, IN_REPORTS, IN_SETTLEMENTS } from '../../schemes/incomes.js';

const settled = {
  correction: is.eventReference,
  incomeYear: is.year,
  correctionYear: is.year,
  incomeBefore: is.amount,
  incomeAfter: is.amount,
  currency: is.currency,
  rulebook: is.text,
};

export const INCOME_EVENTS = {
  IncomeReported: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    schema: is.record(
      { incomeYear: is.year, employerId: is.identifier, amount: is.amountNotNegative, currency: is.currency, ...IN_REPORTS.required },
      IN_REPORTS.optional,
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
        ...IN_CORRECTIONS.required,
        reason: is.text,
        correctedOn: is.date,
        /** The report or correction whose amount it replaces. */
        supersedes: is.eventReference,
      },
      IN_CORRECTIONS.optional,
    ),
  },
  CorrectionSettled: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: 'with-its-correction',
    schema: is.record(
      { ...settled, kind: is.oneOf('correction', 'ordinary'), ...IN_SETTLEMENTS },
      /** What the fund's recovery policy leaves: the amounts above are then zero. */
      { leftOut: is.record({ ...IN_SETTLEMENTS, reason: is.text }) },
    ),
  },
  CorrectionTimeBarred: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: 'with-its-correction',
    schema: is.record({ ...settled, article: is.text }),
  },
} satisfies AnnullableDefinitions;

export type IncomeEventData = DataOf<typeof INCOME_EVENTS>;

/** The report of an employer's income of a year. */
import { formatMinor, type Currency } from '#money/amount.js';
import { endOfYear, yearOf } from '#money/civil-date.js';
import { placedUnderKey, refused, unless, type Decision } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { amountProblem, type FactContext } from '../deciding/terms.js';
import type { IncomeEventData } from './events.js';
import { reportData, saidOfFields, schemeFieldProblem, type StatedFields } from '../../schemes/incomes.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /**
     * `reported`: what stands; `reportedAs` and `as`: the scheme's own field, there and here. Without a participant: among incomes that a
     * calculation is given.
     */
    INCOME_ALREADY_REPORTED: { readonly incomeYear: number; readonly employerId: string } | {
      readonly participantId: string;
      readonly incomeYear: number;
      readonly employerId: string;
      readonly reported: string;
      readonly reportedAs: string;
      readonly amount: string;
      readonly as: string;
    };
    INCOME_YEAR_IN_FUTURE: { readonly participantId: string; readonly incomeYear: number; readonly today: string };
  }
}

export interface ReportIncome extends StatedFields {
  readonly incomeYear: number;
  readonly employerId: string;
  readonly amountMinor: number;
  readonly currency: Currency;
}

/**
 * IncomeReported with value date 31 December of its year. Refuses NOT_ACCEPTED_BY_SCHEME, WRONG_CURRENCY, NEGATIVE_AMOUNT,
 * INCOME_YEAR_IN_FUTURE, BEFORE_BIRTH, AFTER_DEATH, what the scheme's own fields refuse, and INCOME_ALREADY_REPORTED (another
 * amount stands, or another of those fields).
 */
export function reportIncome(command: ReportIncome, context: FactContext): Decision<Decided<IncomeEventData>> {
  const { incomeYear, employerId, currency } = command;
  const { participantId } = context;
  const problem =
    amountProblem(context, 'incomes', command) ?? incomeYearProblem(incomeYear, context) ?? schemeFieldProblem(command, context);
  if (problem !== undefined) return problem;
  const amount = formatMinor(command.amountMinor);
  const ofScheme = reportData(command);
  const placed = placedUnderKey<Decided<IncomeEventData>>(
    {
      type: 'IncomeReported',
      effectiveDate: endOfYear(incomeYear),
      key: `income:${incomeYear}:${employerId}`,
      data: { incomeYear, employerId, amount, currency, ...ofScheme },
    },
    context.standing,
    ({ data }) =>
      refused('INCOME_ALREADY_REPORTED', {
        participantId,
        incomeYear,
        employerId,
        reported: String(data['amount']),
        reportedAs: saidOfFields(data),
        amount,
        as: saidOfFields({ ...ofScheme }),
      }),
  );
  return unless(placed, () => deathProblem(incomeYear, context));
}

/** Refuses an income year that lies ahead or before the birth. */
function incomeYearProblem(incomeYear: number, { participantId, enrolment, today }: FactContext): Decision<never> | undefined {
  const { birthDate } = enrolment;
  if (incomeYear > yearOf(today)) return refused('INCOME_YEAR_IN_FUTURE', { participantId, incomeYear, today });
  if (incomeYear >= yearOf(birthDate)) return undefined;
  return refused('BEFORE_BIRTH', { participantId, field: 'incomeYear', incomeYear, birthDate });
}

function deathProblem(incomeYear: number, { participantId, diedOn }: FactContext): Decision<never> | undefined {
  if (diedOn === undefined || incomeYear <= yearOf(diedOn)) return undefined;
  return refused('AFTER_DEATH', { participantId, field: 'incomeYear', incomeYear, diedOn });
}

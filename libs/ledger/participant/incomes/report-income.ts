/** The report of an employer's income of a year. */
import { formatMinor, type Currency } from '#money/amount.js';
import { endOfYear, yearOf } from '#money/civil-date.js';
import { placedUnderKey, refused, unless, type Decision } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { amountProblem, type FactContext } from '../deciding/terms.js';
import type { IncomeEventData } from './events.js';
import { reportData, saidOfFields, schemeFieldProblem, type StatedFields } from '../../schemes/incomes.js';

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
      refused(
        'INCOME_ALREADY_REPORTED',
        `employer ${employerId} already reported ${String(data['amount'])} (${saidOfFields(data)}) for ` +
          `participant ${participantId} in ${incomeYear}, not ${amount} (${saidOfFields({ ...ofScheme })}); send a correction`,
        { participantId, incomeYear, employerId, reported: data['amount'] },
      ),
  );
  return unless(placed, () => deathProblem(incomeYear, context));
}

/** Refuses an income year that lies ahead or before the birth. */
function incomeYearProblem(incomeYear: number, { participantId, enrolment, today }: FactContext): Decision<never> | undefined {
  const details = { participantId, incomeYear };
  if (incomeYear > yearOf(today)) {
    return refused(
      'INCOME_YEAR_IN_FUTURE',
      `participant ${participantId}: the income year ${incomeYear} lies after today, ${today}; check incomeYear`,
      details,
    );
  }
  if (incomeYear < yearOf(enrolment.birthDate)) {
    return refused(
      'BEFORE_BIRTH',
      `participant ${participantId}: the income year ${incomeYear} lies before the birth on ${enrolment.birthDate}; check incomeYear`,
      details,
    );
  }
  return undefined;
}

function deathProblem(incomeYear: number, { participantId, diedOn }: FactContext): Decision<never> | undefined {
  if (diedOn === undefined || incomeYear <= yearOf(diedOn)) return undefined;
  return refused('AFTER_DEATH', { participantId, field: 'incomeYear', incomeYear, diedOn });
}

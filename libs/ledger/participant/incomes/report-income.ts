/** The report of an employer's income of a year. */
import { formatMinor, type Currency } from '#money/amount.js';
import { endOfYear, yearOf } from '#money/civil-date.js';
import { place, refused, unless, type Decision } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { amountProblem, type FactContext } from '../deciding/terms.js';
import type { IncomeCoverage, IncomeEventData } from './events.js';

export interface ReportIncome {
  readonly incomeYear: number;
  readonly employerId: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly coverage: IncomeCoverage;
  /** Minor units. */
  readonly earnedBefore23?: number | undefined;
}

/**
 * IncomeReported with value date 31 December of its year. Refuses NOT_ACCEPTED_BY_SCHEME, WRONG_CURRENCY, NEGATIVE_AMOUNT,
 * INCOME_YEAR_IN_FUTURE, BEFORE_BIRTH, AFTER_DEATH, MORE_THAN_INCOME (the part before 23) and INCOME_ALREADY_REPORTED (another amount or coverage stands).
 */
export function reportIncome(command: ReportIncome, context: FactContext): Decision<Decided<IncomeEventData>> {
  const { incomeYear, employerId, coverage, currency } = command;
  const { participantId } = context;
  const problem = amountProblem(context, 'incomes', command) ?? incomeYearProblem(incomeYear, context) ?? partProblem(command, participantId);
  if (problem !== undefined) return problem;
  const amount = formatMinor(command.amountMinor);
  const placed = place<Decided<IncomeEventData>>(
    {
      type: 'IncomeReported',
      effectiveDate: endOfYear(incomeYear),
      key: `income:${incomeYear}:${employerId}`,
      data: { incomeYear, employerId, amount, currency, coverage, ...earnedBefore23Of(command) },
    },
    context.standing,
    ({ data }) =>
      refused(
        'INCOME_ALREADY_REPORTED',
        `employer ${employerId} already reported ${String(data['amount'])} (${String(data['coverage'])}) for participant ${participantId} in ${incomeYear}, not ${amount} (${coverage}); send a correction`,
        { participantId, incomeYear, employerId, reported: data['amount'] },
      ),
  );
  return unless(placed, () => deathProblem(incomeYear, context));
}

/** The part earned before the 23rd birthday as an event keeps it. */
export function earnedBefore23Of({ earnedBefore23 }: Pick<ReportIncome, 'earnedBefore23'>): { readonly earnedBefore23?: string } {
  return earnedBefore23 === undefined ? {} : { earnedBefore23: formatMinor(earnedBefore23) };
}

/** Refuses a part of the income that is more than the income. */
export function partProblem({ incomeYear, amountMinor, earnedBefore23 }: Pick<ReportIncome, 'incomeYear' | 'amountMinor' | 'earnedBefore23'>, participantId: string): Decision<never> | undefined {
  if (earnedBefore23 === undefined || (earnedBefore23 >= 0 && earnedBefore23 <= amountMinor)) return undefined;
  return refused(
    'MORE_THAN_INCOME',
    `participant ${participantId}: earnedBefore23 of ${incomeYear} is ${formatMinor(earnedBefore23)}, of an income of ${formatMinor(amountMinor)}; it is a part of the income`,
    { participantId, incomeYear },
  );
}

/** Refuses an income year that lies ahead or before the birth. */
function incomeYearProblem(incomeYear: number, { participantId, enrolment, today }: FactContext): Decision<never> | undefined {
  const details = { participantId, incomeYear };
  if (incomeYear > yearOf(today)) {
    return refused('INCOME_YEAR_IN_FUTURE', `participant ${participantId}: the income year ${incomeYear} lies after today, ${today}; check incomeYear`, details);
  }
  if (incomeYear < yearOf(enrolment.birthDate)) {
    return refused('BEFORE_BIRTH', `participant ${participantId}: the income year ${incomeYear} lies before the birth on ${enrolment.birthDate}; check incomeYear`, details);
  }
  return undefined;
}

function deathProblem(incomeYear: number, { participantId, diedOn }: FactContext): Decision<never> | undefined {
  if (diedOn === undefined || incomeYear <= yearOf(diedOn)) return undefined;
  return refused('AFTER_DEATH', `participant ${participantId}: the income year ${incomeYear} lies after the death on ${diedOn}; check incomeYear`, { participantId, incomeYear });
}

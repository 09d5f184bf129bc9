/** A salary as its employer reports it (nl-pob 4.1, section 9). */
import type { CivilDate } from '#money/civil-date.js';
import { placedUnderKey, refused, type Decision } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import type { SalaryEventData, SalaryTerms } from './events.js';
import { salaryProblem, salaryTermsOf, type SalaryContext, type WantedSalary } from './salary-problems.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** `reported`: what stands, and the day it was told. */
    SALARY_ALREADY_REPORTED: {
      readonly participantId: string;
      readonly employerId: string;
      readonly from: string;
      readonly reported: SalaryTerms & { readonly on: string };
      readonly wanted: SalaryTerms & { readonly on: string };
    };
  }
}

export interface ReportSalary extends WantedSalary {
  readonly reportedOn: CivilDate;
}

/**
 * SalaryReported with the first of its month as its value date. Refuses what `salaryProblem` does, and SALARY_ALREADY_REPORTED where
 * another salary, or the same on another day, stands from that month.
 */
export function reportSalary(command: ReportSalary, context: SalaryContext): Decision<Decided<SalaryEventData>> {
  const { employerId, from, currency, reportedOn } = command;
  const { participantId } = context;
  const problem = salaryProblem(command, reportedOn, context);
  if (problem !== undefined) return problem;
  const salary = salaryTermsOf(command);
  return placedUnderKey<Decided<SalaryEventData>>(
    {
      type: 'SalaryReported',
      effectiveDate: `${from}-01`,
      key: `salary:${employerId}:${from}`,
      data: { employerId, from, ...salary, currency, reportedOn },
    },
    context.standing,
    ({ data }) =>
      refused('SALARY_ALREADY_REPORTED', {
        participantId,
        employerId,
        from,
        reported: {
          fullTimeSalary: String(data['fullTimeSalary']),
          partTimeFactor: String(data['partTimeFactor']),
          premiumFreeShare: String(data['premiumFreeShare']),
          on: String(data['reportedOn']),
        },
        wanted: { ...salary, on: reportedOn },
      }),
  );
}

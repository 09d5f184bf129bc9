/** A salary as its employer reports it (nl-pob 4.1, section 9). */
import type { CivilDate } from '#money/civil-date.js';
import { placedUnderKey, refused, type Decision } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import type { SalaryEventData, SalaryTerms } from './events.js';
import { salaryProblem, salaryTermsOf, toldSalary, type SalaryContext, type WantedSalary } from './salary-problems.js';

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
      refused(
        'SALARY_ALREADY_REPORTED',
        `employer ${employerId} reported ${toldSalary(data as unknown as SalaryTerms)} for participant ${participantId} from ` +
          `${from} on ${String(data['reportedOn'])}, not ${toldSalary(salary)} on ${reportedOn}; send a salary correction instead`,
        { participantId, employerId, from },
      ),
  );
}

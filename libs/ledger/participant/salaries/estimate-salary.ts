/** A salary that the fund sets to its best knowledge, while the employer leaves a demand for data unanswered (nl-pob 4.3). */
import type { CivilDate } from '#money/civil-date.js';
import { deliveredOn, obligationAt } from '../../employer/data-duties/obligations.js';
import { placedUnderKey, refused, unless, type Decision } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { comparableText } from '../../kernel/text.js';
import type { SalaryEventData, SalaryTerms } from './events.js';
import { salaryProblem, salaryTermsOf, type SalaryContext, type WantedSalary } from './salary-problems.js';

interface OnDemand {
  readonly employerId: string;
  readonly demand: string;
  readonly decidedOn: string;
}

declare module '../../kernel/refusal.js' {
  interface Refusals {
    ESTIMATE_ALREADY_SET: {
      readonly participantId: string;
      readonly employerId: string;
      readonly from: string;
      readonly to: string;
      readonly demand: string;
      readonly salary: SalaryTerms;
    };
    /** Of an estimate, or of an invoice. */
    MONTH_IN_FUTURE: (OnDemand & { readonly month: string }) | {
      readonly employerId: string;
      readonly month: string;
      readonly sentOn: string;
    };
    ESTIMATE_AFTER_DELIVERY: OnDemand & { readonly obligation: string; readonly deliveredOn: string };
  }
}

export interface EstimateSalary extends WantedSalary {
  /** Last month. */
  readonly to: string;
  /** Reference of the demand that was not answered. */
  readonly demand: string;
  readonly decidedOn: CivilDate;
}

/**
 * SalaryEstimated with the first of its first month as its value date. Refuses what `salaryProblem` does, ENDS_BEFORE_IT_BEGINS,
 * NO_DEMAND, DEADLINE_NOT_PASSED, ESTIMATE_AFTER_DELIVERY and ESTIMATE_ALREADY_SET (another one for that month on the same demand).
 */
export function estimateSalary(command: EstimateSalary, context: SalaryContext): Decision<Decided<SalaryEventData>> {
  const { employerId, from, to, currency, demand, decidedOn } = command;
  const { participantId } = context;
  const problem = salaryProblem(command, decidedOn, context);
  if (problem !== undefined) return problem;
  if (to < from) {
    return refused('ENDS_BEFORE_IT_BEGINS', { participantId, first: 'from', from, last: 'to', to });
  }
  const salary = salaryTermsOf(command);
  const placed = placedUnderKey<Decided<SalaryEventData>>(
    {
      type: 'SalaryEstimated',
      effectiveDate: `${from}-01`,
      key: `estimate:${employerId}:${from}:${JSON.stringify(comparableText(demand))}`,
      data: { employerId, from, to, ...salary, currency, demand, decidedOn },
    },
    context.standing,
    () => refused('ESTIMATE_ALREADY_SET', { participantId, employerId, from, to, demand, salary }),
  );
  return unless(placed, () => demandProblem(command, context));
}

function demandProblem({ employerId, demand, decidedOn, to }: EstimateSalary, context: SalaryContext): Decision<never> | undefined {
  const known = context.employerOf(employerId);
  const sent = known?.employer.demands.find(({ data }) => data.reference === demand);
  const obligation = sent?.data.obligation;
  const standing = known === undefined || obligation === undefined ? undefined : obligationAt(known.employer, obligation, decidedOn);
  const details = { employerId, demand, decidedOn };
  if (known === undefined || obligation === undefined || standing === undefined || standing.ground !== 'data') {
    return refused('NO_DEMAND', details);
  }
  if (to > decidedOn.slice(0, 7)) {
    return refused('MONTH_IN_FUTURE', { ...details, month: to });
  }
  if (known.law.duties.standing(standing, 0, undefined).estimateAllowed) return undefined;
  const delivered = deliveredOn(known.employer, obligation);
  return delivered !== undefined && delivered <= decidedOn
    ? refused('ESTIMATE_AFTER_DELIVERY', { ...details, obligation, deliveredOn: delivered })
    : refused('DEADLINE_NOT_PASSED', details);
}

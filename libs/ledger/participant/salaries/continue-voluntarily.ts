/** A participant who goes on at its own cost once the employment has ended (nl-pob 2.9). */
import { firstOfMonth, indexOfPeriod, lastOfMonth } from '#money/civil-date.js';
import { NO_CHANGE, placedUnderKey, refused, together, type Decision } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { notAccepted } from '../deciding/terms.js';
import type { SalaryEventData } from './events.js';
import { employerProblem, monthProblem, type SalaryContext } from './salary-problems.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    VOLUNTARY_CONTINUATION_ALREADY_REPORTED: { readonly participantId: string; readonly employerId: string; readonly from: string };
  }
}

export interface ContinueVoluntarily {
  readonly employerId: string;
  /** First month. */
  readonly from: string;
  /** Last month; may be told later. */
  readonly to: string | undefined;
}

type Continuation = Decision<Decided<SalaryEventData>>;

/**
 * VoluntaryContinuationStarted on the first of its month, and VoluntaryContinuationEnded on the last day of its last, where it is told,
 * now or in a later row. Refuses NOT_ACCEPTED_BY_SCHEME, EMPLOYER_NOT_AFFILIATED, AFTER_DEATH, ENDS_BEFORE_IT_BEGINS and
 * VOLUNTARY_CONTINUATION_ALREADY_REPORTED (another end stands).
 */
export function continueVoluntarily({ employerId, from, to }: ContinueVoluntarily, context: SalaryContext): Continuation {
  const { participantId, standing } = context;
  if (!context.terms.facts.employers) return notAccepted(context, 'voluntaryContinuations');
  const problem = employerProblem(employerId, from, context) ?? monthProblem(from, context);
  if (problem !== undefined) return problem;
  if (to !== undefined && to < from) {
    return refused('ENDS_BEFORE_IT_BEGINS', { participantId, first: 'from', from, last: 'to', to });
  }
  const other = (): Decision<never> =>
    refused('VOLUNTARY_CONTINUATION_ALREADY_REPORTED', { participantId, employerId, from });
  const event = { employerId, from };
  return together(
    placedUnderKey<Decided<SalaryEventData>>(
      { type: 'VoluntaryContinuationStarted', effectiveDate: firstOfMonth(indexOfPeriod(from)), key: `voluntary:${employerId}:${from}`, data: event },
      standing,
      other,
    ),
    to === undefined
      ? NO_CHANGE
      : placedUnderKey<Decided<SalaryEventData>>(
          {
            type: 'VoluntaryContinuationEnded',
            effectiveDate: lastOfMonth(indexOfPeriod(to)),
            key: `voluntary-ended:${employerId}:${from}`,
            data: { ...event, to },
          },
          standing,
          other,
        ),
  );
}

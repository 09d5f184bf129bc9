/** The letter that a participant gets at the start of accrual (nl-pob 4.5; Pension Act, art. 21). */
import { firstOfMonth, indexOfPeriod, type CivilDate } from '#money/civil-date.js';
import { placedUnderKey, refused, unless, type Decision } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { deathProblem, futureProblem } from '../deciding/days.js';
import { notAccepted, type FactContext } from '../deciding/terms.js';
import type { SalaryRecord } from '../salaries/events.js';
import type { LetterEventData } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** Without `beganOn` there is no salary yet. */
    LETTER_BEFORE_ACCRUAL: { readonly participantId: string; readonly sentOn: string; readonly beganOn?: string | undefined };
    START_LETTER_ALREADY_SENT: {
      readonly participantId: string;
      readonly sentOn: string;
      readonly standing: { readonly sentOn: string; readonly reference: string };
    };
  }
}

export interface SendStartLetter {
  readonly sentOn: CivilDate;
  readonly reference: string;
}

type Salaries = ReadonlyMap<string, Readonly<Pick<SalaryRecord, 'entries' | 'estimates'>>>;

interface LetterContext extends FactContext {
  /** All that is known, whatever the value dates. */
  readonly state: { readonly salaries: Salaries };
}

/** The first day of the first month with a salary, at whichever employer, reported or estimated; undefined without one. */
export function firstDayWithSalary(salaries: Salaries): CivilDate | undefined {
  const months = [...salaries.values()]
    .flatMap(({ entries, estimates }) => [...entries, ...estimates])
    .filter(({ fullTimeSalary }) => /[1-9]/.test(fullTimeSalary))
    .map(({ from }) => from)
    .sort();
  return months[0] === undefined ? undefined : firstOfMonth(indexOfPeriod(months[0]));
}

/**
 * StartLetterSent, on the day it was sent: once, since accrual in the scheme begins once, at whichever employer. Refuses
 * NOT_ACCEPTED_BY_SCHEME, EVENT_IN_FUTURE, START_LETTER_ALREADY_SENT (another day or reference stands), LETTER_BEFORE_ACCRUAL and
 * AFTER_DEATH.
 */
export function sendStartLetter({ sentOn, reference }: SendStartLetter, context: LetterContext): Decision<Decided<LetterEventData>> {
  const { participantId, terms, standing, state } = context;
  if (!terms.facts.employers) return notAccepted(context, 'startLetters');
  const problem = futureProblem('sentOn', sentOn, context);
  if (problem !== undefined) return problem;
  const sent = placedUnderKey<Decided<LetterEventData>>(
    { type: 'StartLetterSent', effectiveDate: sentOn, key: 'start-letter', data: { sentOn, reference } },
    standing,
    ({ data }) =>
      refused('START_LETTER_ALREADY_SENT', {
        participantId,
        sentOn,
        standing: { sentOn: String(data['sentOn']), reference: String(data['reference']) },
      }),
  );
  return unless(sent, () => {
    const beganOn = firstDayWithSalary(state.salaries);
    if (beganOn === undefined || sentOn < beganOn) return refused('LETTER_BEFORE_ACCRUAL', { participantId, sentOn, beganOn });
    return deathProblem('sentOn', sentOn, context);
  });
}

/** The days that decisions about a participant refuse. */
import type { CivilDate } from '#money/civil-date.js';
import { refused, type Decision } from '../../kernel/decision.js';
import type { JsonValue } from '../../kernel/json.js';
import type { FactContext } from './terms.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** `field` names the detail that holds the day, month or year. */
    AFTER_DEATH: { readonly participantId: string; readonly field: string; readonly diedOn: string; readonly [field: string]: JsonValue };
  }
}

type Problem = Decision<never> | undefined;

export function futureProblem(field: string, on: CivilDate, { participantId, today }: FactContext): Problem {
  if (on <= today) return undefined;
  return refused(
    'EVENT_IN_FUTURE',
    `participant ${participantId}: ${field} ${on} lies after today, ${today}; report it once it has happened`,
    {
      participantId,
      [field]: on,
    },
  );
}

export function birthProblem(field: string, on: CivilDate, { participantId, enrolment }: FactContext): Problem {
  if (on >= enrolment.birthDate) return undefined;
  return refused('BEFORE_BIRTH', `participant ${participantId}: ${field} ${on} lies before the birth on ${enrolment.birthDate}; check it`, {
    participantId,
    [field]: on,
  });
}

export function deathProblem(field: string, on: CivilDate, { participantId, diedOn }: FactContext): Problem {
  if (diedOn === undefined || on <= diedOn) return undefined;
  return refused('AFTER_DEATH', { participantId, field, [field]: on, diedOn });
}

type NamedDay = readonly [field: string, on: CivilDate];

/** Refuses a last day before the first. */
export function orderProblem([first, firstDay]: NamedDay, [last, lastDay]: NamedDay, { participantId }: FactContext): Problem {
  if (lastDay >= firstDay) return undefined;
  return refused('ENDS_BEFORE_IT_BEGINS', `participant ${participantId}: ${last} ${lastDay} lies before ${first} ${firstDay}; check both`, {
    participantId,
    [first]: firstDay,
    [last]: lastDay,
  });
}

/** First and last day; without a last day it goes on. */
type Stretch = readonly [CivilDate, CivilDate | undefined];

/** Whether two stretches of days share one. */
export function overlap(first: Stretch, second: Stretch): boolean {
  return (first[1] === undefined || second[0] <= first[1]) && (second[1] === undefined || first[0] <= second[1]);
}

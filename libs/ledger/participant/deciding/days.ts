/** The days that decisions about a participant refuse. */
import type { CivilDate } from '#money/civil-date.js';
import { refused, type Decision } from '../../kernel/decision.js';
import type { JsonValue } from '../../kernel/json.js';
import type { FactContext } from './terms.js';

/** `field` names the detail that holds the day, month or year. */
interface InField {
  readonly participantId: string;
  readonly field: string;
  readonly [field: string]: JsonValue;
}

declare module '../../kernel/refusal.js' {
  interface Refusals {
    AFTER_DEATH: InField & { readonly diedOn: string };
    BEFORE_BIRTH: InField & { readonly birthDate: string };
    /** Of a participant, an employer, or a step of a transfer. */
    EVENT_IN_FUTURE: {
      readonly participantId?: string;
      readonly employerId?: string;
      readonly field: string;
      readonly today: string;
      readonly [field: string]: JsonValue | undefined;
    };
    /** `first` and `last` name the details that hold the days or months. */
    ENDS_BEFORE_IT_BEGINS: {
      readonly participantId: string;
      readonly first: string;
      readonly last: string;
      readonly [field: string]: JsonValue;
    };
  }
}

type Problem = Decision<never> | undefined;

export function futureProblem(field: string, on: CivilDate, { participantId, today }: FactContext): Problem {
  return on <= today ? undefined : refused('EVENT_IN_FUTURE', { participantId, field, [field]: on, today });
}

export function birthProblem(field: string, on: CivilDate, { participantId, enrolment: { birthDate } }: FactContext): Problem {
  return on >= birthDate ? undefined : refused('BEFORE_BIRTH', { participantId, field, [field]: on, birthDate });
}

export function deathProblem(field: string, on: CivilDate, { participantId, diedOn }: FactContext): Problem {
  if (diedOn === undefined || on <= diedOn) return undefined;
  return refused('AFTER_DEATH', { participantId, field, [field]: on, diedOn });
}

type NamedDay = readonly [field: string, on: CivilDate];

/** Refuses a last day before the first. */
export function orderProblem([first, firstDay]: NamedDay, [last, lastDay]: NamedDay, { participantId }: FactContext): Problem {
  if (lastDay >= firstDay) return undefined;
  return refused('ENDS_BEFORE_IT_BEGINS', { participantId, first, [first]: firstDay, last, [last]: lastDay });
}

/** First and last day; without a last day it goes on. */
type Stretch = readonly [CivilDate, CivilDate | undefined];

/** Whether two stretches of days share one. */
export function overlap(first: Stretch, second: Stretch): boolean {
  return (first[1] === undefined || second[0] <= first[1]) && (second[1] === undefined || first[0] <= second[1]);
}

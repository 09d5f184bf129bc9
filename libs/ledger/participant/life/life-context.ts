/** What decisions about a participant's life look at beside the stream's keys, and the days that they refuse. */
import { formatMinor } from '#money/amount.js';
import { firstOfMonth, lastOfMonth, type CivilDate } from '#money/civil-date.js';
import { refused, type Decision, type FactContext } from '../decide.js';
import type { Enrolment, ParticipantState } from '../state.js';

export interface LifeContext extends FactContext {
  readonly enrolment: Enrolment;
  /** All that is known, whatever the value dates. */
  readonly state: ParticipantState;
}

export function futureProblem(field: string, on: CivilDate, { participantId, today }: FactContext): Decision | undefined {
  if (on <= today) return undefined;
  return refused('EVENT_IN_FUTURE', `participant ${participantId}: ${field} ${on} lies after today, ${today}; report it once it has happened`, { participantId, [field]: on });
}

export function birthProblem(field: string, on: CivilDate, { participantId, enrolment }: FactContext): Decision | undefined {
  if (on >= enrolment.birthDate) return undefined;
  return refused('BEFORE_BIRTH', `participant ${participantId}: ${field} ${on} lies before the birth on ${enrolment.birthDate}; check it`, { participantId, [field]: on });
}

export function deathProblem(field: string, on: CivilDate, { participantId, diedOn }: FactContext): Decision | undefined {
  if (diedOn === undefined || on <= diedOn) return undefined;
  return refused('AFTER_DEATH', `participant ${participantId}: ${field} ${on} lies after the death on ${diedOn}; check it`, { participantId, [field]: on });
}

/** Refuses a last day before the first. */
export function orderProblem([first, firstDay]: readonly [string, CivilDate], [last, lastDay]: readonly [string, CivilDate], { participantId }: FactContext): Decision | undefined {
  if (lastDay >= firstDay) return undefined;
  return refused('ENDS_BEFORE_IT_BEGINS', `participant ${participantId}: ${last} ${lastDay} lies before ${first} ${firstDay}; check both`, { participantId, [first]: firstDay, [last]: lastDay });
}

/** Refuses a movement with which the value would leave the range that the ledger counts exactly. */
export function rangeProblem(movedMinor: number, { participantId, state }: LifeContext): Decision | undefined {
  if (Number.isSafeInteger(state.balanceMinor + movedMinor)) return undefined;
  return refused('VALUE_TOO_LARGE', `participant ${participantId}: with ${formatMinor(movedMinor)} the value would pass ${formatMinor(Number.MAX_SAFE_INTEGER)}, the largest the ledger counts exactly; check the amount`, { participantId });
}

/** Whether a pension of that name is paid for a day of the month. */
export function isPaidIn(month: number, benefit: string, { pensions }: Pick<ParticipantState, 'pensions'>): boolean {
  const days = [firstOfMonth(month), lastOfMonth(month)] as const;
  return pensions.some((one) => one.benefit === benefit && overlap([one.startsOn, one.endsOn], days));
}

/** Whether two stretches of days share one; without a last day they go on. */
export function overlap(first: readonly [CivilDate, CivilDate | undefined], second: readonly [CivilDate, CivilDate | undefined]): boolean {
  return (first[1] === undefined || second[0] <= first[1]) && (second[1] === undefined || first[0] <= second[1]);
}

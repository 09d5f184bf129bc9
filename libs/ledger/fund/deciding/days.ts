/** The days that decisions of a fund refuse. */
import { endOfYear, type CivilDate } from '#money/civil-date.js';
import { refused, type Decision } from '../../kernel/decision.js';
import { refusal, Refused, type Refusal } from '../../kernel/refusal.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** Of `today`, or of the day on which a final invoice is sent. */
    YEAR_NOT_OVER:
      | { readonly year: number; readonly today: string }
      | { readonly employerId: string; readonly year: number; readonly sentOn: string };
    DECISION_IN_FUTURE: { readonly on: string; readonly today: string };
  }
}

/** A year that is not over yet; undefined where it is. */
export function yearProblem(year: number, today: CivilDate): Decision<never> | undefined {
  return endOfYear(year) <= today ? undefined : refused('YEAR_NOT_OVER', { year, today });
}

/** A day that has not come yet; undefined where it has. */
export function dayProblem(on: CivilDate, today: CivilDate): Decision<never> | undefined {
  const problem = inFuture(on, today);
  return problem === undefined ? undefined : { status: 'refused', refusal: problem };
}

/** The same for formulas, whose refusals the decision answers. */
export function refuseFuture(on: CivilDate, today: CivilDate): void {
  const problem = inFuture(on, today);
  if (problem !== undefined) throw new Refused(problem);
}

function inFuture(on: CivilDate, today: CivilDate): Refusal | undefined {
  return on <= today ? undefined : refusal('DECISION_IN_FUTURE', { on, today });
}

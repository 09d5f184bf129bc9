/** The days that decisions of a fund refuse. */
import { endOfYear, type CivilDate } from '#money/civil-date.js';
import { refused, type Decision } from '../../kernel/decision.js';
import { refusal, Refused, type Refusal } from '../../kernel/refusal.js';

/** A year that is not over yet; undefined where it is. */
export function yearProblem(year: number, today: CivilDate): Decision<never> | undefined {
  const end = endOfYear(year);
  if (end <= today) return undefined;
  const why = 'what is declared for it would be known before it happened';
  return refused('YEAR_NOT_OVER', `${year} ends on ${end}, after today, ${today}; ${why}`, { year });
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
  if (on <= today) return undefined;
  return refusal('DECISION_IN_FUTURE', `${on} lies after today, ${today}; a decision takes effect once its day has come`, { on });
}

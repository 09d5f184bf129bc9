/** The days that decisions of a fund refuse. */
import { endOfYear, type CivilDate } from '#money/civil-date.js';
import { refuse } from '../../kernel/refusal.js';

export function refuseBeforeEnd(year: number, today: CivilDate): void {
  const end = endOfYear(year);
  if (end > today) {
    const why = 'what is declared for it would be known before it happened';
    refuse('YEAR_NOT_OVER', `${year} ends on ${end}, after today, ${today}; ${why}`, { year });
  }
}

export function refuseFuture(on: CivilDate, today: CivilDate): void {
  if (on > today) refuse('DECISION_IN_FUTURE', `${on} lies after today, ${today}; a decision takes effect once its day has come`, { on });
}

/** The eight-year window of corrections (section 11; Annex 1, 2.4: "the last eight years preceding the correction year"). */
import { endOfYear, type CivilDate } from '#money/civil-date.js';

export const WINDOW_YEARS = 8;

/** closed: no correction settles any more; open: it does; not-yet: the running year or a later one. */
export type WindowStatus = 'closed' | 'open' | 'not-yet';

/** First income year a correction of that year settles: c − 8. */
export function windowFrom(correctionYear: number): number {
  return correctionYear - WINDOW_YEARS;
}

/** Last income year a correction of that year settles: c − 1. */
export function windowTo(correctionYear: number): number {
  return correctionYear - 1;
}

export function windowStatus(incomeYear: number, correctionYear: number): WindowStatus {
  if (incomeYear < windowFrom(correctionYear)) return 'closed';
  return incomeYear <= windowTo(correctionYear) ? 'open' : 'not-yet';
}

/** Last calendar year in which a correction of that income year settles: i + 8. */
export function lastCorrectionYear(incomeYear: number): number {
  return incomeYear + WINDOW_YEARS;
}

/** Last `correctedOn` that settles: 31 December of i + 8. */
export function closesOn(incomeYear: number): CivilDate {
  return endOfYear(lastCorrectionYear(incomeYear));
}

/** The year the old-age pension is taken (section 8; Annex 1, 2.3). */
import { startOfYear, yearOf, type CivilDate } from '#money/civil-date.js';

export interface PensionTaken {
  readonly pensionTakenYear: number;
  /** s of J_s: the year before. */
  readonly indexYear: number;
}

/** The year of the grant, if the pension begins at the latest on 1 January of the year after; otherwise the year it begins. */
export function oldAgePensionTaken(grantedOn: CivilDate, beginsOn: CivilDate): PensionTaken {
  const grantYear = yearOf(grantedOn);
  const pensionTakenYear = beginsOn <= startOfYear(grantYear + 1) ? grantYear : yearOf(beginsOn);
  return { pensionTakenYear, indexYear: indexYearOf(pensionTakenYear) };
}

export function indexYearOf(pensionTakenYear: number): number {
  return pensionTakenYear - 1;
}

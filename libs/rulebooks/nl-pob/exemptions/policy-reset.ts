/** Setting investment policy and benchmark anew within a year (V.4.4, V.4.5). */
import { refuse } from '#ledger/kernel/refusal.js';
import { addDays, addMonths, civilDate, yearOf } from '#money/civil-date.js';
import type { PolicyReset, ResetDuties } from '../../frame/capabilities/employer-duties.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    RESET_NOT_ALLOWED:
      | { readonly why: 'SECOND_IN_YEAR'; readonly year: number }
      | { readonly why: 'STUDY'; readonly after: string }
      | { readonly why: 'EXPERT' };
  }
}

/** V.4.5 g: announced up to the 15th day after, employers told within two months. */
const ANNOUNCED_WITHIN_DAYS = 15;
const EMPLOYERS_TOLD_WITHIN_MONTHS = 2;

/** V.4.4: once a year, on a study made after 1 November of the year before and the statement of an outside expert. */
export function resetPolicy({ on, resets, studyOn, expertStatement }: PolicyReset): ResetDuties {
  const year = yearOf(on);
  const studiedAfter = civilDate(year - 1, 11, 1);
  if (resets.some((day) => yearOf(day) === year)) refuse('RESET_NOT_ALLOWED', { why: 'SECOND_IN_YEAR', year });
  if (studyOn === undefined || studyOn <= studiedAfter) refuse('RESET_NOT_ALLOWED', { why: 'STUDY', after: studiedAfter });
  if (!expertStatement) refuse('RESET_NOT_ALLOWED', { why: 'EXPERT' });
  return { announceBy: addDays(on, ANNOUNCED_WITHIN_DAYS), tellEmployersBy: addMonths(on, EMPLOYERS_TOLD_WITHIN_MONTHS) };
}

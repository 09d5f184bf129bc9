/** The correction of a reported salary: premiums and rights follow as if it had been right from the start (nl-pob 2.4, section 9). */
import type { CivilDate } from '#money/civil-date.js';
import { NO_CHANGE, occurrenceKey, refused, type Decision, type Standing } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { salaryIn, type SalaryEntry, type SalaryEventData } from './events.js';
import { isSameSalary, salaryProblem, salaryTermsOf, type SalaryContext, type WantedSalary } from './salary-problems.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    SALARY_NOT_REPORTED: { readonly participantId: string; readonly employerId: string; readonly from: string };
  }
}

export interface CorrectSalary extends WantedSalary {
  readonly reason: string;
  readonly correctedOn: CivilDate;
}

export interface SalaryCorrectionContext extends SalaryContext {
  /** All that is known, whatever the value dates. */
  readonly state: { readonly salaries: ReadonlyMap<string, { readonly entries: readonly SalaryEntry[] }> };
  /** The how-manieth of its content in its file; 1 for a request. */
  readonly occurrence: number;
}

/**
 * SalaryCorrected with the first of the corrected month as its value date; one that stands already is no change. Refuses what
 * `salaryProblem` does, SALARY_NOT_REPORTED (nothing to correct from that month) and LATER_CORRECTION_STANDS.
 */
export function correctSalary(command: CorrectSalary, context: SalaryCorrectionContext): Decision<Decided<SalaryEventData>> {
  const { employerId, from, currency, reason, correctedOn } = command;
  const { participantId, standing } = context;
  const problem = salaryProblem(command, correctedOn, context);
  if (problem !== undefined) return problem;
  const entry = context.state.salaries.get(employerId)?.entries.find((one) => one.from === from);
  if (entry === undefined) {
    return refused('SALARY_NOT_REPORTED', { participantId, employerId, from });
  }
  const after = salaryTermsOf(command);
  const before = salaryIn(entry);
  const isInForce = isSameSalary(before, after);
  const isReplaced = entry.correctedOn === correctedOn && !isInForce;
  const key = keyOf(salaryCorrectionKey(command), context.occurrence, standing, isReplaced);
  if (key === undefined || isInForce) return NO_CHANGE;
  if (entry.correctedOn !== undefined && entry.correctedOn > correctedOn) {
    const { correctedOn: standing } = entry;
    return refused('LATER_CORRECTION_STANDS', { participantId, employerId, from, standing, salary: { ...before }, wanted: correctedOn });
  }
  const data = { employerId, from, before, after, currency, reason, correctedOn, supersedes: entry.eventId };
  return { status: 'decided', events: [{ type: 'SalaryCorrected', effectiveDate: `${from}-01`, key, data }] };
}

/** What a correction wants, in words that tell it from any other of the same month. */
export function salaryCorrectionKey(wanted: WantedSalary & { readonly correctedOn: CivilDate }): string {
  const { fullTimeSalary, partTimeFactor, premiumFreeShare } = salaryTermsOf(wanted);
  const { employerId, from, correctedOn } = wanted;
  return `salary-correction:${employerId}:${from}:${correctedOn}:${fullTimeSalary}:${partTimeFactor}:${premiumFreeShare}`;
}

/**
 * The key of a correction among others of the same content: undefined where it stands, save that one that another correction of the same
 * day has replaced since, or that was annulled, is wanted anew. Of the rows of this very file each stands once.
 */
function keyOf(key: string, occurrence: number, standing: Standing, isReplaced: boolean): string | undefined {
  let [taken, stand, own] = [0, 0, 0];
  for (;;) {
    const found = standing(occurrenceKey(key, taken + 1));
    if (found === undefined) break;
    taken += 1;
    stand += found.annulled ? 0 : 1;
    own += found.sameFile === true ? 1 : 0;
    if (own === occurrence) return undefined;
  }
  return stand >= occurrence && !isReplaced ? undefined : occurrenceKey(key, taken + 1);
}

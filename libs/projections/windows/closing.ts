/** Income years whose correction window closes in a given year, with the corrections they have had. */
import { yearOf } from '#money/civil-date.js';
import type { WindowSettlement, WindowYear } from '#rulebooks/frame/capabilities/windows.js';
import { answerDigest, type Answer, type AnswerCoordinates } from '../answer.js';
import type { WindowsAnswer } from './projection.js';

/** A correction that is planned and not yet committed. */
export interface PendingCorrection {
  /** Digest of the plan. */
  readonly plan: string;
  readonly approved: boolean;
  readonly incomeYear: number;
  readonly employerId: string;
  readonly correctedOn: string;
  /** The employer's income before and after. */
  readonly before: string;
  readonly after: string;
}

export interface ClosingYear {
  readonly participantId: string;
  readonly incomeYear: number;
  readonly closesOn: WindowYear['closesOn'];
  /** Seen from the year of the value date. */
  readonly status: WindowYear['status'];
  readonly income: WindowYear['income'];
  readonly premium: string;
  /** Settled ones, and those that came after the window had closed. */
  readonly corrections: readonly WindowSettlement[];
  readonly pending: readonly PendingCorrection[];
}

/** A participant's years that close in `year`, each with the coordinates of the answer they are taken from. */
export function closingIn(
  answer: Answer<WindowsAnswer>,
  year: number,
  pending: readonly PendingCorrection[],
): readonly Answer<ClosingYear>[] {
  const { participantId, asOf, knownAt, rulesKnownAt, position, rulebook, digestVersion } = answer;
  return answer.years
    .filter(({ closesOn }) => yearOf(closesOn) === year)
    .map(({ incomeYear, closesOn, status, income, premium, settlements }) => {
      const row: ClosingYear & Omit<AnswerCoordinates, 'digest'> = {
        participantId,
        incomeYear,
        closesOn,
        status,
        income,
        premium,
        corrections: settlements,
        pending: pending.filter((correction) => correction.incomeYear === incomeYear),
        asOf,
        knownAt,
        rulesKnownAt,
        position,
        rulebook,
        digestVersion,
      };
      return { ...row, digest: answerDigest(row) };
    });
}

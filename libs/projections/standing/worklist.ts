/** The window worklist: which of a participant's income years can still be corrected, the one that closes next first. */
import type { CivilDate } from '#money/civil-date.js';
import { participantProjection } from '../projection.js';
import { windowsProjection, type WindowsAnswer, type WindowsQuestion } from '../windows/projection.js';

export interface WorklistYear {
  readonly incomeYear: number;
  readonly lastCorrectionYear: number;
  readonly closesOn: CivilDate;
  /** The year's income as it stands. */
  readonly income: string;
  readonly premium: string;
}

export interface WorklistView {
  readonly participantId: string;
  readonly correctionYear: number;
  readonly years: readonly WorklistYear[];
}

export function worklistOf({ participantId, correctionYear, years }: WindowsAnswer): WorklistView {
  return {
    participantId,
    correctionYear,
    years: years
      .filter(({ status }) => status === 'open')
      .map(({ incomeYear, lastCorrectionYear, closesOn, income, premium }) => ({
        incomeYear,
        lastCorrectionYear,
        closesOn,
        income: income.current,
        premium,
      }))
      .sort((a, b) => (a.closesOn === b.closesOn ? a.incomeYear - b.incomeYear : a.closesOn < b.closesOn ? -1 : 1)),
  };
}

export const worklistProjection = participantProjection<WindowsQuestion, WorklistView>('worklist', 1, (context) =>
  worklistOf(windowsProjection.view(context)),
);

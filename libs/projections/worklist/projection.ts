/** The window worklist: which of a participant's income years can still be corrected, the one that closes next first. */
import type { CivilDate } from '#money/civil-date.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { amount, date, list, record, text, whole, type SchemaFields } from '../schema-parts.js';
import type { View } from '../view.js';
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

const YEAR: SchemaFields = { incomeYear: whole, lastCorrectionYear: whole, closesOn: date, income: amount, premium: amount };

export const worklistProjection: View<WindowsQuestion, WorklistView> = {
  name: 'worklist',
  version: 1,
  summary: 'The income years that can still be corrected, the one that closes next first.',
  subject: PARTICIPANT,
  capability: 'windows',
  question: windowsProjection.question,
  schema: record({
    participantId: text,
    correctionYear: whole,
    years: list(record(YEAR)),
  }),
  standing: {
    entries: {
      fields: YEAR,
      of: ({ years }) => years.map((year) => ({ sortedBy: year.closesOn, ordinal: year.incomeYear, entry: { ...year } })),
    },
  },
  view: ({ also }) => worklistOf(also(windowsProjection)),
};

function worklistOf({ participantId, correctionYear, years }: WindowsAnswer): WorklistView {
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

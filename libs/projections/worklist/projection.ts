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
  /** As first reported. */
  readonly reported: string;
  /** The year's income as it stands. */
  readonly income: string;
  readonly premium: string;
  /** Reports and corrections that there are. */
  readonly versions: number;
  /** Those that reported the year, by id. */
  readonly employers: readonly string[];
}

export interface WorklistView {
  readonly participantId: string;
  readonly correctionYear: number;
  readonly years: readonly WorklistYear[];
}

const YEAR: SchemaFields = {
  incomeYear: whole,
  lastCorrectionYear: whole,
  closesOn: date,
  reported: amount,
  income: amount,
  premium: amount,
  versions: whole,
  employers: list(text),
};

export const worklistProjection: View<WindowsQuestion, WorklistView> = {
  name: 'worklist',
  version: 2,
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
      filters: {
        employerId: {
          type: 'identifier',
          about: 'years that this employer reported',
          fits: ({ employers }, asked) => (employers as readonly string[]).includes(asked),
        },
        closesIn: {
          type: 'year',
          about: 'years whose window closes in this one',
          fits: ({ closesOn }, asked) => String(closesOn).startsWith(asked),
        },
        incomeYear: { type: 'year', about: 'this income year', fits: ({ incomeYear }, asked) => String(incomeYear) === asked },
      },
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
      .map(({ incomeYear, lastCorrectionYear, closesOn, income, premium, versions }) => ({
        incomeYear,
        lastCorrectionYear,
        closesOn,
        reported: income.reported,
        income: income.current,
        premium,
        versions: versions.length,
        employers: [...new Set(versions.map(({ employerId }) => employerId))].sort(),
      }))
      .sort((a, b) => (a.closesOn === b.closesOn ? a.incomeYear - b.incomeYear : a.closesOn < b.closesOn ? -1 : 1)),
  };
}

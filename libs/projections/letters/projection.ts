/** The letter that a participant gets at the start of accrual: by when, and whether it was sent (nl-pob 4.5; Pension Act, art. 21). */
import { daysBetween, type CivilDate } from '#money/civil-date.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { employmentsOf } from '#rulebooks/frame/employments.js';
import { dateColumn, textColumn, wholeColumn } from '../columns.js';
import { choice, count, date, orNull, record, text, uuid, type SchemaFields } from '../schema-parts.js';
import type { NoQuestion, Seen, View } from '../view.js';

const STATUSES = ['owed', 'overdue', 'sent', 'sent-late'] as const;

interface StartLetterShown {
  readonly accrualBegan: CivilDate;
  readonly lastDate: CivilDate;
  readonly sentOn: CivilDate | null;
  readonly reference: string | null;
  /** Days after the last one, until it was sent, or the value date; 0 in time. */
  readonly daysLate: number;
  readonly status: (typeof STATUSES)[number];
  readonly eventId: string | null;
}

export interface LettersView {
  readonly participantId: string;
  /** Null before anything accrues, and where nobody is left to be told: after a death, or a transfer with a group. */
  readonly startLetter: StartLetterShown | null;
}

/** The entry of one whose letter is owed. */
export interface LetterEntry {
  readonly lastDate: CivilDate;
  readonly accrualBegan: CivilDate;
  readonly status: 'owed' | 'overdue';
}

const ENTRY: SchemaFields = { lastDate: date, accrualBegan: date, status: choice('owed', 'overdue') };

export const lettersProjection: View<NoQuestion, LettersView> = {
  name: 'letters',
  version: 2,
  summary: 'The letters that participants are owed at the start of accrual, the one with the earliest last day first.',
  subject: PARTICIPANT,
  capability: 'notices',
  question: {},
  schema: record({
    participantId: text,
    startLetter: orNull(
      record({
        accrualBegan: date,
        lastDate: date,
        sentOn: orNull(date),
        reference: orNull(text),
        daysLate: count,
        status: choice(...STATUSES),
        eventId: orNull(uuid),
      }),
    ),
  }),
  refuses: ['EMPLOYER_NOT_READABLE'],
  flat: {
    columns: [
      textColumn('participantId'),
      dateColumn('accrualBegan'),
      dateColumn('lastDate'),
      dateColumn('sentOn'),
      wholeColumn('daysLate', 'days'),
      textColumn('status'),
    ],
    rows: ({ participantId, startLetter }) => {
      if (startLetter === null) return [];
      const { accrualBegan, lastDate, sentOn, daysLate, status } = startLetter;
      return [[participantId, accrualBegan, lastDate, sentOn, daysLate, status]];
    },
  },
  standing: {
    entries: {
      fields: ENTRY,
      filters: {
        lastDateIn: {
          type: 'year',
          about: 'letters whose last day is in this year',
          fits: ({ lastDate }, asked) => String(lastDate).startsWith(asked),
        },
      },
      of: ({ startLetter }) => {
        if (startLetter === null || startLetter.sentOn !== null) return [];
        const { lastDate, accrualBegan, status } = startLetter;
        return [{ sortedBy: lastDate, ordinal: 0, entry: { lastDate, accrualBegan, status } }];
      },
    },
  },
  view: (seen) => ({ participantId: seen.id, startLetter: startLetterOf(seen) }),
};

/** What was sent before accrual began did not tell of it: the first letter since does (4.5: from the start; assumption). */
function startLetterOf({ id, state, coordinates: { asOf }, rules, besides }: Seen): StartLetterShown | null {
  const law = capabilityOf(rules.rulebook, 'notices');
  if (besides === undefined) throw new Error(`what the employers of ${id} mean for it was not asked`);
  const term = law.startLetter(employmentsOf(id, state, besides.employers), asOf.slice(0, 7));
  if (term === undefined) return null;
  const sent = state.startLetters.find((letter) => letter.sentOn >= term.accrualBegan);
  if (sent === undefined && (state.diedOn !== undefined || state.goneOver !== undefined)) return null;
  const daysLate = Math.max(0, daysBetween(term.lastDate, sent?.sentOn ?? asOf));
  const [inTime, late] = sent === undefined ? (['owed', 'overdue'] as const) : (['sent', 'sent-late'] as const);
  return {
    ...term,
    sentOn: sent?.sentOn ?? null,
    reference: sent?.reference ?? null,
    daysLate,
    status: daysLate === 0 ? inTime : late,
    eventId: sent?.eventId ?? null,
  };
}

/** The coverage overview: what a participant is covered for at a value date. */
import type { Benefit, CoverageView } from '#rulebooks/frame/capabilities/coverage.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { dateColumn, moneyColumn, textColumn } from '../columns.js';
import type { Cell, NoQuestion, View } from '../view.js';
import { coverageSchema } from './schema.js';
import { coverageTold } from './told.js';
import { conditionText, noteText } from './wording.js';

/** A benefit with its condition in the words of the answer. */
interface ShownBenefit extends Omit<Benefit, 'condition'> {
  readonly condition: string | null;
}

export interface CoverageAnswer extends Omit<CoverageView, 'benefits' | 'notes'> {
  readonly participantId: string;
  readonly scheme: string;
  readonly benefits: readonly ShownBenefit[];
  readonly notes: readonly string[];
}

export const coverageProjection: View<NoQuestion, CoverageAnswer> = {
  name: 'coverage',
  version: 1,
  summary: 'What a participant is covered for at a value date: value, benefits with their basis, assumptions.',
  subject: PARTICIPANT,
  capability: 'coverage',
  question: {},
  schema: coverageSchema,
  refuses: ['BEYOND_LIFE_TABLE'],
  flat: {
    columns: [
      textColumn('participantId'),
      textColumn('scheme'),
      moneyColumn('value'),
      textColumn('benefit'),
      moneyColumn('amount'),
      ...['currency', 'frequency', 'basis', 'condition'].map((name) => textColumn(name)),
      dateColumn('validUntil'),
      textColumn('figure'),
    ],
    rows: rowsOf,
  },
  standing: {},
  view: ({ id, state, also }) => {
    const told = also(coverageTold);
    return {
      participantId: id,
      scheme: state.enrolment.scheme,
      ...told,
      benefits: told.benefits.map((one) => ({ ...one, condition: one.condition === null ? null : conditionText(one.condition) })),
      notes: told.notes.map(noteText),
    };
  },
};

/** A row for each benefit, one empty-handed row where there is none. */
function rowsOf({ participantId, scheme, value, benefits }: CoverageAnswer): readonly (readonly Cell[])[] {
  const own = [participantId, scheme, value];
  if (benefits.length === 0) return [[...own, null, null, null, null, null, null, null, null]];
  return benefits.map(({ benefit, amount, currency, frequency, basis, condition, validUntil, figure }) => [
    ...own,
    ...[benefit, amount, currency, frequency, basis, condition, validUntil, figure],
  ]);
}

/** What a participant adds to the liabilities of its fund at the end of a year. */
import type { ParticipantLiabilities } from '#rulebooks/frame/capabilities/liabilities.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { exactColumn, textColumn, wholeColumn } from '../columns.js';
import { namedYear } from '../questions.js';
import { choice, exact, list, mapOf, record, text, whole } from '../schema-parts.js';
import type { Cell, View } from '../view.js';
import { sumGatherer } from './sums.js';

export interface LiabilitiesQuestion {
  readonly year: number;
}

export interface LiabilitiesAnswer extends ParticipantLiabilities {
  readonly participantId: string;
  readonly fundId: string;
}

export const liabilitiesProjection: View<LiabilitiesQuestion, LiabilitiesAnswer> = {
  name: 'liabilities',
  version: 1,
  summary: 'What a participant adds to the liabilities of its fund at the end of a year, pension by pension.',
  subject: PARTICIPANT,
  capability: 'liabilities',
  question: { year: namedYear('the calendar year at whose end the liabilities stand') },
  schema: record({
    participantId: text,
    fundId: text,
    year: whole,
    age: whole,
    sex: choice('male', 'female'),
    basis: text,
    fundedPension: exact,
    liabilities: list(record({ formula: text, pensionYearly: exact, factor: exact, liability: exact, indexRaise: exact })),
    incomeBases: mapOf(exact),
    premium: exact,
    smoothingPart: exact,
    indexCorrection: exact,
    currency: text,
  }),
  flat: {
    columns: [
      ...['participantId', 'fundId'].map((name) => textColumn(name)),
      wholeColumn('year', 'calendar year'),
      wholeColumn('age', 'years'),
      ...['sex', 'basis'].map((name) => textColumn(name)),
      exactColumn('fundedPension', 'money a year'),
      textColumn('formula'),
      exactColumn('pensionYearly', 'money a year'),
      exactColumn('factor', 'money for 1 a year'),
      ...['liability', 'indexRaise', 'premium', 'smoothingPart', 'indexCorrection'].map((name) => exactColumn(name, 'money')),
    ],
    rows: rowsOf,
  },
  totals: sumGatherer,
  view: ({ id, state, rules, question }) => {
    const liabilities = capabilityOf(rules.rulebook, 'liabilities');
    return { participantId: id, fundId: state.enrolment.fundId, ...liabilities.participant(state, question.year, rules.parameters) };
  },
};

/** A row for each pension, one without any where there is none. */
function rowsOf(shown: LiabilitiesAnswer): readonly (readonly Cell[])[] {
  const own = [shown.participantId, shown.fundId, shown.year, shown.age, shown.sex, shown.basis, shown.fundedPension];
  const sums = [shown.premium, shown.smoothingPart, shown.indexCorrection];
  if (shown.liabilities.length === 0) return [[...own, null, null, null, null, null, ...sums]];
  return shown.liabilities.map(({ formula, pensionYearly, factor, liability, indexRaise }) => [
    ...own,
    ...[formula, pensionYearly, factor, liability, indexRaise],
    ...sums,
  ]);
}

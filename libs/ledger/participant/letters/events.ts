/** What a participant was told by the fund: the letter at the start of accrual (nl-pob 4.5; Pension Act, art. 21). */
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import type { FoldInPlace } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import type { AnnullableDefinitions } from '../../kernel/annulment.js';

export const LETTER_EVENTS = {
  StartLetterSent: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    isOwedHere: true,
    schema: is.record({ sentOn: is.date, reference: is.text }),
  },
} satisfies AnnullableDefinitions;

export type LetterEventData = DataOf<typeof LETTER_EVENTS>;

export interface StartLetter {
  readonly eventId: string;
  readonly sentOn: CivilDate;
  readonly reference: string;
}

export interface LettersSlice {
  /** In the order of their days. */
  readonly startLetters: StartLetter[];
}

export function initialLetters(): LettersSlice {
  return { startLetters: [] };
}

export const foldLetters: FoldInPlace<LetterEventData, LettersSlice> = {
  StartLetterSent: (slice, { id, data: { sentOn, reference } }) => {
    slice.startLetters.push({ eventId: id, sentOn, reference });
  },
};

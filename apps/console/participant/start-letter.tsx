/** The letter that a participant of a Dutch fund gets at the start of accrual: by when, and whether it was sent. */
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import type { AnswerCoordinates } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { countText, dateText } from '../parts/amounts.js';
import { Panel } from '../parts/panel.js';
import { addressWith, coordinates } from '../place/place.js';
import { language, words } from '../words/words.js';

interface LettersAnswer extends AnswerCoordinates {
  readonly startLetter: {
    readonly accrualBegan: string;
    readonly lastDate: string;
    readonly sentOn: string | null;
    readonly reference: string | null;
    readonly daysLate: number;
    readonly status: 'owed' | 'overdue' | 'sent' | 'sent-late';
    readonly eventId: string | null;
  } | null;
}

export const LETTER_MARKS = { owed: 'amber', overdue: 'bad', sent: 'good', 'sent-late': 'amber' } as const;

/** Nothing where none is owed and none was sent. */
export function StartLetterPanel({ path }: { readonly path: string }) {
  const { letters: text } = words();
  const tongue = language.value;
  const told = useAnswer<LettersAnswer>(addressOfQuestion(`${path}/letters`, coordinates.value));
  if (told.status !== 'answered' || told.answer.startLetter === null) return null;
  const { accrualBegan, lastDate, sentOn, reference, daysLate, status, eventId } = told.answer.startLetter;
  return (
    <Panel id="start-letter" title={text.title}>
      <p>
        {text.began(dateText(accrualBegan, tongue), dateText(lastDate, tongue))}{' '}
        {sentOn !== null && eventId !== null && (
          <>
            <a href={addressWith({ event: eventId })}>{text.sentOn(dateText(sentOn, tongue))}</a> ({reference}){' '}
          </>
        )}
        <span class={`mark ${LETTER_MARKS[status]}`}>
          {text.status[status]}
          {daysLate > 0 && `: ${text.daysLate(countText(daysLate, tongue))}`}
        </span>
      </p>
      <Provenance of={told.answer} />
    </Panel>
  );
}

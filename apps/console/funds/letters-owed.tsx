/** Participants whom a letter is owed to, the earliest last day first. */
import { dateText } from '../parts/amounts.js';
import { Register } from '../parts/register.js';
import { LETTER_MARKS } from '../participant/start-letter.js';
import { addressOf } from '../place/place.js';
import { language, words } from '../words/words.js';

interface LetterOwed {
  readonly participantId: string;
  readonly lastDate: string;
  readonly accrualBegan: string;
  readonly status: 'owed' | 'overdue';
}

export function LettersOwed() {
  const { letters: text, participants } = words();
  const tongue = language.value;
  return (
    <Register<LetterOwed>
      path="/v1/letters" label={text.owed}
      day={(asOf) => text.owedDay(dateText(asOf, tongue))} none={(asOf) => text.noneOwed(dateText(asOf, tongue))}
      columns="minmax(110px, 1fr) minmax(110px, 1fr) minmax(110px, 1fr) minmax(290px, 1fr)"
      heads={[participants.id, text.accrualBegan, text.lastDate, '']}
      cells={({ participantId, accrualBegan, lastDate, status }) => [
        <a key="id" href={addressOf(['participants', participantId])}>{participantId}</a>,
        dateText(accrualBegan, tongue),
        dateText(lastDate, tongue),
        <span key="status" class={`mark ${LETTER_MARKS[status]}`}>{text.status[status]}</span>,
      ]}
    />
  );
}

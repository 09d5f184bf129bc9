/** Participants whom a letter is owed to, the earliest last day first. Kept for one day, which it says. */
import type { Page } from '../api/shapes.js';
import { dateText } from '../parts/amounts.js';
import { LongList } from '../parts/long-list.js';
import { usePages } from '../parts/pages.js';
import { RefusalNote } from '../parts/told.js';
import { LETTER_MARKS } from '../participant/start-letter.js';
import { addressOf } from '../place/place.js';
import { language, words } from '../words/words.js';

interface LetterOwed {
  readonly participantId: string;
  readonly lastDate: string;
  readonly accrualBegan: string;
  readonly status: 'owed' | 'overdue';
}

type LettersPage = Page<LetterOwed> & { readonly asOf: string };

export function LettersOwed() {
  const { letters: text, frame, participants } = words();
  const { items, first, isWhole, problem, more } = usePages<LetterOwed, LettersPage>('/v1/letters', {});
  const tongue = language.value;
  if (problem !== undefined) return <RefusalNote problem={problem} />;
  if (first === undefined || (items.length === 0 && !isWhole)) return <p class="waiting">{frame.waiting}</p>;
  if (items.length === 0) return <p class="empty">{text.noneOwed(dateText(first.asOf, tongue))}</p>;
  return (
    <>
      <p class="soft small">{text.owedDay(dateText(first.asOf, tongue))}</p>
      <LongList
        label={text.owed} items={items} onEnd={isWhole ? undefined : more}
        columns="minmax(110px, 1fr) minmax(110px, 1fr) minmax(110px, 1fr) minmax(290px, 1fr)"
        heads={[participants.id, text.accrualBegan, text.lastDate, '']}
        cells={({ participantId, accrualBegan, lastDate, status }) => [
          <a key="id" href={addressOf(['participants', participantId])}>{participantId}</a>,
          dateText(accrualBegan, tongue),
          dateText(lastDate, tongue),
          <span key="status" class={`mark ${LETTER_MARKS[status]}`}>{text.status[status]}</span>,
        ]}
      />
    </>
  );
}

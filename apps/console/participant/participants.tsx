/** All participants, and the way to one of them. */
import { useState } from 'preact/hooks';
import { addressOf, asked, change, coordinates, visit } from '../place/place.js';
import type { ListedParticipant } from '../api/shapes.js';
import { dateText, knowledgeText } from '../parts/amounts.js';
import { LongList } from '../parts/long-list.js';
import { usePages } from '../parts/pages.js';
import { RefusalNote } from '../parts/told.js';
import { language, words } from '../words/words.js';

export function Participants() {
  const { participants: text, frame } = words();
  const known = coordinates.value.asThen ?? coordinates.value.knownAt;
  const { items, isWhole, problem, more } = usePages<ListedParticipant>('/v1/participants', { knownAt: known });
  const needle = asked('find') ?? '';
  const found = needle === '' ? items : items.filter(({ participantId }) => participantId.toLowerCase().includes(needle.toLowerCase()));
  const tongue = language.value;
  return (
    <>
      <Find needle={needle} />
      {problem !== undefined && <RefusalNote problem={problem} />}
      {problem === undefined &&
        items.length === 0 &&
        (isWhole ? <p class="empty">{text.empty}</p> : <p class="waiting">{frame.waiting}</p>)}
      {items.length > 0 && (
        <LongList
          label={text.title}
          items={found}
          columns="minmax(120px, 1.2fr) minmax(90px, 1fr) minmax(90px, 1fr) minmax(110px, 1fr) minmax(200px, 1.6fr)"
          heads={[text.id, text.scheme, text.fund, text.enrolledOn, text.lastRecorded]}
          onEnd={isWhole ? undefined : more}
          cells={({ participantId, scheme, fundId, enrolledOn, lastRecordedAt }) => [
            <a key="id" href={addressOf(['participants', participantId])}>
              {participantId}
            </a>,
            scheme,
            fundId,
            dateText(enrolledOn, tongue),
            knowledgeText(lastRecordedAt, tongue, frame.position),
          ]}
        />
      )}
    </>
  );
}

/** Filters what is loaded; Enter goes to the participant of that id, loaded or not. */
function Find({ needle }: { readonly needle: string }) {
  const { participants: text } = words();
  const [id, setId] = useState(needle);
  const open = (event: Event): void => {
    event.preventDefault();
    if (id !== '') visit(addressOf(['participants', id]));
  };
  const type = (value: string): void => {
    setId(value.trim());
    change({ find: value.trim() }, { replace: true });
  };
  return (
    <form class="row" onSubmit={open} role="search">
      <label>
        <span>{text.find}</span>
        <input type="search" value={id} spellcheck={false} onInput={({ currentTarget }) => type(currentTarget.value)} />
      </label>
      <button type="submit" disabled={id === ''}>{text.open}</button>
    </form>
  );
}

/** The journal in recorded order: by position, stream, type, batch and person; each event unfolds to its bytes and its proof. */
import { useEffect, useState } from 'preact/hooks';
import type { LedgerEvent } from '../api/shapes.js';
import { countText, dateText, knowledgeText } from '../parts/amounts.js';
import { LongList } from '../parts/long-list.js';
import { usePages } from '../parts/pages.js';
import { RefusalNote } from '../parts/told.js';
import { EventSheet } from '../participant/event-sheet.js';
import { addressWith, asked, change, pastKnowledge } from '../place/place.js';
import { language, words } from '../words/words.js';

const FIELDS = ['stream', 'types', 'batch', 'actor', 'from'] as const;
type Field = (typeof FIELDS)[number];

export function JournalScreen() {
  const { journal: text, event, frame } = words();
  const [isUnfolded, unfold] = useState(false);
  const from = asked('from');
  const query = {
    streamPrefix: asked('stream'),
    types: asked('types'),
    batch: asked('batch'),
    actor: asked('actor'),
    after: from === undefined || !/^[1-9]\d{0,14}$/.test(from) ? undefined : Number(from) - 1,
    knownAt: pastKnowledge.value,
  };
  const { items, isWhole, problem, more } = usePages<LedgerEvent>('/v1/events', query);
  const tongue = language.value;
  return (
    <>
      <Filter />
      {problem !== undefined && <RefusalNote problem={problem} />}
      {problem === undefined && items.length === 0 && <p class={isWhole ? 'empty' : 'waiting'}>{isWhole ? text.empty : frame.waiting}</p>}
      {items.length > 0 && (
        <>
          <p class="row">
            <button type="button" class="quiet" aria-pressed={isUnfolded} onClick={() => unfold(!isUnfolded)}>
              {isUnfolded ? event.foldAll : event.unfoldAll}
            </button>
            <span class="soft small">{isWhole ? text.end : text.loaded(countText(items.length, tongue))}</span>
          </p>
          <LongList
            label={text.title}
            items={items}
            rowHeight={isUnfolded ? 96 : 34}
            columns={
              '90px minmax(200px, 1.3fr) minmax(190px, 1.3fr) 120px minmax(215px, 1.3fr) minmax(80px, ' +
              `0.7fr)${isUnfolded ? ' minmax(320px, 3fr)' : ''}`
            }
            heads={[
              event.position,
              text.type,
              event.stream,
              text.effective,
              text.recorded,
              text.actor,
              ...(isUnfolded ? [event.data] : []),
            ]}
            onEnd={isWhole ? undefined : more}
            cells={(each) => [
              each.position,
              <a key="type" href={addressWith({ event: each.id })}>
                {each.type}
              </a>,
              each.stream,
              dateText(each.effectiveDate, tongue),
              knowledgeText(each.recordedAt, tongue, frame.position),
              each.actor,
              ...(isUnfolded
                ? [
                    <code key="data" class="unfolded">
                      {JSON.stringify(each.data)}
                    </code>,
                  ]
                : []),
            ]}
          />
        </>
      )}
      <EventSheet events={items} />
    </>
  );
}

function Filter() {
  const { journal: text } = words();
  const [draft, setDraft] = useState<Readonly<Record<Field, string>>>(
    () => Object.fromEntries(FIELDS.map((name) => [name, asked(name) ?? ''])) as Record<Field, string>,
  );
  const here = FIELDS.map(asked).join('\n');
  useEffect(() => setDraft(Object.fromEntries(FIELDS.map((name) => [name, asked(name) ?? ''])) as Record<Field, string>), [here]);
  const labels: Readonly<Record<Field, string>> = {
    stream: text.stream,
    types: text.types,
    batch: text.batch,
    actor: text.actor,
    from: text.from,
  };
  return (
    <form
      class="row"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        change({ ...draft, event: undefined });
      }}
    >
      {FIELDS.map((name) => (
        <label key={name}>
          <span>{labels[name]}</span>
          <input
            type="text"
            spellcheck={false}
            inputMode={name === 'from' ? 'numeric' : undefined}
            title={name === 'types' ? text.typesHelp : undefined}
            value={draft[name]}
            onInput={({ currentTarget }) => setDraft({ ...draft, [name]: currentTarget.value.trim() })}
          />
        </label>
      ))}
      <button type="submit">{text.filter}</button>
    </form>
  );
}

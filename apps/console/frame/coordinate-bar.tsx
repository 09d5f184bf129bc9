/** The coordinates of everything on the page: value date, knowledge, rules. They stand in the address, which can be copied. */
import { useEffect, useState } from 'preact/hooks';
import { change, coordinates, place, visit } from '../place/place.js';
import { dateText, knowledgeText } from '../parts/amounts.js';
import { CopyButton } from '../parts/copy-button.js';
import { language, words } from '../words/words.js';
import { addRecent, recent } from './recent.js';

const KNOWN = /^(\d{1,15}|\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z)?)$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z)?$/;

interface Draft {
  readonly asOf: string;
  readonly knownAt: string;
  readonly rulesKnownAt: string;
  readonly locked: boolean;
}

function draftOfPlace(): Draft {
  const { asOf = '', knownAt = '', rulesKnownAt = '', asThen } = coordinates.value;
  return { asOf, knownAt: asThen ?? knownAt, rulesKnownAt, locked: asThen !== undefined };
}

export function CoordinateBar() {
  const { coordinates: text } = words();
  const [draft, setDraft] = useState(draftOfPlace);
  const here = JSON.stringify(coordinates.value);
  useEffect(() => {
    setDraft(draftOfPlace());
    addRecent(place.value);
  }, [here]);
  const set = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const isKnown = draft.knownAt === '' || (draft.locked ? INSTANT : KNOWN).test(draft.knownAt);
  const apply = (event: Event): void => {
    event.preventDefault();
    if (!isKnown) return;
    const then = draft.locked && draft.knownAt !== '';
    change({
      asOf: draft.asOf,
      knownAt: then ? undefined : draft.knownAt,
      rulesKnownAt: then ? undefined : draft.rulesKnownAt,
      asThen: then ? draft.knownAt : undefined,
    });
  };
  return (
    <form class="coordinates" aria-label={text.bar} onSubmit={apply}>
      <label>
        <span>{text.asOf}</span>
        <input type="date" value={draft.asOf} title={text.asOfHelp} onInput={({ currentTarget }) => set({ asOf: currentTarget.value })} />
      </label>
      <label>
        <span>{text.knownAt}</span>
        <input
          type="text"
          class="known"
          value={draft.knownAt}
          placeholder={text.all}
          title={text.knownAtHelp}
          spellcheck={false}
          aria-invalid={!isKnown}
          aria-describedby={isKnown ? undefined : 'wrong-known'}
          onInput={({ currentTarget }) => set({ knownAt: currentTarget.value.trim() })}
        />
      </label>
      <label class="switch" title={text.asThenHelp}>
        <input type="checkbox" checked={draft.locked} onChange={({ currentTarget }) => set({ locked: currentTarget.checked })} />
        <span>{text.asThen}</span>
      </label>
      {!draft.locked && (
        <label>
          <span>{text.rules}</span>
          <input
            type="date"
            value={draft.rulesKnownAt.slice(0, 10)}
            onInput={({ currentTarget }) => set({ rulesKnownAt: currentTarget.value })}
          />
        </label>
      )}
      <button type="submit">{text.apply}</button>
      <CopyButton look="quiet" label={text.copyLink} text={() => location.href} />
      <Recent />
      {!isKnown && (
        <p id="wrong-known" class="field-problem" role="alert">
          {text.wrongKnown}
        </p>
      )}
    </form>
  );
}

function Recent() {
  const { coordinates: text, frame } = words();
  const before = recent.value.slice(1);
  return (
    <details class="recent">
      <summary>{text.recent}</summary>
      <ul>
        {before.length === 0 && <li>{text.none}</li>}
        {before.map(({ address, asOf, known }) => (
          <li key={address}>
            <button type="button" class="quiet" onClick={() => visit(address)}>
              {asOf === undefined ? text.today : dateText(asOf, language.value)} ·{' '}
              {known === undefined ? text.all : knowledgeText(known, language.value, frame.position)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What every screen stands in: the rail, the coordinate bar, the amber edge of past knowledge, the foot that is printed. */
import { useEffect } from 'preact/hooks';
import { pastKnowledge, place, change } from '../place/place.js';
import { knowledgeText } from '../parts/amounts.js';
import { language, words } from '../words/words.js';
import { CoordinateBar } from './coordinate-bar.js';
import { PrintedFoot } from './provenance.js';
import { Rail } from './rail.js';
import { screenOf } from './screens.js';
import { asAuditor, session } from './session.js';

export function Frame() {
  const { frame } = words();
  const past = pastKnowledge.value;
  const { title, screen } = screenOf(place.value.path);
  useEffect(() => {
    document.title = `${title} · Accrual`;
  }, [title]);
  return (
    <div class={past === undefined ? 'console' : 'console past'}>
      <a class="skip" href="#content" onClick={skip}>
        {frame.skip}
      </a>
      <Rail />
      <div class="page">
        <CoordinateBar />
        {past !== undefined && (
          <div class="past-note" role="status">
            <span>{frame.reading(knowledgeText(past, language.value, frame.position))}</span>
            <button type="button" class="quiet" onClick={() => change({ knownAt: undefined, asThen: undefined, rulesKnownAt: undefined })}>
              {frame.backToNow}
            </button>
          </div>
        )}
        {asAuditor.value && (
          <div class="role-note" role="note">
            {frame.auditorNote}
          </div>
        )}
        {session.value?.mayWrite === false && !asAuditor.value && (
          <div class="role-note" role="note">
            {frame.readOnly}
          </div>
        )}
        <main id="content" tabIndex={-1}>
          <h1>{title}</h1>
          {screen}
        </main>
        <PrintedFoot />
      </div>
    </div>
  );
}

/** The place stays as it is; only the focus goes to the content. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

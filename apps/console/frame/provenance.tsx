/** What an answer rests on: its coordinates and digest, beside what is shown and in the foot of every printed page. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AnswerCoordinates } from '../api/shapes.js';
import { countText, dateText, knowledgeText } from '../parts/amounts.js';
import { language, words } from '../words/words.js';

/** The value date of an answer that counts every one. */
const WITHOUT_END = '9999-12-31';

/** The answer that the screen is about. */
const printed = signal<AnswerCoordinates | undefined>(undefined);

export function Provenance({ of: answer, isMain = false }: { readonly of: AnswerCoordinates; readonly isMain?: boolean }) {
  useEffect(() => {
    if (!isMain) return undefined;
    printed.value = answer;
    return () => {
      if (printed.value === answer) printed.value = undefined;
    };
  }, [answer, isMain]);
  return <p class="provenance" data-digest={answer.digest}><CoordinatesOf answer={answer} /></p>;
}

function CoordinatesOf({ answer }: { readonly answer: AnswerCoordinates }) {
  const { coordinates, frame } = words();
  const tongue = language.value;
  return (
    <>
      {answer.asOf !== WITHOUT_END && (
        <span>
          {coordinates.asOf}: {dateText(answer.asOf, tongue)}
        </span>
      )}
      <span>
        {coordinates.knownAt}: {knowledgeText(answer.knownAt, tongue, frame.position)} ({frame.position(countText(answer.position, tongue))}
        )
      </span>
      {answer.rulebook !== null && (
        <span>
          {coordinates.rulebook}: {answer.rulebook.id} {answer.rulebook.version}
          {answer.rulesKnownAt !== null && `, ${coordinates.publications} ${dateText(answer.rulesKnownAt.slice(0, 10), tongue)}`}
        </span>
      )}
      <span>
        {coordinates.digest}: <code>{answer.digest}</code>
      </span>
    </>
  );
}

export function PrintedFoot() {
  return printed.value === undefined ? null : (
    <footer class="printed-foot" aria-hidden="true">
      <CoordinatesOf answer={printed.value} />
    </footer>
  );
}

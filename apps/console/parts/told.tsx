/** What stands where an answer is to come, or is refused: why, in the reader's language where it can be said, and in the server's own. */
import type { ComponentChildren } from 'preact';
import type { Asked, Problem } from '../api/ask.js';
import { sentenceOf } from '../words/sentences.js';
import { words } from '../words/words.js';

interface ToldProps<Answer> {
  readonly asked: Asked<Answer>;
  readonly children: (answer: Answer) => ComponentChildren;
}

/** The answer, or the one before while it is on its way; a refusal where there is one. */
export function Told<Answer>({ asked, children }: ToldProps<Answer>) {
  if (asked.status === 'refused') return <RefusalNote problem={asked.problem} />;
  const answer = asked.status === 'answered' ? asked.answer : asked.before;
  if (answer === undefined) return <p class="waiting" role="status">{words().frame.waiting}</p>;
  return <div class={asked.status === 'waiting' ? 'stale' : undefined} aria-busy={asked.status === 'waiting'}>{children(answer)}</div>;
}

export function RefusalNote({ problem }: { readonly problem: Problem }) {
  const { frame } = words();
  if (problem.code === 'NO_ANSWER') return <div class="refusal" role="alert"><p>{frame.noAnswer}</p></div>;
  const said = sentenceOf(problem.code, problem);
  return (
    <div class="refusal" role="alert">
      {said === undefined ? <p lang="en">{problem.detail}</p> : <p>{said}</p>}
      {problem.errors?.map(({ field, message }) => <p key={field} lang="en">{message}</p>)}
      {said === undefined ? (
        <p><code>{problem.code}</code></p>
      ) : (
        <details>
          <summary><code>{problem.code}</code></summary>
          <p lang="en" class="small">{problem.detail}</p>
        </details>
      )}
    </div>
  );
}

interface SaidProps {
  readonly code: string;
  readonly message: string;
  /** By name, as far as the server or the row tells them. */
  readonly details?: object;
}

/** Why, in the reader's language where the catalogue knows the code and all that it names is told; else in the server's English. */
export function Said({ code, message, details = {} }: SaidProps) {
  const said = sentenceOf(code, details);
  return said === undefined ? <span lang="en" title={message}>{message}</span> : <span title={message}>{said}</span>;
}

/** What stands where an answer is to come, or is refused: why, in the server's own words. */
import type { ComponentChildren } from 'preact';
import type { Asked, Problem } from '../api/ask.js';
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
  return (
    <div class="refusal" role="alert">
      <p>{problem.code === 'NO_ANSWER' ? frame.noAnswer : problem.detail}</p>
      {problem.errors?.map(({ field, message }) => <p key={field}>{message}</p>)}
      {problem.code !== 'NO_ANSWER' && <p><code>{problem.code}</code></p>}
    </div>
  );
}

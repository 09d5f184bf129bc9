/** Proves, in this browser, that the journal of a checkpoint holds an event. */
import { useState } from 'preact/hooks';
import type { Problem } from '../api/ask.js';
import { countText } from '../parts/amounts.js';
import { RefusalNote } from '../parts/told.js';
import { language, words } from '../words/words.js';
import { proofFrom, type ProofOutcome, type ProvedEvent } from './prove.js';

export function ProofCheck({ event }: { readonly event: ProvedEvent }) {
  const { event: text } = words();
  const [own, setOwn] = useState('');
  const [outcome, setOutcome] = useState<ProofOutcome | undefined>(undefined);
  const prove = async (submitted: Event): Promise<void> => {
    submitted.preventDefault();
    setOutcome(await proofFrom(event, own).catch((problem: unknown) => ({ status: 'refused' as const, problem: problem as Problem })));
  };
  return (
    <section class="proof">
      <h3>{text.proof}</h3>
      <p class="soft small">{text.checkHere}</p>
      <form class="stack" onSubmit={(submitted) => void prove(submitted)}>
        <details>
          <summary>{text.ownCheckpoint}</summary>
          <textarea
            rows={6}
            spellcheck={false}
            value={own}
            aria-label={text.ownCheckpoint}
            onInput={({ currentTarget }) => setOwn(currentTarget.value)}
          />
        </details>
        <button type="submit">{text.prove}</button>
      </form>
      <div role="status">{outcome !== undefined && <Said outcome={outcome} />}</div>
    </section>
  );
}

function Said({ outcome }: { readonly outcome: ProofOutcome }) {
  const { event: text } = words();
  if (outcome.status === 'refused') return <RefusalNote problem={outcome.problem} />;
  if (outcome.status === 'wrong') return <p class="verdict bad">{outcome.said}</p>;
  const { proof } = outcome;
  return (
    <>
      <p class={outcome.holds ? 'verdict good' : 'verdict bad'}>{outcome.said}</p>
      <p class={outcome.signed ? 'verdict good' : 'verdict bad'}>{outcome.signature}</p>
      <details>
        <summary>{text.canonical}</summary>
        <pre>{proof.event}</pre>
        <dl class="facts">
          <dt>{text.leaf}</dt><dd><code>{proof.leafHash}</code></dd>
          <dt>{text.root}</dt><dd><code>{proof.checkpoint.rootHash}</code> {text.size(countText(proof.size, language.value))}</dd>
        </dl>
        <ol class="plain-list">{proof.path.map((hash) => <li key={hash}><code>{hash}</code></li>)}</ol>
      </details>
    </>
  );
}

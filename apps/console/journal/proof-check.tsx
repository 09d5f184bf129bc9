/** Proves, in this browser, that the journal of a checkpoint holds an event. */
import { useState } from 'preact/hooks';
import { addressOfQuestion, read, type Problem } from '../api/ask.js';
import type { LedgerEvent } from '../api/shapes.js';
import { countText } from '../parts/amounts.js';
import { RefusalNote } from '../parts/told.js';
import { language, words } from '../words/words.js';
import { checkConsistency, checkInclusion, checkSignature, readCheckpoint, type Checkpoint, type InclusionProof } from './merkle.js';

interface Proof extends InclusionProof {
  readonly checkpoint: { readonly note: string; readonly verifierKey: string; readonly rootHash: string };
}

type Outcome =
  | {
      readonly status: 'checked';
      readonly proof: Proof;
      readonly said: string;
      readonly holds: boolean;
      readonly signature: string;
      readonly signed: boolean;
    }
  | { readonly status: 'refused'; readonly problem: Problem }
  | { readonly status: 'wrong'; readonly said: string };

export function ProofCheck({ event }: { readonly event: LedgerEvent }) {
  const { event: text } = words();
  const [own, setOwn] = useState('');
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const prove = async (submitted: Event): Promise<void> => {
    submitted.preventDefault();
    setOutcome(await proofOf(event, own).catch((problem: unknown) => ({ status: 'refused' as const, problem: problem as Problem })));
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

function Said({ outcome }: { readonly outcome: Outcome }) {
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

/** `own`: the text of a checkpoint that the reader keeps; none: the server's latest. Throws a Problem. */
async function proofOf(event: LedgerEvent, own: string): Promise<Outcome> {
  const { event: text } = words();
  const proof = await read<Proof>(addressOfQuestion('/v1/proofs', { eventId: event.id }));
  const served = readCheckpoint(proof.checkpoint.note);
  const kept = own.trim() === '' ? served : readCheckpoint(own);
  if (served === undefined || kept === undefined) return { status: 'wrong', said: text.notACheckpoint };
  if (kept.origin !== served.origin) return { status: 'wrong', said: text.wrongLog };
  if (kept.size <= proof.index) return { status: 'wrong', said: text.notCovered };
  const verdict = await checkInclusion(proof, served.rootHash);
  const isBeginning = kept === served || (await grewFrom(kept, served));
  const signature = await checkSignature(kept, proof.checkpoint.verifierKey);
  const holds = verdict === 'holds' && isBeginning;
  return {
    status: 'checked',
    proof,
    said: verdict === 'holds' ? (isBeginning ? text.holds : text.notBeginning) : text[verdict],
    holds,
    signature: signature === undefined ? text.noKey : signature ? text.signatureHolds : text.signatureDiffers,
    signed: signature !== false,
  };
}

/** The journal that the reader's checkpoint signs is the beginning of the one that the event was proved in, or reaches beyond it. */
async function grewFrom(kept: Checkpoint, served: Checkpoint): Promise<boolean> {
  if (kept.size > served.size) return false;
  if (kept.size === served.size) return kept.rootHash === served.rootHash;
  const { path } = await read<{ readonly path: readonly string[] }>(addressOfQuestion('/v1/proofs', { from: kept.size }));
  return checkConsistency(kept, served, path);
}

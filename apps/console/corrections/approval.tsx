/** An approval names what it approves: the first characters of the plan's digest, typed by another person than the planner. */
import { useState } from 'preact/hooks';
import { person, session } from '../frame/session.js';
import { words } from '../words/words.js';
import type { Reprocessing } from './shapes.js';

const TYPED = 6;

interface ApprovalProps {
  readonly state: Reprocessing;
  readonly isBusy: boolean;
  readonly onApprove: (note: string) => void;
}

export function Approval({ state, isBusy, onApprove }: ApprovalProps) {
  const { corrections: text } = words();
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  if (session.value?.fourEyes === true && state.plannedBy === person.value) return <p class="role-note">{text.ownPlan}</p>;
  const wanted = (state.digest ?? '').slice(0, TYPED);
  const isNamed = wanted !== '' && typed.toLowerCase() === wanted;
  const isWrong = typed.length >= TYPED && !isNamed;
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        // A script's `requestSubmit` passes over a button that is disabled.
        if (isNamed) onApprove(note);
      }}
    >
      <label>
        <span>{text.approveHelp(TYPED)}</span>
        <input
          type="text"
          size={10}
          maxLength={TYPED}
          spellcheck={false}
          autoComplete="off"
          value={typed}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? 'wrong-digest' : undefined}
          onInput={({ currentTarget }) => setTyped(currentTarget.value.trim())}
        />
      </label>
      <label>
        <span>{text.note}</span>
        <input type="text" size={36} maxLength={2000} value={note} onInput={({ currentTarget }) => setNote(currentTarget.value)} />
      </label>
      <button type="submit" disabled={isBusy || !isNamed}>
        {text.approve}
      </button>
      {isWrong && (
        <p id="wrong-digest" class="field-problem" role="alert">
          {text.wrongDigest}
        </p>
      )}
    </form>
  );
}

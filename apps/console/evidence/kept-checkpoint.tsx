/** A checkpoint that the reader kept, held against the journal as it stands: did it only grow? */
import { useState } from 'preact/hooks';
import type { Problem } from '../api/ask.js';
import { grownSince, type KeptOutcome } from '../journal/prove.js';
import { RefusalNote } from '../parts/told.js';
import { words } from '../words/words.js';

type Told = KeptOutcome | { readonly status: 'refused'; readonly problem: Problem };

export function HeldCheckpoint() {
  const { evidence: text } = words();
  const [note, setNote] = useState('');
  const [told, setTold] = useState<Told | undefined>(undefined);
  const check = async (submitted: Event): Promise<void> => {
    submitted.preventDefault();
    setTold(await grownSince(note).catch((problem: unknown) => ({ status: 'refused' as const, problem: problem as Problem })));
  };
  return (
    <form class="stack" onSubmit={(submitted) => void check(submitted)}>
      <label>
        <span>{text.keptHelp}</span>
        <textarea rows={6} spellcheck={false} value={note} onInput={({ currentTarget }) => setNote(currentTarget.value)} />
      </label>
      <p><button type="submit" disabled={note.trim() === ''}>{text.check}</button></p>
      <div role="status">
        {told?.status === 'refused' && <RefusalNote problem={told.problem} />}
        {told?.status === 'wrong' && <p class="verdict bad">{told.said}</p>}
        {told?.status === 'checked' && (
          <>
            <p class={told.holds ? 'verdict good' : 'verdict bad'}>{told.said}</p>
            <p class={told.signed ? 'verdict good' : 'verdict bad'}>{told.signature}</p>
          </>
        )}
      </div>
    </form>
  );
}

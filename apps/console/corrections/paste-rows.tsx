/** Rows out of a spreadsheet become a file of corrections. */
import { useState } from 'preact/hooks';
import { words } from '../words/words.js';
import { pastedFile } from './rows.js';

export function PasteRows({ onRows }: { readonly onRows: (file: Blob, name: string) => void }) {
  const { corrections: text } = words();
  const [pasted, setPasted] = useState('');
  const file = pastedFile(pasted);
  return (
    <details>
      <summary>{text.paste}</summary>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== undefined) {
            onRows(file, `pasted-${new Date().toISOString().slice(0, 10)}.csv`);
          }
        }}
      >
        <label>
          <span>{text.pasteHelp}</span>
          <textarea rows={8} spellcheck={false} value={pasted} onInput={({ currentTarget }) => setPasted(currentTarget.value)} />
        </label>
        <p>
          <button type="submit" disabled={file === undefined}>
            {text.plan}
          </button>
        </p>
      </form>
    </details>
  );
}

/** A button that copies a text, and says for two seconds that it did. Where a browser forbids it, the text stands there to be copied. */
import { useState } from 'preact/hooks';
import { words } from '../words/words.js';

interface CopyButtonProps {
  readonly look: 'plain' | 'quiet';
  readonly label: string;
  /** Asked for at the click. */
  readonly text: () => string;
}

export function CopyButton({ look, label, text }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const [kept, setKept] = useState<string>();
  const copy = async (): Promise<void> => {
    const written = text();
    if (!(await isCopied(written))) return setKept(written);
    setKept(undefined);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  const { frame } = words();
  return (
    <>
      <button type="button" class={look} onClick={() => void copy()}>{label}</button>{' '}
      <span class="copied" role="status">{copied ? frame.copied : ''}</span>
      {kept !== undefined && (
        <label class="copy-yourself">
          <span>{frame.copyYourself}</span>
          <textarea readOnly rows={2} value={kept} ref={markAll} onBlur={() => setKept(undefined)} />
        </label>
      )}
    </>
  );
}

/** Without HTTPS a browser has no clipboard; one may be forbidden. */
async function isCopied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function markAll(field: HTMLTextAreaElement | null): void {
  field?.select();
}

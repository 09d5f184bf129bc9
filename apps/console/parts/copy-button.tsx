/** A button that copies a text, and says for two seconds that it did. */
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
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text());
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <>
      <button type="button" class={look} onClick={() => void copy()}>{label}</button>{' '}
      <span class="copied" role="status">{copied ? words().frame.copied : ''}</span>
    </>
  );
}

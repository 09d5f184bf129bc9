/** By how much an income is supposed to be corrected: stands in the address. */
import { amountOf } from '../corrections/rows.js';
import { asked, change } from '../place/place.js';
import { words } from '../words/words.js';

/** Undefined where it is not said, or is no amount. */
export function changeAsked(): string | undefined {
  const typed = asked('change') ?? '';
  const amount = amountOf(typed.replace(/^\s*[-−+]/, ''));
  return amount === undefined ? undefined : `${/^\s*[-−]/.test(typed) ? '-' : ''}${hundredths(amount)}`;
}

function hundredths(amount: string): string {
  const [whole = '0', decimals = ''] = amount.split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}

/** `otherwise`: what is supposed while nothing is said. */
export function ChangeField({ otherwise }: { readonly otherwise?: string }) {
  const { windows: text } = words();
  const isWrong = asked('change') !== undefined && changeAsked() === undefined;
  return (
    <label title={text.supposedHelp}>
      <span>{text.supposed}</span>
      <input
        type="text"
        inputMode="decimal"
        size={12}
        value={asked('change') ?? ''}
        placeholder={otherwise}
        aria-invalid={isWrong}
        onChange={({ currentTarget }) => change({ change: currentTarget.value.trim() })}
      />
    </label>
  );
}

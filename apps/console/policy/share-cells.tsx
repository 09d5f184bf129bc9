/** Shares and changes as cells of a table; what was computed stands in full in their title. */
import { language } from '../words/words.js';
import { numberText, percentText } from './shares.js';

export function ShareCell({ share, decimals }: { readonly share: string | undefined; readonly decimals: number }) {
  if (share === undefined) return <td class="amount" />;
  return <td class="amount share" title={share}>{percentText(share, decimals, language.value)}</td>;
}

/** A change with its sign. */
export function ChangeCell({ change }: { readonly change: string | undefined }) {
  if (change === undefined) return <td class="amount" />;
  return <td class="amount" title={change}>{Number(change) > 0 ? '+' : ''}{numberText(change, 2, language.value)}</td>;
}

/** The year's account: an opening balance, changes, a closing balance, which add up. */
import type { AccountAnswer } from '../api/shapes.js';
import { amountText, movementText } from '../parts/amounts.js';
import { addressOf } from '../place/place.js';
import { language, words } from '../words/words.js';

export function AccountTable({ id, account }: { readonly id: string; readonly account: AccountAnswer }) {
  const { participant: text, lines } = words();
  const tongue = language.value;
  const explained = (line: string): string => addressOf(['participants', id, 'explain'], { figure: `account.${account.year}.${line}` });
  return (
    <table>
      <thead>
        <tr><th scope="col">{text.year} {account.year}</th><th scope="col" class="amount">{text.change}</th></tr>
      </thead>
      <tbody>
        <tr><th scope="row">{text.opening}</th><td class="amount">{amountText(account.opening, tongue)}</td></tr>
        {account.lines.map(({ kind, amount }) => (
          <tr key={kind}>
            <th scope="row"><a href={explained(kind)}>{(lines as Readonly<Record<string, string>>)[kind] ?? kind}</a></th>
            <td class="amount">{movementText(amount, tongue)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr><th scope="row">{text.closingBalance}</th><td class="amount">{amountText(account.closing, tongue)}</td></tr>
      </tfoot>
    </table>
  );
}

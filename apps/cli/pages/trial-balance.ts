/** The trial balance as a page of text. */
import type { Answer } from '#projections/answer.js';
import type { TrialBalanceView } from '#projections/trial-balance/view.js';
import { textTable } from '../terminal/table.js';
import { grouped } from '#money/grouped.js';
import { coordinateLines } from './coordinates.js';
import { counted } from './counted.js';

const right = (head: string): { head: string; align: 'right' } => ({ head, align: 'right' });

export function isBalanced({ totals }: TrialBalanceView): boolean {
  return totals.every(({ balance }) => /^-?0+(\.0+)?$/.test(balance));
}

export function trialBalancePage(answer: Answer<TrialBalanceView>): string {
  const rows = answer.accounts.map(({ account, commodity, debit, credit, balance }) => [
    account,
    commodity,
    grouped(debit),
    grouped(credit),
    grouped(balance),
  ]);
  const totals = answer.totals.map(({ commodity, debit, credit, balance }) => [
    'total',
    commodity,
    grouped(debit),
    grouped(credit),
    grouped(balance),
  ]);
  const parts = [
    `Trial balance of ${counted(answer.events, 'event')}`,
    textTable([{ head: 'account' }, { head: 'in' }, right('debit'), right('credit'), right('balance')], [...rows, ...totals]),
    answer.totals.length === 0 ? 'Nothing is posted yet.' : isBalanced(answer) ? 'Balanced: every total is zero.' : 'NOT BALANCED.',
  ];
  if (answer.notCounted.length > 0) {
    parts.push('Not counted, since they cannot be read or ' +
      `folded:\n${answer.notCounted.map(({ stream, code, message }) => `  ${stream}  ${code}: ${message}`).join('\n')}`);
  }
  return [...parts, coordinateLines(answer)].join('\n\n');
}

/** The annual account as a page of text. */
import type { Answer } from '#projections/answer.js';
import type { AccountAnswer } from '#projections/account/projection.js';
import { textTable } from '../terminal/table.js';
import { grouped } from '#money/grouped.js';
import { coordinateLines } from './coordinates.js';

export function accountPage(answer: Answer<AccountAnswer>): string {
  const rows = [
    [`opening, 1 January ${answer.year}`, grouped(answer.opening)],
    ...answer.lines.map(({ kind, amount }) => [`  ${kind}`, grouped(amount)]),
    [answer.asOf < `${answer.year}-12-31` ? `so far, ${answer.asOf}` : `closing, 31 December ${answer.year}`, grouped(answer.closing)],
  ];
  return [
    `Annual account ${answer.year} of ${answer.participantId}`,
    textTable([{ head: '' }, { head: 'amount', align: 'right' }], rows),
    coordinateLines(answer),
  ].join('\n\n');
}

/** The correction windows as a page of text. */
import { amountMinor, formatMinor, sumMinor } from '#money/amount.js';
import type { Answer } from '#projections/answer.js';
import type { WindowsAnswer } from '#projections/windows/projection.js';
import { textTable } from '../terminal/table.js';
import { hanging, pageWidth } from '../terminal/width.js';
import { grouped } from '#money/grouped.js';
import { coordinateLines } from './coordinates.js';

const right = (head: string): { head: string; align: 'right' } => ({ head, align: 'right' });

export function windowsPage(answer: Answer<WindowsAnswer>): string {
  const parts = [
    `Correction windows of ${answer.participantId}, seen from ${answer.correctionYear}: open ${answer.windowFrom} … ${answer.windowTo}`,
    textTable(
      [
        { head: 'year' },
        { head: 'window' },
        { head: 'closes' },
        right('income reported'),
        right('current'),
        right('premium'),
        right('of which smoothing'),
      ],
      answer.years.map((year) => [
        String(year.incomeYear),
        year.status,
        year.closesOn,
        grouped(year.income.reported),
        grouped(year.income.current),
        grouped(year.premium),
        grouped(year.smoothingPart),
      ]),
    ),
  ];
  const settlements = answer.years.flatMap(({ incomeYear, settlements: list }) =>
    list.map((settlement) => ({ incomeYear, ...settlement })),
  );
  if (settlements.length > 0) {
    parts.push(
      'Settlements',
      textTable(
        [
          { head: 'corrected in' },
          { head: 'income year' },
          right('before'),
          right('after'),
          right('premium'),
          right('interest'),
          right('total'),
          { head: '' },
        ],
        settlements.map((settlement) => [
          String(settlement.correctionYear),
          String(settlement.incomeYear),
          grouped(settlement.incomeBefore),
          grouped(settlement.incomeAfter),
          grouped(settlement.premiumDelta),
          grouped(settlement.premiumInterest),
          grouped(settlement.total),
          settlement.timeBarred
            ? `time-barred: ${settlement.article ?? ''}`
            : settlement.leftOut !== undefined
              ? `left out ${grouped(settlement.leftOut.total)}: ${settlement.leftOut.reason}`
              : settlement.kind === 'ordinary'
                ? 'running year'
                : '',
        ]),
      ),
      settledText(answer),
    );
    const left = settlements.flatMap(({ correctionYear, leftOut }) =>
      leftOut === undefined || !leftOut.standing || correctionYear !== answer.correctionYear ? [] : [amountMinor(leftOut.total)],
    );
    if (left.length > 0) parts.push(`Left out in ${answer.correctionYear} by the recovery policy of the fund: ` +
      `${grouped(formatMinor(sumMinor(left, (minor) => minor)))}`);
  }
  return [...parts, coordinateLines(answer)].join('\n\n');
}

function settledText({ correctionYear, totals }: WindowsAnswer): string {
  const settled =
    `${grouped(totals.total)} (premium ${grouped(totals.premiumDelta)}, interest ${grouped(totals.premiumInterest)}); of which ` +
    `smoothing part ${grouped(totals.smoothingDelta)} and interest ${grouped(totals.smoothingInterest)}`;
  return hanging(`Settled in ${correctionYear}: `, '  ', settled, pageWidth()).join('\n');
}

/** Pension rights of a year as a page of text. */
import type { Answer } from '#projections/answer.js';
import type { IndexationAnswer } from '#projections/rights/indexation.js';
import type { RightsAnswer } from '#projections/rights/projection.js';
import { grouped } from '#money/grouped.js';
import { textTable } from '../terminal/table.js';
import { coordinateLines } from './coordinates.js';

export function rightsPage(answer: Answer<RightsAnswer>): string {
  const { participantId, year, opening, lines, closing, tranches, owed, asOf } = answer;
  const rows = [
    [`opening, 1 January ${year}`, grouped(opening)],
    ...lines.map(({ kind, amount }) => [`  ${kind}`, grouped(amount)]),
    [asOf < `${year}-12-31` ? `so far, ${asOf}` : `closing, 31 December ${year}`, grouped(closing)],
  ];
  const ofYears = tranches.map(({ year: of, right, transferredOn }) => [
    transferredOn === undefined ? String(of) : `${of}, transferred on ${transferredOn}`,
    right,
  ]);
  const caughtUp = owed.map(({ kind, ofYear, rate, rightBefore, amountYearly, lastDecision }) => [
    kind, String(ofYear), rate, grouped(rightBefore), grouped(amountYearly), String(lastDecision),
  ]);
  return [
    `Pension rights ${year} of ${participantId}, EUR a year`,
    textTable([{ head: '' }, { head: 'a year', align: 'right' }], rows),
    ...(tranches.length === 0
      ? []
      : [`By year of accrual, as of ${asOf}`, textTable([{ head: 'year' }, { head: 'right, unrounded', align: 'right' }], ofYears)]),
    ...(owed.length === 0
      ? []
      : [
          'May still be caught up',
          textTable(
            [
              { head: 'what' },
              { head: 'of' },
              { head: 'rate' },
              { head: 'right before', align: 'right' },
              { head: 'a year', align: 'right' },
              { head: 'last decision' },
            ],
            caughtUp,
          ),
        ]),
    coordinateLines(answer),
  ].join('\n\n');
}

export function indexationPage(answer: Answer<IndexationAnswer>): string {
  const { participantId, years } = answer;
  const rows = years.map(({ on, before, rate, after, adjusted }) => [
    on, grouped(before), rate ?? 'not known', grouped(after), adjusted === '0.00' ? '' : grouped(adjusted),
  ]);
  const right = (head: string): { readonly head: string; readonly align: 'right' } => ({ head, align: 'right' });
  return [
    `Indexation of the rights of ${participantId}, EUR a year`,
    rows.length === 0
      ? 'None was granted.'
      : textTable([{ head: 'on' }, right('before'), right('rate'), right('after'), right('derived again')], rows),
    coordinateLines(answer),
  ].join('\n\n');
}

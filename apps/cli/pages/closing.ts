/** Participant-years whose window closes, as a table. */
import type { ClosingYear } from '#projections/windows/closing.js';
import { textTable } from '../terminal/table.js';
import { grouped } from '#money/grouped.js';

export interface ClosingTotals {
  readonly participants: number;
  readonly years: number;
  readonly corrections: number;
  readonly timeBarred: number;
  readonly pending: number;
  readonly refused: number;
}

export function closingTable(rows: readonly ClosingYear[]): string {
  const right = (head: string): { head: string; align: 'right' } => ({ head, align: 'right' });
  return textTable(
    [
      { head: 'participant' },
      right('income year'),
      { head: 'closes' },
      { head: 'window' },
      right('reported'),
      right('current'),
      right('premium'),
      { head: 'corrections' },
    ],
    rows.map(({ participantId, incomeYear, closesOn, status, income, premium, corrections, pending }) => [
      participantId,
      String(incomeYear),
      closesOn,
      status,
      grouped(income.reported),
      grouped(income.current),
      grouped(premium),
      [
        ...corrections.map(
          ({ correctionYear, incomeAfter, total, timeBarred }) =>
            `${correctionYear}: to ${grouped(incomeAfter)}, ${timeBarred ? 'time-barred' : `settled ${grouped(total)}`}`,
        ),
        ...pending.map(
          ({ after, employerId, approved }) => `pending: ${employerId} to ${grouped(after)}, ${approved ? 'approved' : 'not approved'}`,
        ),
      ].join('; '),
    ]),
  );
}

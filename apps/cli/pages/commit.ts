/** The end of a commit as a page of text. */
import type { CommitReport } from '#reprocessing/plan/commit.js';
import { textTable } from '../terminal/table.js';
import { grouped } from '#money/grouped.js';
import { groupedCount, counted } from './counted.js';

const SHOWN = 20;

function reconciled(years: CommitReport['incomeYears']): readonly string[] {
  const right = (head: string) => ({ head, align: 'right' as const });
  return [
    'Planned and committed agree to the cent:',
    textTable(
      [{ head: 'year' }, { head: 'account' }, { head: 'in' }, right('planned'), right('committed')],
      years.map(({ year, account, commodity, planned, committed }) => [
        String(year),
        account,
        commodity,
        grouped(planned),
        grouped(committed),
      ]),
    ),
  ];
}

export function commitPage({ batch, participants, employers, events, appended, moved, incomeYears, seconds }: CommitReport): string {
  const kind = employers === undefined ? 'participant' : 'employer';
  return [
    `Committed: ${counted(events, 'event')} for ${counted(employers ?? participants, kind)} ` +
      `${events === 1 ? 'stands' : 'stand'} in the journal (${groupedCount(appended)} written now, in ${seconds} s; accrual ` +
      `history batch-${batch}).`,
    '',
    ...(incomeYears.length === 0 ? ['No money moves.'] : reconciled(incomeYears)),
    ...(moved.length === 0
      ? []
      : [
          '',
          `${counted(moved.length, `${kind} has`, `${kind}s have`)} moved since the plan; nothing of theirs ` +
            'was written (--replan plans them again):',
          ...moved.slice(0, SHOWN).map((id) => `  ${id}`),
          ...(moved.length > SHOWN ? [`  … and ${groupedCount(moved.length - SHOWN)} more`] : []),
        ]),
  ].join('\n');
}

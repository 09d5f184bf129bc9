/** The end of a commit as a page of text. */
import type { CommitReport } from '#reprocessing/plan/commit.js';
import { textTable } from '../terminal/table.js';
import { grouped } from '#money/grouped.js';
import { groupedCount, counted } from './counted.js';

const SHOWN = 20;

export function commitPage({ batch, participants, events, appended, moved, incomeYears, seconds }: CommitReport): string {
  const right = (head: string) => ({ head, align: 'right' as const });
  return [
    `Committed: ${counted(events, 'event')} for ${counted(participants, 'participant')} ` +
      `${events === 1 ? 'stands' : 'stand'} in the journal (${groupedCount(appended)} written now, in ${seconds} s; accrual ` +
      `history batch-${batch}).`,
    '',
    'Planned and committed agree to the cent:',
    textTable(
      [{ head: 'year' }, { head: 'account' }, { head: 'in' }, right('planned'), right('committed')],
      incomeYears.map(({ year, account, commodity, planned, committed }) => [
        String(year),
        account,
        commodity,
        grouped(planned),
        grouped(committed),
      ]),
    ),
    ...(moved.length === 0
      ? []
      : [
          '',
          `${counted(moved.length, 'participant has', 'participants have')} moved since the plan; nothing of theirs ` +
            'was written (--replan plans them again):',
          ...moved.slice(0, SHOWN).map((participantId) => `  ${participantId}`),
          ...(moved.length > SHOWN ? [`  … and ${groupedCount(moved.length - SHOWN)} more`] : []),
        ]),
  ].join('\n');
}

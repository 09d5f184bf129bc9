/** One question at two value dates and two states of knowledge: what each axis of time alone changes. */
import { openJournalReader, type Workspace } from '#engine/workspace.js';
import { amountMinor, formatMinor, sumMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { liveRunner } from '#projections/run/live.js';
import { windowsProjection } from '#projections/windows/projection.js';
import { grouped } from '#money/grouped.js';
import { textTable } from '../../terminal/table.js';

interface Moment {
  readonly says: string;
  readonly asOf: CivilDate;
  /** Undefined: all that the ledger knows. */
  readonly knownAt: bigint | undefined;
}

/** A table of what was settled for a participant in all, and of one year's income and premium, at each moment. */
export async function bothWays(
  workspace: Workspace,
  participantId: string,
  incomeYear: number,
  moments: readonly Moment[],
): Promise<string> {
  const journal = await openJournalReader(workspace);
  try {
    const live = liveRunner(journal, workspace.clock);
    const rows: string[][] = [];
    for (const { says, asOf, knownAt } of moments) {
      const answer = await live.ask(windowsProjection, participantId, { asOf, knownAt }, { correctionYear: undefined });
      const year = answer.years.find((each) => each.incomeYear === incomeYear);
      const settled = sumMinor(
        answer.years.flatMap(({ settlements }) => settlements),
        ({ total }) => amountMinor(total),
      );
      rows.push([
        says,
        asOf,
        knownAt === undefined ? 'now' : `position ${knownAt}`,
        grouped(year?.income.current ?? ''),
        grouped(year?.premium ?? ''),
        grouped(formatMinor(settled)),
        answer.digest.slice(0, 12),
      ]);
    }
    const right = (head: string): { head: string; align: 'right' } => ({ head, align: 'right' });
    return textTable(
      [
        { head: 'question' },
        { head: '--as-of' },
        { head: '--known-at' },
        right(`income ${incomeYear}`),
        right('its premium'),
        right('settled in all'),
        { head: 'digest' },
      ],
      rows,
    );
  } finally {
    await journal.close();
  }
}

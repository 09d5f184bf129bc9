/**
 * Tells the same correction sent twice (a repeat) from one that comes again after another had replaced it: A → B, B → A,
 * A → B again within one file are three corrections, B, B is one.
 */
import { correctionKey } from '#ledger/participant/incomes/correct-income.js';
import type { CorrectionRow } from '../formats/rows.js';

export function occurrenceCounter(): (row: CorrectionRow) => number {
  const seen = new Map<string, { last: string; readonly counts: Map<string, number> }>();
  return (row) => {
    const income = `${row.participantId} ${row.incomeYear} ${row.employerId}`;
    const key = correctionKey({ ...row, occurrence: 1 });
    const known = seen.get(income);
    if (known === undefined) {
      seen.set(income, { last: key, counts: new Map([[key, 1]]) });
      return 1;
    }
    const count = known.counts.get(key) ?? 0;
    const occurrence = known.last === key ? count : count + 1;
    known.last = key;
    known.counts.set(key, occurrence);
    return occurrence;
  };
}

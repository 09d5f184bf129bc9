/**
 * How often the same row stands in its file. Of corrections, the same one sent twice (a repeat) is told from one that comes again
 * after another had replaced it: A → B, B → A, A → B again within one file are three corrections, B, B is one. Of facts that a
 * reference names, rows that are equal are counted by it: the second is another fact, and the same file again gives the same
 * numbers. Without a reference, a row that stands twice is one fact.
 */
import { correctionKey } from '#ledger/participant/incomes/correct-income.js';
import { salaryCorrectionKey } from '#ledger/participant/salaries/correct-salary.js';
import type { Row } from '../formats/rows.js';

export function occurrenceCounter(): (row: Row) => number {
  const ofCorrection = correctionCounter();
  const equal = new Map<string, number>();
  return (row) => {
    if (row.record === 'correction') {
      return ofCorrection(`${row.participantId} ${row.incomeYear} ${row.employerId}`, correctionKey({ ...row, occurrence: 1 }));
    }
    if (row.record === 'salary-correction') {
      return ofCorrection(`${row.participantId} ${row.from} ${row.employerId}`, salaryCorrectionKey(row));
    }
    if (!('reference' in row) || row.reference === undefined) return 1;
    const key = JSON.stringify(row);
    const count = (equal.get(key) ?? 0) + 1;
    equal.set(key, count);
    return count;
  };
}

/** `corrected`: what is corrected. `key`: by what. */
function correctionCounter(): (corrected: string, key: string) => number {
  const seen = new Map<string, { last: string; readonly counts: Map<string, number> }>();
  return (corrected, key) => {
    const known = seen.get(corrected);
    if (known === undefined) {
      seen.set(corrected, { last: key, counts: new Map([[key, 1]]) });
      return 1;
    }
    const count = known.counts.get(key) ?? 0;
    const occurrence = known.last === key ? count : count + 1;
    known.last = key;
    known.counts.set(key, occurrence);
    return occurrence;
  };
}

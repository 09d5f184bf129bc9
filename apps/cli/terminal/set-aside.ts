/** Subjects that a list could not tell of: named on stderr, and the command ends with 1, so that nobody takes the list for all. */
import type { SubjectKind } from '#ledger/subjects.js';
import type { SetAside } from '#projections/run/ask-all.js';
import { notice } from './output.js';

export function tellSetAside(kind: SubjectKind, setAside: readonly SetAside[]): void {
  if (setAside.length === 0) return;
  for (const { id, code, message, eventId } of setAside) {
    const annul = eventId === null || kind === 'transfer' ? '' : ` (accrual annul ${kind}-${id} ${eventId})`;
    notice(`Left out: ${kind} ${id}  ${code}: ${message}${annul}`);
  }
  process.exitCode = 1;
}

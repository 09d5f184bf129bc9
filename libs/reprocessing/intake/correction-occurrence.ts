/**
 * Which correction a row or a request is, where corrections of the same content stand already. One that still holds is a repeat;
 * one that another of the same day has replaced since (A, B, A) is wanted anew. Only the very same file brings nothing new, and
 * of a file's rows for one income and day only the last is held against what stands: those before it were replaced by it.
 */
import { isOtherwise } from '#ledger/schemes/incomes.js';
import { occurrenceKey, type Standing, type StandingFact } from '#ledger/kernel/decision.js';
import { correctionKey } from '#ledger/participant/incomes/correct-income.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { FactValues } from '#ledger/declared-facts.js';
import { isSameText } from '#ledger/kernel/text.js';

export interface CorrectionPlace {
  /** The how-manieth of its content in its file; 1 for a request. */
  readonly occurrence: number;
  /** No later row of the file corrects the same income on the same day. */
  readonly isLastOfDay: boolean;
}

export function correctionOccurrence(
  row: FactValues<'correction'>,
  { occurrence, isLastOfDay }: CorrectionPlace,
  standing: Standing,
  state: ParticipantState,
): number {
  const key = correctionKey({ ...row, occurrence: 1 });
  let [stand, own] = [0, 0];
  for (;;) {
    const found = standing(occurrenceKey(key, stand + 1));
    if (found === undefined) break;
    stand += 1;
    if (!found.sameFile) continue;
    own += 1;
    if (own === occurrence) return hasReason(found, row) ? stand : (givenFor(row, key, standing) ?? stand);
  }
  if (stand < occurrence) return stand + 1;
  return isLastOfDay && isReplaced(row, state) ? stand + 1 : Math.max(occurrence, holding(key, stand, standing));
}

function hasReason({ data }: StandingFact, { reason }: Pick<FactValues<'correction'>, 'reason'>): boolean {
  return isSameText(String(data['reason']), reason);
}

/** Of those that stand, the one of this row's reason: its file gives the same content under two reasons. */
function givenFor(row: FactValues<'correction'>, key: string, standing: Standing): number | undefined {
  for (let at = 1; ; at += 1) {
    const found = standing(occurrenceKey(key, at));
    if (found === undefined) return undefined;
    if (!found.annulled && hasReason(found, row)) return at;
  }
}

/** The last of those that stand unannulled, else the last. */
function holding(key: string, stand: number, standing: Standing): number {
  for (let at = stand; at > 0; at -= 1) if (standing(occurrenceKey(key, at))?.annulled === false) return at;
  return stand;
}

/** Whether the last correction of that income and day says otherwise. */
export function isReplaced(row: FactValues<'correction'>, state: ParticipantState): boolean {
  const { incomeYear, employerId, correctedOn } = row;
  const versions = state.incomes.get(incomeYear)?.get(employerId)?.versions ?? [];
  const last = versions.filter((version) => version.correctedOn === correctedOn).sort((a, b) => a.revision - b.revision).at(-1);
  return last !== undefined && (last.amountMinor !== row.amountMinor || isOtherwise(last, row));
}

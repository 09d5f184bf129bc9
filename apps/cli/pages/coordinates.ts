/** The last lines of a page: the coordinates of the answer and its digest. */
import type { AnswerCoordinates } from '#projections/answer.js';

export function coordinateLines(answer: AnswerCoordinates): string {
  const rules =
    answer.rulebook === null ? '' : ` · rules ${answer.rulebook.id} ${answer.rulebook.version} known at ${answer.rulesKnownAt ?? 'all'}`;
  return `as of ${answer.asOf} · known at ${answer.knownAt} (position ${answer.position})${rules}\ndigest ${answer.digest}`;
}

/** Amounts with a thin space between thousands, for reading only. */
export function grouped(amount: string): string {
  const [whole = '', cents] = amount.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ' ')}${cents === undefined ? '' : `.${cents}`}`;
}

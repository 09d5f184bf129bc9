/** The last lines of a page: the coordinates of the answer and its digest. */
import type { AnswerCoordinates } from '#projections/answer.js';

export function coordinateLines(answer: AnswerCoordinates): string {
  const rules =
    answer.rulebook === null ? '' : ` · rules ${answer.rulebook.id} ${answer.rulebook.version} known at ${answer.rulesKnownAt ?? 'all'}`;
  return `as of ${answer.asOf} · known at ${answer.knownAt} (position ${answer.position})${rules}\ndigest ${answer.digest}`;
}

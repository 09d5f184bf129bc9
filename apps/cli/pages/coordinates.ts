/** The last lines of a page: the coordinates of the answer and its digest. */
import { LAST_DATE } from '#money/civil-date.js';
import type { AnswerCoordinates } from '#projections/answer.js';
import { hanging, pageWidth } from '../terminal/width.js';

export function coordinateLines(answer: AnswerCoordinates): string {
  const { asOf, knownAt, rulebook } = answer;
  const said = [
    asOf === LAST_DATE ? 'every value date' : `as of ${asOf}`,
    `known at ${typeof knownAt === 'number' ? `position ${knownAt}` : knownAt}`,
    ...(rulebook === null ? [] : [`rules ${rulebook.id} ${rulebook.version} known at ${answer.rulesKnownAt ?? 'all'}`]),
  ];
  return [...hanging('', '  ', said.join(' · '), pageWidth()), `digest ${answer.digest}`].join('\n');
}

/** The coverage overview as a page of text. */
import type { Answer } from '#projections/answer.js';
import type { CoverageAnswer } from '#projections/coverage/projection.js';
import { textTable } from '../terminal/table.js';
import { grouped } from '#money/grouped.js';
import { coordinateLines } from './coordinates.js';

export function coveragePage(answer: Answer<CoverageAnswer>): string {
  const parts = [`Coverage overview of ${answer.participantId} (${answer.scheme})`, `Value ${grouped(answer.value)}`];
  if (answer.benefits.length > 0) {
    parts.push(
      textTable(
        [{ head: 'benefit' }, { head: 'amount', align: 'right' }, { head: '' }, { head: 'paid' }, { head: 'basis' }, { head: 'until' }, { head: 'condition' }],
        answer.benefits.map((benefit) => [
          benefit.benefit,
          grouped(benefit.amount),
          benefit.currency,
          benefit.frequency,
          benefit.basis,
          benefit.validUntil ?? '',
          benefit.condition ?? '',
        ]),
      ),
    );
  }
  if (answer.assumptions.length > 0) {
    parts.push(
      textTable(
        [{ head: 'assumption' }, { head: 'value', align: 'right' }, { head: 'since' }, { head: 'status' }, { head: 'reference' }],
        answer.assumptions.map(({ name, value, from, status, reference }) => [name, value, from, status, reference]),
      ),
    );
  }
  parts.push(...answer.notes.map((note) => `Note: ${note}`), coordinateLines(answer));
  return parts.join('\n\n');
}

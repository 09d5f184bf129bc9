/** The coverage overview as a page of text. */
import type { Answer } from '#projections/answer.js';
import type { CoverageAnswer } from '#projections/coverage/projection.js';
import type { Benefit, CoverageView } from '#rulebooks/frame/capabilities/coverage.js';
import { loadRulebook } from '#rulebooks/by-scheme.js';
import { textTable } from '../terminal/table.js';
import { grouped } from '#money/grouped.js';
import { coordinateLines } from './coordinates.js';
import { noteLines } from './notes.js';
import { saidAssumption } from './overview/assumptions.js';
import { conditionIn, dateIn } from './overview/language.js';

export async function coveragePage(answer: Answer<CoverageAnswer>, { benefits }: CoverageView): Promise<string> {
  const { currency } = await loadRulebook(answer.scheme);
  const parts = [
    `Coverage overview of ${answer.participantId} (${answer.scheme})`,
    `Value ${grouped(answer.value)} ${currency}`,
  ];
  if (benefits.length > 0) {
    parts.push(
      textTable(
        [
          { head: 'benefit', least: 18 },
          { head: 'amount', align: 'right' },
          { head: 'paid' },
          { head: 'basis' },
          { head: 'condition', least: 16 },
        ],
        benefits.map((benefit) => [
          benefit.benefit,
          grouped(benefit.amount),
          `${benefit.currency} ${benefit.frequency}`,
          benefit.basis,
          conditionOf(benefit),
        ]),
      ),
    );
  }
  if (answer.assumptions.length > 0) {
    parts.push(
      textTable(
        [{ head: 'assumption' }, { head: 'value', least: 22 }, { head: 'since' }, { head: 'status' }, { head: 'reference', spare: 1 }],
        answer.assumptions.map((one) => [one.name, saidAssumption('en', one).value, one.from, one.status, one.reference]),
      ),
    );
  }
  parts.push(...noteLines(answer.notes), coordinateLines(answer));
  return parts.join('\n\n');
}

/** When it is paid or covers, in words, and until when. */
function conditionOf({ condition, validUntil }: Benefit): string {
  return [
    ...(condition === null ? [] : [conditionIn('en', condition)]),
    ...(validUntil === null ? [] : [`until ${dateIn('en', validUntil)}`]),
  ].join(', ');
}

/** The overview as a page of text. */
import type { Answer } from '#projections/answer.js';
import type { OverviewAnswer } from '#projections/overview/projection.js';
import { textTable } from '../../terminal/table.js';
import { hanging, pageWidth } from '../../terminal/width.js';
import { coordinateLines } from '../coordinates.js';
import { saidAssumption } from './assumptions.js';
import { amountIn, dateIn, paidIn, saidOf, spoken, wordsOf, type Language } from './language.js';

export function overviewPage(answer: Answer<OverviewAnswer>, language: Language): string {
  const words = wordsOf(language);
  const { participantId, scheme, asOf, value, benefits, account, assumptions, notes } = answer;
  const right = (head: string) => ({ head, align: 'right' as const });
  const benefitRows = benefits.map((one) => [
    words.benefit[one.benefit] ?? one.benefit,
    amountIn(language, one.amount),
    `${one.currency} ${paidIn(language, one)}`.trimEnd(),
    saidOf(language, one).join(', '),
  ]);
  return [
    `${words.title}\n${words.participant} ${participantId} (${words.scheme[scheme] ?? scheme}), ${words.asOf} ${dateIn(language, asOf)}`,
    `${words.value}: ${amountIn(language, value)} ${benefits[0]?.currency ?? ''}\n${words.valueNote}`,
    ...(benefitRows.length === 0 ? [] : [textTable([{ head: words.benefits }, right(''), { head: '' }, { head: '' }], benefitRows)]),
    textTable(
      [{ head: words.account(account.year) }, right('')],
      [
        [words.opening(account.year), amountIn(language, account.opening)],
        ...account.lines.map(({ kind, amount }) => [`  ${words.line[kind]}`, amountIn(language, amount)]),
        [words.closing(account.year), amountIn(language, account.closing)],
      ],
    ),
    ...notes.map((note) => hanging('', '', spoken(language, note), pageWidth()).join('\n')),
    ...(assumptions.length === 0
      ? []
      : [
          textTable(
            [{ head: words.assumption.name }, right(words.assumption.value), { head: words.assumption.since }, { head: words.assumption.status }, { head: words.assumption.reference }],
            assumptions.map((one) => [saidAssumption(language, one).name, saidAssumption(language, one).value, one.from, words.status[one.status] ?? one.status, one.reference]),
          ),
        ]),
    ...(assumptions.some(({ status }) => status === 'illustrative') ? [hanging('', '', words.illustrative, pageWidth()).join('\n')] : []),
    coordinateLines(answer),
  ].join('\n\n');
}

/** The overview as a page of text. */
import type { Currency } from '#money/amount.js';
import type { Answer } from '#projections/answer.js';
import type { OverviewAnswer } from '#projections/overview/projection.js';
import type { CoverageView } from '#rulebooks/frame/capabilities/coverage.js';
import { textTable } from '../../terminal/table.js';
import { hanging, pageWidth } from '../../terminal/width.js';
import { coordinateLines } from '../coordinates.js';
import { saidAssumption } from './assumptions.js';
import { dateIn, moneyIn, paidIn, saidOf, schemeWords, toldNotes, overviewWordsOf, type OverviewLanguage } from './language.js';

export function overviewPage(
  answer: Answer<OverviewAnswer>,
  { benefits, notes }: CoverageView,
  currency: Currency,
  language: OverviewLanguage,
): string {
  const words = overviewWordsOf(language);
  const { participantId, scheme, asOf, value, account, assumptions } = answer;
  const own = schemeWords(language, scheme);
  const money = (amount: string): string => moneyIn(language, amount, currency);
  const right = (head: string) => ({ head, align: 'right' as const });
  const benefitRows = benefits.map((one) => [
    words.benefit[one.benefit] ?? one.benefit,
    moneyIn(language, one.amount, one.currency),
    paidIn(language, one),
    saidOf(language, one).join(', '),
  ]);
  return [
    `${words.title}\n${words.participant} ${participantId} (${own.name}), ${words.asOf} ${dateIn(language, asOf)}`,
    [`${own.value}: ${money(value)}`, ...hanging('', '', own.valueNote, pageWidth())].join('\n'),
    ...(benefitRows.length === 0 ? [] : [textTable([{ head: words.benefits }, right(''), { head: '' }, { head: '' }], benefitRows)]),
    textTable(
      [{ head: own.account(account.year) }, right('')],
      [
        [own.opening(account.year), money(account.opening)],
        ...account.lines.map(({ kind, amount }) => [`  ${own.line?.[kind] ?? words.line[kind]}`, money(amount)]),
        [own.closing(account.year), money(account.closing)],
      ],
    ),
    ...toldNotes(language, notes).map((note) => hanging('', '', note, pageWidth()).join('\n')),
    ...(assumptions.length === 0
      ? []
      : [
          textTable(
            [
              { head: words.assumption.name },
              right(words.assumption.value),
              { head: words.assumption.since },
              { head: words.assumption.status },
              { head: words.assumption.reference },
            ],
            assumptions.map((one) => [
              saidAssumption(language, one).name,
              saidAssumption(language, one).value,
              one.from,
              words.status[one.status] ?? one.status,
              one.reference,
            ]),
          ),
        ]),
    ...(assumptions.some(({ status }) => status === 'illustrative') ? [hanging('', '', words.illustrative, pageWidth()).join('\n')] : []),
    coordinateLines(answer),
  ].join('\n\n');
}

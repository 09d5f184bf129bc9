/** A fund's policy as pages of text. */
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import { Decimal } from '#money/decimal.js';
import type { Answer } from '#projections/answer.js';
import type { FundEvaluationsView } from '#projections/policy/fund-evaluations.js';
import { textTable } from '../terminal/table.js';
import { coordinateLines } from './coordinates.js';
import { counted } from './counted.js';

const right = (head: string) => ({ head, align: 'right' as const });
const percent = (rate: string): string => `${new Decimal(rate).times(100).toFixed(4)} %`;

export function proposedPage(fundId: string, events: readonly DecidedFundEvent[]): string {
  const [event] = events;
  if (event?.type !== 'PolicyEvaluated') return `Fund ${fundId}: the year is evaluated already; \`accrual fund evaluations\` shows it.`;
  const { year, regime, input, output } = event.data;
  return [
    `Fund ${fundId}, ${year}, by the ${regime} rules: ${output.action}; nothing was recorded (--record does it)`,
    textTable(
      [{ head: '' }, right('')],
      [
        ['funding ratio', input.fundingRatio],
        ['ambition', percent(input.ambition)],
        ['backlog before', new Decimal(input.backlog).toFixed(10)],
        ['indexation', percent(output.indexation)],
        ['catch-up', percent(output.catchUp)],
        ['starts of a year below the minimum', String(output.below)],
        ['funding ratio after', new Decimal(output.fundingRatioAfter).toFixed(10)],
        ['backlog after', new Decimal(output.backlogAfter).toFixed(10)],
      ],
    ),
  ].join('\n\n');
}

export function evaluationsPage(answer: Answer<FundEvaluationsView>): string {
  const { fundId, variant, years } = answer;
  const rows = years.map(({ year, regime, fundingRatio, proposed, decided, asNowKnown, backlogAfter }) => [
    String(year), regime, fundingRatio, proposed.action, percent(proposed.indexation), percent(proposed.catchUp),
    decided === null ? 'nothing' : percent(new Decimal(decided.factor).minus(1).toFixed()),
    asNowKnown === null ? '' : `${asNowKnown.fundingRatio}: ${percent(asNowKnown.indexation)}`,
    new Decimal(backlogAfter).toFixed(8),
  ]);
  const heads = [
    { head: 'year' },
    { head: 'rules' },
    right('ratio'),
    { head: 'action' },
    right('indexation'),
    right('catch-up'),
    right('decided'),
    right('as now known'),
    right('backlog after'),
  ];
  const supposed =
    variant === null
      ? []
      : [
          `SUPPOSED RULES: ${Object.entries(variant)
            .map(([field, value]) => `${field}=${value}`)
            .join(', ')}. This is no ` + 'record of the fund.',
        ];
  return [
    `Policy of fund ${fundId}: ${counted(years.length, 'year')} evaluated`,
    ...supposed,
    ...(rows.length === 0 ? [] : [textTable(heads, rows)]),
    coordinateLines(answer),
  ].join('\n\n');
}

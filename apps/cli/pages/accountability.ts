/** What a board accounted for, and its indexations year by year, as pages of text. */
import type { Answer } from '#projections/answer.js';
import type { FundAccountabilityView, FundIndexationsView } from '#projections/policy/fund-accountability.js';
import { grouped } from '#money/grouped.js';
import { textTable, type TableColumn } from '../terminal/table.js';
import { coordinateLines } from './coordinates.js';

const right = (head: string): TableColumn => ({ head, align: 'right' });

function section(title: string, columns: readonly TableColumn[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : [title, textTable(columns, rows)];
}

export function accountabilityPage(answer: Answer<FundAccountabilityView>): string {
  const { fundId, returns, performance, performanceTest, policies, feasibility, discounts } = answer;
  const sections = [
    ...section('Returns', [{ head: 'year' }, right('return')], returns.map(({ year, rate }) => [String(year), rate])),
    ...section(
      `Performance against the benchmark${performanceTest === null ? '' : `; the last test is ${performanceTest}`}`,
      [{ head: 'year' }, right('z'), { head: 'test of five years', spare: 1 }, { head: 'opens an exemption (V.4)' }],
      performance.map(({ year, z, test }) => [
        ...[String(year), z, test?.performanceTest ?? ''],
        test === undefined ? '' : test.exemptionOpen ? 'yes' : 'no',
      ]),
    ),
    ...section(
      'Investment policy',
      [{ head: 'year' }, { head: 'policy', spare: 1 }, { head: 'benchmark', spare: 2 }, { head: 'set anew' }],
      policies.map(({ year, policy, benchmark, reset }) => [
        ...[String(year), policy, benchmark],
        reset === undefined ? '' : `${reset.on}; announce by ${reset.announceBy}, tell employers by ${reset.tellEmployersBy}`,
      ]),
    ),
    ...section(
      'Feasibility',
      [
        ...[{ head: 'year' }, right('expected'), right('bound'), right('bad weather'), right('bound'), { head: 'study' }],
        { head: 'to be told', spare: 1 },
      ],
      feasibility.map(({ year, results, bounds, study, owed }) => [
        ...[String(year), results.expected, bounds.expected, results.badWeather, bounds.badWeather],
        study === undefined ? '' : `${study.runId.slice(0, 16)}, age ${study.age}`,
        owed.join(', '),
      ]),
    ),
    ...section(
      'Discounts out of a surplus',
      [{ head: 'on' }, right('amount'), right('ratio'), right('required')],
      discounts.map(({ on, amount, policyFundingRatio, requiredRatio }) => [on, grouped(amount), policyFundingRatio, requiredRatio]),
    ),
  ];
  return [
    sections.length === 0 ? `The board of fund ${fundId} has reported nothing yet.` : `What the board of fund ${fundId} accounted for`,
    ...sections,
    coordinateLines(answer),
  ].join('\n\n');
}

export function indexationsPage(answer: Answer<FundIndexationsView>): string {
  const { fundId, years } = answer;
  const rows = years.map(({ year, ratio, ambition, maxRate, bindingRule, granted, missed, catchUp }) => [
    ...[String(year), ratio ?? '', ambition ?? '', maxRate ?? '', bindingRule ?? '', granted, missed ?? ''],
    catchUp?.applied.map(({ kind, ofYear, rate }) => `${kind} ${ofYear}: ${rate}`).join('; ') ?? '',
  ]);
  return [
    rows.length === 0 ? `Fund ${fundId} has decided no indexation.` : `Indexations of fund ${fundId}`,
    ...section(
      'By year',
      [
        ...[{ head: 'year' }, right('ratio'), right('ambition'), right('at most'), { head: 'rule' }, right('granted'), right('missed')],
        { head: 'caught up', spare: 1 },
      ],
      rows,
    ),
    coordinateLines(answer),
  ].join('\n\n');
}

/** The coverage overview as a page of text. */
import type { Answer } from '#projections/answer.js';
import type { JsonObject } from '#ledger/json.js';
import type { CoverageAnswer } from '#projections/coverage/projection.js';
import type { WhatIfMark } from '#reprocessing/what-if/what-if.js';
import { textTable } from '../terminal/table.js';
import { coordinateLines, grouped } from './coordinates.js';

/** The same page under a mark that nobody overlooks. */
export function whatIfPage(answer: Answer<CoverageAnswer & { readonly whatIf: WhatIfMark }>): string {
  const { rules, reports, events } = answer.whatIf;
  const assumed = [...(rules === null ? [] : [`the rules of ${rules.file}`]), ...(reports === null ? [] : [`the reports of ${reports.file} in time`])];
  return [
    `WHAT IF: this is not what the fund says. It assumes ${assumed.join(' and ')}; nothing of it is stored.`,
    ...(events.length === 0 ? [] : [`Assumed beside the ledger:\n${events.map(({ type, effectiveDate, data }) => `  ${effectiveDate}  ${type}  ${amountsOf(data)}`).join('\n')}`]),
    coveragePage(answer),
  ].join('\n\n');
}

function amountsOf(data: JsonObject): string {
  return ['incomeYear', 'period', 'year', 'before', 'after', 'amount', 'total'].flatMap((name) => (data[name] === undefined ? [] : [`${name} ${String(data[name])}`])).join(', ');
}

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

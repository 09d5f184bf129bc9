/** Publications and lists of parameters as pages of text. */
import type { JsonValue } from '#ledger/kernel/json.js';
import type { Answer } from '#projections/answer.js';
import { yearOf } from '#money/civil-date.js';
import type { MissingParameter, ListedParameters } from '../commands/parameters/list.js';
import type { PublicationReport } from '../commands/parameters/publish.js';
import { textTable } from '../terminal/table.js';
import { coordinateLines } from './coordinates.js';
import { counted } from './counted.js';

export function publicationPage({ fundId, status, announced, established, parameters, file }: PublicationReport): string {
  const which = `${counted(parameters.length, 'parameter')} announced on ${announced}`;
  if (status === 'repeated') return `Fund ${fundId} published ${which} before; nothing was written.`;
  return `${established ? `Fund ${fundId} was established.\n` : ''}Published to fund ${fundId}: ${which}, from ` +
    `${file}\n${parameters.map(({ name, entries }) => `  ${name} (${counted(entries, 'entry', 'entries')})`).join('\n')}`;
}

export function parametersPage(answer: Answer<ListedParameters>): string {
  const of = answer.fundId === null ? `the scheme ${answer.scheme} by law alone` : `fund ${answer.fundId} (${answer.scheme})`;
  const parts = [
    `Parameters of ${of}, in force on ${answer.asOf}`,
    textTable(
      [
        { head: 'parameter' },
        { head: 'value', align: 'right' },
        { head: 'unit', spare: 1 },
        { head: 'since' },
        { head: 'until' },
        { head: 'status' },
        { head: 'announced', spare: 3 },
        { head: 'reference', spare: 2 },
      ],
      answer.parameters.map(({ name, value, unit, since, until, status, announced, reference }) => [
        name,
        shortened(value),
        unit,
        since,
        until ?? '',
        status,
        announced,
        reference,
      ]),
    ),
  ];
  if (answer.missing.length > 0) {
    parts.push(
      'Missing; publish them with `accrual parameters FILE` where they are needed',
      textTable(
        [{ head: 'parameter' }, { head: 'unit' }, { head: 'missing' }],
        answer.missing.map((each) => [each.name, each.unit, missing(each)]),
      ),
    );
  }
  return [...parts, coordinateLines(answer)].join('\n\n');
}

function missing({ gaps, first }: MissingParameter): string {
  return first === null ? 'never published' : gaps.map(({ from, to }) => gapText(from, to)).join(', ');
}

/** Whole years as years, everything else to the day. */
function gapText(from: string, to: string | null): string {
  const begins = from.endsWith('-01-01') ? String(yearOf(from)) : from;
  if (to === null) return `from ${begins} on`;
  const ends = to.endsWith('-12-31') ? String(yearOf(to)) : to;
  return begins === ends ? begins : `${begins} … ${ends}`;
}

function shortened(value: JsonValue): string {
  if (value === null) return 'none';
  if (typeof value !== 'object') return String(value);
  const text = JSON.stringify(value);
  return text.length <= 16 ? text : `table of ${Object.keys(value).length}`;
}

/** The history of a stream as a page of text. */
import { grouped } from '#money/grouped.js';
import type { Answer } from '#projections/answer.js';
import type { HistoryEntry, HistoryView } from '#projections/history/projection.js';
import { shortIds } from '../event-id.js';
import { textTable, type TableColumn } from '../terminal/table.js';
import { coordinateLines } from './coordinates.js';
import { counted } from './counted.js';

const COLUMNS: readonly TableColumn[] = [
  { head: 'rev', align: 'right' },
  { head: 'position', align: 'right', spare: 3 },
  { head: 'takes effect' },
  { head: 'recorded', least: 19, spare: 2 },
  { head: 'event' },
  { head: 'what', least: 22 },
  { head: 'from' },
  { head: 'id' },
];

export function historyPage(answer: Answer<HistoryView>): string {
  const short = shortIds(answer.events.map(({ id }) => id));
  return [
    `History of ${answer.stream}: ${counted(answer.events.length, 'event')}`,
    textTable(
      COLUMNS,
      answer.events.map((event) => [
        String(event.revision),
        grouped(String(event.position)),
        event.effectiveDate,
        event.recordedAt.slice(0, 19),
        `${event.type}${event.annulledBy === null ? '' : ' (annulled)'}`,
        summaryOf(event),
        sourceOf(event),
        short(event.id),
      ]),
    ),
    coordinateLines(answer),
  ].join('\n\n');
}

/** What the recovery policy leaves, then the event's plain fields, ids of other events left out. */
export function summaryOf(event: HistoryEntry): string {
  const fields = Object.entries(event.data)
    .filter(([, value]) => typeof value !== 'object')
    .filter(([, value]) => !/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(String(value)))
    .map(([name, value]) => `${name} ${amountGrouped(String(value))}`);
  return [...leftOutText(event.data), ...changesText(event.data), ...fields].join(', ');
}

/** An amount, told by its two decimals, as amounts are written; any other text as it is. */
export function amountGrouped(text: string): string {
  return /^-?\d+\.\d\d$/.test(text) ? grouped(text) : text;
}

/** Every such amount within a text. */
export function amountsGrouped(text: string): string {
  return text.replace(/(?<![\w.])-?\d{4,}\.\d\d(?![\d.])/g, (amount) => grouped(amount));
}

export function sourceOf(event: HistoryEntry): string {
  return event.source === undefined ? event.actor : `${event.source.file}:${event.source.line}`;
}

/** What a correction of several fields changes, field by field. */
function changesText({ before, after }: HistoryEntry['data']): readonly string[] {
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return [];
  const [was, is] = [before as Readonly<Record<string, unknown>>, after as Readonly<Record<string, unknown>>];
  return Object.keys(is)
    .filter((name) => was[name] !== is[name])
    .map((name) => `${name} ${amountGrouped(String(was[name]))} → ${amountGrouped(String(is[name]))}`);
}

function leftOutText({ leftOut }: HistoryEntry['data']): readonly string[] {
  if (typeof leftOut !== 'object' || leftOut === null) return [];
  const { amount, total, reason } = leftOut as { readonly amount?: string; readonly total?: string; readonly reason?: string };
  return [`left out ${amountGrouped(amount ?? total ?? '')}: ${reason ?? ''}`];
}

/** The history of a stream as a page of text. */
import type { Answer } from '#projections/answer.js';
import type { HistoryEntry, HistoryView } from '#projections/history/projection.js';
import { textTable } from '../terminal/table.js';
import { coordinateLines } from './coordinates.js';

export function historyPage(answer: Answer<HistoryView>): string {
  return [
    `History of ${answer.stream}: ${answer.events.length} events`,
    textTable(
      [{ head: 'rev', align: 'right' }, { head: 'position', align: 'right' }, { head: 'takes effect' }, { head: 'recorded' }, { head: 'event' }, { head: 'what' }, { head: 'from' }],
      answer.events.map((event) => [
        String(event.revision),
        String(event.position),
        event.effectiveDate,
        event.recordedAt.slice(0, 19),
        `${event.type}${event.annulledBy === null ? '' : ' (annulled)'}`,
        summaryOf(event),
        sourceOf(event),
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
    .map(([name, value]) => `${name} ${String(value)}`);
  const text = [...leftOutText(event.data), ...fields].join(', ');
  return text.length > 110 ? `${text.slice(0, 109)}…` : text;
}

export function sourceOf(event: HistoryEntry): string {
  return event.source === undefined ? event.actor : `${event.source.file}:${event.source.line}`;
}

function leftOutText({ leftOut }: HistoryEntry['data']): readonly string[] {
  if (typeof leftOut !== 'object' || leftOut === null) return [];
  const { amount, total, reason } = leftOut as { readonly amount?: string; readonly total?: string; readonly reason?: string };
  return [`left out ${amount ?? total ?? ''}: ${reason ?? ''}`];
}

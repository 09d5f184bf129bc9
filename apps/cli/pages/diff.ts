/** Why figures moved, as a page of text. */
import type { Answer } from '#projections/answer.js';
import type { DiffView, MovedFigure } from '#projections/diff/diff.js';
import { textTable } from '../terminal/table.js';
import { hanging, pageWidth } from '../terminal/width.js';
import { grouped } from '#money/grouped.js';
import { coordinateLines } from './coordinates.js';
import { noteLines } from './notes.js';

const EVENTS_SHOWN = 3;

export function diffPage(answer: Answer<DiffView>): string {
  const { participantId, since, moved, unmoved, notes } = answer;
  const lines = moved.filter(isAccountLine);
  return [
    hanging(
      '',
      '  ',
      `Movements of ${participantId} since as of ${since.asOf}, known at ${since.knownAt}, rules known at ${since.rulesKnownAt ?? 'all'}`,
      pageWidth(),
    ).join('\n'),
    ...(moved.length === 0 ? ['Nothing moved.'] : moved.filter((figure) => !isAccountLine(figure)).map(figurePage)),
    ...(lines.length === 0 ? [] : [accountPage(lines)]),
    ...(unmoved.length === 0 ? [] : [unmovedText(unmoved)]),
    ...noteLines(notes),
    coordinateLines(answer),
  ].join('\n\n');
}

function unmovedText(unmoved: DiffView['unmoved']): string {
  const figures = unmoved.map(({ figure, amount }) => `${figure} ${grouped(amount)}`).join(', ');
  return hanging('Unmoved: ', '  ', figures, pageWidth()).join('\n');
}

function isAccountLine({ figure }: { readonly figure: string }): boolean {
  return figure.startsWith('account.');
}

function figurePage({ figure, from, to, movement, causes }: MovedFigure): string {
  const rows = causes.map(({ cause, amount, events }) => [cause, grouped(amount), eventsShown(events)]);
  return (
    `${figure}: ${grouped(from)} → ` +
    `${grouped(to)}\n${textTable([{ head: 'cause' }, { head: 'amount', align: 'right' }, { head: 'events' }], [...rows, ['together', grouped(movement), '']])}`
  );
}

/** One row a line; the events stand with the figures above, which they move as well. */
function accountPage(lines: readonly MovedFigure[]): string {
  const right = (head: string) => ({ head, align: 'right' as const });
  const rows = lines.map(({ figure, from, to, movement, causes }) => [
    figure,
    grouped(from),
    grouped(to),
    grouped(movement),
    causes.map(({ cause, amount }) => `${cause} ${grouped(amount)}`).join(', '),
  ]);
  return textTable([{ head: 'account line' }, right('from'), right('to'), right('movement'), { head: 'causes' }], rows);
}

function eventsShown(events: MovedFigure['causes'][number]['events']): string {
  if (events.length === 0) return '';
  const shown = events
    .slice(0, EVENTS_SHOWN)
    .map(({ effectiveDate, type, source }) => `${effectiveDate} ${type}${source === null ? '' : ` (${source.file}:${source.line})`}`);
  return events.length > EVENTS_SHOWN ? `${shown.join(', ')} and ${events.length - EVENTS_SHOWN} more` : shown.join(', ');
}

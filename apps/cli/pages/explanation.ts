/** A figure as a tree: value, formula with article, parameters with status, inputs, events down to file and line. */
import type { Answer } from '#projections/answer.js';
import type { HistoryEntry } from '#projections/history/projection.js';
import type { ExplainedFigure } from '#projections/run/live.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';
import type { ParameterUse } from '#rulebooks/frame/parameters/parameters.js';
import { coordinateLines } from './coordinates.js';
import { sourceOf, summaryOf } from './history.js';

export function explanationPage(answer: Answer<ExplainedFigure>): string {
  const events = new Map(answer.events.map((event) => [event.id, event]));
  return [figureLines(answer.figure, events, '', '').join('\n'), coordinateLines(answer)].join('\n\n');
}

/** A figure's tree as lines. */
export function figureText(figure: Figure): string {
  return figureLines(figure, new Map(), '', '').join('\n');
}

function figureLines(figure: Figure, events: ReadonlyMap<string, HistoryEntry>, lead: string, indent: string): string[] {
  const details = [
    `formula   ${figure.formula}`,
    `article   ${figure.article}`,
    ...(figure.rounding === undefined ? [] : [`rounding  ${figure.rounding}`]),
    ...figure.parameters.map((use) => `parameter ${parameterText(use)}`),
    ...figure.events.map((id) => `event     ${eventText(id, events.get(id))}`),
    ...(figure.note === undefined ? [] : [`note      ${figure.note}`]),
  ];
  const lines = [`${lead}${figure.name} = ${figure.value} ${figure.unit}`];
  const bar = figure.inputs.length > 0 ? '│ ' : '  ';
  lines.push(...details.map((detail) => `${indent}${bar}${detail}`));
  figure.inputs.forEach((input, index) => {
    const last = index === figure.inputs.length - 1;
    lines.push(...figureLines(input, events, `${indent}${last ? '└─ ' : '├─ '}`, `${indent}${last ? '   ' : '│  '}`));
  });
  return lines;
}

function parameterText({ name, unit, entry }: ParameterUse): string {
  const value = typeof entry.value === 'string' ? entry.value : 'table';
  const until = entry.to === undefined ? '' : ` to ${entry.to}`;
  const warning = entry.status === 'illustrative' ? ' — ILLUSTRATIVE, not official' : '';
  const change = entry.change === undefined ? '' : `; change of the ${entry.change.kind === 'basis' ? 'calculation basis' : 'terms'} announced on ${entry.announced}, event ${entry.change.event}`;
  return `${name} = ${value} (${unit}), from ${entry.from}${until}, ${entry.status}: ${entry.reference}${warning}${change}`;
}

function eventText(id: string, event: HistoryEntry | undefined): string {
  if (event === undefined) return id;
  return `${event.type} ${event.effectiveDate} [${summaryOf(event)}] recorded ${event.recordedAt}, ${sourceOf(event)}, position ${event.position}, id ${id}`;
}

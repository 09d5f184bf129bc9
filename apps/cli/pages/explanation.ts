/**
 * A figure as a tree: value, formula with article, parameters with status, inputs, events down to file and line. What repeats is
 * folded: inputs that rest on events of one type stand as one with a line each, many of them with a line a year.
 */
import { grouped } from '#money/grouped.js';
import type { Answer } from '#projections/answer.js';
import type { HistoryEntry } from '#projections/history/projection.js';
import type { FundExplanationView } from '#projections/policy/fund-explanation.js';
import type { ExplainedFigure } from '#projections/run/live.js';
import type { FigureDecision } from '#rulebooks/frame/figures/decision.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';
import type { ParameterUse } from '#rulebooks/frame/parameters/parameters.js';
import { hanging, pageWidth } from '../terminal/width.js';
import { coordinateLines } from './coordinates.js';
import { counted } from './counted.js';
import { supposedRules } from './supposed-rules.js';
import { foldedInputs, MANY, sumText, yearsOf, type EventsById, type FoldedInput } from './folded-figures.js';
import { amountGrouped, amountsGrouped, sourceOf, summaryOf } from './history.js';

interface Page {
  readonly events: EventsById;
  /** Parameters that were told in full above. */
  readonly told: Set<string>;
  readonly width: number;
}

export function explanationPage(answer: Answer<ExplainedFigure>): string {
  const events = new Map(answer.events.map((event) => [event.id, event]));
  return [figureLines({ figure: answer.figure }, pageOf(events), '', '').join('\n'), coordinateLines(answer)].join('\n\n');
}

export function fundExplanationPage(answer: Answer<FundExplanationView>): string {
  const { figure, variant } = answer;
  const events = new Map(answer.events.map((event) => [event.id, event]));
  const lines = figureLines({ figure }, pageOf(events), '', '').join('\n');
  return [...supposedRules(variant), lines, coordinateLines(answer)].join('\n\n');
}

/** A figure's tree as lines. */
export function figureText(figure: Figure, events: EventsById = new Map()): string {
  return figureLines({ figure }, pageOf(events), '', '').join('\n');
}

function pageOf(events: EventsById): Page {
  return { events, told: new Set(), width: pageWidth() };
}

function figureLines({ figure, alike }: FoldedInput, page: Page, lead: string, indent: string): string[] {
  const inputs = alike === undefined ? foldedInputs(figure.inputs, page.events) : [];
  const bar = inputs.length > 0 ? '│ ' : '  ';
  const details = alike === undefined ? detailsOf(figure, page) : foldedDetails(alike.figures, page);
  const title =
    alike === undefined
      ? `${figure.name} = ${amountGrouped(figure.value)} ${figure.unit}`
      : `${counted(alike.figures.length, alike.type, alike.type)}, together ${amountGrouped(sumText(alike.figures))} ${figure.unit}`;
  const lines = [
    ...hanging(lead, `${indent}${bar}`, title, page.width),
    ...details.flatMap((detail) => hanging(`${indent}${bar}`, `${indent}${bar}${' '.repeat(10)}`, detail, page.width)),
  ];
  inputs.forEach((one, index) => {
    const last = index === inputs.length - 1;
    lines.push(...figureLines(one, page, `${indent}${last ? '└─ ' : '├─ '}`, `${indent}${last ? '   ' : '│  '}`));
  });
  return lines;
}

function detailsOf(figure: Figure, page: Page): readonly string[] {
  return [
    `formula   ${amountsGrouped(figure.formula)}`,
    `article   ${figure.article}`,
    ...(figure.rounding === undefined ? [] : [`rounding  ${figure.rounding}`]),
    ...figure.parameters.map((use) => `parameter ${parameterText(use, page.told)}`),
    ...eventLines(figure.events, page),
    ...(figure.decision === undefined ? [] : [`decision  ${decisionText(figure.decision)}`]),
    ...(figure.note === undefined ? [] : [`note      ${figure.note}`]),
  ];
}

function decisionText({ on, rate, reason, reference, evaluation, rule, schedule }: FigureDecision): string {
  return [
    `${rate} from ${on}`,
    ...(reason === undefined ? [] : [`reason: ${reason}`]),
    `reference: ${reference}`,
    ...(evaluation === undefined ? [] : [`evaluation of ${evaluation}`]),
    ...(rule === undefined ? [] : [`rule ${rule}`]),
    ...(schedule === undefined ? [] : [`one of the ten cuts of ${schedule}`]),
  ].join('; ');
}

/** The article once, then a line for each that is alike; of many a line for each year, since --json has every one. */
function foldedDetails(alike: readonly Figure[], { events }: Page): readonly string[] {
  const [first] = alike as [Figure];
  const article = `article   ${first.article}`;
  if (alike.length <= MANY) {
    return [
      article,
      ...alike.map((figure) => `          ${figure.name} = ${amountGrouped(figure.value)} ${placesOf([figure], events)}`.trimEnd()),
    ];
  }
  const years = yearsOf(alike, events).map(([year, figures]) =>
    `          ${year}: ${figures.length} together ${amountGrouped(sumText(figures))} ${placesOf(figures, events)}`.trimEnd(),
  );
  return [article, ...years, '          (--json has each of them)'];
}

/** Where figures come from: the files with their first and last line, else who wrote. */
function placesOf(figures: readonly Figure[], events: EventsById): string {
  const named = figures.flatMap((figure) => figure.events).flatMap((id) => events.get(id) ?? []);
  return placesOfEvents(named);
}

function placesOfEvents(events: readonly HistoryEntry[]): string {
  const files = new Map<string, number[]>();
  for (const event of events) {
    files.set(event.source?.file ?? event.actor, [
      ...(files.get(event.source?.file ?? event.actor) ?? []),
      ...(event.source === undefined ? [] : [event.source.line]),
    ]);
  }
  const places = [...files].map(([file, lines]) => {
    const [from, to] = [Math.min(...lines), Math.max(...lines)];
    return lines.length === 0 ? file : from === to ? `${file}:${from}` : `${file}:${from}–${to}`;
  });
  return places.length === 0 ? '' : `(${places.join(', ')})`;
}

function eventLines(ids: readonly string[], { events }: Page): readonly string[] {
  if (ids.length <= MANY) return ids.map((id) => `event     ${eventText(id, events.get(id))}`);
  const groups = new Map<string, HistoryEntry[]>();
  const unknown = ids.filter((id) => !events.has(id));
  for (const event of ids.flatMap((id) => events.get(id) ?? [])) {
    const group = `${event.type} of ${event.effectiveDate.slice(0, 4)}`;
    groups.set(group, [...(groups.get(group) ?? []), event]);
  }
  const lines = [...groups].map(([group, of]) => `events    ${grouped(String(of.length))} ${group} ${placesOfEvents(of)}`.trimEnd());
  return [...lines, ...unknown.map((id) => `event     ${id}`), '          (--json has each of them)'];
}

function parameterText({ name, unit, entry }: ParameterUse, told: Set<string>): string {
  const value = typeof entry.value === 'string' ? entry.value : 'table';
  const until = entry.to === undefined ? '' : ` to ${entry.to}`;
  const warning = entry.status === 'illustrative' ? ' — ILLUSTRATIVE, not official' : '';
  const change =
    entry.change === undefined
      ? ''
      : `; change of the ${entry.change.kind === 'basis' ? 'calculation basis' : 'terms'} announced on ${entry.announced}, ` +
        `event ${entry.change.event}`;
  const whole = `${name} = ${value} (${unit}), from ${entry.from}${until}, ${entry.status}: ${entry.reference}${warning}${change}`;
  if (told.has(whole)) return `${name} = ${value}, as above`;
  told.add(whole);
  return whole;
}

function eventText(id: string, event: HistoryEntry | undefined): string {
  if (event === undefined) return id;
  return `${event.type} ${event.effectiveDate} [${summaryOf(event)}] recorded ${event.recordedAt}, ${sourceOf(event)}, ` +
    `position ${event.position}, id ${id}`;
}

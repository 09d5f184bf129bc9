/**
 * The way from one set of coordinates to another, step by step, in a fixed order: first the rules, parameter by parameter;
 * then what the ledger came to know, in the order in which it did; then the value date, moving from day to day on which an
 * event takes effect. What a figure moves in a step is put down to the step's cause, so the causes add up to the whole.
 * Backwards the same way is gone from its end.
 */
import type { RecordedEvent } from '#ledger/envelope.js';
import { canonicalText, type JsonValue } from '#ledger/json.js';
import { isKnown } from '#ledger/selection.js';
import type { CivilDate } from '#money/civil-date.js';
import type { Parameter, ParameterSet } from '#rulebooks/frame/parameters.js';
import { knowledgeOf, type Coordinates } from '../coordinates.js';
import { causeOf, parameterCause, PASSAGE_OF_TIME, type Arrival } from './causes.js';
import type { Point } from './figures.js';

export interface Step {
  readonly cause: string;
  readonly events: readonly RecordedEvent[];
  /** Where the step leads. */
  readonly point: Point;
}

export interface Walk {
  readonly start: Point;
  readonly steps: readonly Step[];
}

export interface End {
  readonly coordinates: Coordinates;
  readonly parameters: ParameterSet;
}

/** `events`: the participant's whole stream, in revision order. */
export function walk(events: readonly RecordedEvent[], from: End, to: End): Walk {
  const start = pointOf(events, from);
  const steps: Step[] = [];
  const last = (): Point => steps.at(-1)?.point ?? start;
  for (const { cause, parameters } of changedParameters(from.parameters, to.parameters)) steps.push({ cause, events: [], point: { ...last(), parameters } });
  const end = pointOf(events, to);
  for (const run of runs(between(start.known, end.known), 'learnt')) steps.push({ ...run, point: { ...last(), known: run.known } });
  steps.push(...throughTime(last(), to.coordinates.asOf));
  return { start, steps };
}

function pointOf(events: readonly RecordedEvent[], { coordinates, parameters }: End): Point {
  const knowledge = knowledgeOf(coordinates);
  return { known: events.filter((event) => isKnown(event, knowledge)), asOf: coordinates.asOf, parameters };
}

function* changedParameters(from: ParameterSet, to: ParameterSet): Generator<{ readonly cause: string; readonly parameters: ParameterSet }> {
  let current = from;
  for (const name of [...new Set([...from.parameters.keys(), ...to.parameters.keys()])].sort()) {
    const [before, after] = [from.parameters.get(name), to.parameters.get(name)];
    if (textOf(before) === textOf(after)) continue;
    const parameters = new Map(current.parameters);
    if (after === undefined) parameters.delete(name);
    else parameters.set(name, after);
    current = { ...current, parameters };
    yield { cause: parameterCause(name), parameters: current };
  }
}

function textOf(parameter: Parameter | undefined): string {
  return parameter === undefined ? '' : canonicalText(parameter.entries as unknown as JsonValue);
}

interface Change {
  readonly event: RecordedEvent;
  /** What is known once it has come, or gone. */
  readonly known: readonly RecordedEvent[];
}

/** One event after the other, as the ledger came to know them; those that are forgotten from the last back. */
function between(before: readonly RecordedEvent[], after: readonly RecordedEvent[]): readonly Change[] {
  const [earlier, later] = [new Set(before), new Set(after)];
  const changes: Change[] = [];
  let known = before;
  for (const event of before.filter((one) => !later.has(one)).reverse()) {
    known = known.filter((one) => one !== event);
    changes.push({ event, known });
  }
  for (const event of after.filter((one) => !earlier.has(one))) {
    known = [...known, event].sort((a, b) => a.revision - b.revision);
    changes.push({ event, known });
  }
  return changes;
}

interface Run {
  readonly cause: string;
  readonly events: readonly RecordedEvent[];
  readonly known: readonly RecordedEvent[];
}

/** Neighbours of one cause go together. */
function runs(changes: readonly Change[], arrival: Arrival): readonly Run[] {
  const found: { cause: string; events: RecordedEvent[]; known: readonly RecordedEvent[] }[] = [];
  for (const { event, known } of changes) {
    const cause = causeOf(event, arrival);
    const run = found.at(-1);
    if (run?.cause === cause) {
      run.events.push(event);
      run.known = known;
    } else found.push({ cause, events: [event], known });
  }
  return found;
}

/**
 * From the value date to another: up to each day on which something takes effect time passes with what is in effect; then
 * the day's events come in, cause by cause.
 */
function throughTime(start: Point, asOf: CivilDate): readonly Step[] {
  const forwards = start.asOf <= asOf;
  const [first, last] = forwards ? [start.asOf, asOf] : [asOf, start.asOf];
  const inside = start.known.filter(({ effectiveDate }) => effectiveDate > first && effectiveDate <= last);
  const byDay = inside.sort((a, b) => (a.effectiveDate < b.effectiveDate ? -1 : a.effectiveDate > b.effectiveDate ? 1 : a.revision - b.revision));
  const outside = start.known.filter((event) => !byDay.includes(event));
  const steps: Step[] = [];
  const all = (in_: readonly RecordedEvent[]): readonly RecordedEvent[] => [...outside, ...in_].sort((a, b) => a.revision - b.revision);
  const ordered = forwards ? byDay : byDay.toReversed();
  for (let index = 0; index < ordered.length; ) {
    const event = ordered[index] as RecordedEvent;
    const cause = causeOf(event, 'came into effect');
    let next = index;
    while (next < ordered.length && ordered[next]?.effectiveDate === event.effectiveDate && causeOf(ordered[next] as RecordedEvent, 'came into effect') === cause) next += 1;
    const events = ordered.slice(index, next);
    const inEffect = forwards ? byDay.slice(0, next) : byDay.slice(0, byDay.length - next);
    const before = forwards ? byDay.slice(0, index) : byDay.slice(0, byDay.length - index);
    steps.push({ cause: PASSAGE_OF_TIME, events: [], point: { ...start, known: all(before), asOf: event.effectiveDate } });
    steps.push({ cause, events, point: { ...start, known: all(inEffect), asOf: event.effectiveDate } });
    index = next;
  }
  steps.push({ cause: PASSAGE_OF_TIME, events: [], point: { ...start, asOf } });
  return steps;
}

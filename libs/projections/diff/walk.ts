/**
 * The way from one set of coordinates to another, step by step, in a fixed order: first the rules, parameter by parameter,
 * a change that the fund announced as one together; then what the ledger came to know, fact by fact in the order in which it
 * did; then the value date, moving from day to day on which an event or an announced change takes effect. What a figure
 * moves in a step is put down to the step's cause, so the causes add up to the whole.
 *
 * The way always begins at the end with the earlier value date (of equal ones the end that knows less, then the one with
 * fewer rules), so that both directions tell the same causes with opposite signs, and a fact that the ledger comes to know
 * is late only where its value date does not lie after both.
 */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { isKnown } from '#ledger/kernel/selection.js';
import type { CivilDate } from '#money/civil-date.js';
import type { ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import { knowledgeOf, type Coordinates } from '../coordinates.js';
import { causeOf, changeCause, PASSAGE_OF_TIME } from './causes.js';
import { changedRules, takingEffect, type Announced, type TakingEffect } from './changed-rules.js';
import type { Point } from './figures.js';

/** Sorts after every instant: without one all published rules count. */
const ALL_RULES = '~';

/** What a step is put down to: events of the participant, or a change that the fund announced. */
export type CausingRecord = Pick<RecordedEvent, 'id' | 'type' | 'effectiveDate' | 'recordedAt' | 'source'>;

export interface Step {
  readonly cause: string;
  readonly events: readonly CausingRecord[];
  /** Where the step leads. */
  readonly point: Point;
}

export interface Walk {
  readonly start: Point;
  readonly steps: readonly Step[];
  /** The way was gone from `to`: what it moves counts with the opposite sign. */
  readonly backwards: boolean;
}

export interface DiffEnd {
  readonly coordinates: Coordinates;
  readonly parameters: ParameterSet;
}

const NOTHING_ANNOUNCED: Announced = { changes: [], rules: undefined };

/** `events`: the participant's whole stream, in revision order. */
export function walk(events: readonly RecordedEvent[], from: DiffEnd, to: DiffEnd, announced: Announced = NOTHING_ANNOUNCED): Walk {
  const backwards = liesAfter(events, from, to);
  return { ...(backwards ? forwards(events, to, from, announced) : forwards(events, from, to, announced)), backwards };
}

function liesAfter(events: readonly RecordedEvent[], from: DiffEnd, to: DiffEnd): boolean {
  if (from.coordinates.asOf !== to.coordinates.asOf) return from.coordinates.asOf > to.coordinates.asOf;
  const [before, after] = [pointOf(events, from).known.length, pointOf(events, to).known.length];
  if (before !== after) return before > after;
  return (from.coordinates.rulesKnownAt ?? ALL_RULES) > (to.coordinates.rulesKnownAt ?? ALL_RULES);
}

/** From the end with the earlier value date. */
function forwards(events: readonly RecordedEvent[], from: DiffEnd, to: DiffEnd, announced: Announced): Omit<Walk, 'backwards'> {
  const start = pointOf(events, from);
  const steps: Step[] = [];
  const last = (): Point => steps.at(-1)?.point ?? start;
  for (const { cause, change, parameters } of changedRules(from.parameters, to.parameters, announced)) {
    steps.push({ cause, events: change === undefined ? [] : [change], point: { ...last(), parameters } });
  }
  const end = pointOf(events, to);
  for (const { cause, events: together, known } of runs(between(start.known, end.known))) {
    steps.push({ cause, events: together, point: { ...last(), known } });
  }
  steps.push(...throughTime(last(), to.coordinates.asOf, announced));
  return { start, steps };
}

function pointOf(events: readonly RecordedEvent[], { coordinates, parameters }: DiffEnd): Point {
  const knowledge = knowledgeOf(coordinates);
  return { known: events.filter((event) => isKnown(event, knowledge)), asOf: coordinates.asOf, parameters };
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

/** An event goes together with what it led to: a correction with its settlement. */
function runs(changes: readonly Change[]): readonly Run[] {
  const found: { cause: string; events: RecordedEvent[]; known: readonly RecordedEvent[] }[] = [];
  for (const { event, known } of changes) {
    const cause = causeOf(event, 'learnt');
    const run = found.at(-1);
    if (run?.cause === cause && run.events.some((other) => other.id === event.causationId || other.causationId === event.id)) {
      run.events.push(event);
      run.known = known;
    } else found.push({ cause, events: [event], known });
  }
  return found;
}

/**
 * From the value date to a later one: up to each day on which something takes effect time passes with what is in effect; then
 * the day's changes of rules count and its events come in, cause by cause. What is annulled never comes in.
 */
function throughTime(start: Point, asOf: CivilDate, announced: Announced): readonly Step[] {
  const annulled = new Set(start.known.flatMap(({ type, data }) => (type === 'EventAnnulled' ? [data['annuls']] : [])));
  const comes = ({ id, type, effectiveDate }: RecordedEvent): boolean =>
    effectiveDate > start.asOf && effectiveDate <= asOf && type !== 'EventAnnulled' && !annulled.has(id);
  const coming = start.known.filter(comes).sort(byDay);
  const steps: Step[] = [];
  const changes = [...takingEffect(start.parameters, announced, start.asOf, asOf)];
  const knownBefore = (day: CivilDate): readonly RecordedEvent[] =>
    start.known.filter((event) => event.effectiveDate < day || !coming.includes(event));
  const changeUpTo = (day: CivilDate): void => {
    for (let next = changes[0]; next !== undefined && next.day <= day; next = changes[0]) {
      steps.push(...changing(next, { ...start, known: knownBefore(next.day), asOf: next.day }));
      changes.shift();
    }
  };
  for (const { cause, events } of runsOfDay(coming)) {
    const day = (events[0] as RecordedEvent).effectiveDate;
    changeUpTo(day);
    const waiting = new Set(coming.slice(coming.indexOf(events[0] as RecordedEvent)));
    steps.push({
      cause: PASSAGE_OF_TIME,
      events: [],
      point: { ...start, known: start.known.filter((event) => !waiting.has(event)), asOf: day },
    });
    for (const event of events) waiting.delete(event);
    steps.push({ cause, events, point: { ...start, known: start.known.filter((event) => !waiting.has(event)), asOf: day } });
  }
  changeUpTo(asOf);
  steps.push({ cause: PASSAGE_OF_TIME, events: [], point: { ...start, asOf } });
  return steps;
}

function changing({ change, without, parameters }: TakingEffect, point: Point): readonly Step[] {
  return [
    { cause: PASSAGE_OF_TIME, events: [], point: { ...point, parameters: without } },
    { cause: changeCause(change.kind), events: [change], point: { ...point, parameters } },
  ];
}

function byDay(a: RecordedEvent, b: RecordedEvent): number {
  if (a.effectiveDate !== b.effectiveDate) return a.effectiveDate < b.effectiveDate ? -1 : 1;
  return a.revision - b.revision;
}

/** Neighbours of one day and one cause go together. */
function runsOfDay(coming: readonly RecordedEvent[]): readonly Omit<Run, 'known'>[] {
  const found: { readonly cause: string; readonly day: CivilDate; readonly events: RecordedEvent[] }[] = [];
  for (const event of coming) {
    const cause = causeOf(event, 'came into effect');
    const run = found.at(-1);
    if (run?.cause === cause && run.day === event.effectiveDate) run.events.push(event);
    else found.push({ cause, day: event.effectiveDate, events: [event] });
  }
  return found;
}

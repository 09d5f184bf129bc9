/** One subject's rows: folded once, seen by every model. Pure; the rebuild's workers and the catch-up share it. */
import { said } from '#words/said.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { asJson, canonicalText } from '#ledger/kernel/json.js';
import { attempt, type Outcome, type Refusal } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { sha256Hex } from '#journal/sha256.js';
import type { Besides } from '#portfolio/besides.js';
import { foldFailure, type FoldFailure } from '#portfolio/fold-failure.js';
import { foldSubject, type Folded } from '#portfolio/folded-subject.js';
import type { RulesInForce } from '#portfolio/rules-in-force.js';
import { jsonPosition } from '../../answer.js';
import { selectionOf, type Coordinates } from '../../coordinates.js';
import { showing } from '../../due/note.js';
import type { AnyView } from '../../view.js';
import type { QuarantineRow, RestingRow, StandingEntry, StandingRow } from './model.js';
import { restingKeys } from './resting.js';

/** Rows of many subjects as a run gathers them. */
export interface RowsCollector {
  readonly rows: StandingRow[];
  readonly quarantined: QuarantineRow[];
  readonly entries: StandingEntry[];
  readonly resting: RestingRow[];
  subjects: number;
  events: number;
}

export function rowsCollector(): RowsCollector {
  return { rows: [], quarantined: [], entries: [], resting: [], subjects: 0, events: 0 };
}

/** What stands for every subject of a run: the views, all of one kind of subject, and the moment that a quarantine begins. */
export interface RowsContext {
  readonly views: readonly AnyView[];
  readonly coordinates: Coordinates;
  readonly since: Instant;
}

/** Adds a subject's rows to the collector. `events`: its stream, in revision order, up to the run's position. */
export function addRows(
  into: RowsCollector,
  subjectId: string,
  events: readonly RecordedEvent[],
  rules: RulesInForce,
  context: RowsContext,
  besides: Besides | undefined,
): void {
  const { coordinates, views } = context;
  const { subject } = views[0] as AnyView;
  const selection = selectionOf(coordinates);
  if (besides !== undefined) addResting(into, subjectId, events, views);
  const failure = (error: unknown): FoldFailure => foldFailure(subject, subjectId, events, selection, error);
  let folded: Outcome<Folded<object>>;
  try {
    folded = attempt(() => foldSubject(subject, subjectId, events, selection));
  } catch (error) {
    return addFailure(into, subjectId, failure(error), context);
  }
  count(into, events);
  if (folded.status === 'refused') {
    for (const { name } of views) into.rows.push(refusalRow(name, subjectId, lastPosition(events), null, folded.refusal));
    return;
  }
  const { state } = folded.value;
  const position = jsonPosition(folded.value.lastPosition);
  const stamp = stampText(rules);
  const show = showing({ id: subjectId, state, coordinates, rules, events, besides }, undefined);
  for (const view of views) {
    try {
      const outcome = attempt(() => show(view));
      if (outcome.status === 'refused') into.rows.push(refusalRow(view.name, subjectId, position, stamp, outcome.refusal));
      else addShown(into, view, { subjectId, position, rules: stamp }, outcome.value);
    } catch (error) {
      into.quarantined.push(quarantineRow(view, subjectId, failure(error), context));
    }
  }
}

/** Kept once for all models of a kind, beside the rows of one that is of it: which one is told by its description. */
function addResting(into: RowsCollector, subjectId: string, events: readonly RecordedEvent[], views: readonly AnyView[]): void {
  const keeping = views.find(({ standing }) => standing?.keepsResting === true);
  if (keeping === undefined) return;
  for (const key of restingKeys(events)) into.resting.push({ model: keeping.name, subjectId, key });
}

/** A subject whose rules are refused (no such scheme, say): every model answers that refusal. */
export function addRefusal(
  into: RowsCollector,
  subjectId: string,
  events: readonly RecordedEvent[],
  refused: Refusal,
  { views }: RowsContext,
): void {
  count(into, events);
  for (const { name } of views) into.rows.push(refusalRow(name, subjectId, lastPosition(events), null, refused));
}

/** A subject whose events cannot be read or folded: set aside in every model. */
export function addFailure(into: RowsCollector, subjectId: string, failure: FoldFailure, context: RowsContext): void {
  into.subjects += 1;
  for (const view of context.views) into.quarantined.push(quarantineRow(view, subjectId, failure, context));
}

function count(into: RowsCollector, events: readonly RecordedEvent[]): void {
  into.subjects += 1;
  into.events += events.length;
}

function lastPosition(events: readonly RecordedEvent[]): number {
  return jsonPosition(events.at(-1)?.position ?? 0n);
}

type Place = Pick<StandingRow, 'subjectId' | 'position' | 'rules'>;

function addShown(into: RowsCollector, { name: model, standing }: AnyView, place: Place, shown: object): void {
  const view = canonicalText(asJson(shown));
  into.rows.push({ model, ...place, view, digest: sha256Hex(view), refusal: null, refusalCode: null });
  for (const entry of standing?.entries?.of(shown) ?? []) into.entries.push({ model, subjectId: place.subjectId, ...entry });
}

function quarantineRow({ name: model }: AnyView, subjectId: string, failure: FoldFailure, { since }: RowsContext): QuarantineRow {
  const { refusal, eventId, position } = failure;
  return { model, subjectId, code: refusal.code, message: said(refusal), eventId, position: jsonPosition(position), since };
}

function refusalRow(model: string, subjectId: string, position: number, rules: string | null, refused: Refusal): StandingRow {
  return { model, subjectId, position, rules, view: null, digest: null, refusal: canonicalText(refused), refusalCode: refused.code };
}

const stamps = new WeakMap<RulesInForce, string>();

function stampText(rules: RulesInForce): string {
  let text = stamps.get(rules);
  if (text === undefined) {
    const { rulebook, rulesKnownAt, parametersDigest } = rules;
    text = canonicalText({ rulebook: { id: rulebook.id, version: rulebook.version }, rulesKnownAt, parametersDigest });
    stamps.set(rules, text);
  }
  return text;
}

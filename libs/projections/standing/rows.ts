/** One participant's rows: folded once, seen by every model. Pure; the rebuild's workers and the catch-up share it. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { canonicalText, type JsonValue } from '#ledger/kernel/json.js';
import { attempt, Refused, type Outcome, type Refusal } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { sha256Hex } from '#journal/sha256.js';
import { jsonPosition } from '../answer.js';
import type { Coordinates } from '../coordinates.js';
import { coverageProjection } from '../coverage/projection.js';
import { foldParticipant, type EnrolledState } from '../participant-fold.js';
import type { RulesInForce } from '../rules-in-force.js';
import { foldFailure, type FoldFailure } from '../sweep/fold-failure.js';
import { windowsProjection } from '../windows/projection.js';
import type { QuarantineRow, StandingModel, StandingRow, WorklistEntry } from './model.js';
import { worklistOf } from './worklist.js';

/** Rows of many participants as a run gathers them. */
export interface RowsCollector {
  readonly rows: StandingRow[];
  readonly quarantined: QuarantineRow[];
  readonly worklist: WorklistEntry[];
  participants: number;
  events: number;
}

export function rowsCollector(): RowsCollector {
  return { rows: [], quarantined: [], worklist: [], participants: 0, events: 0 };
}

/** What stands for every participant of a run: the models, and the moment that a quarantine begins. */
export interface RowsContext {
  readonly models: readonly StandingModel[];
  readonly coordinates: Coordinates;
  readonly since: Instant;
}

/** Adds a participant's rows to the collector. `events`: its stream, in revision order, up to the run's position. */
export function addRows(
  into: RowsCollector,
  participantId: string,
  events: readonly RecordedEvent[],
  rules: RulesInForce,
  context: RowsContext,
): void {
  const { coordinates } = context;
  let folded: Outcome<EnrolledState>;
  try {
    folded = attempt(() => foldParticipant(participantId, events, coordinates));
  } catch (error) {
    return addFailure(into, participantId, foldFailure(participantId, events, coordinates, error), context);
  }
  count(into, events);
  if (folded.status === 'refused') {
    for (const model of context.models) into.rows.push(refusalRow(model, participantId, lastPosition(events), null, folded.refusal));
    return;
  }
  const state = folded.value;
  const position = jsonPosition(state.lastPosition);
  const stamp = stampText(rules);
  const views = viewsOf(state, coordinates, rules);
  for (const model of context.models) {
    try {
      const outcome = attempt(() => views[model]());
      if (outcome.status === 'refused') {
        into.rows.push(refusalRow(model, participantId, position, stamp, outcome.refusal));
        continue;
      }
      const view = canonicalText(outcome.value as unknown as JsonValue);
      into.rows.push({ model, participantId, position, rules: stamp, view, digest: sha256Hex(view), refusal: null, refusalCode: null });
      if (model === 'worklist') addEntries(into, participantId, outcome.value as ReturnType<typeof worklistOf>);
    } catch (error) {
      const failure = foldFailure(participantId, events, coordinates, error);
      into.quarantined.push({ model, participantId, ...failure, since: context.since });
    }
  }
}

/** A participant whose rules are refused (no such scheme, say): every model answers that refusal. */
export function addRefusal(
  into: RowsCollector,
  participantId: string,
  events: readonly RecordedEvent[],
  refused: Refusal,
  { models }: RowsContext,
): void {
  count(into, events);
  for (const model of models) into.rows.push(refusalRow(model, participantId, lastPosition(events), null, refused));
}

/** A participant whose events cannot be read or folded: set aside in every model. */
export function addFailure(into: RowsCollector, participantId: string, failure: FoldFailure, { models, since }: RowsContext): void {
  into.participants += 1;
  for (const model of models) into.quarantined.push({ model, participantId, ...failure, since });
}

function count(into: RowsCollector, events: readonly RecordedEvent[]): void {
  into.participants += 1;
  into.events += events.length;
}

function lastPosition(events: readonly RecordedEvent[]): number {
  return jsonPosition(events.at(-1)?.position ?? 0n);
}

/** The models' views; the worklist is read off the windows, which are computed once. */
function viewsOf(
  state: EnrolledState,
  coordinates: Coordinates,
  rules: RulesInForce,
): { readonly [model in StandingModel]: () => object } {
  const context = { state, coordinates, rules };
  let windows: Outcome<ReturnType<typeof windowsProjection.view>> | undefined;
  const windowsOnce = (): ReturnType<typeof windowsProjection.view> => {
    windows ??= attempt(() => windowsProjection.view({ ...context, question: {} }));
    if (windows.status === 'refused') throw new Refused(windows.refusal);
    return windows.value;
  };
  return {
    coverage: () => coverageProjection.view({ ...context, question: undefined }),
    windows: windowsOnce,
    worklist: () => worklistOf(windowsOnce()),
  };
}

function addEntries(into: RowsCollector, participantId: string, { years }: ReturnType<typeof worklistOf>): void {
  for (const year of years) into.worklist.push({ participantId, ...year });
}

function refusalRow(
  model: StandingModel,
  participantId: string,
  position: number,
  rules: string | null,
  refused: Refusal,
): StandingRow {
  return {
    model,
    participantId,
    position,
    rules,
    view: null,
    digest: null,
    refusal: canonicalText(refused),
    refusalCode: refused.code,
  };
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

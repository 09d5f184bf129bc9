/** The cells of a grid: for each knowledge time one fold in effective order, which yields every value date on its way. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { attempt, type Refusal } from '#ledger/kernel/refusal.js';
import { eventsInEffect } from '#ledger/kernel/selection.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import { foldOf } from '#portfolio/folded-subject.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import type { RulesInForce } from '#portfolio/rules-in-force.js';
import type { Measure } from './measured.js';

export interface GridCell {
  /** Null where there is no figure; `refusal` says why where its view was refused. */
  readonly amount: string | null;
  readonly illustrative: boolean;
  readonly refusal: Refusal | undefined;
  /** The view answers, and has no such figure. */
  readonly lacking: boolean;
}

export interface GridRow {
  readonly knownAt: Instant;
  /** One for each value date. */
  readonly cells: readonly GridCell[];
  /** Position of the last event that the row counts; 0 for none. */
  readonly lastPosition: bigint;
}

const NOT_BEGUN: GridCell = { amount: null, illustrative: false, refusal: undefined, lacking: false };

export interface GridAxes {
  /** Sorted. */
  readonly values: readonly CivilDate[];
  /** Sorted. */
  readonly known: readonly Instant[];
}

/** Row by row, from the earliest knowledge. `events`: the participant's stream, in revision order. */
export function* gridRows(
  id: string,
  events: readonly RecordedEvent[],
  { values, known }: GridAxes,
  rules: RulesInForce,
  measure: Measure,
): Generator<GridRow> {
  const asOf = values.at(-1) as CivilDate;
  let before: readonly RecordedEvent[] = [];
  let cells: readonly GridCell[] = [];
  for (const knownAt of known) {
    const counted = eventsInEffect(events, { asOf, recordedUpTo: knownAt });
    const same = commonStart(before, counted);
    // A cell that counts the same events as the one below it says the same.
    const below = cells;
    cells = rowOf(id, counted, { values, knownAt, rules, measure }, (column, count) =>
      count <= same && count === countUpTo(before, values[column] as CivilDate) ? below[column] : undefined,
    );
    before = counted;
    yield { knownAt, cells, lastPosition: counted.reduce((last, { position }) => (position > last ? position : last), 0n) };
  }
}

interface Row {
  readonly values: readonly CivilDate[];
  readonly knownAt: Instant;
  readonly rules: RulesInForce;
  readonly measure: Measure;
}

/** `counted`: in effective order. `known`: the cell of a column that counts so many of them, where it is known already. */
function rowOf(
  id: string,
  counted: readonly RecordedEvent[],
  { values, knownAt, rules, measure }: Row,
  known: (column: number, count: number) => GridCell | undefined,
): readonly GridCell[] {
  const { initial, evolve } = foldOf(PARTICIPANT.kind);
  let state = initial();
  let count = 0;
  return values.map((asOf, column) => {
    for (let event = counted[count]; event !== undefined && event.effectiveDate <= asOf; event = counted[count]) {
      state = evolve(state, event);
      count += 1;
    }
    const found = known(column, count);
    if (found !== undefined) return found;
    const begun: object = state;
    if (!PARTICIPANT.hasBegun(begun)) return NOT_BEGUN;
    const read = attempt(() => measure({ id, state: begun, coordinates: { asOf, knownAt, rulesKnownAt: rules.rulesKnownAt }, rules }));
    if (read.status === 'refused') return { ...NOT_BEGUN, refusal: read.refusal };
    const { amount, illustrative } = read.value;
    return { amount: amount ?? null, illustrative, refusal: undefined, lacking: amount === undefined };
  });
}

/** How many events two rows count alike from the beginning. */
function commonStart(before: readonly RecordedEvent[], after: readonly RecordedEvent[]): number {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  return same;
}

function countUpTo(events: readonly RecordedEvent[], asOf: CivilDate): number {
  let count = events.length;
  while (count > 0 && (events[count - 1] as RecordedEvent).effectiveDate > asOf) count -= 1;
  return count;
}

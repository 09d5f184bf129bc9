/** One figure of a participant over two axes of time: value dates across, knowledge times upwards. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { Refused, refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { participantStream } from '#ledger/subjects.js';
import type { Clock, KeepsDays } from '#money/clock.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { JournalHead, JournalReader } from '#journal/port.js';
import { readWhole } from '#journal/read-whole.js';
import { foldFailure } from '#portfolio/fold-failure.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { rulesFromJournal, type RulesInForce } from '#portfolio/rules-in-force.js';
import { unhurried } from '#portfolio/unhurried.js';
import { said } from '#words/said.js';
import { answerOf, type Answer } from '../answer.js';
import { resolveCoordinates } from '../coordinates.js';
import { filled, inOrder, thinned } from './axis.js';
import { changesByDate, changesByKnowledge, type PointOfChange } from './changes.js';
import { measureOf } from './measured.js';
import { gridRows, type GridCell, type GridAxes, type GridRow } from './rows.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    EMPTY_RANGE: { readonly from: string; readonly to: string } | { readonly knownFrom: string; readonly knownTo: string };
  }
}

/** What is left out takes its default: from the first event to today, from the first knowledge to all of it. */
export interface GridQuestion {
  readonly figure: string;
  readonly from?: CivilDate | undefined;
  readonly to?: CivilDate | undefined;
  readonly knownFrom?: Instant | undefined;
  readonly knownTo?: Instant | undefined;
  readonly rulesKnownAt?: Instant | undefined;
  /** Places on each axis, at most. */
  readonly steps: number;
}

export interface GridView {
  readonly participantId: string;
  readonly figure: string;
  readonly values: readonly CivilDate[];
  readonly known: readonly Instant[];
  /** One list for each knowledge time, one amount for each value date; null where there is none. */
  readonly cells: readonly (readonly (string | null)[])[];
  /** Alike: the answer there names an illustrative assumption. */
  readonly illustrative: readonly (readonly boolean[])[];
  readonly causes: { readonly values: readonly PointOfChange[]; readonly known: readonly PointOfChange[] };
  /** Why cells have no amount, and how many: the reason of the first cell of each code. */
  readonly refusals: readonly { readonly code: string; readonly message: string; readonly cells: number }[];
}

/**
 * Refuses UNKNOWN_PARTICIPANT, UNKNOWN_FIGURE, EMPTY_RANGE, EVENT_NOT_FOLDABLE and what `resolveCoordinates` refuses. `mayGoOn` refuses
 * where nobody waits any more.
 */
export async function gridOfParticipant(
  journal: JournalReader,
  clock: () => Instant,
  id: string,
  asked: GridQuestion,
  mayGoOn?: () => void,
): Promise<Answer<GridView>> {
  const measure = measureOf(asked.figure);
  const head = await journal.head();
  const events = await readWhole(journal, participantStream(id));
  const first = events[0] ?? PARTICIPANT.refuseUnknown(id);
  const { fundId, scheme } = PARTICIPANT.homeOf(first);
  const rules = await rulesFromJournal(journal).rulesFor(fundId, scheme, asked.rulesKnownAt);
  const range = rangeOf(asked, events, { head, clock, fund: rules.fund });
  const axes = axesOf(range, events, asked.steps);
  const coordinates = { asOf: range.to, knownAt: range.knownTo, rulesKnownAt: asked.rulesKnownAt };
  const rows: GridRow[] = [];
  try {
    for await (const row of unhurried(gridRows(id, events, axes, rules, measure), { mayGoOn })) rows.push(row);
  } catch (error) {
    throw toldByEvent(id, events, range, error);
  }
  return answerOf(viewOf(id, asked.figure, events, { range, axes, rules, rows }), coordinates, rules, rows.at(-1)?.lastPosition ?? 0n);
}

interface Range {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly knownFrom: Instant;
  readonly knownTo: Instant;
}

interface Present {
  readonly head: JournalHead;
  readonly clock: Clock;
  readonly fund: KeepsDays;
}

function rangeOf(asked: GridQuestion, events: readonly RecordedEvent[], { head, clock, fund }: Present): Range {
  const { asOf: to, knownAt } = resolveCoordinates(
    { asOf: asked.to, knownAt: asked.knownTo, rulesKnownAt: asked.rulesKnownAt },
    head,
    clock,
    fund,
  );
  const knownTo = knownAt as Instant; // an instant was asked for, or the head's
  const earliest = inOrder(events.map(({ effectiveDate }) => effectiveDate))[0] as CivilDate;
  const from = asked.from ?? (earliest < to ? earliest : to);
  const firstKnown = (events[0] as RecordedEvent).recordedAt;
  const knownFrom = asked.knownFrom ?? (firstKnown < knownTo ? firstKnown : knownTo);
  if (from > to) refuse('EMPTY_RANGE', { from, to });
  if (knownFrom > knownTo) {
    refuse('EMPTY_RANGE', { knownFrom, knownTo });
  }
  return { from, to, knownFrom, knownTo };
}

function axesOf({ from, to, knownFrom, knownTo }: Range, events: readonly RecordedEvent[], steps: number): GridAxes {
  const within = events.filter(({ recordedAt }) => recordedAt <= knownTo);
  const dates = within.map(({ effectiveDate }) => effectiveDate).filter((day) => day >= from && day <= to);
  const instants = within.map(({ recordedAt }) => recordedAt).filter((at) => at >= knownFrom);
  return {
    values: filled(thinned(inOrder([from, ...dates, to]), steps), steps),
    known: thinned(inOrder([knownFrom, ...instants, knownTo]), steps),
  };
}

interface Computed {
  readonly range: Range;
  readonly axes: GridAxes;
  readonly rules: RulesInForce;
  readonly rows: readonly GridRow[];
}

function viewOf(participantId: string, figure: string, events: readonly RecordedEvent[], { range, axes, rules, rows }: Computed): GridView {
  const { from, to, knownFrom, knownTo } = range;
  const cells = rows.flatMap((row) => row.cells);
  const refusals = refusalsOf(cells);
  if (cells.some(({ lacking }) => lacking) && cells.every(({ amount }) => amount === null)) {
    refuse('UNKNOWN_FIGURE', { participantId, figure, from, to });
  }
  return {
    participantId,
    figure,
    values: axes.values,
    known: axes.known,
    cells: rows.map((row) => row.cells.map(({ amount }) => amount)),
    illustrative: rows.map((row) => row.cells.map(({ illustrative }) => illustrative)),
    causes: { values: changesByDate(events, knownTo, rules.parameters, from, to), known: changesByKnowledge(events, knownFrom, knownTo) },
    refusals,
  };
}

function refusalsOf(cells: readonly GridCell[]): GridView['refusals'] {
  const byCode = new Map<string, { code: string; message: string; cells: number }>();
  for (const { refusal } of cells) {
    if (refusal === undefined) continue;
    const { code }: Refusal = refusal;
    const found = byCode.get(code) ?? { code, message: said(refusal), cells: 0 };
    found.cells += 1;
    byCode.set(code, found);
  }
  return [...byCode.values()];
}

/** An event that stops the fold is named, since whoever asks can take it back; a fault of a view stays one. */
function toldByEvent(id: string, events: readonly RecordedEvent[], { to, knownTo }: Range, error: unknown): unknown {
  if (error instanceof Refused) return error;
  const { refusal } = foldFailure(PARTICIPANT, id, events, { asOf: to, recordedUpTo: knownTo }, error);
  return refusal.code === 'EVENT_NOT_FOLDABLE' ? new Refused(refusal) : error;
}

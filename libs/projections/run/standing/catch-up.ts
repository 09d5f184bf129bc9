/**
 * The catch-up: reads what the journal has after the slots' position, folds every subject it touches again from the
 * start, and writes rows and position in one transaction. A row is never patched, so a back-dated event needs no care.
 */
import { breathe } from '#journal/breathe.js';
import { readWhole } from '#journal/read-whole.js';
import { EVENT_TYPES } from '#ledger/event-types.js';
import { prefixOf, streamOf } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Instant } from '#money/civil-date.js';
import { besidesAsKnown, type BesidesAsKnown } from '#portfolio/besides.js';
import { isIn, type Partition } from '#portfolio/partition.js';
import { pinnedRules } from '#portfolio/pinned-rules.js';
import type { TolerantReader } from '#portfolio/tolerant-reader.js';
import { unhurried } from '#portfolio/unhurried.js';
import { visitStream, type SubjectVisitor } from '#portfolio/visitor.js';
import { selectionOf } from '../../coordinates.js';
import { bySubject, type SlotsOfSubject } from './by-subject.js';
import { movedByCarryingOut } from './carried-out.js';
import { addFailure, addRefusal, addRows, rowsCollector, type RowsCollector, type RowsContext } from './rows.js';
import { keyMovedBy, restingOn } from './resting.js';
import type { Lease, ReadModelStore, Slot } from './store.js';

/**
 * `rules-moved`: a fund published parameters, or one event moved very many; all rows have to be built again. `moved`: someone else wrote
 * the slots.
 */
export type CaughtUp = 'current' | 'rules-moved' | 'moved';

export interface CatchUpContext {
  readonly store: ReadModelStore;
  readonly reading: TolerantReader;
  readonly clock: () => Instant;
  readonly signal?: AbortSignal | undefined;
  /** Whose subjects. */
  readonly partition: Partition;
  /** Needed for live slots. */
  readonly lease?: Lease | undefined;
  /** So many subjects are folded again in one transaction, and held in memory till then; default 1 000. */
  readonly subjectsAtOnce?: number | undefined;
  /** Awaited before every transaction's work: whatever is more pressing goes first. */
  readonly turn?: (() => Promise<void>) | undefined;
}

const SUBJECTS_AT_ONCE = 1_000;
/** A batch ends here as well. */
const EVENTS_AT_ONCE = 50_000;
/** An event that moves more subjects than these has all models built again, beside the rows that answer. */
const MOST_RESTING = 5_000;
/** No page is read for much more than a batch takes of it. */
const pageFor = (subjects: number): number => Math.min(1_000, subjects * 4);

/** Moves slots of one partition that stand at one position on to the journal's end as it was at the call. */
export async function moveOn(slots: readonly Slot[], context: CatchUpContext): Promise<CaughtUp> {
  const { store, signal, lease } = context;
  const end = (await context.reading.reader.head()).position;
  let current = slots;
  for (;;) {
    signal?.throwIfAborted();
    const from = BigInt((current[0] as Slot).position);
    if (from >= end) return 'current';
    await context.turn?.();
    const groups = bySubject(current);
    const batch = await nextBatch(groups, { ...context, slots: current }, from, end);
    if (batch.rulesMoved) return 'rules-moved';
    const rows = await foldAgain(batch, context);
    const to = { position: Number(batch.upTo), anchor: batch.lastEventId };
    const replaced = batch.touched.map(({ of: { subject, slots: own }, ids }) => ({ kind: subject.kind, slots: own, ids }));
    if (!(await store.replace(current, replaced, rows, to, lease))) return 'moved';
    current = current.map((slot) => ({ ...slot, ...to }));
  }
}

interface Touched {
  readonly of: SlotsOfSubject;
  readonly ids: readonly string[];
}

interface Batch {
  readonly upTo: bigint;
  readonly lastEventId: string;
  readonly touched: readonly Touched[];
  readonly rulesMoved: boolean;
}

const RULES_MOVED: Batch = { upTo: 0n, lastEventId: '', touched: [], rulesMoved: true };

interface BatchContext extends CatchUpContext {
  /** Those that are moved on. */
  readonly slots: readonly Slot[];
}

/** A batch ends before the event with which it would touch too many; one that alone moves that many is a batch of its own. */
async function nextBatch(groups: readonly SlotsOfSubject[], context: BatchContext, after: bigint, end: bigint): Promise<Batch> {
  const { reading, subjectsAtOnce = SUBJECTS_AT_ONCE } = context;
  const kinds = groups.map((of): GrowingTouched => ({ of, prefix: prefixOf(of.subject.kind), ids: new Set() }));
  const touchedBy = touching(kinds, context);
  const upTo = ({ position, id }: RecordedEvent): Batch => ({
    upTo: position,
    lastEventId: id,
    touched: kinds.map(({ of, ids }) => ({ of, ids: [...ids] })),
    rulesMoved: false,
  });
  let [events, touched] = [0, 0];
  let last: RecordedEvent | undefined;
  for await (const page of reading.reader.readAll({ after, upTo: end, pageSize: pageFor(subjectsAtOnce) })) {
    for (const event of page) {
      if (EVENT_TYPES.definitions.get(event.type)?.movesRules === true) return RULES_MOVED;
      const more = await touchedBy(event);
      if (more === 'everybody') return RULES_MOVED;
      if (more.length > 0 && touched + more.length > subjectsAtOnce && last !== undefined) return upTo(last);
      if (more.length > MOST_RESTING) return RULES_MOVED;
      for (const { ids, id } of more) ids.add(id);
      touched += more.length;
      last = event;
    }
    events += page.length;
    if (events >= EVENTS_AT_ONCE) break;
  }
  if (last === undefined) throw new Error(`the journal ends at ${end}, but has no event after ${after}`);
  return upTo(last);
}

interface GrowingTouched {
  readonly of: SlotsOfSubject;
  readonly prefix: string;
  readonly ids: Set<string>;
}

interface TouchedSubject {
  readonly ids: Set<string>;
  readonly id: string;
}

type TouchedBy = (event: RecordedEvent) => Promise<readonly TouchedSubject[] | 'everybody'>;

/** Whom an event touches who has not been touched yet: its own subject, and those whose rows rest on it. */
function touching(kinds: readonly GrowingTouched[], { store, reading: { reader }, partition, slots }: BatchContext): TouchedBy {
  const participants = kinds.find(({ of }) => of.subject.kind === 'participant')?.ids;
  /** Each key is looked up once; `upTo`: how far the journal names who rests on it. */
  const resting = (moved: Set<string>) => async (event: RecordedEvent, upTo: bigint): Promise<Iterable<string>> => {
    const key = await keyMovedBy(event, reader);
    if (key === undefined || moved.has(key)) return [];
    moved.add(key);
    return restingOn(key, { store, reader, partition, slots, upTo, most: MOST_RESTING });
  };
  const restingInBatch = resting(new Set());
  const othersMoved = async (event: RecordedEvent): Promise<readonly string[] | 'everybody'> => {
    const carrying = { reader, movedBy: resting(new Set()), most: MOST_RESTING };
    const carried = await movedByCarryingOut(event, carrying);
    return carried === 'everybody' ? carried : [...(await restingInBatch(event, event.position)), ...carried];
  };
  return async (event) => {
    const kind = kinds.find(({ prefix }) => event.stream.startsWith(prefix));
    const own = kind === undefined ? [] : [{ ids: kind.ids, id: event.stream.slice(kind.prefix.length) }];
    const others = participants === undefined ? [] : await othersMoved(event);
    if (others === 'everybody') return others;
    const all = participants === undefined ? own : [...own, ...others.map((id) => ({ ids: participants, id }))];
    return all.filter(({ ids, id }) => !ids.has(id) && isIn(partition, id));
  };
}

async function foldAgain({ upTo, touched }: Batch, context: CatchUpContext): Promise<RowsCollector> {
  const into = rowsCollector();
  const rules = pinnedRules(context.reading.reader, upTo, undefined);
  const besides = besidesAsKnown(context.reading, { positionUpTo: upTo }, upTo);
  for (const each of touched) await foldKind(each, { ...context, upTo, rules, besides, into });
  await breathe();
  return into;
}

interface Folding extends CatchUpContext {
  readonly upTo: bigint;
  readonly rules: ReturnType<typeof pinnedRules>;
  readonly besides: BesidesAsKnown;
  readonly into: RowsCollector;
}

async function foldKind({ of: { subject, slots, views }, ids }: Touched, context: Folding): Promise<void> {
  const { reading, clock, upTo, rules: inRun, besides, into } = context;
  const coordinates = { asOf: (slots[0] as Slot).asOf, knownAt: upTo, rulesKnownAt: undefined };
  const rows: RowsContext = { views, coordinates, since: clock() };
  const visitor: SubjectVisitor = {
    subject: (id, events, inForce, asked) => addRows(into, id, events, inForce, rows, asked),
    refused: (id, events, refused) => addRefusal(into, id, events, refused, rows),
    failed: (id, failure) => addFailure(into, id, failure, rows),
  };
  const visit = { subject, reading, rules: inRun, selection: selectionOf(coordinates), upTo, besides };
  for await (const id of unhurried(ids)) {
    const stream = streamOf(subject.kind, id);
    const all = await readWhole(reading.reader, stream);
    const events = (all.at(-1) as RecordedEvent).position <= upTo ? all : all.filter(({ position }) => position <= upTo);
    const visited = visitStream(stream, events, visit, visitor);
    if (visited !== undefined) await visited;
  }
}

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
import { isIn, type Partition } from '#portfolio/partition.js';
import { pinnedRules } from '#portfolio/pinned-rules.js';
import type { TolerantReader } from '#portfolio/tolerant-reader.js';
import { unhurried } from '#portfolio/unhurried.js';
import { visitStream, type SubjectVisitor } from '#portfolio/visitor.js';
import { selectionOf } from '../../coordinates.js';
import { bySubject, type SlotsOfSubject } from './by-subject.js';
import { addFailure, addRefusal, addRows, rowsCollector, type RowsCollector, type RowsContext } from './rows.js';
import type { Lease, ReadModelStore, Slot } from './store.js';

/** `rules-moved`: a fund published parameters; all rows have to be built again. `moved`: someone else wrote the slots. */
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
    const batch = await nextBatch(groups, context, from, end);
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

async function nextBatch(groups: readonly SlotsOfSubject[], context: CatchUpContext, after: bigint, end: bigint): Promise<Batch> {
  const { reading, partition, subjectsAtOnce = SUBJECTS_AT_ONCE } = context;
  const kinds = groups.map((of) => ({ of, prefix: prefixOf(of.subject.kind), ids: new Set<string>() }));
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
      const { stream, type } = event;
      if (EVENT_TYPES.definitions.get(type)?.movesRules === true) return { upTo: end, lastEventId: '', touched: [], rulesMoved: true };
      const kind = kinds.find(({ prefix }) => stream.startsWith(prefix));
      const id = kind === undefined ? '' : stream.slice(kind.prefix.length);
      if (kind !== undefined && !kind.ids.has(id) && isIn(partition, id)) {
        if (touched === subjectsAtOnce) return upTo(last as RecordedEvent);
        kind.ids.add(id);
        touched += 1;
      }
      last = event;
    }
    events += page.length;
    if (events >= EVENTS_AT_ONCE) break;
  }
  if (last === undefined) throw new Error(`the journal ends at ${end}, but has no event after ${after}`);
  return upTo(last);
}

async function foldAgain({ upTo, touched }: Batch, context: CatchUpContext): Promise<RowsCollector> {
  const into = rowsCollector();
  const rules = pinnedRules(context.reading.reader, upTo, undefined);
  for (const each of touched) await foldKind(each, { ...context, upTo, rules, into });
  await breathe();
  return into;
}

interface Folding extends CatchUpContext {
  readonly upTo: bigint;
  readonly rules: ReturnType<typeof pinnedRules>;
  readonly into: RowsCollector;
}

async function foldKind({ of: { subject, slots, views }, ids }: Touched, { reading, clock, upTo, rules, into }: Folding): Promise<void> {
  const coordinates = { asOf: (slots[0] as Slot).asOf, knownAt: upTo, rulesKnownAt: undefined };
  const rows: RowsContext = { views, coordinates, since: clock() };
  const visitor: SubjectVisitor = {
    subject: (id, events, inForce) => addRows(into, id, events, inForce, rows),
    refused: (id, events, refused) => addRefusal(into, id, events, refused, rows),
    failed: (id, failure) => addFailure(into, id, failure, rows),
  };
  const visit = { subject, reading, rules, selection: selectionOf(coordinates), upTo };
  for await (const id of unhurried(ids)) {
    const stream = streamOf(subject.kind, id);
    const all = await readWhole(reading.reader, stream);
    const events = (all.at(-1) as RecordedEvent).position <= upTo ? all : all.filter(({ position }) => position <= upTo);
    const visited = visitStream(stream, events, visit, visitor);
    if (visited !== undefined) await visited;
  }
}

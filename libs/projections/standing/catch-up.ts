/**
 * The catch-up: reads what the journal has after the slots' position, folds every participant it touches again from the
 * start, and writes rows and position in one transaction. A row is never patched, so a back-dated event needs no care.
 */
import { breathe } from '#journal/breathe.js';
import { CATALOGUE } from '#ledger/catalogue.js';
import { participantStream } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Instant } from '#money/civil-date.js';
import { readWhole } from '../live.js';
import type { TolerantReader } from '../sweep/open-journal.js';
import { visitStream, type ParticipantVisitor } from '../sweep/participants.js';
import { unhurried } from '../unhurried.js';
import { pinnedRules } from '../sweep/pinned-rules.js';
import type { StandingModel } from './model.js';
import { addFailure, addRefusal, addRows, rowsCollector, type RowsContext } from './rows.js';
import { isIn, type Partition } from './partition.js';
import type { Lease, ReadModelStore, Slot } from './store.js';

/** `rules-moved`: a fund published parameters; all rows have to be built again. `moved`: someone else wrote the slots. */
export type CatchUpOutcome = 'current' | 'rules-moved' | 'moved';

export interface CatchUpContext {
  readonly store: ReadModelStore;
  readonly reading: TolerantReader;
  readonly clock: () => Instant;
  readonly signal?: AbortSignal | undefined;
  /** Whose participants. */
  readonly partition: Partition;
  /** Needed for live slots. */
  readonly lease?: Lease | undefined;
  /** So many participants are folded again in one transaction, and held in memory till then; default 1 000. */
  readonly participantsAtOnce?: number | undefined;
  /** Awaited before every transaction's work: whatever is more pressing goes first. */
  readonly turn?: (() => Promise<void>) | undefined;
}

const PARTICIPANTS_AT_ONCE = 1_000;
/** A batch ends here as well. */
const EVENTS_AT_ONCE = 50_000;
/** No page is read for much more than a batch takes of it. */
const pageFor = (participants: number): number => Math.min(1_000, participants * 4);

/** Moves slots of one partition that stand at one position on to the journal's end as it was at the call. */
export async function catchUp(slots: readonly Slot[], context: CatchUpContext): Promise<CatchUpOutcome> {
  const { store, signal, lease } = context;
  const end = (await context.reading.reader.head()).position;
  let current = slots;
  for (;;) {
    signal?.throwIfAborted();
    const from = BigInt((current[0] as Slot).position);
    if (from >= end) return 'current';
    await context.turn?.();
    const batch = await nextBatch(context, from, end);
    if (batch.rulesMoved) return 'rules-moved';
    const rows = await foldAgain(batch, current, context);
    const to = { position: Number(batch.upTo), anchor: batch.lastEventId };
    if (!(await store.replace(current, batch.participantIds, rows, to, lease))) return 'moved';
    current = current.map((slot) => ({ ...slot, ...to }));
  }
}

interface Batch {
  readonly upTo: bigint;
  readonly lastEventId: string;
  readonly participantIds: readonly string[];
  readonly rulesMoved: boolean;
}

async function nextBatch({ reading, partition, participantsAtOnce = PARTICIPANTS_AT_ONCE }: CatchUpContext, after: bigint, end: bigint): Promise<Batch> {
  const prefix = participantStream('');
  const touched = new Set<string>();
  let events = 0;
  let last: RecordedEvent | undefined;
  for await (const page of reading.reader.readAll({ after, upTo: end, pageSize: pageFor(participantsAtOnce) })) {
    for (const event of page) {
      const { stream, type } = event;
      if (CATALOGUE.definitions.get(type)?.movesRules === true) return { upTo: end, lastEventId: '', participantIds: [], rulesMoved: true };
      const participantId = stream.startsWith(prefix) ? stream.slice(prefix.length) : undefined;
      if (participantId !== undefined && !touched.has(participantId) && isIn(partition, participantId)) {
        if (touched.size === participantsAtOnce) return batchUpTo(last as RecordedEvent, touched);
        touched.add(participantId);
      }
      last = event;
    }
    events += page.length;
    if (events >= EVENTS_AT_ONCE) break;
  }
  if (last === undefined) throw new Error(`the journal ends at ${end}, but has no event after ${after}`);
  return batchUpTo(last, touched);
}

function batchUpTo({ position, id }: RecordedEvent, touched: ReadonlySet<string>): Batch {
  return { upTo: position, lastEventId: id, participantIds: [...touched], rulesMoved: false };
}

async function foldAgain({ upTo, participantIds }: Batch, slots: readonly Slot[], context: CatchUpContext) {
  const { reading, clock } = context;
  const coordinates = { asOf: (slots[0] as Slot).asOf, knownAt: upTo, rulesKnownAt: undefined };
  const rows: RowsContext = { models: slots.map(({ model }): StandingModel => model), coordinates, since: clock() };
  const into = rowsCollector();
  const visitor: ParticipantVisitor = {
    participant: (id, events, rules) => addRows(into, id, events, rules, rows),
    refused: (id, events, refused) => addRefusal(into, id, events, refused, rows),
    failed: (id, failure) => addFailure(into, id, failure, rows),
  };
  const visiting = { reading, rules: pinnedRules(reading.reader, upTo, undefined), coordinates, upTo };
  for await (const participantId of unhurried(participantIds)) {
    const stream = participantStream(participantId);
    const all = await readWhole(reading.reader, stream);
    const events = (all.at(-1) as RecordedEvent).position <= upTo ? all : all.filter(({ position }) => position <= upTo);
    const visited = visitStream(stream, events, visiting, visitor);
    if (visited !== undefined) await visited;
  }
  await breathe();
  return into;
}

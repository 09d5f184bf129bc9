/** What one append of a call becomes, decided on the end of its stream and on the events that stand already. Pure. */
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Refusal } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { refusalOfAppend } from '../append-checks.js';
import { refusalOfPlace, standingOutcome, textsOf } from '../append-decision.js';
import { chainWalk, CHAIN_START, hex } from '../hash-chain.js';
import type { AppendOutcome, EventRules, StreamAppend } from '../port.js';
import type { Ahead } from './ahead.js';
import type { Directory } from './directory.js';
import type { NewEvent, StreamWrite } from './parts.js';

export interface KnownEnd {
  readonly place: number;
  readonly revision: number;
  readonly recorded: Instant | undefined;
  readonly chain: Uint8Array;
}

/** The end of a stream as far as this process knows it. */
export function streamEndOf(stream: string, directory: Directory, ahead: Ahead): KnownEnd {
  // What is ahead of the directory is not in it yet (`prune`).
  const known = typeof stream === 'string' ? (ahead.end(stream) ?? directory.stream(stream)) : undefined;
  if (known === undefined) return { place: -1, revision: -1, recorded: undefined, chain: CHAIN_START };
  const isBegun = known.revision >= 0;
  return {
    place: known.place,
    revision: known.revision,
    recorded: isBegun ? known.recorded : undefined,
    chain: isBegun ? Buffer.from(known.chain, 'hex') : CHAIN_START,
  };
}

export function decideOne(
  append: StreamAppend,
  end: KnownEnd,
  standing: (id: string) => RecordedEvent | undefined,
  rules: EventRules,
  now: Instant,
): { readonly outcome: AppendOutcome; readonly write?: StreamWrite; readonly end: KnownEnd } {
  const { stream, events } = append;
  const refused = (refusal: Refusal) => ({ outcome: { status: 'refused', stream, refusal } as const, end });
  const invalid = refusalOfAppend(append, rules);
  if (invalid !== undefined) return refused(invalid);
  const own = new Map<string, RecordedEvent>();
  for (const { id } of events) {
    const known = standing(id);
    if (known !== undefined) own.set(id, known);
  }
  const repeated = standingOutcome(stream, events, own, rules);
  if (repeated !== undefined) return { outcome: repeated, end };
  const wrong = refusalOfPlace(append, end, now);
  if (wrong !== undefined) return refused(wrong);
  const texts = textsOf(stream, events, end.revision + 1, now);
  if (!Array.isArray(texts)) return refused(texts as Refusal);
  const walk = chainWalk();
  walk.startAfter(end.chain);
  const written = events.map(({ id, type }, index): NewEvent => ({
    id,
    type,
    text: texts[index] as string,
    chain: hex(walk.next(texts[index] as string)),
  }));
  const lastRevision = end.revision + events.length;
  const recordedAt = (events.at(-1) as EventToAppend).migratedFrom?.recordedAt ?? now;
  return {
    // The position is the server's to give.
    outcome: { status: 'appended', stream, firstRevision: end.revision + 1, lastRevision, lastPosition: 0n, recordedAt },
    write: { stream, after: end.place, events: written },
    end: {
      place: end.place + events.length,
      revision: lastRevision,
      recorded: recordedAt,
      chain: Buffer.from(written.at(-1)?.chain ?? '', 'hex'),
    },
  };
}

/** An event that is about to be written, for those later in the same call that repeat it. */
export function asRecorded(event: EventToAppend, stream: string, revision: number, now: Instant): RecordedEvent {
  const { migratedFrom, ...kept } = event;
  const times = migratedFrom === undefined ? { recordedAt: now } : { recordedAt: migratedFrom.recordedAt, migratedAt: now };
  return { ...kept, ...times, stream, revision, position: 0n } as RecordedEvent;
}

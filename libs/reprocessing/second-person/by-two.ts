/**
 * What two persons ask for, where roles are on. The first asking is recorded in a batch of its own and changes nothing else; the
 * second, by another person, approves it and writes what it comes to, in one step. So one word never alters what was settled,
 * by whichever door it comes.
 */
import { sha256Hex } from '#journal/sha256.js';
import type { JournalReader } from '#journal/port.js';
import type { BatchKind } from '#ledger/batch/events.js';
import type { PlanLife } from '#ledger/batch/state.js';
import type { DecidedEvent, RoutedEvent } from '#ledger/kernel/decision.js';
import { canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import type { Outcome } from '#ledger/kernel/refusal.js';
import { refusal } from '#ledger/kernel/refusal.js';
import { batchStream, streamOf, type SubjectKind } from '#ledger/subjects.js';
import type { CivilDate } from '#money/civil-date.js';
import { readLife } from '../plan/batch-life.js';

/** What is asked for: the same from both. */
export interface AskedByTwo {
  readonly kind: BatchKind;
  /** Of the batch; of one thing there is one. */
  readonly batchId: string;
  readonly subject: string;
  readonly details: JsonObject;
}

export interface Asking {
  readonly actor: string;
  /** In this person's own words. */
  readonly reason: string;
  readonly today: CivilDate;
}

/** Events of the batch; they go to `stream`. */
export interface BatchEvents {
  readonly stream: string;
  readonly before: readonly DecidedEvent[];
  readonly after: readonly DecidedEvent[];
}

export type StepOfTwo =
  /** The first word: only the batch is written. */
  | ({ readonly step: 'asked' } & BatchEvents)
  /** The second: what was asked for is written, between what the batch says. */
  | ({ readonly step: 'approved' } & BatchEvents);

/** The annulment of an event. */
export function annulmentByTwo({ kind, id }: { readonly kind: SubjectKind; readonly id: string }, eventId: string): AskedByTwo {
  return {
    kind: 'annulment',
    batchId: `annulment-${eventId}`,
    subject: streamOf(kind, id),
    details: { [`${kind}Id`]: id, eventId },
  };
}

/** Facts that are passed on to the receiver of a transfer; `keys`: of the events that it comes to. */
export function forwardingByTwo(transferId: string, kind: string, forwardedOn: CivilDate, keys: readonly string[]): AskedByTwo {
  const details = { transferId, kind, forwardedOn, facts: [...keys].sort() };
  return {
    kind: 'forwarding',
    batchId: `forwarding-${sha256Hex(canonicalText(details)).slice(0, 32)}`,
    subject: `transfer-${transferId}`,
    details,
  };
}

/** What is written on an asking: on the first word what the batch says alone, on the second all of it. */
export function writtenByTwo({ step, stream, before, after }: StepOfTwo, decided: readonly RoutedEvent[]): readonly RoutedEvent[] {
  const inBatch = (events: readonly DecidedEvent[]): readonly RoutedEvent[] => events.map((event) => ({ ...event, stream }));
  return step === 'asked' ? inBatch(before) : [...inBatch(before), ...decided, ...inBatch(after)];
}

/** Where this asking stands. `events`: how many it comes to. Refuses SAME_PERSON. */
export async function stepOfTwo(journal: JournalReader, asked: AskedByTwo, asking: Asking, events: number): Promise<Outcome<StepOfTwo>> {
  const digest = sha256Hex(canonicalText(asked.details));
  return decideStep(asked, digest, (await readLife(journal, asked.batchId)).get(digest), asking, events);
}

/** Pure. An asking that was approved once is over; asked again, it needs two persons again under the same digest: they are on record. */
export function decideStep(
  asked: AskedByTwo,
  digest: string,
  life: PlanLife | undefined,
  { actor, reason, today }: Asking,
  events: number,
): Outcome<StepOfTwo> {
  const { kind, batchId, subject, details } = asked;
  const stream = batchStream(batchId);
  const event = (type: string, key: string, data: JsonObject): DecidedEvent => ({
    type,
    key: `${key}:${digest}`,
    effectiveDate: today,
    data,
  });
  if (life === undefined) {
    const planned = event('BatchPlanned', 'planned', { kind, subject, digest, details: { ...details, reason } });
    return { status: 'done', value: { step: 'asked', stream, before: [planned], after: [] } };
  }
  if (life.plannedBy === actor) {
    return {
      status: 'refused',
      refusal: refusal('SAME_PERSON', { plannedBy: actor, batchId }),
    };
  }
  const approved = event('BatchApproved', 'approved', { digest, note: reason });
  const completed = event('BatchCompleted', 'completed', { appended: events, repeated: 0, refused: 0, details, plan: digest });
  return { status: 'done', value: { step: 'approved', stream, before: [approved], after: [completed] } };
}

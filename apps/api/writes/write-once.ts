/**
 * One write, once: decides on the stream as it stands, and appends the events together with the record of what was
 * answered under the caller's key, in one durable step. A repeat finds that record and gets the same answer, also after a
 * restart or from another server on the same journal.
 */
import { batchStream } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { healsWithTime, type Outcome, type Refusal } from '#ledger/kernel/refusal.js';
import type { AppendOutcome, Journal, StreamAppend } from '#journal/port.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import { jsonPosition } from '#projections/answer.js';
import { readWhole } from '#journal/read-whole.js';
import { fail } from '../http/problem.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { eventId } from '#journal/event-id.js';
import type { RoutedEvent } from '#ledger/kernel/decision.js';
import { withWords, type ToldRefusal } from '#words/said.js';
import { batchIdOfKey, intentDigest } from './idempotency-key.js';

export interface Intent {
  /** Stable name of the operation, e.g. `reportIncome`. */
  readonly operation: string;
  /** The stream that the events go to. */
  readonly stream: string;
  /** What the caller sent, as JSON. */
  readonly body: JsonObject;
  readonly idempotencyKey: string;
  /** The revisions that `If-Match` names; undefined where any will do. */
  readonly revisions: readonly number[] | undefined;
  readonly actor: string;
  /** Value date of the record of the request itself. */
  readonly today: CivilDate;
  /** Pure over the stream's events. No events: the ledger already holds all of it. */
  readonly decide: (events: readonly RecordedEvent[]) => Promise<Outcome<readonly RoutedEvent[]>>;
  /** To other streams, in the same write and before its own events: what the last decision led to there. */
  readonly alongside?: () => readonly StreamAppend[];
}

interface WrittenEvent {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly revision: number;
  readonly position: number;
  readonly effectiveDate: string;
  readonly recordedAt: Instant;
}

export interface Written {
  readonly status: 'appended' | 'unchanged';
  readonly stream: string;
  readonly revision: number;
  readonly events: readonly WrittenEvent[];
}

export type WriteOutcome =
  | { readonly status: 'written'; readonly written: Written; readonly replayed: boolean }
  /** With its sentence where it is kept under the key. */
  | { readonly status: 'refused'; readonly refusal: Refusal | ToldRefusal; readonly replayed: boolean };

/** What a batch keeps of the answer; the rest stands in the events it names. */
type Kept =
  | { readonly stream: string; readonly revision: number; readonly eventIds: readonly string[] }
  | { readonly refusal: ToldRefusal };

/**
 * How often a write is decided anew when others come in between: writers to the same stream, or (a taken id) the same
 * request sent twice at once, whose record the next attempt finds.
 */
const MOST_ATTEMPTS: Readonly<Record<string, number>> = { WRONG_EXPECTED_REVISION: 16, EVENT_ID_CONFLICT: 3 };

/**
 * Problems: IDEMPOTENCY_KEY_REUSED (the key stands with another intent), REVISION_MISMATCH (`If-Match`),
 * WRONG_EXPECTED_REVISION (others kept writing to the stream). A refusal of the decision is an outcome and is kept; one of
 * the journal, and one that a later day heals, is an outcome that is not: the same request may pass later.
 */
export async function writeOnce(journal: Journal, intent: Intent): Promise<WriteOutcome> {
  const digest = intentDigest(intent.operation, intent.stream, intent.body);
  for (let attempt = 1; ; attempt += 1) {
    const kept = await keptUnder(journal, intent.idempotencyKey, digest);
    if (kept !== undefined) return answerOf(journal, kept, true);
    const events = await readWhole(journal, intent.stream);
    const revision = events.length - 1;
    refuseMismatch(intent, revision);
    const decision = await intent.decide(events);
    // Kept, it would stand under the key when its day has come.
    if (decision.status === 'refused' && healsWithTime(decision.refusal)) {
      return { status: 'refused', refusal: decision.refusal, replayed: false };
    }
    const next: Kept =
      decision.status === 'refused'
        ? { refusal: withWords(decision.refusal) }
        : {
            stream: intent.stream,
            revision: revision + decision.value.filter((event) => streamOf(event, intent) === intent.stream).length,
            eventIds: decision.value.map((event) => eventId(streamOf(event, intent), event.key)),
          };
    const decided = decision.status === 'refused' ? [] : decision.value;
    const clash = clashOf(await append(journal, intent, digest, revision, decided, next));
    if (clash === undefined) return answerOf(journal, next, false);
    if (attempt >= (MOST_ATTEMPTS[clash.code] ?? 1)) return { status: 'refused', refusal: clash, replayed: false };
  }
}

function refuseMismatch({ revisions, stream }: Intent, revision: number): void {
  if (revisions === undefined || revisions.includes(revision)) return;
  fail('REVISION_MISMATCH', { stream, actual: revision });
}

/** What was answered under the key; refuses IDEMPOTENCY_KEY_REUSED where it was another intent. */
async function keptUnder(journal: Journal, key: string, digest: string): Promise<Kept | undefined> {
  const [planned, completed] = await readWhole(journal, batchStream(batchIdOfKey(key)));
  if (planned === undefined) return undefined;
  if (planned.data['digest'] !== digest) fail('IDEMPOTENCY_KEY_REUSED', { batchId: batchIdOfKey(key) });
  if (completed === undefined) throw new Error(`batch ${batchIdOfKey(key)} has no outcome, though both are written at once`);
  return completed.data['details'] as Kept;
}

async function answerOf(journal: Journal, kept: Kept, replayed: boolean): Promise<WriteOutcome> {
  if ('refusal' in kept) return { status: 'refused', refusal: kept.refusal, replayed };
  const found = await journal.findEvents(kept.eventIds);
  const events = kept.eventIds.map((id): WrittenEvent => {
    const event = found.get(id);
    if (event === undefined) throw new Error(`event ${id} was answered for, but the journal does not hold it`);
    const { stream, type, revision, position, effectiveDate, recordedAt } = event;
    return { id, stream, type, revision, position: jsonPosition(position), effectiveDate, recordedAt };
  });
  const { stream, revision } = kept;
  return { status: 'written', written: { status: events.length === 0 ? 'unchanged' : 'appended', stream, revision, events }, replayed };
}

async function append(
  journal: Journal,
  intent: Intent,
  digest: string,
  revision: number,
  decided: readonly RoutedEvent[],
  kept: Kept,
): Promise<readonly AppendOutcome[]> {
  const correlationId = batchIdOfKey(intent.idempotencyKey);
  const batch = batchStream(correlationId);
  const stamp = { actor: intent.actor, correlationId };
  const planned = { kind: 'commands', subject: `${intent.operation} ${intent.stream}`, digest, details: {} };
  const completed = { appended: decided.length, repeated: 0, refused: 'refusal' in kept ? 1 : 0, details: kept };
  const record = Object.entries({ BatchPlanned: planned, BatchCompleted: completed }).map(([type, data]) =>
    toAppend(batch, { type, key: type, effectiveDate: intent.today, data }, stamp),
  );
  const facts = [...groupedByStream(intent, decided)].map(
    ([stream, events]): StreamAppend => ({
      stream,
      expected: stream !== intent.stream ? 'any' : revision < 0 ? 'no-stream' : revision,
      events: events.map((event) => toAppend(stream, event, stamp)),
    }),
  );
  const alongside = decided.length === 0 ? [] : (intent.alongside?.() ?? []);
  return journal.append([{ stream: batch, expected: 'no-stream', events: record }, ...alongside, ...facts], 'all-or-nothing');
}

function groupedByStream(intent: Intent, decided: readonly RoutedEvent[]): ReadonlyMap<string, readonly RoutedEvent[]> {
  const groups = new Map<string, RoutedEvent[]>();
  for (const event of decided) {
    const stream = streamOf(event, intent);
    groups.set(stream, [...(groups.get(stream) ?? []), event]);
  }
  return groups;
}

function streamOf(event: RoutedEvent, intent: Intent): string {
  return event.stream ?? intent.stream;
}

/** The refusal that kept the append from being written; undefined where it was. */
function clashOf(outcomes: readonly AppendOutcome[]): Refusal | undefined {
  const refusals = outcomes.flatMap((outcome) => (outcome.status === 'refused' ? [outcome.refusal] : []));
  return refusals.find(({ code }) => code !== 'NOT_WRITTEN') ?? refusals[0];
}

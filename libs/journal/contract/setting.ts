/** What the contract's cases share: a permissive catalogue, a clock that is set by hand, events, and short ways to read. */
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { Instant } from '#money/civil-date.js';
import { eventId } from '../event-id.js';
import type { AppendOutcome, EventRules, ExpectedRevision, Journal, JournalOptions, JournalReader, StreamAppend } from '../port.js';

export interface OpenedJournal {
  readonly journal: Journal;
  /** A second view of the same journal, as another process would have it. */
  readonly reader?: JournalReader;
  /** Closes the journal and everything that was opened for it. */
  readonly close: () => Promise<void>;
}

export type OpenJournal = (options: JournalOptions) => Promise<OpenedJournal>;

/** Any type but `Forgotten` is known; data may be anything. */
export const PERMISSIVE: EventRules = {
  check: () => undefined,
  upcast: (event) => {
    if (event.type === 'Forgotten') throw new Error(`unknown event type ${event.type}`);
    return event;
  },
};

export const NOON = '2026-01-01T12:00:00.000Z';

export interface Setting {
  readonly journal: Journal;
  readonly reader: JournalReader;
  /** Sets the clock that the journal reads. */
  readonly setClock: (now: Instant) => void;
}

/** A case on an empty journal whose clock stands at noon. */
export function withJournal(open: OpenJournal, run: (setting: Setting) => Promise<void>): () => Promise<void> {
  return async () => {
    let now = NOON;
    const { journal, reader, close } = await open({ rules: PERMISSIVE, clock: () => now });
    try {
      await run({ journal, reader: reader ?? journal, setClock: (instant) => (now = instant) });
    } finally {
      await close();
    }
  };
}

/** An event named by its key within a stream; the same two give the same id. */
export function fact(stream: string, key: string, changes: Partial<EventToAppend> = {}): EventToAppend {
  return {
    id: eventId(stream, key),
    type: 'IncomeReported',
    schemaVersion: 1,
    effectiveDate: '2020-12-31',
    actor: 'importer',
    data: { key } as JsonObject,
    ...changes,
  };
}

export function to(stream: string, expected: ExpectedRevision, ...events: readonly EventToAppend[]): StreamAppend {
  return { stream, expected, events };
}

/** Appends events to one stream, whatever its revision. */
export async function append(journal: Journal, stream: string, ...keys: readonly string[]): Promise<AppendOutcome> {
  return only(await journal.append([to(stream, 'any', ...keys.map((key) => fact(stream, key)))]));
}

export function only<T>(values: readonly T[]): T {
  if (values.length !== 1) throw new Error(`one expected, found ${values.length}`);
  return values[0] as T;
}

/** `appended 0-1`, `repeated 0-1` or the refusal's code: what a case expects, on one line. */
export function summary(outcome: AppendOutcome): string {
  return outcome.status === 'refused' ? outcome.refusal.code : `${outcome.status} ${outcome.firstRevision}-${outcome.lastRevision}`;
}

export async function pagesOf<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly (readonly T[])[]> {
  const read: (readonly T[])[] = [];
  for await (const page of pages) read.push(page);
  return read;
}

export async function allOf<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  return (await pagesOf(pages)).flat();
}

/** `participant-1/0` …: where events stand. */
export function places(events: readonly RecordedEvent[]): readonly string[] {
  return events.map(({ stream, revision }) => `${stream}/${revision}`);
}

/** Everything in the journal, by place. */
export async function standing(journal: JournalReader): Promise<readonly string[]> {
  return places(await allOf(journal.readAll()));
}

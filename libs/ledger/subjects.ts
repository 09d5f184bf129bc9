/**
 * The subjects that the ledger keeps streams of: one table, from which names of streams, folds and the catalogue of events follow.
 * A stream is named by its kind and an id, `participant-4711`. A new kind of stream is a folder and a row here.
 */
import { BATCH_EVENTS } from './batch/events.js';
import { evolveBatch, INITIAL_BATCH } from './batch/state.js';
import { EMPLOYER_FAMILIES } from './employer/families.js';
import { evolveEmployer, initialEmployer } from './employer/state.js';
import { FUND_FAMILIES } from './fund/families.js';
import { evolveFund, INITIAL_FUND } from './fund/state.js';
import type { RecordedEvent } from './kernel/envelope.js';
import type { AnyRecorded, EventDefinitions } from './kernel/event.js';
import { eventsInEffect, type Selection } from './kernel/selection.js';
import { PARTICIPANT_FAMILIES } from './participant/families.js';
import { evolveParticipant, initialParticipant } from './participant/state.js';
import { TRANSFER_FAMILIES } from './transfer/families.js';
import { evolveTransfer, initialTransfer } from './transfer/state.js';

interface Subject {
  /** The state before the first event. */
  readonly initial: () => unknown;
  /** The state after one more event; events come in effective order. Throws on a type of no family. */
  readonly evolve: (state: never, event: AnyRecorded) => unknown;
  /** Whether a trial balance reads its events; of a subject whose events never have postings it does not. */
  readonly inBooks: boolean;
  /** What can happen to it. */
  readonly families: { readonly [family: string]: { readonly events: EventDefinitions } };
}

/** The largest kind first: there are many participants to a fund. */
export const SUBJECTS = {
  participant: { inBooks: true, initial: initialParticipant, evolve: evolveParticipant, families: PARTICIPANT_FAMILIES },
  fund: { inBooks: true, initial: () => INITIAL_FUND, evolve: evolveFund, families: FUND_FAMILIES },
  employer: { inBooks: true, initial: initialEmployer, evolve: evolveEmployer, families: EMPLOYER_FAMILIES },
  transfer: { inBooks: false, initial: initialTransfer, evolve: evolveTransfer, families: TRANSFER_FAMILIES },
  batch: { inBooks: false, initial: () => INITIAL_BATCH, evolve: evolveBatch, families: { life: { events: BATCH_EVENTS } } },
} as const satisfies { readonly [kind: string]: Subject };

export type SubjectKind = keyof typeof SUBJECTS;
export const SUBJECT_KINDS = Object.keys(SUBJECTS) as readonly SubjectKind[];
export type StateOf<K extends SubjectKind> = ReturnType<(typeof SUBJECTS)[K]['initial']>;

/** Names of streams. */
export const STREAM_NAME = new RegExp(`^(${SUBJECT_KINDS.join('|')})-[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$`);

/** What the names of all streams of a kind begin with, and of none else. */
export function prefixOf(kind: SubjectKind): string {
  return `${kind}-`;
}

export function streamOf(kind: SubjectKind, id: string): string {
  return prefixOf(kind) + id;
}

/** Whose stream a name is; undefined for a name that no stream can have. */
export function subjectOf(stream: string): { readonly kind: SubjectKind; readonly id: string } | undefined {
  const kind = STREAM_NAME.exec(stream)?.[1] as SubjectKind | undefined;
  return kind === undefined ? undefined : { kind, id: stream.slice(prefixOf(kind).length) };
}

export function participantStream(participantId: string): string {
  return streamOf('participant', participantId);
}

export function fundStream(fundId: string): string {
  return streamOf('fund', fundId);
}

export function batchStream(batchId: string): string {
  return streamOf('batch', batchId);
}

/** The state of a subject by the events in effect. `events`: one stream in revision order. */
export function stateOf<K extends SubjectKind>(kind: K, events: readonly RecordedEvent[], selection: Selection): StateOf<K> {
  const { initial, evolve }: Subject = SUBJECTS[kind];
  let state = initial();
  for (const event of eventsInEffect(events, selection)) state = evolve(state as never, event);
  return state as StateOf<K>;
}

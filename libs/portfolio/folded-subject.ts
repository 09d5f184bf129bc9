/**
 * What the runners know of a kind of stream beside its fold (`SUBJECTS` in the ledger). A kind that is to have read models of its own
 * gets a value of this shape, as `PARTICIPANT` is; no runner names a kind.
 */
import type { NotInModel, OfAny } from '#ledger/kernel/refused-subject.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refuse, type Refused } from '#ledger/kernel/refusal.js';
import { eventsInEffect, isKnown, type Selection } from '#ledger/kernel/selection.js';
import { SUBJECTS, type SubjectKind } from '#ledger/subjects.js';
import { NotComputable } from '#money/not-computable.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** Of a subject by what brought it into being, of a stream of any kind by its first event, or of all that is asked for. */
    BEFORE_FIRST_EVENT: { readonly recordedBy: string } | ({ readonly asOf: string } & (
      | { readonly fundId: string; readonly establishedOn: string }
      | { readonly participantId: string; readonly enrolledOn: string }
      | { readonly employerId: string; readonly affiliatedOn: string }
      | { readonly transferId: string; readonly proposedOn: string }
      | { readonly stream: string; readonly firstOn: string }
      | { readonly knownAt: string }
    ));
    /** Of an event, with where the journal ended by then. */
    NOT_YET_KNOWN: { readonly eventId: string; readonly position: string; readonly knownAt: string; readonly end: string } | (OfAny & {
      readonly stream?: string;
      readonly knownSince: string;
      readonly position: string;
      readonly knownAt: string;
    });
  }
}

/** `State`: of one that has begun. */
export interface FoldedSubject<State extends object> {
  readonly kind: SubjectKind;
  /** The first event, which brings the subject into being, has taken effect. */
  hasBegun(state: object): state is State;
  /** Whose rules count for it, read off its first event. */
  readonly homeOf: (first: RecordedEvent) => SubjectHome;
  /** Refuses an id that has no stream, or that a read model does not know. */
  readonly refuseUnknown: (id: string, place?: NotInModel) => never;
  /** What to say of a day before it had begun. */
  readonly beforeFirst: (id: string, first: RecordedEvent, asOf: string) => Refused;
}

export type SubjectHome = {
  readonly fundId: string;
  readonly scheme: string;
};

/** A state, and how far the ledger had come with what it counts. */
export interface Folded<State extends object> {
  readonly state: State;
  readonly lastPosition: bigint;
}

/** Sums that no longer fit are the fault of an event, which is found and named; in a view they are a refusal. */
function folded(kind: SubjectKind, events: readonly RecordedEvent[], selection: Selection): Folded<object> {
  const { initial, evolve } = foldOf(kind);
  let state = initial();
  let last: RecordedEvent | undefined;
  try {
    for (const event of eventsInEffect(events, selection)) {
      state = evolve(state, event);
      if (last === undefined || event.revision > last.revision) last = event;
    }
  } catch (error) {
    throw error instanceof NotComputable ? new Error(error.message, { cause: error }) : error;
  }
  return { state, lastPosition: last?.position ?? 0n };
}

interface Fold {
  readonly initial: () => object;
  readonly evolve: (state: object, event: RecordedEvent) => object;
}

/** The fold of a kind, as one that knows no more of it than that. */
export function foldOf(kind: SubjectKind): Fold {
  return SUBJECTS[kind] as Fold;
}

/**
 * Folds a subject's stream (revision order) at coordinates. Refuses UNKNOWN_…, NOT_YET_KNOWN (the ledger came to know of it later)
 * and BEFORE_FIRST_EVENT (the value date lies before it had begun).
 */
export function foldSubject<State extends object>(
  subject: FoldedSubject<State>,
  id: string,
  events: readonly RecordedEvent[],
  selection: Selection,
): Folded<State> {
  const first = events[0];
  if (first === undefined) return subject.refuseUnknown(id);
  const { state, lastPosition } = folded(subject.kind, events, selection);
  if (subject.hasBegun(state)) return { state, lastPosition };
  if (isKnown(first, selection)) throw subject.beforeFirst(id, first, selection.asOf);
  return refuse('NOT_YET_KNOWN', {
    [`${subject.kind}Id`]: id,
    knownSince: first.recordedAt,
    position: String(first.position),
    knownAt: knownAt(selection),
  });
}

function knownAt({ positionUpTo, recordedUpTo }: Selection): string {
  return String(positionUpTo ?? recordedUpTo);
}

/**
 * A subject's state is folded by families of facts: each has its events, its slice of the state, and for each type what it
 * does to that slice. All slices together are one flat state to whoever reads it.
 */
import type { AnyRecorded, EventDefinitions, Recorded } from './event.js';
import { emptyOf } from './one-shape.js';

/** Changes the slice itself: for subjects of which there are many, since a portfolio folds millions of events. */
export type FoldInPlace<Data, Slice> = { readonly [type in keyof Data]: (slice: Slice, event: Recorded<Data, type>) => void };

/** Answers what an event changes: for subjects whose earlier states somebody keeps. */
export type FoldByCopy<Data, Slice> = { readonly [type in keyof Data]: (slice: Slice, event: Recorded<Data, type>) => Partial<Slice> };

/** One row in a subject's table of families. */
export interface Family {
  readonly events: EventDefinitions;
  /** A fresh slice. */
  readonly initial: () => object;
  /** By type of event: `FoldInPlace` or `FoldByCopy` of the family's events. */
  readonly fold: object;
}

export interface Families {
  readonly [family: string]: Family;
}

export type Intersection<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer I) => void ? I : never;
/** All event definitions of a table of families. */
export type EventsOf<F extends Families> = Intersection<F[keyof F]['events']>;
/** All slices of a table of families, together. */
export type SlicesOf<F extends Families> = Intersection<ReturnType<F[keyof F]['initial']>>;

/** A slice as its readers see it: what the fold changes in place, nobody else may. */
export type ReadonlySlice<S> = { readonly [field in keyof S]: ReadonlyValue<S[field]> };
type ReadonlyValue<V> =
  V extends Map<infer K, infer E> ? ReadonlyMap<K, ReadonlyValue<E>>
  : V extends readonly (infer E)[] ? readonly E[]
  : V extends Record<string, number> ? Readonly<V>
  : V;

/** A maker of fresh states: the slices of all families and the subject's own fields, all of one shape. */
export function freshStates<F extends Families, Own extends object>(families: F, own: Own): () => SlicesOf<F> & Own {
  const initials = Object.values(families).map(({ initial }) => initial);
  const empty = emptyOf([...initials.flatMap((initial) => Object.keys(initial())), ...Object.keys(own)]);
  return () => {
    const state = { ...empty };
    for (const initial of initials) Object.assign(state, initial());
    return Object.assign(state, own) as SlicesOf<F> & Own;
  };
}

/** What an event does to the state, by its type. Throws on a type that no family has: nothing is skipped. */
export function foldingOf<State, Change>(families: Families): (state: State, event: AnyRecorded) => Change {
  type Apply = (state: State, event: AnyRecorded) => Change;
  const byType = new Map(Object.values(families).flatMap(({ fold }) => Object.entries(fold))) as ReadonlyMap<string, Apply>;
  // Events of one type follow one another: most need no look into the table.
  let last: { readonly type: string; readonly apply: Apply } | undefined;
  return (state, event) => {
    const { type } = event;
    if (last?.type !== type) {
      const apply = byType.get(type);
      if (apply === undefined) throw new Error(`no fold for ${type}: ${event.stream} revision ${event.revision}`);
      last = { type, apply };
    }
    return last.apply(state, event);
  };
}

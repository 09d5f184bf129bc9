/**
 * Up to where the log is settled. An append over several streams begins with a record in the register and is settled by the next
 * one; its events lie between the two. A place between them is in its midst: whoever reads up to it sees half of it, for good where
 * an answer is pinned there.
 *
 * The log's end is read first and the register behind it. So every record in front of that end is known, and the last of them says
 * whether the end lies in an append's midst; whether that one has been settled meanwhile does not matter.
 */

/** A record of the register, where it lies in the log. */
export interface RegisterMark {
  readonly position: bigint;
  readonly begins: boolean;
}

/** `earlier`: all the marks lie behind the end; those before them decide. */
export type Horizon = { readonly upTo: bigint } | { readonly before: bigint } | 'earlier';

/** `latestFirst`: the register's records from its end on, read after `end` was; `isWhole`: there are none before them. */
export function horizonIn(end: bigint, latestFirst: readonly RegisterMark[], isWhole: boolean): Horizon {
  const last = latestFirst.find(({ position }) => position <= end);
  if (last === undefined) return isWhole ? { upTo: end } : 'earlier';
  return last.begins ? { before: last.position } : { upTo: end };
}

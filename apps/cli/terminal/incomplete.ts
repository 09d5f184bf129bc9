/**
 * What is read from a journal that lacks events it once held says so itself: in a field of every JSON document, in the first line of a
 * page, and by the exit code. Read alone, an answer without them looks like any other.
 */
import type { Refusal } from '#ledger/kernel/refusal.js';
import { answerDigest } from '#projections/answer.js';

/** Positions; `to` is null where nothing says how far it went. */
interface Incomplete {
  readonly code: string;
  readonly from: number;
  readonly to: number | null;
}

let known: Incomplete | undefined;

/** From here on everything that is printed is marked. */
export function markAsIncomplete({ code, from, to }: Refusal): void {
  known = { code, from: Number(from), to: to === undefined ? null : Number(to) };
}

/** The document with the mark, under a digest of its own where it has one: it is not the answer of the whole journal. */
export function markedDocument(value: unknown): unknown {
  if (known === undefined) return value;
  if (Array.isArray(value)) return value.map(markedDocument);
  if (typeof value !== 'object' || value === null || 'error' in value) return value;
  const marked = { ...value, incomplete: known };
  return 'digest' in value && 'digestVersion' in value ? { ...marked, digest: answerDigest(marked) } : marked;
}

/** The page below the mark. */
export function markedPage(text: string): string {
  if (known === undefined) return text;
  const { from, to } = known;
  const which = to === null ? `from position ${from} on` : from === to ? `at position ${from}` : `at positions ${from} to ${to}`;
  return `INCOMPLETE: events that this journal once held, ${which}, are missing; nothing here counts them.\n\n${text}`;
}

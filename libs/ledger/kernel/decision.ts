/**
 * What every decision about one subject shares: what it answers, and how a fact finds its place. Decisions are pure. The stream,
 * the day and the scheme come in; events, a refusal or "no change" come out.
 */
import type { CivilDate } from '#money/civil-date.js';
import { canonicalText, type JsonObject } from './json.js';
import { refusal, type DetailsOf, type Refusal, type RefusalCode } from './refusal.js';
import { comparableText } from './text.js';

/** A decided event of any type; `Decided` says which. */
export interface DecidedEvent {
  readonly type: string;
  readonly effectiveDate: CivilDate;
  readonly key: string;
  readonly data: JsonObject;
  readonly causationId?: string;
}

/** A decided event, and where it goes. */
export interface RoutedEvent extends DecidedEvent {
  /** Only where it goes to another stream than what was decided on, e.g. the fund that its first subject establishes. */
  readonly stream?: string;
}

export type Decision<E extends DecidedEvent = DecidedEvent> =
  | { readonly status: 'decided'; readonly events: readonly E[] }
  /** The ledger already holds all of it. */
  | {
      readonly status: 'no-change';
      /** It was told and stands, and another of its day has taken its place since: told again, it changes nothing. */
      readonly replacedSince?: true;
    }
  | { readonly status: 'refused'; readonly refusal: Refusal };

export const NO_CHANGE: Decision<never> = { status: 'no-change' };

/** What stands in the subject's stream under a key. */
export interface StandingFact {
  readonly type: string;
  readonly effectiveDate: CivilDate;
  readonly data: JsonObject;
  readonly annulled: boolean;
  /** It came from the very file that is read now: the same content under the same name. Under another name it is meant anew. */
  readonly sameFile: boolean;
}

export type Standing = (key: string) => StandingFact | undefined;

export function refused<C extends RefusalCode>(code: C, ...details: DetailsOf<C>): Decision<never> {
  return { status: 'refused', refusal: refusal(code, ...details) };
}

/**
 * Gives a fact its key. What stands unannulled under the key decides: the same content is no change, another is the
 * conflict. An annulled fact gives way to `KEY#2`, `#3` …, save that reading its own file again does not revive it.
 */
export function placedUnderKey<E extends DecidedEvent>(
  fact: E,
  standing: Standing,
  conflict: (standing: StandingFact) => Decision<never>,
  firstOccurrence = 1,
): Decision<E> {
  const { key, stands } = placeUnderKey(fact.key, standing, (known) => isSame(known, fact), firstOccurrence);
  if (stands !== undefined) return isSame(stands, fact) ? NO_CHANGE : conflict(stands);
  return { status: 'decided', events: [key === fact.key ? fact : { ...fact, key }] };
}

export interface PlaceUnderKey {
  readonly key: string;
  /** 1 for a fact that was never annulled. */
  readonly occurrence: number;
  /** What is told again, or stands against it; undefined where the place is free. */
  readonly stands: StandingFact | undefined;
}

/** Where a fact finds its place, for decisions that compare what stands by themselves: `isSame`, with what is told now. */
export function placeUnderKey(
  key: string,
  standing: Standing,
  isSame: (stands: StandingFact) => boolean,
  firstOccurrence = 1,
): PlaceUnderKey {
  for (let occurrence = firstOccurrence; ; occurrence += 1) {
    const place = occurrenceKey(key, occurrence);
    const stands = standing(place);
    if (stands === undefined || !stands.annulled || (stands.sameFile && isSame(stands))) return { key: place, occurrence, stands };
  }
}

/** `income:2003:E1`, then `income:2003:E1#2` … */
export function occurrenceKey(key: string, occurrence: number): string {
  return occurrence === 1 ? key : `${key}#${occurrence}`;
}

/** A key that a reference tells apart; rows that are equal under one reference are counted. */
export function referencedKey(key: string, reference: string | undefined, occurrence = 1): string {
  if (reference === undefined) return key;
  return `${key}:ref=${JSON.stringify(comparableText(reference))}${occurrence === 1 ? '' : `:${occurrence}`}`;
}

/** The key that the fact would have without its reference. */
export function unreferencedKey(key: string, reference: string): string {
  const end = key.lastIndexOf(`:ref=${JSON.stringify(comparableText(reference))}`);
  return end === -1 ? key : key.slice(0, end);
}

function isSame(standing: StandingFact, fact: DecidedEvent): boolean {
  return (
    standing.type === fact.type &&
    standing.effectiveDate === fact.effectiveDate &&
    isSameData(standing.data, fact.data)
  );
}

/** Whether two facts hold the same, texts compared as they look. */
function isSameData(one: JsonObject, other: JsonObject): boolean {
  return canonicalText(one) === canonicalText(other) || canonicalText(comparable(one)) === canonicalText(comparable(other));
}

function comparable(data: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? comparableText(value) : value]));
}

/** A decision that would add events, unless there is a problem: what stands already is no change, whatever came after it. */
export function unless<E extends DecidedEvent>(decision: Decision<E>, problem: () => Decision<never> | undefined): Decision<E> {
  return decision.status === 'decided' ? (problem() ?? decision) : decision;
}

/** All events of decisions that belong together, or the first refusal. */
export function together<E extends DecidedEvent>(...decisions: readonly Decision<E>[]): Decision<E> {
  const events: E[] = [];
  for (const decision of decisions) {
    if (decision.status === 'refused') return decision;
    if (decision.status === 'decided') events.push(...decision.events);
  }
  return events.length === 0 ? NO_CHANGE : { status: 'decided', events };
}

/** Coordinates written as one text: `asOf=2021-12-31,knownAt=4711,rulesKnownAt=2022-01-15`. */
import { isCivilDate, parseInstant, type CivilDate, type Instant } from '#money/civil-date.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { AskedCoordinates } from './coordinates.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** Of the text as a whole, or of a value that stands in it. */
    INVALID_COORDINATES: { readonly coordinates: string } & (
      | { readonly fault: 'unknown'; readonly found: string }
      | { readonly fault: 'twice' | 'instant'; readonly name: string }
      | { readonly fault: 'asOf' }
    );
    /** `coordinates`: as they were written, where they are one text. */
    CONFLICTING_COORDINATES: { readonly coordinates?: string };
  }
}

const NAMES = ['asOf', 'knownAt', 'rulesKnownAt', 'asThen'] as const;
type Name = (typeof NAMES)[number];

/**
 * Reads coordinates from their text; what is left out takes its default, a day as an instant means its last moment. Refuses
 * INVALID_COORDINATES for anything else, and CONFLICTING_COORDINATES where `asThen` stands beside what it sets.
 */
export function readCoordinates(text: string): AskedCoordinates {
  const given = new Map<Name, string>();
  for (const part of text.split(',')) {
    const [name, value] = named(part, text);
    if (given.has(name)) refuse('INVALID_COORDINATES', { coordinates: text, fault: 'twice', name });
    given.set(name, value);
  }
  const asThen = instantAt('asThen', given);
  if (asThen !== undefined && (given.has('knownAt') || given.has('rulesKnownAt'))) {
    refuse('CONFLICTING_COORDINATES', { coordinates: text });
  }
  return {
    asOf: dateAt(given.get('asOf')),
    knownAt: asThen ?? knowledgeAt(given),
    rulesKnownAt: asThen ?? instantAt('rulesKnownAt', given),
  };
}

function named(part: string, text: string): readonly [Name, string] {
  const at = part.indexOf('=');
  const name = NAMES.find((known) => known === part.slice(0, Math.max(at, 0)).trim());
  return name === undefined
    ? refuse('INVALID_COORDINATES', { coordinates: text, fault: 'unknown', found: part.trim() })
    : [name, part.slice(at + 1).trim()];
}

function dateAt(text: string | undefined): CivilDate | undefined {
  if (text === undefined || isCivilDate(text)) return text;
  return refuse('INVALID_COORDINATES', { coordinates: text, fault: 'asOf' });
}

function knowledgeAt(given: ReadonlyMap<Name, string>): Instant | bigint | undefined {
  const text = given.get('knownAt');
  return text !== undefined && /^\d{1,16}$/.test(text) ? BigInt(text) : instantAt('knownAt', given);
}

function instantAt(name: Name, given: ReadonlyMap<Name, string>): Instant | undefined {
  const text = given.get(name);
  if (text === undefined) return undefined;
  return parseInstant(text) ?? refuse('INVALID_COORDINATES', { coordinates: text, fault: 'instant', name });
}

/** Coordinates written as one text: `asOf=2021-12-31,knownAt=4711,rulesKnownAt=2022-01-15`. */
import { isCivilDate, parseInstant, type CivilDate, type Instant } from '#money/civil-date.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { AskedCoordinates } from './coordinates.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `coordinates`: as they were written, where they are one text. */
    CONFLICTING_COORDINATES: { readonly coordinates?: string };
  }
}

export const COORDINATES_TEXT =
  'any of asOf=DATE, knownAt=INSTANT|POSITION, rulesKnownAt=INSTANT, or asThen=INSTANT for the last two at once, with commas between';

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
    if (given.has(name)) refuse('INVALID_COORDINATES', `coordinates name ${name} twice: ${text}`, { coordinates: text });
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
    ? refuse('INVALID_COORDINATES', `coordinates are ${COORDINATES_TEXT}; found ${JSON.stringify(part.trim())}`, { coordinates: text })
    : [name, part.slice(at + 1).trim()];
}

function dateAt(text: string | undefined): CivilDate | undefined {
  if (text === undefined || isCivilDate(text)) return text;
  return refuse('INVALID_COORDINATES', `asOf must be a date such as 2005-07-01, found ${JSON.stringify(text)}`, { coordinates: text });
}

function knowledgeAt(given: ReadonlyMap<Name, string>): Instant | bigint | undefined {
  const text = given.get('knownAt');
  return text !== undefined && /^\d{1,16}$/.test(text) ? BigInt(text) : instantAt('knownAt', given);
}

function instantAt(name: Name, given: ReadonlyMap<Name, string>): Instant | undefined {
  const text = given.get(name);
  if (text === undefined) return undefined;
  const or = name === 'knownAt' ? ', a date (its last moment), or a position of the journal' : ', or a date (its last moment)';
  return (
    parseInstant(text) ??
    refuse('INVALID_COORDINATES', `${name} must be an instant in UTC such as 2005-07-01T12:00:00Z${or}, found ${JSON.stringify(text)}`, {
      coordinates: text,
    })
  );
}

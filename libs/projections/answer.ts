/** An answer with its coordinates and digest. */
import type { CivilDate } from '#money/civil-date.js';
import { canonicalText, type JsonObject, type JsonValue, type LeftOut } from '#ledger/kernel/json.js';
import { sha256Hex } from '#journal/sha256.js';
import type { Coordinates } from './coordinates.js';
import type { RulesInForce } from '#portfolio/rules-in-force.js';

export interface AnswerCoordinates {
  readonly asOf: CivilDate;
  /** An instant, or the position that was asked for. */
  readonly knownAt: string | number;
  readonly rulesKnownAt: string | null;
  /** Position of the last event the answer counts. */
  readonly position: number;
  readonly rulebook: { readonly id: string; readonly version: string; readonly parameters: string } | null;
  /** How the digest is made; see `answerDigest`. */
  readonly digestVersion: DigestVersion;
  /** SHA-256 of the canonical form of what the answer says. */
  readonly digest: string;
}

/** A new version comes where digests change their meaning; answers of older ones can still be checked by theirs. */
export type DigestVersion = 1 | 2;
export const DIGEST_VERSION = 2;

export type Answer<View> = View & AnswerCoordinates;

/** What an answer says of the rules that it rests on; a standing model keeps it beside each row. */
export interface RulesStamp extends Pick<RulesInForce, 'rulesKnownAt' | 'parametersDigest'> {
  readonly rulebook: Pick<RulesInForce['rulebook'], 'id' | 'version'>;
}

/** Positions as JSON numbers; the engines' positions stay below 2^53. */
export function jsonPosition(position: bigint): number {
  if (position > BigInt(Number.MAX_SAFE_INTEGER)) throw new Error(`position ${position} is not exact as a JSON number`);
  return Number(position);
}

export function answerOf<View extends object>(
  view: View,
  coordinates: Coordinates,
  rules: RulesStamp | undefined,
  position: bigint,
): Answer<View> {
  const undigested = {
    ...view,
    asOf: coordinates.asOf,
    knownAt: typeof coordinates.knownAt === 'bigint' ? jsonPosition(coordinates.knownAt) : coordinates.knownAt,
    rulesKnownAt: rules?.rulesKnownAt ?? coordinates.rulesKnownAt ?? null,
    position: jsonPosition(position),
    rulebook:
      rules === undefined
        ? null
        : { id: rules.rulebook.id, version: rules.rulebook.version, parameters: rules.parametersDigest },
    digestVersion: DIGEST_VERSION as DigestVersion,
  };
  return { ...undigested, digest: answerDigest(undigested) };
}

/**
 * The digest of an answer, whether it carries one or not. Version 2 covers what the answer says and not where it is stored, so that
 * a journal copied to another engine gives the same digests: all of it but `digest`, every member `position`, and a `knownAt` that is
 * a position, wherever they stand outside the `data` of an event. Version 1 (answers without `digestVersion`): all but `digest`.
 */
export function answerDigest(answer: object): string {
  const { digest: _itself, ...undigested } = answer as JsonObject;
  return sha256Hex(canonicalText(undigested, undigested['digestVersion'] === undefined ? undefined : PLACES));
}

const PLACES: LeftOut = { leavesOut: isPlace, holdsWithin: (name) => name !== 'data' };

function isPlace(name: string, member: JsonValue): boolean {
  return name === 'position' || (name === 'knownAt' && typeof member === 'number');
}

export function digestOf(value: JsonValue): string {
  return sha256Hex(canonicalText(value));
}

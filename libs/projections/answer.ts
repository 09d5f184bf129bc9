/** An answer with its coordinates and digest. */
import type { CivilDate } from '#money/civil-date.js';
import { canonicalText, type JsonObject, type JsonValue } from '#ledger/kernel/json.js';
import { sha256Hex } from '#journal/sha256.js';
import type { Coordinates } from './coordinates.js';
import type { RulesInForce } from './rules-in-force.js';

export interface AnswerCoordinates {
  readonly asOf: CivilDate;
  /** An instant, or the position that was asked for. */
  readonly knownAt: string | number;
  readonly rulesKnownAt: string | null;
  /** Position of the last event the answer counts. */
  readonly position: number;
  readonly rulebook: { readonly id: string; readonly version: string; readonly parameters: string } | null;
  /** SHA-256 of the answer's canonical form without the digest. */
  readonly digest: string;
}

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
  };
  return { ...undigested, digest: digestOf(undigested as unknown as JsonObject) };
}

export function digestOf(value: JsonValue): string {
  return sha256Hex(canonicalText(value));
}

/** JSON values and their canonical form (RFC 8785, JSON Canonicalization Scheme). */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

/** A shape of the program's own, where all that it holds is JSON; what JSON has not (a function, a bigint) is `never`. */
export type Jsonable<T> =
  T extends JsonValue | undefined ? T
  : T extends bigint | symbol | ((...of: never) => unknown) ? never
  : { readonly [member in keyof T]: Jsonable<T[member]> };

/** A shape of the program's own as JSON: the compiler holds each of its members to it. */
export function asJson<T extends readonly unknown[]>(value: T & Jsonable<T>): readonly JsonValue[];
export function asJson<T extends object>(value: T & Jsonable<T>): JsonObject;
export function asJson(value: object): JsonValue {
  return value as JsonObject;
}

/** Members that a canonical text is made without. */
export interface LeftOut {
  readonly leavesOut: (name: string, member: JsonValue) => boolean;
  /** Whether it holds for what stands in a member of this name. */
  readonly holdsWithin: (name: string) => boolean;
}

/**
 * The canonical text of a value: keys sorted by UTF-16 code units, no blanks, numbers and strings as ECMAScript writes
 * them. A key whose value is undefined is left out. Throws on what RFC 8785 cannot express (NaN, infinities, a lone
 * surrogate, undefined in an array).
 */
export function canonicalText(value: JsonValue, leftOut?: LeftOut): string {
  if (typeof value === 'string') return canonicalString(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('not a JSON number');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    let text = '[';
    for (let index = 0; index < value.length; index += 1) {
      text += (index === 0 ? '' : ',') + canonicalText(value[index] as JsonValue, leftOut);
    }
    return text + ']';
  }
  if (typeof value !== 'object') throw new Error(`no JSON value: ${typeof value}`);
  const object = value as JsonObject;
  let text = '';
  for (const key of sortedKeys(object)) {
    const member = object[key];
    if (member === undefined || leftOut?.leavesOut(key, member) === true) continue;
    text += `${text === '' ? '' : ','}${canonicalName(key)}${canonicalText(member, leftOut?.holdsWithin(key) === true ? leftOut : undefined)}`;
  }
  return `{${text}}`;
}

function sortedKeys(object: JsonObject): readonly string[] {
  const keys = Object.keys(object);
  for (let index = 1; index < keys.length; index += 1) {
    if ((keys[index - 1] as string) > (keys[index] as string)) return keys.sort();
  }
  return keys;
}

const KEPT_NAMES = 4_096;
const names = new Map<string, string>();

/** With its colon. The names of members are few, and the same in all that is told of a portfolio. */
function canonicalName(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const text = `${canonicalString(name)}:`;
  if (names.size >= KEPT_NAMES) names.clear();
  names.set(name, text);
  return text;
}

/** Nothing in it is written otherwise, and it is well-formed: most texts are, and a look costs less than a call out of the engine. */
const PLAIN = /^[^"\\\x00-\x1f\ud800-\udfff]*$/;

function canonicalString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new Error('a lone surrogate has no canonical form');
  return JSON.stringify(text);
}

const DEEPEST = 64;
/** No object that anybody hands in names nearly so much; what takes it apart name by name must not be kept at it. */
const MOST_NAMES = 1_000;

export type DocumentFault =
  | { readonly fault: 'too-deep'; readonly most: number }
  | { readonly fault: 'too-many-names'; readonly names: number; readonly most: number }
  | { readonly fault: 'half-of-a-pair' };

/**
 * Why a document from outside cannot be taken in, undefined where it can: it nests beyond what anything needs, an object of it names
 * more than anything does, or a text of it is no Unicode and has no canonical form. Walks level by level, so that a deep document
 * cannot exhaust the stack.
 */
export function documentFault(document: unknown): DocumentFault | undefined {
  let level: readonly unknown[] = [document];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth >= DEEPEST) return { fault: 'too-deep', most: DEEPEST };
    const below: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'string' && !value.isWellFormed()) return { fault: 'half-of-a-pair' };
      if (typeof value !== 'object' || value === null) continue;
      if (!Array.isArray(value)) {
        const named = Object.keys(value);
        if (named.length > MOST_NAMES) return { fault: 'too-many-names', names: named.length, most: MOST_NAMES };
        for (const name of named) below.push(name);
      }
      for (const member of Object.values(value)) below.push(member);
    }
    level = below;
  }
  return undefined;
}

/**
 * The fields of facts: how each is read from text, and what a reader of files, bodies or help is told of it. One kit for files,
 * HTTP and the command line: a field has one check, one refusal and one description.
 */
import { timeZoneNamed } from '#money/clock.js';
import { CURRENCIES, parseAmountMinor, type Currency } from '#money/amount.js';
import { isCivilDate, parseInstant, parsePeriod, type CivilDate, type Instant } from '#money/civil-date.js';
import { parseDecimal } from '#money/decimal.js';
import { refuse } from '../kernel/refusal.js';
import { foldedText, quotedText, textProblem } from '../kernel/text.js';

/** How a field looks to those who check and describe it; `amount` is not negative where a body gives it. */
export type FieldKind =
  | 'identifier'
  | 'date'
  | 'year'
  | 'period'
  | 'amount'
  | 'signed-amount'
  | 'choice'
  | 'text'
  | 'event-id'
  | 'count'
  | 'share'
  | 'decimal'
  | 'digest';

/** Text to value, or the refusal that names the column, what stood there and what belongs there. */
export type Read<T> = (text: string, column: string) => T;

export interface Field<T = unknown, Optional extends boolean = boolean> {
  readonly kind: FieldKind;
  readonly read: Read<T>;
  /** Name in files and bodies, where it is not that of the property. */
  readonly column?: string;
  /** Of a choice. */
  readonly choices?: readonly string[];
  /** Of a text: characters at most. */
  readonly longest?: number;
  readonly description: string;
  readonly example?: string | number;
  readonly optional: Optional;
  /** What it comes to where it is not given. */
  readonly fallback?: T;
}

export type Fallback<T> = Field<T, true> & { readonly fallback: T };

export interface Fields {
  readonly [property: string]: Field;
}

/** What the fields of a fact come to. */
export type ValuesOf<F extends Fields> = {
  readonly [property in keyof F]: F[property] extends Fallback<infer T>
    ? T
    : F[property] extends Field<infer T, infer Optional>
      ? Optional extends true
        ? T | undefined
        : T
      : never;
};

/** What a field says of itself beside its check. */
interface Told {
  readonly description: string;
  readonly example?: string | number;
  readonly column?: string;
}

const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/;
const YEAR = /^(1[89]|[2-9]\d)\d{2}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const COUNT = /^(0|[1-9]\d{0,8})$/;
/** Not written as an exponent, and no longer than an exact sum can bear. */
const DECIMAL = /^-?(0|[1-9]\d{0,19})(\.\d{1,20})?$/;
const SHA256 = /^[0-9a-f]{64}$/i;
const LONGEST_TEXT = 500;

export function missing(column: string): never {
  return refuse('MISSING_FIELD', `${column} is empty; it is required`, { column });
}

function invalid(code: string, column: string, text: string, wanted: string): never {
  if (text === '') return missing(column);
  return refuse(code, `${column}: ${quotedText(text)} is not ${wanted}`, { column });
}

export const readIdentifier: Read<string> = (text, column) =>
  IDENTIFIER.test(text) ? text : invalid('INVALID_IDENTIFIER', column, text, 'an id: letters, digits, and . _ ~ - after the first, at ' +
    'most 128');

/** Values repeat from row to row; what was right once need not be looked at again. */
function remembering(isRight: (text: string) => boolean): (text: string) => boolean {
  const right = new Set<string>();
  return (text) => {
    if (right.has(text)) return true;
    if (!isRight(text)) return false;
    if (right.size >= 20_000) right.clear();
    right.add(text);
    return true;
  };
}

const isDate = remembering(isCivilDate);
const isPeriod = remembering((text) => parsePeriod(text) !== undefined);

export const readDate: Read<CivilDate> = (text, column) =>
  isDate(text) ? text : invalid('INVALID_DATE', column, text, 'a day such as 2005-07-31');

export const readInstant: Read<Instant> = (text, column) =>
  parseInstant(text) ?? invalid('INVALID_INSTANT', column, text, 'an instant in UTC such as 2005-07-31T09:30:00Z, or a day');

export const readYear: Read<number> = (text, column) =>
  YEAR.test(text) ? Number(text) : invalid('INVALID_YEAR', column, text, 'a year from 1800 to 9999');

const readCount: Read<number> = (text, column) =>
  COUNT.test(text) ? Number(text) : invalid('INVALID_COUNT', column, text, 'a whole number from 0 to 999999999');

/** Decimal text without idle zeros. */
const readShare: Read<string> = (text, column) => {
  const number = parseDecimal(text) ?? invalid('INVALID_NUMBER', column, text, 'a number such as 0.8: a decimal point, no exponent');
  if (number.gte(0) && number.lte(1)) return number.toFixed();
  return refuse('OUT_OF_RANGE', `${column}: ${quotedText(text)} does not lie from 0 to 1`, { column });
};

const readPeriod: Read<string> = (text, column) =>
  isPeriod(text) ? text : invalid('INVALID_PERIOD', column, text, 'a month such as 2022-10');

/** Minor units; at most two decimals, no exponent, no thousands separators. */
export const readAmount: Read<number> = (text, column) => {
  const minor = parseAmountMinor(text);
  if (minor !== undefined) return minor;
  if (/^-?[1-9]\d{12,}(\.\d{1,2})?$/.test(text)) {
    return refuse('AMOUNT_TOO_LARGE', `${column}: ${text.slice(0, 60)} is more than 999999999999.99, the largest amount the ledger ` +
      `takes`, { column });
  }
  return invalid('INVALID_AMOUNT', column, text, 'an amount such as 1234.56: a decimal point, at most two decimals, no thousands ' +
    'separators, no exponent');
};

/** Text on one line of at most 500 characters, as it is kept (see `foldedText`). */
export const readText: Read<string> = (text, column) => textOfAtMost(LONGEST_TEXT, text, column);

function textOfAtMost(longest: number, text: string, column: string): string {
  const folded = foldedText(text);
  if (folded === '') return missing(column);
  if (folded.length > longest) return refuse('TEXT_TOO_LONG', `${column} has ${folded.length} characters; at most ${longest}`, { column });
  if (/\p{Cc}/u.test(text)) return invalid('INVALID_TEXT', column, text, 'text on one line without control characters');
  const problem = textProblem(folded);
  return problem === undefined ? folded : refuse('INVALID_TEXT', `${column}: ${quotedText(text)} ${problem}; take it out`, { column });
}

function readChoice<Word extends string>(code: string, words: readonly Word[]): Read<Word> {
  const known = new Map(words.map((word): [string, Word] => [word, word]));
  return (text, column) => known.get(text) ?? invalid(code, column, text, `one of ${words.join(', ')}`);
}

const readEventId: Read<string> = (text, column) =>
  UUID.test(text) ? text.toLowerCase() : invalid('INVALID_EVENT_ID', column, text, 'the id of an event; its history lists them');

const readDecimal: Read<string> = (text, column) =>
  DECIMAL.test(text)
    ? text
    : invalid('INVALID_DECIMAL', column, text, 'a decimal such as 0.045: a point, at most 20 digits on either side, no exponent');

const readDigest: Read<string> = (text, column) =>
  SHA256.test(text) ? text.toLowerCase() : invalid('INVALID_DIGEST', column, text, 'a SHA-256: 64 hexadecimal digits');

const readTimeZone: Read<string> = (text, column) =>
  timeZoneNamed(text) ??
  invalid('INVALID_TIME_ZONE', column, text, 'the name of a time zone such as Europe/Helsinki (IANA; not an offset, which has no summer)');

export function identifier(told: Told): Field<string, false> {
  return { kind: 'identifier', read: readIdentifier, optional: false, ...told };
}

export function date(told: Told): Field<CivilDate, false> {
  return { kind: 'date', read: readDate, optional: false, ...told };
}

export function year(told: Told): Field<number, false> {
  return { kind: 'year', read: readYear, optional: false, ...told };
}

/** A whole number, not negative. */
export function count(told: Told): Field<number, false> {
  return { kind: 'count', read: readCount, optional: false, ...told };
}

/** A part of a whole: from 0 to 1, as decimal text. */
export function share(told: Told): Field<string, false> {
  return { kind: 'share', read: readShare, optional: false, ...told };
}

export function period(told: Told): Field<string, false> {
  return { kind: 'period', read: readPeriod, optional: false, ...told };
}

/** Minor units; the column is `amount` unless it is named otherwise. */
export function amount(told: Told): Field<number, false> {
  return { kind: 'amount', read: readAmount, column: 'amount', optional: false, ...told };
}

/** Minor units, below zero as well. */
export function signedAmount(told: Told): Field<number, false> {
  return { kind: 'signed-amount', read: readAmount, optional: false, ...told };
}

export function currency(): Field<Currency, false> {
  return { ...choice('INVALID_CURRENCY', CURRENCIES, { description: 'Currency.' }) };
}

/** One of a few words. */
export function choice<Word extends string>(code: string, words: readonly Word[], told: Told): Field<Word, false> {
  return { kind: 'choice', read: readChoice(code, words), choices: words, optional: false, ...told };
}

export function text(told: Told, longest = LONGEST_TEXT): Field<string, false> {
  return { kind: 'text', read: (given, column) => textOfAtMost(longest, given, column), longest, optional: false, ...told };
}

/** Longest list of ids in one field. */
const LONGEST_LIST = 20_000;

/** Ids apart by blanks, each once, in their order. */
export function identifiers(told: Told): Field<readonly string[], false> {
  const read: Read<readonly string[]> = (given, column) => {
    const ids = textOfAtMost(LONGEST_LIST, given, column).split(' ').map((id) => readIdentifier(id, column));
    return [...new Set(ids)].sort();
  };
  return { kind: 'text', read, longest: LONGEST_LIST, optional: false, ...told };
}

/** What tells a fact from others that are equal to it. */
export function reference(): Field<string, true> {
  return optional(text({ description: 'Tells it from others that are equal to it: a voucher, a line of a statement.' }, 100));
}

/** A rate, a share or a factor, as it is written. */
export function decimal(told: Told): Field<string, false> {
  return { kind: 'decimal', read: readDecimal, optional: false, ...told };
}

/** A zone by its IANA name. */
export function timeZone(told: Told): Field<string, false> {
  return { kind: 'text', read: readTimeZone, longest: 64, optional: false, ...told };
}

/** SHA-256 of a file. */
export function digest(told: Told): Field<string, false> {
  return { kind: 'digest', read: readDigest, optional: false, ...told };
}

/** Id of an event. */
export function eventReference(told: Told): Field<string, false> {
  return { kind: 'event-id', read: readEventId, optional: false, ...told };
}

export function optional<T>({ fallback: _, ...field }: Field<T>): Field<T, true> {
  return { ...field, optional: true };
}

export function withFallback<T>(field: Field<T>, fallback: T): Fallback<T> {
  return { ...field, optional: true, fallback };
}

/** The value of a cell or of a field of a body; `undefined` and the empty text are one that is not given. */
export function valueOf<T>(field: Field<T>, given: string | undefined, column: string): T | undefined {
  return (given === undefined || given === '') && field.optional ? field.fallback : field.read(given ?? '', column);
}

/** The column of a property. */
export function columnOf(property: string, { column }: Field): string {
  return column ?? property;
}

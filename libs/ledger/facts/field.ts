/**
 * The fields of facts: how each is read from text, and what a reader of files, bodies or help is told of it. One kit for files,
 * HTTP and the command line: a field has one check, one refusal and one description.
 */
import { timeZoneNamed } from '#money/clock.js';
import { CURRENCIES, parseAmountMinor, type Currency } from '#money/amount.js';
import { isCivilDate, parseInstant, parsePeriod, type CivilDate, type Instant } from '#money/civil-date.js';
import { parseDecimal } from '#money/decimal.js';
import { refuse } from '../kernel/refusal.js';
import { foldedText, shortText, textFault } from '../kernel/text.js';
import { notGiven, noneOf, unfit, type ChoiceCode } from './field-refusals.js';

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

export const readIdentifier: Read<string> = (text, column) =>
  IDENTIFIER.test(text) ? text : unfit('INVALID_IDENTIFIER', column, text);

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
  isDate(text) ? text : unfit('INVALID_DATE', column, text);

export const readInstant: Read<Instant> = (text, column) =>
  parseInstant(text) ?? unfit('INVALID_INSTANT', column, text);

export const readYear: Read<number> = (text, column) =>
  YEAR.test(text) ? Number(text) : unfit('INVALID_YEAR', column, text);

const readCount: Read<number> = (text, column) =>
  COUNT.test(text) ? Number(text) : unfit('INVALID_COUNT', column, text);

/** Decimal text without idle zeros. */
const readShare: Read<string> = (text, column) => {
  const number = parseDecimal(text) ?? unfit('INVALID_NUMBER', column, text);
  if (number.gte(0) && number.lte(1)) return number.toFixed();
  return refuse('OUT_OF_RANGE', { column, found: shortText(text) });
};

const readPeriod: Read<string> = (text, column) =>
  isPeriod(text) ? text : unfit('INVALID_PERIOD', column, text);

/** Minor units; at most two decimals, no exponent, no thousands separators. */
export const readAmount: Read<number> = (text, column) => {
  const minor = parseAmountMinor(text);
  if (minor !== undefined) return minor;
  if (/^-?[1-9]\d{12,}(\.\d{1,2})?$/.test(text)) {
    return refuse('AMOUNT_TOO_LARGE', { column, found: shortText(text) });
  }
  return unfit('INVALID_AMOUNT', column, text);
};

/** Text on one line of at most 500 characters, as it is kept (see `foldedText`). */
export const readText: Read<string> = (text, column) => textOfAtMost(LONGEST_TEXT, text, column);

function textOfAtMost(longest: number, text: string, column: string): string {
  const folded = foldedText(text);
  if (folded === '') return notGiven(column);
  if (folded.length > longest) return refuse('TEXT_TOO_LONG', { column, characters: folded.length, longest });
  const fault = /\p{Cc}/u.test(text) ? ({ fault: 'control-characters' } as const) : textFault(folded);
  return fault === undefined ? folded : refuse('INVALID_TEXT', { column, found: shortText(text), ...fault });
}

function readChoice<Word extends string>(code: ChoiceCode, words: readonly Word[]): Read<Word> {
  const known = new Map(words.map((word): [string, Word] => [word, word]));
  return (text, column) => known.get(text) ?? noneOf(code, words, column, text);
}

const readEventId: Read<string> = (text, column) =>
  UUID.test(text) ? text.toLowerCase() : unfit('INVALID_EVENT_ID', column, text);

const readDecimal: Read<string> = (text, column) =>
  DECIMAL.test(text)
    ? text
    : unfit('INVALID_DECIMAL', column, text);

const readDigest: Read<string> = (text, column) =>
  SHA256.test(text) ? text.toLowerCase() : unfit('INVALID_DIGEST', column, text);

const readTimeZone: Read<string> = (text, column) =>
  timeZoneNamed(text) ?? unfit('INVALID_TIME_ZONE', column, text);

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
export function choice<Word extends string>(code: ChoiceCode, words: readonly Word[], told: Told): Field<Word, false> {
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

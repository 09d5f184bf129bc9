/** The fields of the input files: text to value, or the refusal that names the column, what stood there and what belongs there. */
import { CURRENCIES, parseAmountMinor, type Currency } from '#money/amount.js';
import { isCivilDate, parseInstant, parsePeriod, type CivilDate, type Instant } from '#money/civil-date.js';
import { INCOME_COVERAGES, type IncomeCoverage, type Sex } from '#ledger/participant/events.js';
import { PENSION_BENEFITS } from '#ledger/participant/pensions/benefits.js';
import { refuse } from '#ledger/kernel/refusal.js';

const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/;
const YEAR = /^(1[89]|[2-9]\d)\d{2}$/;
/** C0 and C1 control characters. */
 
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

export function missing(column: string): never {
  return refuse('MISSING_FIELD', `${column} is empty; it is required`, { column });
}

function invalid(code: string, column: string, text: string, wanted: string): never {
  if (text === '') return missing(column);
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return refuse(code, `${column}: ${JSON.stringify(shown)} is not ${wanted}`, { column });
}

export function identifier(text: string, column: string): string {
  return IDENTIFIER.test(text) ? text : invalid('INVALID_IDENTIFIER', column, text, 'an id: letters, digits, and . _ ~ - after the first, at most 128');
}

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

export function date(text: string, column: string): CivilDate {
  return isDate(text) ? text : invalid('INVALID_DATE', column, text, 'a day such as 2005-07-31');
}

export function instant(text: string, column: string): Instant {
  const read = parseInstant(text);
  return read !== undefined ? read : invalid('INVALID_INSTANT', column, text, 'an instant in UTC such as 2005-07-31T09:30:00Z, or a day');
}

export function year(text: string, column: string): number {
  return YEAR.test(text) ? Number(text) : invalid('INVALID_YEAR', column, text, 'a year from 1800 to 9999');
}

export function period(text: string, column: string): string {
  return isPeriod(text) ? text : invalid('INVALID_PERIOD', column, text, 'a month such as 2022-10');
}

/** Minor units; at most two decimals, no exponent, no thousands separators. */
export function amount(text: string, column: string): number {
  const minor = parseAmountMinor(text);
  if (minor !== undefined) return minor;
  if (/^-?[1-9]\d{12,}(\.\d{1,2})?$/.test(text)) {
    return refuse('AMOUNT_TOO_LARGE', `${column}: ${text.slice(0, 60)} is more than 999999999999.99, the largest amount the ledger takes`, { column });
  }
  return invalid('INVALID_AMOUNT', column, text, 'an amount such as 1234.56: a decimal point, at most two decimals, no thousands separators, no exponent');
}

export function currency(text: string, column: string): Currency {
  return oneOf('INVALID_CURRENCY', CURRENCIES, text, column);
}

export function sex(text: string, column: string): Sex {
  return oneOf('INVALID_SEX', ['male', 'female'], text, column);
}

export function coverage(text: string, column: string): IncomeCoverage {
  return oneOf('INVALID_COVERAGE', INCOME_COVERAGES, text, column);
}

export function benefit(text: string, column: string): string {
  return oneOf('INVALID_BENEFIT', PENSION_BENEFITS, text, column);
}

/** One of a few words. */
export function oneOf<Word extends string>(code: string, words: readonly Word[], text: string, column: string): Word {
  return words.find((known) => known === text) ?? invalid(code, column, text, `one of ${words.join(', ')}`);
}

/** Free text of at most 500 characters on one line. */
export function freeText(text: string, column: string): string {
  if (text === '') return missing(column);
  if (text.length > 500) return refuse('TEXT_TOO_LONG', `${column} has ${text.length} characters; at most 500`, { column });
  if (CONTROL.test(text) || !text.isWellFormed()) return invalid('INVALID_TEXT', column, text, 'text on one line without control characters');
  return text;
}

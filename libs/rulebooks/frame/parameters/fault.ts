/** What is wrong with a value, wherever it stands: in an operation's input, in a parameter or in the file that publishes one. */
import type { LawFault } from '#actuarial/mortality/law-fault.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import type { Refusal } from '#ledger/kernel/refusal.js';
import type { TextFault } from '#ledger/kernel/text.js';

/** What a value must be, by the name of its kind. */
export type WantedKind =
  | 'text'
  | 'name'
  | 'object'
  | 'array'
  | 'true-or-false'
  | 'number'
  | 'whole-number'
  | 'decimal'
  | 'decimal-text'
  | 'day'
  | 'month'
  | 'year'
  | 'instant'
  | 'years-or-months'
  | 'list-of-parameters'
  | 'list-of-entries'
  | 'series'
  | 'years-as-text'
  | 'name-or-law'
  | 'law-of-mortality'
  | 'covers'
  | 'smoothing-table';

export type Fault =
  /** `instead`: the field that would do in its place. */
  | { readonly fault: 'missing'; readonly instead?: string }
  | { readonly fault: 'unknown'; readonly known?: readonly string[] }
  | { readonly fault: 'twice' }
  | { readonly fault: 'kind'; readonly wanted: WantedKind }
  | { readonly fault: 'choice'; readonly choices: readonly JsonValue[] }
  /** An object, or one of these texts. */
  | { readonly fault: 'table'; readonly words: readonly string[] }
  | Bounds
  /** Days, months or years that it must not lie before or after. */
  | { readonly fault: 'days'; readonly from?: string; readonly to?: string }
  | { readonly fault: 'months'; readonly least?: number; readonly most: number }
  | { readonly fault: 'size'; readonly of: 'signs' | 'items' | 'fields'; readonly least?: number; readonly most?: number }
  | { readonly fault: 'pattern'; readonly pattern: string }
  | { readonly fault: 'shape' }
  /** Payments that are worth nothing, or among which none is above zero. */
  | { readonly fault: 'worth-nothing' | 'no-payment' }
  | { readonly fault: 'above-required'; readonly required: string }
  | { readonly fault: 'overlap'; readonly first: string; readonly second: string }
  | { readonly fault: 'no-cell'; readonly birthYear: number; readonly year: number }
  | { readonly fault: 'law'; readonly law: LawFault }
  /** A text with signs that no text may have. */
  | { readonly fault: 'text'; readonly text: TextFault }
  | { readonly fault: 'rests-on'; readonly refusal: Refusal };

/** `of`: the mean of a series, not each of its values. */
export interface Bounds {
  readonly fault: 'bounds';
  readonly of?: 'mean';
  readonly least?: number | string;
  readonly most?: number | string;
  readonly above?: number | string;
  readonly below?: number | string;
}

/** Where a value is written as a decimal, "0.0475". */
export const NO_DECIMAL: Fault = { fault: 'kind', wanted: 'decimal-text' };
export const MISSING: Fault = { fault: 'missing' };
export const NEGATIVE: Fault = { fault: 'bounds', least: 0 };

export function kind(wanted: WantedKind): Fault {
  return { fault: 'kind', wanted };
}

export function bounds(of: Omit<Bounds, 'fault'>): Fault {
  return { fault: 'bounds', ...of };
}

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `operation`: whose input it is, where the field alone does not say it. An empty `field` is the whole input. */
    INVALID_INPUT: {
      readonly field: string;
      readonly value?: JsonValue;
      readonly operation?: string;
      readonly incomeYear?: number;
    } & Fault;
    /** `place`: where in a file it stands. */
    INVALID_PARAMETER: { readonly parameter?: string; readonly place?: string; readonly value?: JsonValue } & Fault;
  }
}

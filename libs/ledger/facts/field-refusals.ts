/** What the fields of facts refuse: which field, what stood there, and what may stand there. */
import { refuse } from '../kernel/refusal.js';
import { shortText, type TextFault } from '../kernel/text.js';

/** `found` is cut after 60 characters. */
interface Unfit {
  readonly column: string;
  readonly found: string;
}

interface UnfitChoice extends Unfit {
  readonly choices: readonly string[];
}

/** Why a field is required that is not always so. */
type WhyRequired =
  | { readonly because?: undefined }
  /** Given together or not at all. */
  | { readonly because: 'goes-with'; readonly given: string }
  | { readonly because: 'claim-names-what-is-late' | 'says-what-it-is-for' | 'premium-on-average' | 'results-or-a-run' }
  /** Of a kind of claim. */
  | { readonly because: 'for-late-data' | 'follows-from-premium' | 'is-what-it-cost'; readonly kind: string }
  /** Of what becomes of an exemption. */
  | { readonly because: 'existing-staff-only'; readonly outcome: string };

declare module '../kernel/refusal.js' {
  interface Refusals {
    /** `field` instead of a column: of a decision of that kind. */
    MISSING_FIELD:
      | ({ readonly column: string; readonly employerId?: string } & WhyRequired)
      | { readonly field: string; readonly of: string };
    INVALID_IDENTIFIER: Unfit;
    INVALID_DATE: Unfit;
    INVALID_INSTANT: Unfit;
    INVALID_YEAR: Unfit;
    INVALID_COUNT: Unfit;
    INVALID_NUMBER: Unfit;
    INVALID_PERIOD: Unfit;
    INVALID_DECIMAL: Unfit;
    INVALID_DIGEST: Unfit;
    INVALID_EVENT_ID: Unfit;
    INVALID_TIME_ZONE: Unfit;
    /** Not to be read as an amount, or one that may not be nothing or less. */
    INVALID_AMOUNT: Unfit | { readonly column: string; readonly least: '0.00' } | {
      readonly field: string;
      readonly atMost: '0.00';
      readonly employerId?: string;
    };
    AMOUNT_TOO_LARGE: Unfit;
    /** Not from 0 to 1. */
    OUT_OF_RANGE: Unfit | {
      readonly field: string;
      readonly value: string;
      readonly participant: string;
    } | { readonly field: string; readonly value: string; readonly most: number };
    INVALID_TEXT: Unfit & TextFault;
    TEXT_TOO_LONG: { readonly column: string; readonly characters: number; readonly longest: number };
    INVALID_VALUE: UnfitChoice;
    INVALID_CHOICE: UnfitChoice;
    INVALID_CURRENCY: UnfitChoice;
    INVALID_SEX: UnfitChoice;
    INVALID_KIND: UnfitChoice;
    INVALID_BENEFIT: UnfitChoice;
    INVALID_COVERAGE: UnfitChoice;
    INVALID_DIRECTION: UnfitChoice;
    INVALID_FREQUENCY: UnfitChoice;
    INVALID_TRANSFER_KIND: UnfitChoice;
    UNKNOWN_KIND: UnfitChoice | { readonly kind: string; readonly choices: readonly string[] };
    UNKNOWN_TYPE: UnfitChoice | { readonly type: string; readonly choices: readonly string[] };
  }
}

export type UnfitCode =
  | 'INVALID_IDENTIFIER'
  | 'INVALID_DATE'
  | 'INVALID_INSTANT'
  | 'INVALID_YEAR'
  | 'INVALID_COUNT'
  | 'INVALID_NUMBER'
  | 'INVALID_PERIOD'
  | 'INVALID_DECIMAL'
  | 'INVALID_DIGEST'
  | 'INVALID_EVENT_ID'
  | 'INVALID_TIME_ZONE'
  | 'INVALID_AMOUNT';

export type ChoiceCode =
  | 'INVALID_VALUE'
  | 'INVALID_CHOICE'
  | 'INVALID_CURRENCY'
  | 'INVALID_SEX'
  | 'INVALID_KIND'
  | 'INVALID_BENEFIT'
  | 'INVALID_COVERAGE'
  | 'INVALID_DIRECTION'
  | 'INVALID_FREQUENCY'
  | 'INVALID_TRANSFER_KIND'
  | 'UNKNOWN_KIND'
  | 'UNKNOWN_TYPE';

export function notGiven(column: string): never {
  return refuse('MISSING_FIELD', { column });
}

/** Refuses a text that is not what its field holds: the code says what that is. */
export function unfit(code: UnfitCode, column: string, text: string): never {
  return text === '' ? notGiven(column) : refuse(code, { column, found: shortText(text) });
}

export function noneOf(code: ChoiceCode, choices: readonly string[], column: string, text: string): never {
  return text === '' ? notGiven(column) : refuse(code, { column, found: shortText(text), choices });
}

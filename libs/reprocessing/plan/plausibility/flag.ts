/** A flag: what looks wrong in a row or a file that is taken all the same, for whoever approves. */
import type { JsonValue } from '#ledger/kernel/json.js';

export type FlagCode =
  /** Multiplied or divided by about a power of ten. */
  | 'SHIFTED_DECIMAL'
  /** Multiplied or divided by more than is usual. */
  | 'UNUSUAL_AMOUNT'
  /** Moved by more than is usual. */
  | 'UNUSUAL_JUMP'
  /** The amount of another year or month of the participant. */
  | 'EXCHANGED_YEARS'
  /** The amount of another employer of the same year. */
  | 'EXCHANGED_EMPLOYERS'
  /** A second transfer of one day and amount; a contribution or a payment that differs from another in that it has a reference, or none. */
  | 'SAME_DAY_AND_AMOUNT'
  /** A new report beside another employer's: its reference may be wrong. */
  | 'MAY_BE_A_CORRECTION'
  | 'FACTS_AFTER_DEATH'
  /** Of the file: many rows move by one and the same difference. */
  | 'SAME_DIFFERENCE'
  /** Of the file: many rows are multiplied by one and the same factor. */
  | 'SAME_FACTOR'
  /** Of the file: many rows are flagged each by itself. */
  | 'MANY_FLAGGED'
  /** Of the file: amounts far from those of the last files. */
  | 'TOTAL_FAR_FROM_LAST'
  /** Of the file: most of its participants are one employer's. */
  | 'ONE_EMPLOYER';

export interface Flag {
  readonly code: FlagCode;
  readonly message: string;
  /** The figures it rests on. */
  readonly figures: { readonly [name: string]: JsonValue };
}

export function raised(code: FlagCode, message: string, figures: { readonly [name: string]: JsonValue } = {}): Flag {
  return { code, message, figures };
}

/** How an amount stands to a usual one: `× 10.00`, `÷ 2.50`. */
export function ratioText(ratio: number): string {
  return ratio >= 1 ? `× ${ratio.toFixed(2)}` : `÷ ${(1 / ratio).toFixed(2)}`;
}

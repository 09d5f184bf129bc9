/** Each by its code, with what its sentence names. */
export interface Uncomputable {
  /** `amount` cannot be posted exactly; `most` is the largest that can. */
  readonly AMOUNT_OUT_OF_RANGE: { readonly amount: string; readonly most: string };
  readonly NO_ANNUITY_VALUE: { readonly age: number; readonly law: { readonly [parameter: string]: number } };
  /** A scenario whose figures leave all bounds at the start of `year`; without them parameters that no scenario can be made from. */
  readonly SCENARIO_OUT_OF_RANGE:
    | { readonly year: number; readonly rate: string; readonly fundingRatio: string }
    | { readonly year?: undefined };
  /** What is payable at once is as much as the `allowed` liabilities in all. */
  readonly CUT_NOT_POSSIBLE: { readonly payableNow: string; readonly allowed: string };
}

/**
 * Numbers from which nothing can be computed or posted. Extreme inputs and parameters lead to them as well as mistakes, so at an
 * edge they are a refusal, not a fault of the program. `code` and `details`: the refusal's.
 */
export class NotComputable<C extends keyof Uncomputable = keyof Uncomputable> extends RangeError {
  readonly code: C;
  readonly details: Uncomputable[C];

  constructor(code: C, details: Uncomputable[C]) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = 'NotComputable';
    this.code = code;
    this.details = details;
  }
}

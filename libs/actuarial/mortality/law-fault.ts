/** Why a law of mortality cannot be computed with. */
export type LawFault =
  /** A constant is no number. */
  | 'no-number'
  /** A force of mortality, or its growth, is below zero. */
  | 'negative-force'
  | 'interest-not-above-minus-one'
  /** Survival and discount never fall, so an annuity has no value. */
  | 'no-annuity-value'
  | 'beyond-bounds'
  /** Nobody lives to be paid anything. */
  | 'nobody-lives';

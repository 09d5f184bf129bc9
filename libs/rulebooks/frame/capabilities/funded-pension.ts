/** What a scheme that funds pensions from incomes adds to its coverage overview. */

/** What a funded pension rests on: index, conversion, and each income with the reason it counts or not. */
export interface FundedPensionDetail {
  /** At the end of this year. */
  readonly year: number;
  /** J_v, per thousand; null where no income counts. */
  readonly index: string | null;
  /** k(x, s); null where nothing is converted. */
  readonly conversion: string | null;
  readonly incomes: readonly {
    readonly year: number;
    readonly employerId: string;
    readonly amount: string;
    /** B_i: what of it counts. */
    readonly counted: string;
    readonly reason: string;
    /** Unrounded, a year; before the conversion where it is converted. */
    readonly pension: string;
    readonly converted: boolean;
  }[];
}

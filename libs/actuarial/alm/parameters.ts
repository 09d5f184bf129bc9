/** What an asset-liability study assumes about economy, fund and population (nl-ftk section 4). Fractions; rates are yearly. */

export type AlmParameters = {
  /** Flat market rate at the start. */
  readonly r0: number;
  readonly rateMean: number;
  readonly rateReversion: number;
  readonly rateVol: number;
  readonly inflation0: number;
  readonly inflationMean: number;
  readonly inflationPersistence: number;
  readonly inflationVol: number;
  /** Growth of wages above prices. */
  readonly wageSpread: number;
  readonly equityVol: number;
  /** λ: reward for a unit of equity risk; it sets the deflator too. */
  readonly priceOfRisk: number;
  readonly equityShare: number;
  /** Share of the liabilities' rate risk that is hedged. */
  readonly hedge: number;
  readonly planEquityReturn: number;
  /** Rates at the starts of the years before the first, oldest first; nine at least. */
  readonly rateHistory: readonly number[];
  /** a, b, c of Makeham's law in powers of ten. */
  readonly mortality: readonly [number, number, number];
  readonly fundingRatio0: number;
  /** Indexation missed before the start, a fraction: 0.10, not 1.10. */
  readonly backlog0: number;
  /** Speed at which forward rates beyond twenty years approach the ultimate one. */
  readonly convergence: number;
  readonly discountThreshold: number;
  readonly discountShare: number;
  readonly priorAccrual: number;
};

export type RuleBase = 'old' | 'new';
export type PremiumBasis = 'RTS' | 'averageRTS' | 'expectedReturn';

/** The rules that a fund lives under; `base` says which of the two decisions applies. */
export interface FundingRegime {
  readonly base: RuleBase;
  /** Required capital as a funding ratio. */
  readonly vev: number;
  /** Minimum capital as a funding ratio. */
  readonly mvev: number;
  readonly mvevYears: number;
  /** Funding ratio from which there is indexation. */
  readonly threshold: number;
  /** Part of the surplus that may be spent on catching up. */
  readonly catchUpShare: number;
  readonly accrual: number;
  /** Ultimate forward rate; null: the mean of the last ten rates. */
  readonly ufr: number | null;
  /** Return on bonds in the expected return of the premium; null: the market rate. */
  readonly planBondReturn: number | null;
}

/** Rates that the ten-year mean takes, the current one included. */
export const AVERAGED_RATES = 10;

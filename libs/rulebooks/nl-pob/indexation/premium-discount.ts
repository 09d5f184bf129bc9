/** Premium discount or refund out of a surplus (IX; conditions of Pension Act 129, external). Never obligatory. */
import type { Decimal } from '#money/decimal.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `failed`: conditions that do not hold, for a discount of an amount or on a day. */
    DISCOUNT_NOT_ALLOWED: { readonly failed: readonly string[]; readonly amount?: string; readonly on?: string };
  }
}

export interface DiscountConditions {
  readonly policyFundingRatio: Decimal;
  readonly requiredRatio: Decimal;
  readonly indexationTenYearsGranted: boolean;
  readonly reductionsTenYearsRestored: boolean;
  readonly futureIndexationExpected: boolean;
}

/** What stands against a discount, in the order of the act; none: it is allowed. */
export function discountFailures(conditions: DiscountConditions): readonly string[] {
  const requirements: readonly (readonly [code: string, met: boolean])[] = [
    ['REQUIRED_CAPITAL', conditions.policyFundingRatio.gte(conditions.requiredRatio)],
    ['INDEXATION_10Y', conditions.indexationTenYearsGranted],
    ['REDUCTIONS_10Y', conditions.reductionsTenYearsRestored],
    ['FUTURE_INDEXATION', conditions.futureIndexationExpected],
  ];
  return requirements.filter(([, met]) => !met).map(([code]) => code);
}

/** Assumptions that an overview rests on, with the unit they are read in; each language has a name for each. */
export type Unit = 'percent' | 'DKK a month' | 'EUR a year' | 'months of age' | 'years of age' | 'factor' | 'name';

export const ASSUMPTION_UNITS = {
  calculationRate: 'percent',
  expectedRate: 'percent',
  mortality: 'name',
  retirementAge: 'months of age',
  wageGrowth: 'percent',
  priceGrowth: 'percent',
  adminFee: 'DKK a month',
  riskPremium: 'DKK a month',
  groupPremium: 'DKK a month',
  specialBonusRate: 'percent',
  spouseRate: 'percent',
  minContribution: 'DKK a month',
  expiryAge: 'years of age',
  incomeLimitBefore2005: 'EUR a year',
  annualIncomeThreshold: 'EUR a year',
  indexFactor: 'factor',
  mortality1996: 'name',
} as const satisfies { readonly [name: string]: Unit };

export type AssumptionName = keyof typeof ASSUMPTION_UNITS;

export function isNamed(name: string): name is AssumptionName {
  return Object.hasOwn(ASSUMPTION_UNITS, name);
}

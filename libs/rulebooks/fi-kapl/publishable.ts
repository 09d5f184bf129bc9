/** The parameters that may be published to a fund of this scheme (section 12). */
import { decimalText, notNegative, tableOr } from '../frame/parameters/publishable.js';
import { PLAUSIBILITY_PARAMETERS } from '../frame/parameters/plausibility.js';
import { RECOVERY_PARAMETERS } from '../frame/parameters/recovery-policy.js';
import type { PublishableParameter } from '../frame/parameters/publishable.js';

const rate = { unit: 'effective annual rate', check: decimalText };
const share = { unit: 'fraction', check: notNegative };

export const PUBLISHABLE: readonly PublishableParameter[] = [
  { name: 'annualPremiumCoefficient', unit: 'fraction of earnings', check: notNegative },
  { name: 'annualIncomeThreshold', unit: 'EUR per year', check: notNegative },
  { name: 'incomeLimitBefore2005', unit: 'EUR per year', check: notNegative },
  { name: 'calculationRate', ...rate },
  { name: 'moneyValueChange', ...rate },
  { name: 'technicalInterest', ...rate },
  { name: 'smoothingTable', unit: 'table of fractions by sex and age', check: tableOr('as 2005') },
  { name: 'indexFactor', unit: "J' per thousand", check: notNegative },
  { name: 'shareOfFund', ...share },
  { name: 'shareOfPremium', ...share },
  ...['b1', 'b2', 'd1', 'd2', 'd3', 'd4', 'd5', 'k1', 'k2'].map((name) => ({ name: `liabilityCoefficient.${name}`, ...share })),
  ...RECOVERY_PARAMETERS,
  ...PLAUSIBILITY_PARAMETERS,
  { name: 'disabilityEarningsShare', ...share },
  { name: 'mortality1996', unit: 'law of mortality by sex', check: tableOr() },
  { name: 'mortalityLaw', unit: 'law of mortality', check: tableOr() },
  { name: 'disabilityAnnuity', unit: 'annuity values by age and duration', check: tableOr() },
];

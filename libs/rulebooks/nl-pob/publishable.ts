/** The parameters that may be published to a fund of this scheme (section 10). */
import { PLAUSIBILITY_PARAMETERS } from '../frame/parameters/plausibility.js';
import { decimalText, monthsText, notNegative, type PublishableParameter } from '../frame/parameters/publishable.js';

const rate = { unit: 'fraction of the pensionable salary', check: notNegative };
const ratio = { unit: 'fraction', check: notNegative };

export const PUBLISHABLE: readonly PublishableParameter[] = [
  { name: 'premiumRate', ...rate },
  { name: 'aoPremiumRate', ...rate },
  { name: 'participantRate', unit: 'fraction of the pension base', check: notNegative },
  { name: 'aoParticipantRate', unit: 'fraction of the pension base', check: notNegative },
  { name: 'franchise', unit: 'EUR per year', check: notNegative },
  { name: 'costCoveringRate', ...rate },
  { name: 'commercialInterestRate', unit: 'annual rate, actual days over 365', check: notNegative },
  { name: 'accrualRate', unit: 'fraction of the pension base per year', check: notNegative },
  { name: 'cpi', unit: 'index number, all households', check: notNegative },
  { name: 'policyFundingRatio', ...ratio },
  { name: 'indexationFundingRatio', ...ratio },
  { name: 'sustainableDivisor', unit: 'years', check: notNegative },
  { name: 'recoveryLimit', unit: 'fraction per year', check: decimalText },
  { name: 'fundReturn', unit: 'fraction per year', check: decimalText },
  { name: 'performanceE', unit: 'fraction per year', check: notNegative },
  { name: 'performanceTest', unit: 'standard deviations, over five years up to the day', check: decimalText },
  { name: 'requiredRatio', ...ratio },
  { name: 'pensionResultLowerBound', ...ratio },
  { name: 'badWeatherDeviationBound', unit: 'fraction of the expected pension result', check: notNegative },
  { name: 'forward20', unit: 'effective annual rate of one year in twenty years, by month', check: decimalText },
  { name: 'reviewMonths', unit: 'months of the supervisor’s review of a collective transfer', check: monthsText },
  ...PLAUSIBILITY_PARAMETERS,
];

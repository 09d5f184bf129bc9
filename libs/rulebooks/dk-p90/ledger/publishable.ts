/** The parameters that may be published to a fund of this scheme (section 8). */
import { attempt } from '#ledger/kernel/refusal.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import { parseAmountMinor } from '#money/amount.js';
import { monthIndex } from '#money/civil-date.js';
import { parseDecimal, type Decimal } from '#money/decimal.js';
import { decimalText, notNegative } from '../../frame/parameters/publishable.js';
import { PLAUSIBILITY_PARAMETERS } from '../../frame/parameters/plausibility.js';
import { RECOVERY_PARAMETERS } from '../../frame/parameters/recovery-policy.js';
import type { PublishableParameter } from '../../frame/parameters/publishable.js';
import { readMortality } from '../operations/read-parameters.js';
import { faultOfMonths } from '../projection/retirement.js';
import { OFFICIAL, OFFICIAL_DOCUMENT } from '../parameters.js';
import { bounds, kind, type Fault } from '../../frame/parameters/fault.js';

const rate = { unit: 'effective yearly fraction', check: aboveMinusOne };
const fee = { unit: 'DKK per month', check: notNegative };

function aboveMinusOne(value: unknown): Fault | undefined {
  return decimalText(value) ?? (parseDecimal(value as string)?.gt(-1) === true ? undefined : bounds({ above: -1 }));
}

/** Read as every calculation reads it, so that nothing is published under which no pension can be computed. */
function law(value: unknown): Fault | undefined {
  const shaped = typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value));
  if (!shaped) return kind('law-of-mortality');
  const read = attempt(() => readMortality(OFFICIAL, monthIndex(OFFICIAL_DOCUMENT.validFrom), value as JsonValue));
  return read.status === 'done' ? undefined : { fault: 'rests-on', refusal: read.refusal };
}

/** An age that makes whole months: `unitMonths` is 12 for years. */
function age(unitMonths: number): (value: unknown) => Fault | undefined {
  return (value) => decimalText(value) ?? faultOfMonths((parseDecimal(value as string) as Decimal).times(unitMonths));
}

function covers(value: unknown): Fault | undefined {
  const right =
    Array.isArray(value) &&
    value.every((item: unknown) => {
      const cover = item as { readonly code?: unknown; readonly sum?: unknown } | null;
      return typeof cover?.code === 'string' && typeof cover.sum === 'string' && (parseAmountMinor(cover.sum) ?? -1) >= 0;
    }) &&
    new Set(value.map(({ code }: { readonly code: string }) => code)).size === value.length;
  return right ? undefined : kind('covers');
}

export const PUBLISHABLE: readonly PublishableParameter[] = [
  { name: 'calculationRate', ...rate },
  { name: 'expectedRate', ...rate },
  { name: 'wageGrowth', ...rate },
  { name: 'priceGrowth', ...rate },
  { name: 'accountRate', ...rate },
  { name: 'retirementAge', unit: 'months', check: age(1) },
  { name: 'adminFee', ...fee },
  { name: 'riskPremium', ...fee },
  { name: 'groupPremium', ...fee },
  { name: 'minContribution', ...fee },
  { name: 'expiryAge', unit: 'years', check: age(12) },
  { name: 'specialBonusRate', unit: 'fraction of the pension', check: notNegative },
  { name: 'spouseRate', unit: 'fraction of the old-age pension', check: notNegative },
  { name: 'mortality', unit: 'law of mortality', check: law },
  { name: 'targetRate', unit: 'fraction of the values', check: notNegative },
  { name: 'releaseShare', unit: 'fraction of the excess', check: notNegative },
  ...RECOVERY_PARAMETERS,
  ...PLAUSIBILITY_PARAMETERS,
  { name: 'groupCovers', unit: 'list of {code, sum} in DKK', check: covers },
];

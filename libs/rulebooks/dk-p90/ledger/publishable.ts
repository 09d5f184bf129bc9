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
import { wholeMonths } from '../projection/retirement.js';
import { OFFICIAL, OFFICIAL_DOCUMENT } from '../parameters.js';

const rate = { unit: 'effective yearly fraction', check: aboveMinusOne };
const fee = { unit: 'DKK per month', check: notNegative };

function aboveMinusOne(value: unknown): string | undefined {
  return (
    decimalText(value) ?? (parseDecimal(value as string)?.gt(-1) === true ? undefined : `must be above -1, found ${JSON.stringify(value)}`)
  );
}

/** Read as every calculation reads it, so that nothing is published under which no pension can be computed. */
function law(value: unknown): string | undefined {
  const shaped = typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value));
  if (!shaped) return `must be the name of a law such as "G82M", or {"law", "shift"}, found ${JSON.stringify(value)}`;
  const read = attempt(() => readMortality(OFFICIAL, monthIndex(OFFICIAL_DOCUMENT.validFrom), value as JsonValue));
  return read.status === 'done' ? undefined : `names no law of mortality: ${read.refusal.message}`;
}

/** An age that makes whole months: `unitMonths` is 12 for years. */
function age(unitMonths: number): (value: unknown) => string | undefined {
  return (value) => {
    const wrong = decimalText(value);
    if (wrong !== undefined) return wrong;
    const read = attempt(() => wholeMonths('the age', (parseDecimal(value as string) as Decimal).times(unitMonths)));
    return read.status === 'done' ? undefined : read.refusal.message;
  };
}

function covers(value: unknown): string | undefined {
  const right =
    Array.isArray(value) &&
    value.every((item: unknown) => {
      const cover = item as { readonly code?: unknown; readonly sum?: unknown } | null;
      return typeof cover?.code === 'string' && typeof cover.sum === 'string' && (parseAmountMinor(cover.sum) ?? -1) >= 0;
    }) &&
    new Set(value.map(({ code }: { readonly code: string }) => code)).size === value.length;
  return right ? undefined : 'must be a list of {"code", "sum"}, each code once, each sum an amount such as "250000.00", found ' +
    `${JSON.stringify(value)}`;
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

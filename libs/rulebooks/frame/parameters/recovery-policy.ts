/**
 * A fund's recovery policy: which overpayments found by a correction are taken back. Underpayments are always repaired.
 * Dated rules that the fund publishes as parameters; without them everything is settled, as the law has it.
 */
import { minorToDecimal, formatMinor } from '#money/amount.js';
import { yearOf, type CivilDate } from '#money/civil-date.js';
import { Decimal, parseDecimal } from '#money/decimal.js';
import { kind, type Fault } from './fault.js';
import { entryInForce, type ParameterSet } from './parameters.js';
import { notNegative, type PublishableParameter } from './publishable.js';

/** Published with every scheme that settles or adjusts; in force on the day of the correction or of the reprocessing. */
export const RECOVERY_PARAMETERS: readonly PublishableParameter[] = [
  { name: 'recoverySmallestAmount', unit: 'currency; smaller overpayments are left', check: notNegative },
  {
    name: 'recoveryOfOverpayments',
    unit: 'yes or no',
    check: (value) => (value === 'yes' || value === 'no' ? undefined : { fault: 'choice', choices: ['yes', 'no'] }),
  },
  { name: 'recoveryYearsBack', unit: 'calendar years before that of the decision', check: wholeYears },
];

function wholeYears(value: unknown): Fault | undefined {
  return typeof value === 'string' && /^\d{1,3}$/.test(value) ? undefined : kind('years-as-text');
}

export interface FoundDifference {
  /** Negative: too much was paid or credited. Minor units. */
  readonly amountMinor: number;
  /** The calendar year that it belongs to. */
  readonly year: number;
  /** Day of the correction or of the reprocessing. */
  readonly decidedOn: CivilDate;
}

/** Why the policy leaves an amount out; undefined where it is settled. */
export function leftOutBecause(parameters: ParameterSet, { amountMinor, year, decidedOn }: FoundDifference): string | undefined {
  if (amountMinor >= 0) return undefined;
  const valueOf = (name: string): string | undefined => entryInForce(parameters, name, decidedOn)?.value as string | undefined;
  if (valueOf('recoveryOfOverpayments') === 'no') return `overpayments are not taken back (recoveryOfOverpayments on ${decidedOn})`;
  const yearsBack = valueOf('recoveryYearsBack');
  if (yearsBack !== undefined && year < yearOf(decidedOn) - Number(yearsBack)) {
    return `${year} lies more than ${yearsBack} years back (recoveryYearsBack on ${decidedOn})`;
  }
  const smallest = parseDecimal(valueOf('recoverySmallestAmount') ?? '0') ?? new Decimal(0);
  if (minorToDecimal(-amountMinor).lt(smallest)) {
    return `${formatMinor(-amountMinor)} is less than ${smallest.toFixed()} (recoverySmallestAmount on ${decidedOn})`;
  }
  return undefined;
}

/** Accumulation at the calculation rate b1 between two days (section 4; Annex 1, section 1). */
import { accumulate, type RatePeriod } from '#money/accumulation.js';
import { LAST_DATE, civilDate, dayOf, nextDay, previousDay, startOfYear, type CivilDate } from '#money/civil-date.js';
import type { Decimal } from '#money/decimal.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { bounds } from '../../frame/parameters/fault.js';
import { decimalValue, entryInForce, missingParameter, type ParameterSet } from '../../frame/parameters/parameters.js';
import { remembered } from '../../frame/remember.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NOT_A_MONTH_BOUNDARY: { readonly date: string };
  }
}

const RATE = 'calculationRate';

/** F from one day to another. Refuses OUT_OF_ORDER, and MISSING_PARAMETER with the first day that has no rate. */
export const accumulationFactor = remembered(
  (from: CivilDate, to: CivilDate) => `${from}/${to}`,
  (parameters: ParameterSet, from: CivilDate, to: CivilDate): Decimal => {
    const accumulated = accumulate(ratesInForce(parameters), from, to);
    switch (accumulated.status) {
      case 'accumulated':
        return accumulated.factor;
      case 'rate-missing':
        return missingParameter(parameters.scheme, RATE, accumulated.date);
      case 'out-of-order':
        return refuse('OUT_OF_ORDER', { from, to });
    }
  },
);

/** F between firsts of months; refuses NOT_A_MONTH_BOUNDARY for any other day. */
export function interestFactor(parameters: ParameterSet, from: CivilDate, to: CivilDate): Decimal {
  for (const date of [from, to]) {
    if (dayOf(date) !== 1) {
      refuse('NOT_A_MONTH_BOUNDARY', { date });
    }
  }
  return accumulationFactor(parameters, from, to);
}

/** F from the middle of one year to the middle of another: 1 July to 1 July. */
export const midYearFactor = remembered(
  (fromYear: number, toYear: number) => fromYear * 10_000 + toYear,
  (parameters: ParameterSet, fromYear: number, toYear: number): Decimal =>
    accumulationFactor(parameters, middleOfYear(fromYear), middleOfYear(toYear)),
);

/** 1 + b1 of a year: 1 January to 1 January. */
export function yearFactor(parameters: ParameterSet, year: number): Decimal {
  return accumulationFactor(parameters, startOfYear(year), startOfYear(year + 1));
}

/** (1 + b1)^½ of a year: 1 July to the next 1 January. */
export function halfYearFactor(parameters: ParameterSet, year: number): Decimal {
  return accumulationFactor(parameters, middleOfYear(year), startOfYear(year + 1));
}

export function middleOfYear(year: number): CivilDate {
  return civilDate(year, 7, 1);
}

/** Entries may overlap (a later publication over an earlier one); the stretches between their bounds do not. */
const ratesInForce = remembered(
  () => '',
  (parameters: ParameterSet): readonly RatePeriod[] => {
    const entries = parameters.parameters.get(RATE)?.entries ?? [];
    const starts = new Set<CivilDate>();
    for (const { from, to } of entries) {
      starts.add(from);
      if (to !== undefined && to < LAST_DATE) starts.add(nextDay(to));
    }
    const bounds = [...starts].sort();
    return bounds.flatMap((from, index): readonly RatePeriod[] => {
      const entry = entryInForce(parameters, RATE, from);
      if (entry === undefined) return [];
      const next = bounds[index + 1];
      return [{ from, to: next === undefined ? entry.to : previousDay(next), rateAnnual: rate(parameters, entry.value) }];
    });
  },
);

function rate(parameters: ParameterSet, value: Parameters<typeof decimalValue>[1]): Decimal {
  const name = `${parameters.scheme}.${RATE}`;
  const decimal = decimalValue(name, value);
  if (decimal.lte(-1)) refuse('INVALID_PARAMETER', { parameter: name, value: decimal.toFixed(), ...bounds({ above: -1 }) });
  return decimal;
}

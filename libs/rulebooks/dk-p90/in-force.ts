/** Parameters by month: a month uses the row in force on its first day (section 1). */
import { firstOfMonth } from '#money/civil-date.js';
import { type Decimal } from '#money/decimal.js';
import {
  decimalValue,
  entryInForce,
  requireEntry,
  type ParameterEntry,
  type ParameterSet,
  type ParameterUse,
} from '../frame/parameters/parameters.js';
import { remembered } from '../frame/remember.js';

/** One Decimal an entry, so that months of the same row are known by identity. */
const decimalOfEntry = remembered(
  (name: string) => name,
  (entry: ParameterEntry, name: string) => decimalValue(name, entry.value),
);

/** The decimal in force on the first day of a month (index), or MISSING_PARAMETER `{parameter, date}` of that day. */
export const inMonth = remembered(
  (name: string, month: number) => `${name} ${month}`,
  (parameters: ParameterSet, name: string, month: number): Decimal =>
    decimalOfEntry(requireEntry(parameters, name, firstOfMonth(month)), `${parameters.scheme}.${name}`),
);

/** How a figure used parameters from one month to another (indices, both included): every row that was in force on the first of one. */
export function usesInMonths(parameters: ParameterSet, names: readonly string[], first: number, last: number): readonly ParameterUse[] {
  return names.flatMap((name) => {
    const entries = new Set<ParameterEntry>();
    for (let month = first; month <= last; month += 1) {
      const entry = entryInForce(parameters, name, firstOfMonth(month));
      if (entry !== undefined) entries.add(entry);
    }
    return [...entries].map((entry) => ({
      name: `${parameters.scheme}.${name}`,
      unit: parameters.parameters.get(name)?.unit ?? '',
      entry,
    }));
  });
}

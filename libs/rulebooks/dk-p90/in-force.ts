/** Parameters by month: a month uses the row in force on its first day (section 1). */
import { firstOfMonth } from '#money/civil-date.js';
import { type Decimal } from '#money/decimal.js';
import { decimalValue, requireEntry, type ParameterEntry, type ParameterSet } from '../frame/parameters.js';
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

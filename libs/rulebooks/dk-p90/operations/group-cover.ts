/** dk.groupCover. */
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import type { CivilDate } from '#money/civil-date.js';
import { ZERO, type Decimal } from '#money/decimal.js';
import type { Operation } from '../../frame/operation.js';
import { requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';
import { groupCoverStatus, lastContribution, type GroupCoverStatus } from '../covers/group-cover.js';
import { wholeMonths } from '../projection/retirement.js';
import { present, readDay, readDecimal, readObject, readOptionalDecimal } from '../../frame/operation-input.js';
import { readPeriod } from './read.js';
import { readParameters } from './read-parameters.js';
import * as is from './schema.js';

export const coverSchema = is.record({
  'code?': is.identifier,
  'sum?': is.amount,
  'minContribution?': is.amount,
  'expiryAge?': is.decimal,
});

export const contributionList = is.list(is.record({ 'period?': is.period, 'month?': is.period, amount: is.decimal }));

export const groupCoverOperation: Operation = {
  name: 'dk.groupCover',
  article: 'rulebook, section 5; body',
  summary: 'Status of a group insurance on a date: covered, why or why not, and until when',
  input: is.inputOf({
    date: is.date,
    birthDate: is.date,
    'cover?': coverSchema,
    'contributions?': contributionList,
    'lastContribution?': is.record({ 'period?': is.period, 'month?': is.period, amount: is.amount }),
  }),
  output: is.record({ covered: is.flag, reason: { type: 'string' }, 'coverEnds?': is.date }),
  calculate: (input) => {
    const cover = present(input, 'cover') === undefined ? {} : readObject(input, 'cover');
    const contributions = readContributions(input, present(input, 'contributions') === undefined ? 'lastContribution' : 'contributions');
    return { ...coverStatusOf(readParameters(input), readDay(input, 'date'), readDay(input, 'birthDate'), cover, contributions) };
  },
};

/** Contributions by month, several for one month added. `field` holds a list or a single one. */
export function readContributions(input: JsonObject, field: string): ReadonlyMap<number, Decimal> {
  const given: JsonValue = present(input, field) ?? [];
  const list = (Array.isArray(given) ? given : [given]) as readonly JsonObject[];
  const byMonth = new Map<number, Decimal>();
  for (const contribution of list) {
    const month = readPeriod(contribution);
    byMonth.set(month, (byMonth.get(month) ?? ZERO).plus(readDecimal(contribution, 'amount')));
  }
  return byMonth;
}

/** Minimum and expiry age are the cover's own, else the parameters in force on the date. */
export function coverStatusOf(
  parameters: ParameterSet,
  date: CivilDate,
  birthDate: CivilDate,
  cover: JsonObject,
  contributions: ReadonlyMap<number, Decimal>,
): GroupCoverStatus {
  const expiryAge = readOptionalDecimal(cover, 'expiryAge') ?? requireDecimal(parameters, 'expiryAge', date);
  const minimum = readOptionalDecimal(cover, 'minContribution') ?? requireDecimal(parameters, 'minContribution', date);
  return groupCoverStatus({
    date,
    birthDate,
    expiryAgeMonths: wholeMonths('dk-p90.expiryAge', expiryAge.times(12)),
    last: lastContribution(contributions, date, (amount) => amount.gt(ZERO)),
    belowMinimum: (amount) => amount.lt(minimum),
  });
}

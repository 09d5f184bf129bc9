/** ftk.parameters. */
import type { JsonValue } from '#ledger/kernel/json.js';
import type { CivilDate } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import type { Operation } from '../../frame/operation.js';
import { decimalValue, entryInForce, requireEntry } from '../../frame/parameters/parameters.js';
import { OFFICIAL, SCHEME } from '../parameters.js';
import { readDay } from '../../frame/operation-input.js';
import * as is from '../input/schema.js';

/** How a parameter is told: a name or a number of years as it stands, a rate as a decimal; some are stated for a part of the time. */
const TOLD = {
  regime: 'name',
  accrualMax: 'rate',
  accrualFactual: 'rate or none',
  retirementAge: 'name',
  salaryCap: 'rate or none',
  vevLoading: 'rate',
  mvev: 'rate',
  mvevYears: 'name',
  recoveryYears: 'name',
  indexationThreshold: 'rate',
  catchUpShare: 'rate',
  wageGrowthMin: 'rate',
  inflationMin: 'rate',
  ufr: 'name',
  bondReturnMax: 'rate or none',
} as const;

export const parametersOperation: Operation = {
  name: 'ftk.parameters',
  article: 'CPB note of 5 December 2014, sections 2 and 3',
  summary: 'The funding rules of a day: accrual, required capital, indexation, premium, curve',
  input: is.inputOf({ date: is.date }),
  output: is.record({
    regime: { enum: ['old', 'new'] },
    accrualMax: is.exact,
    accrualFactual: is.nullableExact,
    retirementAge: { type: 'integer' },
    salaryCap: is.nullableExact,
    vevLoading: is.exact,
    mvev: is.exact,
    mvevYears: { type: 'integer' },
    recoveryYears: { type: 'integer' },
    indexationThreshold: is.exact,
    catchUpShare: is.exact,
    wageGrowthMin: is.exact,
    inflationMin: is.exact,
    ufr: { enum: ['FIXED_4.2', 'AVERAGE_120M'] },
    bondReturnMax: is.nullableExact,
  }),
  calculate: (input) => {
    const date = readDay(input, 'date');
    return Object.fromEntries(Object.entries(TOLD).map(([name, how]) => [name, toldOf(name, how, date)]));
  },
};

function toldOf(name: string, how: (typeof TOLD)[keyof typeof TOLD], date: CivilDate): JsonValue {
  const entry = how === 'rate or none' ? entryInForce(OFFICIAL, name, date) : requireEntry(OFFICIAL, name, date);
  if (entry === undefined || entry.value === null) return null;
  return how === 'name' ? entry.value : exactText(decimalValue(`${SCHEME}.${name}`, entry.value));
}

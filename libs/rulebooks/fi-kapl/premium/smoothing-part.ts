/** The smoothing part of the annual premium, *årspremiens utjämningsdel* (formula 2; Annex 1, 2.2; Annex 2.1). */
import type { Sex } from '#ledger/participant/enrolment/events.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { startOfYear } from '#money/civil-date.js';
import { exactText, type Decimal } from '#money/decimal.js';
import { kind } from '../../frame/parameters/fault.js';
import { explained, type Explained } from '../../frame/figures/explained.js';
import { decimalValue, missingParameter, requireEntry, usesInForce, type ParameterSet } from '../../frame/parameters/parameters.js';
import { ageReached, type Insured } from '../insured.js';
import { OFFICIAL_SMOOTHING_TABLE } from '../official/smoothing-table.js';
import { remembered } from '../../frame/remember.js';

const TABLE = 'smoothingTable';

/**
 * u_x of a year by sex and age reached, a fraction of earnings; the last row of the table holds for older ages. Refuses
 * MISSING_PARAMETER smoothingTable before 2005, and smoothingCoefficient `{age}` below the first row (18).
 */
export const smoothingCoefficient = remembered(
  (year: number, sex: Sex, age: number) => `${year}/${sex}/${age}`,
  (parameters: ParameterSet, year: number, sex: Sex, age: number): Decimal => {
    const date = startOfYear(year);
    const column = columnOf(requireEntry(parameters, TABLE, date).value, sex);
    const lastAge = Math.max(...Object.keys(column).map(Number));
    const printed = column[String(Math.min(age, lastAge))];
    if (printed === undefined) return missingParameter(parameters.scheme, 'smoothingCoefficient', date, { age });
    return decimalValue(`${parameters.scheme}.${TABLE}`, printed);
  },
);

/** P^T_v = u_x·A_v, EUR, unrounded; a part of the annual premium, never an addition to it. */
export function smoothingPart(parameters: ParameterSet, insured: Insured, year: number, base: Explained<Decimal>): Explained<Decimal> {
  const age = ageReached(insured, year);
  const coefficient = smoothingCoefficient(parameters, year, insured.sex, age);
  return explained(coefficient.times(base.value), () => ({
    name: `P^T_${year}`,
    unit: 'EUR',
    formula: `P^T_v = u_x · A_v, x = v − g = ${age}, u_x = ${exactText(coefficient)} (${insured.sex})`,
    article: 'decree 800/2005, Annex 1, 2.2, formula (2); Annex 2.1',
    parameters: usesInForce(parameters, [TABLE], startOfYear(year)),
    inputs: [base],
    note: 'a part of the annual premium, not an addition to it',
  }));
}

/** A published table names the official one (`"as 2005"`) or gives coefficients by sex and age. */
function columnOf(value: JsonValue, sex: Sex): JsonObject {
  if (value === 'as 2005') return OFFICIAL_SMOOTHING_TABLE[sex];
  const column = isObject(value) ? value[sex] : undefined;
  if (isObject(column) && Object.keys(column).length > 0) return column;
  return refuse('INVALID_PARAMETER', { parameter: `fi-kapl.${TABLE}`, ...kind('smoothing-table') });
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Mortality and technical interest by cohort (section 5; Annex 1, section 1). */
import { problemOfLaw, type MortalityLaw } from '#actuarial/mortality/gompertz.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import type { Sex } from '#ledger/participant/enrolment/events.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { civilDate, startOfYear, yearOf } from '#money/civil-date.js';
import {
  decimalValue,
  entryInForce,
  missingParameter,
  requireDecimal,
  requireEntry,
  type ParameterSet,
} from '../../frame/parameters/parameters.js';
import { yearOfBases, type Insured } from '../insured.js';
import { within, type MortalityShift } from '../official/tables.js';
import { remembered } from '../../frame/remember.js';

/** The law of a person's own cohort on the bases of a year: its shift b2 holds at every age. */
export function lawOf(parameters: ParameterSet, insured: Insured, year: number): MortalityLaw {
  return lawOfCohort(parameters, insured.sex, yearOf(insured.birthDate), yearOfBases(year));
}

const lawOfCohort = remembered(
  (sex: Sex, birthYear: number, year: number) => `${sex}/${birthYear}/${year}`,
  (parameters: ParameterSet, sex: Sex, birthYear: number, year: number): MortalityLaw => {
    const on = startOfYear(year);
    const law = requireEntry(parameters, 'mortalityLaw', on).value as JsonObject;
    const shifts = requireEntry(parameters, 'mortalityShift', on).value as readonly MortalityShift[];
    const shift = shifts.find((one) => one.sex === sex && within(birthYear, one.birthYearFrom, one.birthYearTo));
    const interest = requireDecimal(parameters, 'technicalInterest', on).toNumber();
    return readLaw('mortalityLaw', { alpha: law['alpha'], beta: law['beta'], shift: shift?.years, interest });
  },
);

/**
 * The bases of 1996, by sex or one for both; undefined where none is published. Never the present ones by default: k would
 * silently become 1.
 */
export const lawOf1996 = remembered(
  (sex: Sex) => sex,
  (parameters: ParameterSet, sex: Sex): { readonly law: MortalityLaw | undefined } => {
    const value = entryInForce(parameters, 'mortality1996', civilDate(1996, 1, 1))?.value;
    if (value === undefined) return { law: undefined };
    const bySex = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject)[sex] : undefined;
    return { law: readLaw('mortality1996', bySex ?? value) };
  },
);

/** The bases of 1996, or MISSING_PARAMETER mortality1996. */
export function requireLawOf1996(parameters: ParameterSet, sex: Sex): MortalityLaw {
  return lawOf1996(parameters, sex).law ?? missingParameter(parameters.scheme, 'mortality1996', civilDate(1996, 1, 1));
}

/** Reads `{alpha, beta, shift, interest}`; refuses INVALID_PARAMETER. `name` as in a refusal, without the scheme. */
export function readLaw(name: string, value: JsonValue): MortalityLaw {
  const parameter = `fi-kapl.${name}`;
  const fields = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
  const read = (field: keyof MortalityLaw): number => decimalValue(`${parameter}.${field}`, fields[field] ?? null).toNumber();
  const law = { alpha: read('alpha'), beta: read('beta'), shift: read('shift'), interest: read('interest') };
  const problem = problemOfLaw(law);
  return problem === undefined ? law : refuse('INVALID_PARAMETER', { parameter, fault: 'law', law: problem });
}

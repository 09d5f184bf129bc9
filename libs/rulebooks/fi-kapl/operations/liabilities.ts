/** fi.annuity, fi.liability and fi.futureLiabilities. */
import { deferredAnnuity, lifeAnnuity, temporaryAnnuity } from '#actuarial/annuity.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { endOfYear } from '#money/civil-date.js';
import { type Decimal, exactText } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { Operation } from '../../frame/operation.js';
import { missingParameter, type ParameterSet } from '../../frame/parameters/parameters.js';
import { lawOf } from '../funded-pension/bases.js';
import { PENSION_AGE } from '../funded-pension/conversion.js';
import { ageAtEndOf, type Insured, yearOfBases } from '../insured.js';
import { factorInPayment, factorOfFuturePension, factorTo65 } from '../liabilities/factors.js';
import { futureDisability, futureEarlyRetirement, futureUnemployment } from '../liabilities/future.js';
import { bounds } from '../../frame/parameters/fault.js';
import { invalid, readDecimal, readOptionalDecimal, readYear } from '../../frame/operation-input.js';
import { actuarialText, readInsured, readOptionalLaw, readParameters } from './read.js';
import * as is from './schema.js';

/** Older than anyone; a higher age is a mistake in the input. */
const LARGEST_AGE = 150;

export const annuityOperation: Operation = {
  name: 'fi.annuity',
  article: 'decree 800/2005, Annex 1, section 1',
  summary: 'Continuous annuity for life, deferred to an age and up to it, on the bases of a cohort or a given law',
  input: {
    ...(is.inputOf({ 'birthDate?': is.date, 'sex?': is.sex, 'law?': is.law, age: is.decimal, 'to?': is.decimal }) as JsonObject),
    anyOf: [{ required: ['law'] }, { required: ['birthDate', 'sex'] }],
  },
  output: is.record({ annuityToEnd: is.exact, 'deferred?': is.exact, 'temporary?': is.exact }),
  calculate: (input) => {
    const law = readOptionalLaw(input, 'law') ?? lawOf(readParameters(input), readInsured(input), yearOfBases(0));
    const age = readAge(input, 'age');
    const to = input['to'] === undefined ? PENSION_AGE : readAge(input, 'to');
    const annuityToEnd = actuarialText(lifeAnnuity(law, age));
    if (to < age) return { annuityToEnd };
    return {
      annuityToEnd,
      deferred: actuarialText(deferredAnnuity(law, age, to)),
      temporary: actuarialText(temporaryAnnuity(law, age, to)),
    };
  },
};

export const liabilityOperation: Operation = {
  name: 'fi.liability',
  article: 'decree 800/2005, Annex 1, 2.3, formulas (5), (6), (8), (9), (11)',
  summary: 'Liability at the end of a year; without startLaw the bases of that year stand for those of the start of the pension',
  input: is.inputOf({
    kind: { type: 'string', description: 'oldAgePension, active, earlyRetirement, unemployment or disability' },
    birthDate: is.date,
    sex: is.sex,
    year: is.year,
    amount: is.decimal,
    'startAge?': is.decimal,
    'startLaw?': is.law,
    'annuityFactor?': is.decimal,
  }),
  output: is.record({ age: is.exact, factor: is.exact, liability: is.exact, liabilityPosted: is.posted }),
  calculate: (input) => {
    const [parameters, insured, year] = [readParameters(input), readInsured(input), readYear(input, 'year')];
    const factor = factorOf(parameters, insured, year, input);
    const liability = readDecimal(input, 'amount').times(factor);
    return {
      age: String(ageAtEndOf(insured, year)),
      factor: actuarialText(factor),
      liability: actuarialText(liability),
      liabilityPosted: roundPosted(liability),
    };
  },
};

function factorOf(parameters: ParameterSet, insured: Insured, year: number, input: JsonObject): number | Decimal {
  const kind = input['kind'] as string;
  switch (kind) {
    case 'oldAgePension': {
      const age = input['startAge'] === undefined ? undefined : readAge(input, 'startAge');
      return factorInPayment(parameters, insured, year, { age, law: readOptionalLaw(input, 'startLaw') });
    }
    case 'active':
      return factorOfFuturePension(parameters, insured, year);
    case 'earlyRetirement':
    case 'unemployment':
      return factorTo65(parameters, insured, year);
    case 'disability':
      // Its bases b3 … b8 are illegible in the source: the annuity must be supplied.
      return readOptionalDecimal(input, 'annuityFactor') ?? missingParameter(parameters.scheme, 'disabilityAnnuity', endOfYear(year));
    default:
      return refuse('UNKNOWN_KIND', { kind, choices: ['oldAgePension', 'active', 'earlyRetirement', 'unemployment', 'disability'] });
  }
}

/** An age in years; to the month it is a fraction such as 63.5833333333333. */
function readAge(input: JsonObject, field: string): number {
  const age = readDecimal(input, field).toNumber();
  if (age < 0 || age > LARGEST_AGE) invalid(field, age, bounds({ least: 0, most: LARGEST_AGE }));
  return age;
}

export const futureLiabilitiesOperation: Operation = {
  name: 'fi.futureLiabilities',
  article: 'decree 800/2005, Annex 1, 2.3, formulas (7), (10), (12)',
  summary: 'Liabilities for pensions that will begin, from the sums of income bases by year; a year not named has none',
  input: is.inputOf({
    year: is.year,
    incomeBases: { type: 'object', propertyNames: { pattern: '^[0-9]{4}$' }, additionalProperties: is.amount },
  }),
  output: is.record({ disability: is.exact, earlyRetirement: is.exact, unemployment: is.exact }),
  calculate: (input) => {
    const [parameters, year] = [readParameters(input), readYear(input, 'year')];
    const given = input['incomeBases'] as JsonObject;
    const bases = new Map(Object.keys(given).map((incomeYear) => [Number(incomeYear), readDecimal(given, incomeYear)]));
    return {
      disability: exactText(futureDisability(parameters, year, bases)),
      earlyRetirement: exactText(futureEarlyRetirement(parameters, year, bases)),
      unemployment: exactText(futureUnemployment(parameters, year, bases)),
    };
  },
};

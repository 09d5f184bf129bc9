/** dk.annuity and dk.basisChange. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { monthIndex } from '#money/civil-date.js';
import { roundPosted } from '#money/rounding.js';
import type { Operation } from '../../frame/operation.js';
import { annuityFactor, monthlyPension } from '../annuity/annuity-factor.js';
import { basisChange, type BasisVersion } from '../assumptions/basis-change.js';
import { readDay, readDecimal, readObject, readOptionalDecimal } from '../../frame/operation-input.js';
import { actuarialText, readAgeMonths } from './read.js';
import { readBasis, readMortality, readParameters } from './read-parameters.js';
import * as is from './schema.js';

export const annuityOperation: Operation = {
  name: 'dk.annuity',
  article: 'rulebook, section 3; appendices A and C',
  summary: 'Annuity factor of a lifelong pension, monthly in advance, and the pension of a value',
  input: is.inputOf({
    'mortality?': is.mortality,
    ageMonths: is.ageMonths,
    startDate: is.date,
    'basis?': is.basis,
    'series?': is.rate,
    'value?': is.amount,
  }),
  output: is.record({ annuityFactor: is.exact, 'monthly?': is.exact, 'monthlyPosted?': is.posted }),
  calculate: (input) => {
    const month = monthIndex(readDay(input, 'startDate'));
    const { parameters, basis } = readBasis(readParameters(input), input['series'], input['basis']);
    const law = readMortality(parameters, month, input['mortality']);
    const factor = annuityFactor(parameters, basis, law, readAgeMonths(input, 'ageMonths'), month);
    const value = readOptionalDecimal(input, 'value');
    if (value === undefined) return { annuityFactor: actuarialText(factor) };
    const monthly = monthlyPension(value, factor);
    return { annuityFactor: actuarialText(factor), monthly: actuarialText(monthly), monthlyPosted: roundPosted(monthly) };
  },
};

const version = is.record({ 'mortality?': is.mortality, 'basis?': is.basis, 'series?': is.rate });

export const basisChangeOperation: Operation = {
  name: 'dk.basisChange',
  article: 'rulebook, section 7; appendix B; terms, sections 33 and 34',
  summary: 'A new calculation basis: the value stays, the monthly pension changes',
  input: is.inputOf({
    value: is.amount,
    date: is.date,
    ageMonths: is.ageMonths,
    old: version,
    new: version,
    'mortality?': is.mortality,
    'basis?': is.basis,
  }),
  output: is.record({ valuePosted: is.posted, monthlyOldPosted: is.posted, monthlyNewPosted: is.posted, change: is.exact }),
  calculate: (input) => {
    const date = readDay(input, 'date');
    const value = readDecimal(input, 'value');
    const changed = basisChange(
      value,
      date,
      readAgeMonths(input, 'ageMonths'),
      versionOf(input, 'old', date),
      versionOf(input, 'new', date),
    );
    return {
      valuePosted: roundPosted(value),
      monthlyOldPosted: roundPosted(changed.monthlyOld),
      monthlyNewPosted: roundPosted(changed.monthlyNew),
      change: actuarialText(changed.change),
    };
  },
};

function versionOf(input: JsonObject, field: string, date: string): BasisVersion {
  const given = readObject(input, field);
  const { parameters, basis } = readBasis(readParameters(input), given['series'], given['basis'], input['basis']);
  return { parameters, basis, mortality: readMortality(parameters, monthIndex(date), given['mortality'], input['mortality']) };
}

/** fi.annualPremium and fi.smoothingPart. */
import { exactText } from '#money/decimal.js';
import { postedFigure } from '../../frame/figures/explained.js';
import type { Operation } from '../../frame/operation.js';
import { ageReached } from '../insured.js';
import { annualPremium } from '../premium/annual-premium.js';
import { givenBase } from '../premium/income-base.js';
import { smoothingCoefficient, smoothingPart } from '../premium/smoothing-part.js';
import { readYear } from '../../frame/operation-input.js';
import { readIncomes, readInsured, readParameters } from './read.js';
import * as is from './schema.js';

const incomes = is.list(is.record({ amount: is.amount, 'coverage?': is.coverage }));

export const annualPremiumOperation: Operation = {
  name: 'fi.annualPremium',
  article: 'decree 800/2005, Annex 1, 2.1, formula (1)',
  summary: 'Annual premium of a year from the incomes of all employers',
  input: is.inputOf({ year: is.year, incomes }),
  output: is.record({ incomeBase: is.exact, premium: is.exact, premiumPosted: is.posted }),
  calculate: (input) => {
    const [parameters, year] = [readParameters(input), readYear(input, 'year')];
    const base = givenBase(parameters, year, readIncomes(input));
    const premium = annualPremium(parameters, year, base);
    return { incomeBase: exactText(base.value), premium: exactText(premium.value), premiumPosted: postedFigure(premium).value };
  },
};

export const smoothingPartOperation: Operation = {
  name: 'fi.smoothingPart',
  article: 'decree 800/2005, Annex 1, 2.2, formula (2)',
  summary: 'Smoothing part of the annual premium, by sex and age reached in the year',
  input: is.inputOf({ year: is.year, birthDate: is.date, sex: is.sex, incomes }),
  output: is.record({
    age: { type: 'integer' },
    coefficient: is.exact,
    incomeBase: is.exact,
    smoothingPart: is.exact,
    smoothingPosted: is.posted,
  }),
  calculate: (input) => {
    const [parameters, year, insured] = [readParameters(input), readYear(input, 'year'), readInsured(input)];
    const age = ageReached(insured, year);
    const coefficient = smoothingCoefficient(parameters, year, insured.sex, age);
    const base = givenBase(parameters, year, readIncomes(input));
    const part = smoothingPart(parameters, insured, year, base);
    return {
      age,
      coefficient: exactText(coefficient),
      incomeBase: exactText(base.value),
      smoothingPart: exactText(part.value),
      smoothingPosted: postedFigure(part).value,
    };
  },
};

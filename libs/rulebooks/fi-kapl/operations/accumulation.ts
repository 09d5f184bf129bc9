/** fi.interestFactor and fi.accumulation. */
import { exactText } from '#money/decimal.js';
import type { Operation } from '../../frame/operation.js';
import { accumulationFactor, interestFactor } from '../accumulation/accumulation.js';
import { readDay } from '../../frame/operation-input.js';
import { readParameters } from './read.js';
import * as is from './schema.js';

const shape = {
  input: is.inputOf({ from: is.date, to: is.date }),
  output: is.record({ factor: is.exact }),
};

export const interestFactorOperation: Operation = {
  ...shape,
  name: 'fi.interestFactor',
  article: 'decree 800/2005, Annex 1, section 1',
  summary: 'Accumulation at the calculation rate between firsts of months',
  calculate: (input) => ({
    factor: exactText(interestFactor(readParameters(input), readDay(input, 'from'), readDay(input, 'to'))),
  }),
};

export const accumulationOperation: Operation = {
  ...shape,
  name: 'fi.accumulation',
  article: 'decree 800/2005, Annex 1, section 1',
  summary: 'Accumulation at the calculation rate between any two days',
  calculate: (input) => ({
    factor: exactText(accumulationFactor(readParameters(input), readDay(input, 'from'), readDay(input, 'to'))),
  }),
};

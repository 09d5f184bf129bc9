/** Parameters that several read models ask for. */
import { yearOf } from '#money/civil-date.js';
import type { QuestionParameter } from './view.js';

/** A year that is, where it is left out, that of the value date. */
export function yearParameter(about: string): QuestionParameter {
  return { type: 'year', about, default: ({ asOf }) => yearOf(asOf), otherwise: 'the year of the value date', isNamed: false };
}

/** A year that has to be named where one subject is asked about. */
export function namedYear(about: string): QuestionParameter {
  return { ...yearParameter(about), isNamed: true };
}

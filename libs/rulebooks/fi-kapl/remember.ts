/** Remembers what a parameter set says for a key: folds over millions of events ask the same few questions. */
import type { ParameterSet } from '../frame/parameters.js';

/** Keys kept for one set; far above the years, ages and cohorts of a portfolio. */
const LARGEST_SIZE = 20_000;

/** `key` must hold everything that the answer depends on besides the set. Refusals are not remembered. */
export function remembered<K extends string | number, A extends readonly unknown[], V>(
  key: (...asked: A) => K,
  answer: (parameters: ParameterSet, ...asked: A) => V,
): (parameters: ParameterSet, ...asked: A) => V {
  const sets = new WeakMap<ParameterSet, Map<K, V>>();
  return (parameters, ...asked) => {
    let answers = sets.get(parameters);
    if (answers === undefined || answers.size >= LARGEST_SIZE) {
      answers = new Map();
      sets.set(parameters, answers);
    }
    const asking = key(...asked);
    let value = answers.get(asking);
    if (value === undefined) {
      value = answer(parameters, ...asked);
      answers.set(asking, value);
    }
    return value;
  };
}

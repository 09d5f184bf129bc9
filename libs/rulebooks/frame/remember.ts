/** Remembers answers that depend on a parameter set and a key: folds over a portfolio ask the same few questions. */

/** Keys kept for one owner before they are dropped; above the months and ages of a portfolio. */
const LARGEST_SIZE = 20_000;

/** `key` must hold everything the answer depends on besides the owner. What throws is not remembered. */
export function remembered<Owner extends object, Asked extends readonly unknown[], V>(
  key: (...asked: Asked) => string | number,
  answer: (owner: Owner, ...asked: Asked) => V,
): (owner: Owner, ...asked: Asked) => V {
  const owners = new WeakMap<Owner, Map<string | number, V>>();
  return (owner, ...asked) => {
    let answers = owners.get(owner);
    if (answers === undefined || answers.size >= LARGEST_SIZE) {
      answers = new Map();
      owners.set(owner, answers);
    }
    const asking = key(...asked);
    let value = answers.get(asking);
    if (value === undefined) {
      value = answer(owner, ...asked);
      answers.set(asking, value);
    }
    return value;
  };
}

/**
 * The last answer alone: where the same question comes again and again before another does, as months in their order do. Kept by nothing
 * that was folded, whose WeakMap would last until a full collection. `isSame`: of two parts of a question, in the same place.
 */
export function lastAlone<Asked extends readonly unknown[], V>(
  isSame: (one: Asked[number], other: Asked[number]) => boolean,
  answer: (...asked: Asked) => V,
): (...asked: Asked) => V {
  let last: { readonly asked: Asked; readonly value: V } | undefined;
  return (...asked) => {
    const known = last;
    if (known?.asked.every((part, place) => isSame(part, asked[place])) === true) return known.value;
    const value = answer(...asked);
    last = { asked, value };
    return value;
  };
}

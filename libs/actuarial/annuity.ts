/**
 * Continuous annuities and ratios of commutation numbers, N_x = ∫_x^∞ D_t dt without a last age. Relative error below
 * 1e-13. Values of whole-life annuities are remembered per law, since a portfolio asks for few ages very often.
 */
import { NotComputable } from '#money/not-computable.js';
import { integrate } from './gauss-legendre.js';
import { discountedSurvival, discountedSurvivalFrom, forceOfInterest, forceOfMortality, type MortalityLaw } from './mortality/gompertz.js';

/** Ages remembered for one law; more than a portfolio holds (months of a life). */
const REMEMBERED_AGES = 5_000;
/** Part of the value that the tail left out may have. */
const NEGLIGIBLE = 1e-17;
const LARGEST_STEP_COUNT = 100_000;

const remembered = new WeakMap<MortalityLaw, Map<number, number>>();

/** ā(age) = N_age / D_age: present value of 1 a year for life, paid continuously. Throws on a law that `problemOfLaw` names. */
export function lifeAnnuity(law: MortalityLaw, age: number): number {
  let ages = remembered.get(law);
  if (ages === undefined || ages.size >= REMEMBERED_AGES) {
    ages = new Map();
    remembered.set(law, ages);
  }
  let value = ages.get(age);
  if (value === undefined) {
    value = annuityOver(law, age, Infinity);
    ages.set(age, value);
  }
  return value;
}

/** (N_age − N_to) / D_age: 1 a year from `age` to `to` while alive; `to` not before `age`. */
export function temporaryAnnuity(law: MortalityLaw, age: number, to: number): number {
  if (to < age) throw new Error(`a temporary annuity from ${age} cannot end at ${to}`);
  return annuityOver(law, age, to - age);
}

/** N_to / D_age: 1 a year for life from age `to`, valued at `age`. */
export function deferredAnnuity(law: MortalityLaw, age: number, to: number): number {
  return discountedSurvival(law, age, to) * lifeAnnuity(law, to);
}

/** N_to / N_from. */
export function annuityNumberRatio(law: MortalityLaw, to: number, from: number): number {
  return deferredAnnuity(law, from, to) / lifeAnnuity(law, from);
}

/** Adds stretches of at most a year, shorter where the integrand falls quickly, until the rest cannot matter. */
function annuityOver(law: MortalityLaw, age: number, years: number): number {
  const survival = discountedSurvivalFrom(law, age);
  const paid = (t: number): number => survival(age + t);
  const interest = forceOfInterest(law);
  let total = 0;
  let t = 0;
  for (let step = 0; t < years; step += 1) {
    if (step > LARGEST_STEP_COUNT) {
      throw new NotComputable('NO_ANNUITY_VALUE', { age, law: { ...law } });
    }
    const force = forceOfMortality(law, age + t) + interest;
    // The force never falls, so the tail is at most what a constant force would leave.
    if (force > 0 && paid(t) / force <= NEGLIGIBLE * total) break;
    const length = Math.min(1, years - t, force > 0 ? 2 / force : 1);
    total += integrate(paid, t, length);
    t += length;
  }
  return total;
}

/**
 * A law of mortality with its technical interest: the force of mortality μ(x) = alpha·e^(beta·(x + shift)) per year
 * (Gompertz), interest as an effective yearly rate. Doubles: relative errors of the ratios stay below 1e-14.
 */
import type { LawFault } from './law-fault.js';

export interface MortalityLaw {
  /** Force of mortality at the shifted age 0, per year; not negative. */
  readonly alpha: number;
  /** Growth of the force per year of age; not negative. */
  readonly beta: number;
  /** Years added to every age. */
  readonly shift: number;
  /** Technical interest, effective per year, above −1. */
  readonly interest: number;
}

/** Why a law cannot be computed with, undefined where it can. */
export function problemOfLaw(law: MortalityLaw): LawFault | undefined {
  const { alpha, beta, shift, interest } = law;
  if (![alpha, beta, shift, interest].every(Number.isFinite)) return 'no-number';
  if (alpha < 0 || beta < 0) return 'negative-force';
  if (interest <= -1) return 'interest-not-above-minus-one';
  // Survival and discount must fall in the end, else no annuity has a value.
  if ((alpha === 0 || beta === 0) && alpha + Math.log1p(interest) <= 0) return 'no-annuity-value';
  return undefined;
}

/** δ, the force of interest per year. */
export function forceOfInterest(law: MortalityLaw): number {
  return Math.log1p(law.interest);
}

/** μ(age), per year. */
export function forceOfMortality(law: MortalityLaw, age: number): number {
  return law.alpha * Math.exp(law.beta * (age + law.shift));
}

/** ∫ μ over [x, x + years], of a force of 1 at x. */
function growthOfForce({ beta }: MortalityLaw, years: number): number {
  return beta === 0 ? years : Math.expm1(beta * years) / beta;
}

/**
 * D_to / D_age: the probability of a person of `age` to reach `to` (above 1 where `to` lies before `age`), discounted at the technical
 * interest.
 */
export function discountedSurvival(law: MortalityLaw, age: number, to: number): number {
  return discountedSurvivalFrom(law, age)(to);
}

/** The same for one age, asked for many later ones. */
export function discountedSurvivalFrom(law: MortalityLaw, age: number): (to: number) => number {
  const [force, interest] = [forceOfMortality(law, age), forceOfInterest(law)];
  return (to) => Math.exp(-(force * growthOfForce(law, to - age)) - interest * (to - age));
}

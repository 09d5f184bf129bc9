/**
 * Makeham's law of mortality in doubles: μ(x) = constant + alpha·e^(beta·(x + shift)) per year. Gompertz is the law without
 * the constant; beta = 0 is a force that never grows.
 */
export interface MakehamForce {
  /** Force that does not depend on the age, per year; not negative. */
  readonly constant: number;
  /** Force that grows, at the shifted age 0, per year; not negative. */
  readonly alpha: number;
  /** Growth of the force per year of age. */
  readonly beta: number;
  /** Years added to every age. */
  readonly shift: number;
}

/** The way Danish and Dutch tables write it: μ(x) = a + 10^(b + c·x − 10). */
export function makehamInTens(a: number, b: number, c: number): MakehamForce {
  return { constant: a, alpha: 10 ** (b - 10), beta: c * Math.LN10, shift: 0 };
}

/** Probability of a person of `age` to live another `years`. */
export function survival({ constant, alpha, beta, shift }: MakehamForce, age: number, years: number): number {
  const growth = beta === 0 ? years : Math.expm1(beta * years) / beta;
  return Math.exp(-constant * years - alpha * Math.exp(beta * (age + shift)) * growth);
}

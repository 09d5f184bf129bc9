import { annuityNumberRatio, deferredAnnuity, lifeAnnuity, temporaryAnnuity } from './annuity.js';
import { discountedSurvival, forceOfInterest, forceOfMortality, problemOfLaw, type MortalityLaw } from './mortality/gompertz.js';

const law = (shift: number, interest = 0.03): MortalityLaw => ({ alpha: 0.00005, beta: 0.095, shift, interest });
const relative = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

// fi-kapl section 5: ā(x) = e^u·E_p(u)/0.095, the generalised exponential integral at p = 1 + ln 1.03/0.095, evaluated to
// 40 digits. An independent path: no numerical integration.
describe('fi-kapl section 5: annuities agree with the closed form', () => {
  it.each([
    [-6, 0.03, 65.5, 13.22322234174225],
    [-7, 0.03, 65, 13.85338496042788],
    [-7, 0.03, 64.5, 14.06286866501926],
    [-8, 0.03, 46.5, 21.30832717414887],
    [-5, 0.05, 46.5, 15.64488345040638],
    [-11, 0.03, 18, 28.64847122227954],
    [-18, 0.03, 0, 31.33870174106821],
    [-13, 0.03, 105.5, 2.315246027057268],
    [-18, 0.03, 70, 16.32877237927186],
    [-6, 0.03, 120, 0.3779207458824743],
    [-12, 0.1, 30, 10.33228882096718],
  ])('shift %s, interest %s, age %s', (shift, interest, age, expected) => {
    expect(relative(lifeAnnuity(law(shift, interest), age), expected)).toBeLessThan(1e-13);
  });
});

/** E_p(u) for 0 < u ≤ 1 and p not whole: Γ(1−p)·u^(p−1) − Σ (−u)^k/(k!·(k+1−p)), with 1 < p < 2. */
function closedForm({ alpha, beta, shift, interest }: MortalityLaw, age: number): number {
  const u = (alpha / beta) * Math.exp(beta * (age + shift));
  const p = 1 + Math.log1p(interest) / beta;
  let series = 0;
  let term = 1;
  for (let k = 0; k < 60; k += 1) {
    series += term / (k + 1 - p);
    term *= -u / (k + 1);
  }
  return (Math.exp(u) * (gamma(1 - p) * u ** (p - 1) - series)) / beta;
}

/** Γ by recurrence to a large argument and Stirling's series. */
function gamma(x: number): number {
  let divisor = 1;
  let z = x;
  while (z < 20) {
    divisor *= z;
    z += 1;
  }
  const stirling = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5) - 1 / (1680 * z ** 7);
  return (Math.sqrt((2 * Math.PI) / z) * (z / Math.E) ** z * Math.exp(stirling)) / divisor;
}

it('agrees with the series of the exponential integral at every age from 18 to 100', () => {
  for (let age = 18; age <= 100; age += 0.5) {
    if ((0.00005 / 0.095) * Math.exp(0.095 * (age - 15)) > 1) continue;
    expect(relative(lifeAnnuity(law(-15), age), closedForm(law(-15), age))).toBeLessThan(1e-11);
  }
});

it('Ā = 1 − δ·ā: the insurance integrated by Simpson’s rule', () => {
  for (const [shift, age] of [[-6, 64.5], [-11, 30], [-18, 45.25], [-13, 90]] as const) {
    const one = law(shift);
    const delta = forceOfInterest(one);
    const density = (t: number): number => discountedSurvival(one, age, age + t) * forceOfMortality(one, age + t);
    const [steps, years] = [40_000, 170 - age];
    let total = density(0) + density(years);
    for (let step = 1; step < steps; step += 1) total += density((step * years) / steps) * (step % 2 === 1 ? 4 : 2);
    const insurance = (total * years) / steps / 3;
    expect(relative(lifeAnnuity(one, age), (1 - insurance) / delta)).toBeLessThan(1e-11);
  }
});

it('life = temporary + deferred, and the ratio of N is free of the age it is taken at', () => {
  const one = law(-9);
  expect(relative(temporaryAnnuity(one, 41.5, 65) + deferredAnnuity(one, 41.5, 65), lifeAnnuity(one, 41.5))).toBeLessThan(1e-14);
  expect(relative(annuityNumberRatio(one, 65, 60) * annuityNumberRatio(one, 60, 65), 1)).toBeLessThan(1e-14);
  expect(temporaryAnnuity(one, 65, 65)).toBe(0);
});

it('limits: a constant force and no mortality have annuities of 1/(μ + δ)', () => {
  const constant = { alpha: 0.02, beta: 0, shift: 0, interest: 0.03 };
  expect(relative(lifeAnnuity(constant, 40), 1 / (0.02 + Math.log(1.03)))).toBeLessThan(1e-13);
  const perpetuity = { alpha: 0, beta: 0.095, shift: 0, interest: 0.05 };
  expect(relative(lifeAnnuity(perpetuity, 40), 1 / Math.log(1.05))).toBeLessThan(1e-13);
});

it('names what no annuity can be computed with', () => {
  expect(problemOfLaw(law(-6))).toBeUndefined();
  expect(problemOfLaw({ ...law(-6), interest: -1 })).toBe('interest-not-above-minus-one');
  expect(problemOfLaw({ ...law(-6), alpha: -0.1 })).toBe('negative-force');
  expect(problemOfLaw({ ...law(-6), beta: Number.NaN })).toBe('no-number');
  expect(problemOfLaw({ alpha: 0, beta: 0.1, shift: 0, interest: 0 })).toBe('no-annuity-value');
});

/**
 * The evidence for law and interest: up to 54 the smoothing coefficient holds minus the premium for the funded old-age
 * pension, 0.005·N_65/D_x, so that the printed columns of Annex 2.1 must differ by it, within 0.01 of 100·u (each is printed
 * to two digits). Ages 18, 35, 45 and 54 of 2005; b2 by cohort.
 */
it.each([
  [18, 16.86, 16.45, -11, -18],
  [35, 16.81, 16.13, -10, -17],
  [45, 16.28, 15.36, -9, -16],
  [54, 14.4, 13.22, -8, -15],
])('Annex 2.1: men and women differ by the funded pension at %i', (age, men, women, shiftMen, shiftWomen) => {
  const premium = (shift: number): number => 0.5 * deferredAnnuity(law(shift), age, 65);
  expect(Math.abs(men - women - (premium(shiftWomen) - premium(shiftMen)))).toBeLessThan(0.01);
});

/** The fund's participants: ages 25 to 99, as many newcomers every year, so that its numbers never change (nl-ftk section 4). */
import { makehamInTens, survival } from '../mortality/makeham.js';
import type { AlmParameters } from './parameters.js';

export const FIRST_AGE = 25;
export const LAST_AGE = 99;
export const RETIREMENT_AGE = 67;
/** Ages there are, and years in which something is paid to those of today. */
export const AGES = LAST_AGE - FIRST_AGE + 1;
/** Ages of the actives: 25 to 66. */
export const ACTIVE_AGES = RETIREMENT_AGE - FIRST_AGE;
/** Calendar year of the start. */
export const START_YEAR = 2015;

/** By place: 0 is age 25. */
export interface Population {
  /** Persons of each age, 1 at the first. */
  readonly persons: Float64Array;
  readonly actives: number;
  /** K: paid m years later to those who earn a right of 1 now. */
  readonly accrualFlows: Float64Array;
}

export function population({ mortality: [a, b, c] }: AlmParameters): Population {
  const law = makehamInTens(a, b, c);
  const persons = Float64Array.from({ length: AGES }, (_, place) => survival(law, FIRST_AGE, place));
  return {
    persons,
    actives: persons.subarray(0, ACTIVE_AGES).reduce((sum, one) => sum + one, 0),
    accrualFlows: flowsOf(persons, (place) => (place < ACTIVE_AGES ? 1 : 0)),
  };
}

/** CF_m = Σ_x rights_x·n_(x+m) over 67 ≤ x+m ≤ 99: what is paid m years later to those alive then. */
export function flowsOf(persons: Float64Array, rights: (place: number) => number): Float64Array {
  const flows = new Float64Array(AGES);
  for (let place = 0; place < AGES; place += 1) {
    const right = rights(place);
    for (let then = Math.max(place, ACTIVE_AGES); then < AGES; then += 1) {
      (flows[then - place] as number) += right * (persons[then] as number);
    }
  }
  return flows;
}

/** Years of accrual behind a place at the start: one a year from 25, at most to retirement. */
export function yearsOfAccrual(place: number): number {
  return Math.min(place, ACTIVE_AGES);
}

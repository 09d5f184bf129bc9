/** The studies of nl-ftk section 4: which cohorts are looked at, and how their figures are told. */
import { FIRST_YEAR } from '#actuarial/alm/population.js';

/** Ages in 2015 whose pension result the note shows. */
export const SHOWN_AGES = [70, 50, 25] as const;
export const SHOWN_COHORTS: readonly number[] = SHOWN_AGES.map((age) => FIRST_YEAR - age);

/** Tables of decree 800/2005 by birth year. A bound that is absent is open. */

/** b2, years added to the age in the law of mortality: Annex 1, section 1. */
export type MortalityShift = {
  readonly sex: string;
  readonly birthYearFrom?: number;
  readonly birthYearTo?: number;
  readonly years: string;
};

export const OFFICIAL_MORTALITY_SHIFTS = [
  { sex: 'male', birthYearTo: 1939, years: '-6' },
  { sex: 'male', birthYearFrom: 1940, birthYearTo: 1949, years: '-7' },
  { sex: 'male', birthYearFrom: 1950, birthYearTo: 1959, years: '-8' },
  { sex: 'male', birthYearFrom: 1960, birthYearTo: 1969, years: '-9' },
  { sex: 'male', birthYearFrom: 1970, birthYearTo: 1979, years: '-10' },
  { sex: 'male', birthYearFrom: 1980, years: '-11' },
  { sex: 'female', birthYearTo: 1939, years: '-13' },
  { sex: 'female', birthYearFrom: 1940, birthYearTo: 1949, years: '-14' },
  { sex: 'female', birthYearFrom: 1950, birthYearTo: 1959, years: '-15' },
  { sex: 'female', birthYearFrom: 1960, birthYearTo: 1969, years: '-16' },
  { sex: 'female', birthYearFrom: 1970, birthYearTo: 1979, years: '-17' },
  { sex: 'female', birthYearFrom: 1980, years: '-18' },
] as const satisfies readonly MortalityShift[];

/** J per thousand by birth year and year: Annex 2.3. */
export type IndexCell = {
  readonly birthYearFrom?: number;
  readonly birthYearTo?: number;
  readonly yearFrom?: number;
  readonly yearTo?: number;
  readonly base: string;
  /** Multiplied by J'/1000 of every year from 2000 to the year asked for. */
  readonly timesFactorsFrom2000: boolean;
};

/** 1971 and later to 1992 are dashes in the print: read as 1000, never reached by a counted income. */
export const OFFICIAL_INDEX_CELLS = [
  { birthYearTo: 1925, yearTo: 1999, base: '1000', timesFactorsFrom2000: false },
  { birthYearTo: 1925, yearFrom: 2000, base: '1000', timesFactorsFrom2000: true },
  { birthYearFrom: 1926, birthYearTo: 1928, yearTo: 1989, base: '1000', timesFactorsFrom2000: false },
  { birthYearFrom: 1926, birthYearTo: 1928, yearFrom: 1990, yearTo: 1999, base: '1012', timesFactorsFrom2000: false },
  { birthYearFrom: 1926, birthYearTo: 1928, yearFrom: 2000, base: '1012', timesFactorsFrom2000: true },
  { birthYearFrom: 1929, birthYearTo: 1945, yearTo: 1989, base: '1000', timesFactorsFrom2000: false },
  { birthYearFrom: 1929, birthYearTo: 1945, yearFrom: 1990, yearTo: 1992, base: '1012', timesFactorsFrom2000: false },
  { birthYearFrom: 1929, birthYearTo: 1945, yearFrom: 1993, yearTo: 1999, base: '1019.084', timesFactorsFrom2000: false },
  { birthYearFrom: 1929, birthYearTo: 1945, yearFrom: 2000, base: '1019.084', timesFactorsFrom2000: true },
  { birthYearFrom: 1946, birthYearTo: 1970, yearTo: 1992, base: '1000', timesFactorsFrom2000: false },
  { birthYearFrom: 1946, birthYearTo: 1970, yearFrom: 1993, yearTo: 1999, base: '1007', timesFactorsFrom2000: false },
  { birthYearFrom: 1946, birthYearTo: 1970, yearFrom: 2000, base: '1007', timesFactorsFrom2000: true },
  { birthYearFrom: 1971, yearTo: 1999, base: '1000', timesFactorsFrom2000: false },
  { birthYearFrom: 1971, yearFrom: 2000, base: '1000', timesFactorsFrom2000: true },
] as const satisfies readonly IndexCell[];

/** Whether a year lies within bounds of which either may be absent. */
export function within(year: number, from: number | undefined, to: number | undefined): boolean {
  return (from === undefined || year >= from) && (to === undefined || year <= to);
}

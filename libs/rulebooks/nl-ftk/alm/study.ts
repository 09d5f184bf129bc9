/** The studies of nl-ftk section 4: two sets of rules on the same scenarios, and the variants that the note was asked about. */
import type { AlmParameters, PremiumBasis } from '#actuarial/alm/parameters.js';
import { START_YEAR } from '#actuarial/alm/population.js';
import type { Study } from '#actuarial/alm/simulate.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { JsonSchema } from '../../frame/operation.js';
import { readCount, readList } from '../../frame/operation-input.js';
import { readPremiumBasis, readRegime, readStudyParameters } from '../input/read.js';
import * as is from '../input/schema.js';
import { inDoubles, type Regime } from '../regime.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `most`: scenario-years; fewer where they are computed in decimals. */
    STUDY_TOO_LARGE: {
      readonly scenarios: number;
      readonly years: number;
      readonly regimes: number;
      readonly most: number;
      readonly arithmetic?: Exclude<Arithmetic, 'double'>;
    };
  }
}

/** Ages in 2015 whose pension result the note shows. */
const SHOWN_AGES = [70, 50, 25] as const;
export const SHOWN_COHORTS: readonly number[] = SHOWN_AGES.map((age) => START_YEAR - age);

/** Doubles, or decimals of 40 digits: a thousand times slower, to prove the doubles. */
export const STUDY_ARITHMETICS = ['double', 'decimal'] as const;
export type Arithmetic = (typeof STUDY_ARITHMETICS)[number];

const MOST_YEARS = 500;
const MOST_SCENARIOS = 1_000_000;
/** Scenario-years that one calculation may take: some minutes. */
const MOST_SCENARIO_YEARS = 20_000_000;

export const yearsField = is.count(1, MOST_YEARS);
export const scenariosField = is.count(1, MOST_SCENARIOS);
export const birthYearsField = is.list(is.count(1800, 2600));

export interface StudySize {
  readonly years: number;
  readonly scenarios: number;
  readonly seed: number;
  readonly basis: PremiumBasis;
  readonly params: AlmParameters;
}

/** Refuses STUDY_TOO_LARGE. */
export function studyOf(size: StudySize, regimes: readonly Regime[], resultCohorts: readonly number[], keepsPaths: boolean): Study {
  const { years, scenarios } = size;
  if (years * scenarios * regimes.length > MOST_SCENARIO_YEARS) {
    refuse('STUDY_TOO_LARGE', { scenarios, years, regimes: regimes.length, most: MOST_SCENARIO_YEARS });
  }
  return { ...size, regimes: regimes.map(inDoubles), resultCohorts, keepsPaths };
}

/** The three changes of the new rules that the note was asked about, and all of them (note, section 4). */
export const VARIANTS = {
  catchUp: { base: 'new', catchUpShare: '1' },
  threshold: { base: 'new', threshold: '1.05' },
  ufr: { base: 'new', ufr: '0.042' },
  all: { base: 'new', catchUpShare: '1', threshold: '1.05', ufr: '0.042' },
} as const;

const DEFAULTS = { regimeA: 'old', regimeB: 'new', years: 75, scenarios: 1000, seed: 1, premiumBasis: 'averageRTS' } as const;

/** Birth years of the report: every fifth, from the oldest that the claims name to those who enter in 2060. */
const BIRTH_YEARS = Array.from({ length: 23 }, (_, index) => 1925 + 5 * index);

/** Ages in 2015 of those whose pension result a bound is for. */
const [AGE_OF_FIRST_BOUND, AGE_OF_LAST_BOUND] = [25, 99];

/** What `accrual alm run` takes; everything may be left out. */
export const ALM_RUN: { readonly name: string; readonly input: JsonSchema } = {
  name: 'alm run',
  input: is.inputOf({
    'regimeA?': is.regime,
    'regimeB?': is.regime,
    'variants?': { type: 'object', additionalProperties: is.regime, maxProperties: 12 },
    'years?': yearsField,
    'scenarios?': scenariosField,
    'seed?': is.seed,
    'premiumBasis?': is.premiumBasis,
    'params?': is.params,
    'birthYears?': birthYearsField,
    'bounds?': is.list(is.record({ age: is.count(AGE_OF_FIRST_BOUND, AGE_OF_LAST_BOUND), bound: is.positive }), 20),
  }),
};

export interface AlmRun {
  /** With every default filled in. */
  readonly input: JsonObject;
  readonly study: Study;
  /** Names of the study's regimes, in their order: A, B, then the variants. */
  readonly names: readonly string[];
  readonly birthYears: readonly number[];
}

/** Scenario-years in decimals: some minutes. */
const MOST_EXACT_YEARS = 100_000;

/** Refuses STUDY_TOO_LARGE for a study in decimals. */
export function refuseLargeExact({ study: { years, scenarios, regimes } }: Pick<AlmRun, 'study'>, arithmetic: Arithmetic): void {
  if (arithmetic === 'double' || years * scenarios * regimes.length <= MOST_EXACT_YEARS) return;
  refuse('STUDY_TOO_LARGE', { scenarios, years, regimes: regimes.length, most: MOST_EXACT_YEARS, arithmetic });
}

/** Reads an input that has passed the schema of ALM_RUN. Refuses INVALID_INPUT, MISSING_PARAMETER, STUDY_TOO_LARGE. */
export function readAlmRun(given: JsonObject): AlmRun {
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined));
  const input: JsonObject = { ...DEFAULTS, variants: VARIANTS, birthYears: BIRTH_YEARS, params: {}, ...present };
  const variants = input['variants'] as JsonObject;
  const regimes = [
    readRegime(input, 'regimeA'),
    readRegime(input, 'regimeB'),
    ...Object.keys(variants).map((name) => readRegime(Object.fromEntries([[`variants.${name}`, variants[name]]]), `variants.${name}`)),
  ];
  const birthYears = [...new Set(input['birthYears'] as readonly number[])].sort((one, other) => one - other);
  const ofBounds = readList(input, 'bounds').map((one) => START_YEAR - (one['age'] as number));
  const cohorts = [...new Set([...SHOWN_COHORTS, ...birthYears, ...ofBounds])];
  const size = {
    years: readCount(input, 'years'),
    scenarios: readCount(input, 'scenarios'),
    seed: readCount(input, 'seed'),
    basis: readPremiumBasis(input),
    params: readStudyParameters(input),
  };
  return { input, study: studyOf(size, regimes, cohorts, true), names: ['A', 'B', ...Object.keys(variants)], birthYears };
}

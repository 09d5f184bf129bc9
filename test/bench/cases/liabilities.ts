import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { deferredAnnuity } from '#actuarial/annuity.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { EmployerIncome } from '#ledger/participant/incomes/state.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { initialParticipant } from '#ledger/participant/state.js';
import type { Sex } from '#ledger/participant/enrolment/events.js';
import { layer, type ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import { readParameterFile } from '#rulebooks/frame/parameters/publication.js';
import { fiKapl } from '#rulebooks/fi-kapl/ledger/rulebook.js';
import type { BenchCase } from '../case.js';
import { spread, stopwatch } from '../measure.js';

const PARTICIPANTS = 100_000;
/** States made and let go at a time, so that the folds' memory is no part of the figure. */
const AT_A_TIME = 1_000;
const YEAR = 2005;
const [FIRST_YEAR, YEARS] = [1997, 9];
const [FIRST_COHORT, COHORTS] = [1950, 30];
/** Euros of the yearly income limits of the illustrative parameters; all incomes lie above. */
const LEAST_INCOME = 100_000;

const birthYear = (index: number): number => FIRST_COHORT + spread(index, COHORTS);
const sexOf = (index: number): Sex => (index % 2 === 0 ? 'male' : 'female');
/** In cents. */
const income = (index: number, year: number): number => LEAST_INCOME + spread(index * YEARS + year, 3_000_000);

function parameters(): ParameterSet {
  const files = ['illustrative-1997-2013.json', 'illustrative-liabilities-1997-2013.json'];
  return files.reduce((set, file) => {
    const document = JSON.parse(readFileSync(resolve('test/samples/fi-kapl', file), 'utf8')) as JsonObject;
    return layer(set, readParameterFile(document, fiKapl).parameters);
  }, fiKapl.parameters.official);
}

/** A participant as the fold leaves it, born on 1 January: no part of a year lies before 23. */
function stateOf(index: number): ParticipantState {
  const participantId = `P${index}`;
  const incomes = new Map<number, Map<string, EmployerIncome>>();
  for (let year = Math.max(FIRST_YEAR, birthYear(index) + 23); year < FIRST_YEAR + YEARS; year += 1) {
    const version = {
      eventId: participantId,
      revision: year,
      amountMinor: income(index, year),
      coverage: 'kapl' as const,
      recordedAt: '',
      correctedOn: undefined,
      reason: undefined,
      supersedes: undefined,
    };
    incomes.set(year, new Map([['E1', { employerId: 'E1', versions: [version] }]]));
  }
  const enrolment = {
    participantId,
    scheme: 'fi-kapl',
    fundId: 'fi-kapl',
    birthDate: `${birthYear(index)}-01-01`,
    sex: sexOf(index),
    enrolledOn: '1997-01-01',
  };
  return { ...initialParticipant(), enrolment, incomes };
}

/** Σ of formula (6) by both ways; they must agree, or they would not do the same work. */
function checked(total: number): number {
  if (Math.abs(total / expectedTotal() - 1) > 1e-9) throw new Error(`the liabilities add up to ${total}, not ${expectedTotal()}`);
  return total;
}

let expected: number | undefined;
function expectedTotal(): number {
  expected ??= plainLoop(doubles());
  return expected;
}

interface Doubles {
  readonly cohort: Uint16Array;
  readonly incomes: Float64Array;
  /** 0.005 · J_v / J_{i−1} by cohort and year of income; 0 where it does not count. */
  readonly rates: Float64Array;
  /** N_65/D_h by cohort and sex. */
  readonly factors: Float64Array;
  /** u by cohort and sex, y, and the share of the index raise. */
  readonly smoothing: Float64Array;
  readonly premiumRate: number;
  readonly raise: number;
}

const index = (law: ParameterSet, name: string, year: number): number =>
  Number(law.parameters.get(name)?.entries.find(({ from, to }) => from <= `${year}-01-01` && (to ?? '9999') >= `${year}-01-01`)?.value);

/** The same tables in doubles: what someone would write who needs the sum alone. */
function doubles(): Doubles {
  const law = parameters();
  const J = (year: number): number => {
    let product = 1;
    for (let j = 2000; j <= year; j += 1) product *= index(law, 'indexFactor', j) / 1000;
    return product;
  };
  const base = (cohort: number, year: number): number => (FIRST_COHORT + cohort < 1971 ? (year < 1993 ? 1000 : 1007) : 1000) * J(year);
  const rates = new Float64Array(COHORTS * YEARS);
  const factors = new Float64Array(COHORTS * 2);
  const smoothing = new Float64Array(COHORTS * 2);
  const table = law.parameters.get('smoothingTable')?.entries[0]?.value as unknown as Record<Sex, Record<string, string>>;
  for (let cohort = 0; cohort < COHORTS; cohort += 1) {
    const born = FIRST_COHORT + cohort;
    for (let i = 0; i < YEARS; i += 1) {
      const year = FIRST_YEAR + i;
      const counts = year - born < 55 && (year > 2004 || year >= born + 23);
      rates[cohort * YEARS + i] = counts ? (0.005 * base(cohort, YEAR)) / base(cohort, year - 1) : 0;
    }
    for (const [s, sex] of (['male', 'female'] as const).entries()) {
      const shift = (sex === 'male' ? -8 : -15) - Math.floor((born - 1950) / 10);
      factors[cohort * 2 + s] = deferredAnnuity({ alpha: 0.00005, beta: 0.095, shift, interest: 0.03 }, YEAR - born + 0.5, 65);
      smoothing[cohort * 2 + s] = Number(table[sex][String(Math.min(63, YEAR - born))]);
    }
  }
  const cohort = new Uint16Array(PARTICIPANTS);
  const incomes = new Float64Array(PARTICIPANTS * YEARS);
  for (let p = 0; p < PARTICIPANTS; p += 1) {
    cohort[p] = birthYear(p) - FIRST_COHORT;
    for (let i = 0; i < YEARS; i += 1) incomes[p * YEARS + i] = income(p, FIRST_YEAR + i) / 100;
  }
  return { cohort, incomes, rates, factors, smoothing, premiumRate: 0.216, raise: 1 - 1000 / index(law, 'indexFactor', YEAR) };
}

/** Funded pension, liability, index raise, premium and smoothing part of everyone, added up. */
function plainLoop({ cohort, incomes, rates, factors, smoothing, premiumRate, raise }: Doubles): number {
  let [liabilities, raises, premiums, parts] = [0, 0, 0, 0];
  for (let p = 0; p < PARTICIPANTS; p += 1) {
    const own = cohort[p] as number;
    let pension = 0;
    for (let i = 0; i < YEARS; i += 1) pension += (incomes[p * YEARS + i] as number) * (rates[own * YEARS + i] as number);
    const place = own * 2 + (p & 1);
    const liability = pension * (factors[place] as number);
    const last = incomes[p * YEARS + YEARS - 1] as number;
    liabilities += liability;
    raises += liability * raise;
    premiums += Math.round(last * premiumRate * 100) / 100;
    parts += Math.round(last * (smoothing[place] as number) * 100) / 100;
  }
  if (!(raises > 0 && premiums > parts)) throw new Error('the plain loop computes nothing');
  return liabilities;
}

export const liabilities: BenchCase = {
  name: 'liabilities',
  about: `liabilities at the end of ${YEAR} of ${PARTICIPANTS.toLocaleString('en')} participants with up to ${YEARS} incomes ` +
    'each, on one core: funded pension, formula (6), index raise, premium',
  unit: 'participants',
  journals: () => [],
  ways: {
    exact: {
      run: async () => {
        const law = fiKapl.capabilities.liabilities;
        if (law === undefined) throw new Error('fi-kapl keeps liabilities');
        const watch = stopwatch();
        const set = parameters();
        let total = 0;
        for (let from = 0; from < PARTICIPANTS; from += AT_A_TIME) {
          const states = Array.from({ length: AT_A_TIME }, (_, place) => stateOf(from + place));
          await watch.during(() => {
            for (const state of states)
              for (const { liability } of law.participant(state, YEAR, set).liabilities) total += Number(liability);
          });
        }
        checked(total);
        return watch.measured(PARTICIPANTS);
      },
      mostRounds: 3,
    },
    'plain loop': {
      isBaseline: true,
      run: async () => {
        const own = doubles();
        const watch = stopwatch();
        checked(await watch.during(() => plainLoop(own)));
        return watch.measured(PARTICIPANTS);
      },
    },
  },
  aims: [{ measure: 'rate', way: 'exact', against: 'plain loop' }],
};

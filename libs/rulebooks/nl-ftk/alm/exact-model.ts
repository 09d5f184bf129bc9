/** What the scenarios of an exact study share: parameters, rules, population and the start, in decimals (nl-ftk sections 3 and 4). */
import { ACTIVE_AGES, AGES, FIRST_AGE, yearsOfAccrual } from '#actuarial/alm/population.js';
import type { AlmParameters, FundingRegime } from '#actuarial/alm/parameters.js';
import { makehamHazard } from '#actuarial/mortality/exact-makeham.js';
import { Decimal, ONE, sum, ZERO } from '#money/decimal.js';
import { FIXED_UFR } from '../parameters.js';
import { regimeOf, type Regime } from '../regime.js';

/** Maturity up to which the forwards are the market's. */
const LAST_LIQUID_MATURITY = 20;

export type ExactRegime = Regime;

/** The numbers of a study are the decimals that it was given: the shortest text of a double is that decimal. */
export type ExactParameters = {
  readonly [Name in keyof Omit<AlmParameters, 'rateHistory' | 'mortality'>]: Decimal;
} & { readonly rateHistory: readonly Decimal[]; readonly mortality: readonly Decimal[] };

export interface ExactModel {
  readonly params: ExactParameters;
  /** n by place: 0 is age 25. */
  readonly persons: readonly Decimal[];
  readonly actives: Decimal;
  /** K_m. */
  readonly accrualFlows: readonly Decimal[];
  /** e^(−speed·(j − 20)): what is left of the market rate in the forward of year j. */
  readonly weights: readonly Decimal[];
  /** Price inflation that a premium on the expected return reckons with. */
  readonly leastInflation: Decimal;
  readonly start: {
    readonly rights: readonly Decimal[];
    readonly full: readonly Decimal[];
    readonly flows: readonly Decimal[];
    readonly assets: Decimal;
  };
}

export function exactModel(given: AlmParameters): ExactModel {
  const params = exactParameters(given);
  const persons = survivors(params.mortality);
  const weights = Array.from({ length: AGES }, (_, j) =>
    j <= LAST_LIQUID_MATURITY ? ONE : params.convergence.times(LAST_LIQUID_MATURITY - j).exp(),
  );
  const full = persons.map((_, place) => params.priorAccrual.times(yearsOfAccrual(place)));
  const rights = full.map((right) => right.div(ONE.plus(params.backlog0)));
  const flows = flowsOf(persons, (place) => rights[place] as Decimal);
  const opening = factorsAt({ weights }, params.r0, new Decimal(FIXED_UFR));
  const assets = params.fundingRatio0.times(sum(flows.map((flow, m) => flow.times(opening[m] as Decimal))));
  return {
    ...{ params, persons, weights, leastInflation: new Decimal('0.02') },
    actives: sum(persons.slice(0, ACTIVE_AGES)),
    accrualFlows: flowsOf(persons, (place) => (place < ACTIVE_AGES ? ONE : ZERO)),
    start: { rights, full, flows, assets },
  };
}

function exactParameters(params: AlmParameters): ExactParameters {
  const entries = Object.entries(params).map(([name, value]: [string, number | readonly number[]]) => [
    name,
    typeof value === 'number' ? new Decimal(value) : value.map((one) => new Decimal(one)),
  ]);
  return Object.fromEntries(entries) as ExactParameters;
}

export function exactRegime({ base, mvevYears, ...fields }: FundingRegime): ExactRegime {
  const exact = Object.entries(fields).map(([name, value]) => [name, value === null ? null : new Decimal(value)]);
  return { ...regimeOf(base), mvevYears, ...Object.fromEntries(exact) } as ExactRegime;
}

/** S(25 → x) by Makeham's law. */
function survivors([a, b, c]: readonly Decimal[]): readonly Decimal[] {
  const hazard = makehamHazard({ a: a as Decimal, b: b as Decimal, c: c as Decimal, shift: ZERO });
  const atFirst = hazard(FIRST_AGE * 12);
  return Array.from({ length: AGES }, (_, t) => atFirst.minus(hazard((FIRST_AGE + t) * 12)).exp());
}

function flowsOf(persons: readonly Decimal[], rightOf: (place: number) => Decimal): readonly Decimal[] {
  const flows = Array.from({ length: AGES }, () => ZERO);
  persons.forEach((_, place) => {
    for (let then = Math.max(place, ACTIVE_AGES); then < AGES; then += 1) {
      flows[then - place] = (flows[then - place] as Decimal).plus(rightOf(place).times(persons[then] as Decimal));
    }
  });
  return flows;
}

/** v_m for m = 0 … 74. */
export function factorsAt({ weights }: Pick<ExactModel, 'weights'>, rate: Decimal, ultimate: Decimal): readonly Decimal[] {
  let factor = ONE;
  return weights.map((weight, m) => {
    if (m > 0) factor = factor.div(ONE.plus(ultimate).plus(rate.minus(ultimate).times(weight)));
    return factor;
  });
}

/** Σ flows_m·(1 + rate)^−m. */
export function exactlyPresentAt(flows: readonly Decimal[], rate: Decimal): Decimal {
  const yearly = ONE.div(ONE.plus(rate));
  return flows.reduceRight((value, flow) => value.times(yearly).plus(flow), ZERO);
}

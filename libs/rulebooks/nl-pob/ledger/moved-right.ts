/**
 * What a decision of the fund makes of the rights of one (section 9): tranches are kept unrounded, and posted(new sum) − posted(old sum) is
 * booked. The figure and how it comes about are one.
 */
import type { DecisionGrounds } from '#ledger/fund/policy/events.js';
import type { RightsKey } from '#ledger/participant/rights/booked-rights.js';
import { addMinor } from '#money/amount.js';
import { yearOf, type CivilDate } from '#money/civil-date.js';
import { ONE, sum, type Decimal } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import { explained, type Explained, type Telling } from '../../frame/figures/explained.js';
import { HALF_UP } from '../../frame/figures/figure.js';

export const RIGHTS_UNIT = 'EUR per year';

/** A tranche of a year of accrual, or of what came by transfer in it. */
export interface Right {
  readonly year: number;
  readonly right: Decimal;
  readonly transferredOn?: CivilDate;
}

export interface RightsStep {
  readonly key: RightsKey & { readonly kind: Exclude<RightsKey['kind'], 'accrual'> };
  readonly on: CivilDate;
  /** Tranches of years before it are moved. */
  readonly beforeYear: number;
  /** Decimal text; below zero for a reduction. */
  readonly rate: string;
  readonly grounds: DecisionGrounds | undefined;
}

/** Where the source says what moves a right. */
export const ARTICLES: { readonly [kind in RightsKey['kind']]: string } = {
  accrual: 'pension regulations',
  indexation: 'VIII',
  reduction: 'IX',
  'catch-up': 'VIII',
};

/** `rights.accrual.2018`, `rights.indexation.2019`, `rights.catch-up.2021.missed.2019`. */
export function nameOfRight({ key: { kind, of, catchUp }, on }: { readonly key: RightsKey; readonly on: CivilDate }): string {
  const year = kind === 'accrual' ? of : String(yearOf(on));
  return `rights.${kind}.${year}${catchUp === undefined ? '' : `.${catchUp.kind}.${catchUp.ofYear}`}`;
}

export interface MovedRights {
  readonly rights: readonly Right[];
  /** Minor units a year, signed. */
  readonly amountMinor: number;
  /** How it comes about. */
  readonly telling: () => Telling;
}

/** Moves the tranches of years before one by a rate. */
export function movedRights(rights: readonly Right[], step: RightsStep): MovedRights {
  const factor = ONE.plus(step.rate);
  const isMoved = ({ year }: Right): boolean => year < step.beforeYear;
  const moved = rights.map((one) => (isMoved(one) ? { ...one, right: one.right.times(factor) } : one));
  const name = nameOfRight(step);
  const article = ARTICLES[step.key.kind];
  const before = postedSum(rights, { name: `${name}.before`, article, of: () => 'as it was' });
  const after = postedSum(moved, {
    ...{ name: `${name}.after`, article },
    of: (one) => (isMoved(one) ? 'before · factor' : `not moved: not of a year before ${step.beforeYear}`),
  });
  const telling = (): Telling => ({
    name,
    unit: RIGHTS_UNIT,
    formula: `posted(sum of rights after) − posted(sum before), tranches of years before ${step.beforeYear} moved`,
    article,
    inputs: [before, factorOf(factor, name, step), after],
  });
  return { rights: moved, amountMinor: addMinor(after.value, -before.value), telling };
}

interface SumTelling {
  readonly name: string;
  readonly article: string;
  readonly of: (right: Right) => string;
}

function postedSum(rights: readonly Right[], { name, article, of }: SumTelling): Explained<number> {
  return explained(roundPostedMinor(sum(rights.map(({ right }) => right))), () => ({
    name,
    unit: RIGHTS_UNIT,
    formula: 'posted(Σ of the tranches, unrounded)',
    article,
    rounding: HALF_UP,
    inputs: rights.map((one) => {
      const part = `${name}.${one.year}${one.transferredOn === undefined ? '' : `.transferred.${one.transferredOn}`}`;
      return explained(one.right, () => ({ name: part, unit: RIGHTS_UNIT, formula: of(one), article }));
    }),
  }));
}

function factorOf(factor: Decimal, name: string, { key, on, rate, grounds }: RightsStep): Explained<Decimal> {
  const decision = grounds === undefined ? {} : { decision: { eventId: key.of, on, rate, ...grounds } };
  return explained(factor, () => ({
    ...{ name: `${name}.factor`, unit: 'fraction', formula: '1 + rate, as the board decided', article: ARTICLES[key.kind] },
    ...{ events: [key.of], ...decision },
  }));
}

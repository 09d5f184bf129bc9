/** Survival by month of age and present values of payments to the living, computed once for each law and rate. */
import type { HazardLaw } from '#actuarial/mortality/exact-makeham.js';
import { Decimal, ZERO } from '#money/decimal.js';
import { monthlyRate } from '../monthly-rate.js';
import { LAST_AGE_MONTHS } from './makeham.js';

/** Digits of the table: far above the 12 that an answer needs, and twice as fast as the 40 of money. */
const Tabled = Decimal.clone({ precision: 30 });

interface LifeTable {
  /** exp(−H) by month of age. */
  readonly living: Decimal[];
  /** Yearly rate → Σ of living · discount from a month of age to the last. */
  readonly values: Map<string, Decimal[]>;
}

const tables = new WeakMap<HazardLaw, LifeTable>();

function tableOf(law: HazardLaw): LifeTable {
  let table = tables.get(law);
  if (table === undefined) {
    table = { living: new Array<Decimal>(LAST_AGE_MONTHS + 1), values: new Map() };
    tables.set(law, table);
  }
  return table;
}

/** exp(−H): those living at an age in months, in proportion; S(x, t) is the quotient of two of them. */
export function living(law: HazardLaw, ageMonths: number): Decimal {
  const table = tableOf(law).living;
  return (table[ageMonths] ??= new Tabled(law.cumulativeHazard(ageMonths).neg()).exp());
}

/** Σ living(m)·(1+r)^(−(m − from)/12) over the months of age from `from` to `last`, both included. */
export function livingValue(law: HazardLaw, rateAnnual: Decimal, from: number, last: number): Decimal {
  if (last < from) return ZERO;
  if (last === LAST_AGE_MONTHS) return toTheEnd(law, rateAnnual, from);
  // With a negative rate the far tail can outweigh the sum and a difference of tails would lose its digits.
  if (rateAnnual.lt(ZERO)) return summed(law, rateAnnual, from, last);
  const discount = monthlyRate(rateAnnual).discount(last + 1 - from);
  return toTheEnd(law, rateAnnual, from).minus(toTheEnd(law, rateAnnual, last + 1).times(discount));
}

function toTheEnd(law: HazardLaw, rateAnnual: Decimal, from: number): Decimal {
  const { values } = tableOf(law);
  const key = rateAnnual.toFixed();
  let tails = values.get(key);
  if (tails === undefined) {
    tails = new Array<Decimal>(LAST_AGE_MONTHS + 1);
    values.set(key, tails);
  }
  const known = tails[from];
  if (known !== undefined) return known;
  const discount = new Tabled(monthlyRate(rateAnnual).discount(1));
  let month = from;
  while (month <= LAST_AGE_MONTHS && tails[month] === undefined) month += 1;
  let tail: Decimal = month > LAST_AGE_MONTHS ? ZERO : (tails[month] as Decimal);
  for (month -= 1; month >= from; month -= 1) {
    tail = living(law, month).plus(tail.times(discount));
    tails[month] = tail;
  }
  return tail;
}

function summed(law: HazardLaw, rateAnnual: Decimal, from: number, last: number): Decimal {
  const { discount } = monthlyRate(rateAnnual);
  let total = ZERO;
  for (let month = from; month <= last; month += 1) total = total.plus(living(law, month).times(discount(month - from)));
  return total;
}


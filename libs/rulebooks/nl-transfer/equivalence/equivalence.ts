/** Tests of a collective transfer on one common basis for both sides (section 4; formulas are assumptions, the tests Answer 9's). */
import { refuse } from '#ledger/kernel/refusal.js';
import type { Decimal } from '#money/decimal.js';
import { wide, wideSum, type WideDecimal } from './wide-decimal.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** Rights that are worth nothing before the transfer; null: nobody is transferred. In a snapshot: nothing to share by. */
    NO_VALUE: { readonly participant: string | null } | { readonly participantId: string };
  }
}

export interface TransferredRight {
  readonly id: string;
  /** active, deferred, pensioner or another label. */
  readonly group: string;
  readonly oldRight: Decimal;
  readonly newRight: Decimal;
  /** Present value of 1 a year. */
  readonly factor: Decimal;
}

export interface Tolerance {
  readonly individual: Decimal;
  readonly collective: Decimal;
  readonly group: Decimal;
}

/** What rights are worth before and after; before is above 0. */
interface Values {
  readonly before: WideDecimal;
  readonly after: WideDecimal;
}

export interface EquivalenceFigures {
  readonly oldValue: Decimal;
  readonly newValue: Decimal;
  readonly collectiveRatio: Decimal;
  readonly groupRatios: ReadonlyMap<string, Decimal>;
  readonly spread: Decimal;
  /** By id ascending. */
  readonly individualFailures: readonly string[];
  readonly actuarialEquivalence: boolean;
  readonly collectiveEquivalence: boolean;
  readonly balance: boolean;
}

/** Every comparison is of unrounded fractions, bounds included. Refuses NO_VALUE `{participant}`. */
export function equivalenceOf(rights: readonly TransferredRight[], tolerance: Tolerance): EquivalenceFigures {
  const valued = rights.map((right) => ({ id: right.id, group: right.group, ...valuesOf(right) }));
  if (valued.length === 0) return refuse('NO_VALUE', { participant: null });
  const all = totalOf(valued);
  const labels = [...new Set(valued.map(({ group }) => group))];
  const groups = new Map(labels.map((label) => [label, totalOf(valued.filter(({ group }) => group === label))]));
  const [lowest, highest] = extremes([...groups.values()]);
  const individualFailures = valued.filter((one) => !isWithin(one, tolerance.individual)).map(({ id }) => id).sort(byCodeUnits);
  return {
    oldValue: all.before,
    newValue: all.after,
    collectiveRatio: ratioOf(all),
    groupRatios: new Map([...groups].map(([group, values]) => [group, ratioOf(values)])),
    spread: ratioOf(differenceOf(highest, lowest)),
    individualFailures,
    actuarialEquivalence: individualFailures.length === 0,
    collectiveEquivalence: isWithin(all, tolerance.collective),
    balance: isAtMost(differenceOf(highest, lowest), tolerance.group),
  };
}

function valuesOf({ id, oldRight, newRight, factor }: TransferredRight): Values {
  const before = wide(oldRight).times(factor);
  if (before.lte(0)) return refuse('NO_VALUE', { participant: id });
  return { before, after: wide(newRight).times(factor) };
}

function totalOf(values: readonly Values[]): Values {
  return { before: wideSum(values.map(({ before }) => before)), after: wideSum(values.map(({ after }) => after)) };
}

function ratioOf({ before, after }: Values): Decimal {
  return after.div(before);
}

/** |after/before − 1| ≤ tolerance, without a division. */
function isWithin({ before, after }: Values, tolerance: Decimal): boolean {
  return isAtMost({ before, after: after.minus(before).abs() }, tolerance);
}

function isAtMost({ before, after }: Values, bound: Decimal): boolean {
  return after.lte(before.times(bound));
}

/** The difference of two ratios as one fraction. */
function differenceOf(high: Values, low: Values): Values {
  return { before: high.before.times(low.before), after: high.after.times(low.before).minus(low.after.times(high.before)) };
}

function extremes(groups: readonly Values[]): readonly [lowest: Values, highest: Values] {
  const sorted = [...groups].sort((a, b) => a.after.times(b.before).cmp(b.after.times(a.before)));
  return [sorted[0] as Values, sorted.at(-1) as Values];
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

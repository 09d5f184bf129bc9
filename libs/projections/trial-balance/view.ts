/** The trial balance: every account's debit and credit, and their totals, which balance in each commodity. */
import { sumsOf, type Balances } from './accumulate.js';

export interface TrialBalanceAccount {
  readonly account: string;
  readonly commodity: string;
  readonly debit: string;
  readonly credit: string;
  /** debit − credit */
  readonly balance: string;
}

export type TrialBalanceTotal = Omit<TrialBalanceAccount, 'account'>;

/** A stream that could not be read or folded, and so stands in no account. */
export interface NotCounted {
  readonly stream: string;
  readonly code: string;
  readonly message: string;
}

export interface TrialBalanceView {
  readonly accounts: readonly TrialBalanceAccount[];
  readonly totals: readonly TrialBalanceTotal[];
  /** Events in effect at the coordinates, with or without postings. */
  readonly events: number;
  readonly notCounted: readonly NotCounted[];
}

export function trialBalanceView(balances: Balances, notCounted: readonly NotCounted[]): TrialBalanceView {
  const sums = [...sumsOf(balances)].sort((a, b) =>
    a.commodity === b.commodity ? compareText(a.account, b.account) : compareText(a.commodity, b.commodity),
  );
  const totals = new Map<string, { debit: bigint; credit: bigint }>();
  for (const { commodity, debit, credit } of sums) {
    const total = totals.get(commodity) ?? { debit: 0n, credit: 0n };
    totals.set(commodity, { debit: total.debit + debit, credit: total.credit + credit });
  }
  return {
    accounts: sums.map(({ account, ...sum }) => ({ account, ...formatted(sum) })),
    totals: [...totals].map(([commodity, sum]) => formatted({ commodity, ...sum })),
    events: balances.events,
    notCounted: [...notCounted].sort((a, b) => compareText(a.stream, b.stream)),
  };
}

function formatted(sum: { readonly commodity: string; readonly debit: bigint; readonly credit: bigint }): TrialBalanceTotal {
  return {
    commodity: sum.commodity,
    debit: formatMinorExactly(sum.debit),
    credit: formatMinorExactly(sum.credit),
    balance: formatMinorExactly(sum.debit - sum.credit),
  };
}

/** `123456n` → `"1234.56"`, at any size. */
export function formatMinorExactly(minor: bigint): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
  const cut = digits.length - 2;
  return `${minor < 0n ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

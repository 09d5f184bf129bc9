/** Debit and credit by account and commodity, in exact whole minor units. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { asTheyStand } from '#ledger/participant/incomes/income-versions.js';
import { postingsOf } from '#ledger/postings.js';
import { eventsInEffect, type Selection } from '#ledger/kernel/selection.js';

/** Debit and credit of an account; sums over a portfolio may leave the exact range of a number. */
export interface AccountSum {
  readonly account: string;
  readonly commodity: string;
  readonly debit: bigint;
  readonly credit: bigint;
}

/** What has been counted so far. Owned and changed in place by the fold, since a portfolio has millions of postings. */
export interface Balances {
  readonly accounts: Map<string, Map<string, RunningSum>>;
  events: number;
  lastPosition: bigint;
}

interface RunningSum {
  debit: bigint;
  credit: bigint;
  /** Not yet carried over into the big sums. */
  debitMinor: number;
  creditMinor: number;
}

/** A number is carried over long before it stops being exact: one amount is below 10^14, this and it below 2^53. */
const CARRY_AT = 2 ** 52;

export function emptyBalances(): Balances {
  return { accounts: new Map(), events: 0, lastPosition: 0n };
}

/** Adds the postings of one stream's events in effect; annulled ones are left out. `events`: in revision order. */
export function addStream(into: Balances, events: readonly RecordedEvent[], selection: Selection): void {
  addCounted(into, eventsInEffect(events, selection));
}

/** Adds the postings of events that are in effect. */
export function addCounted(into: Balances, counted: readonly RecordedEvent[]): void {
  for (const event of asTheyStand(counted)) {
    into.events += 1;
    if (event.position > into.lastPosition) into.lastPosition = event.position;
    for (const { account, commodity, amountMinor } of postingsOf(event)) {
      const sum = sumOf(into, account, commodity);
      if (amountMinor >= 0) sum.debitMinor += amountMinor;
      else sum.creditMinor -= amountMinor;
      if (sum.debitMinor >= CARRY_AT || sum.creditMinor >= CARRY_AT) carry(sum);
    }
  }
}

export function sumsOf({ accounts }: Balances): readonly AccountSum[] {
  const sums: AccountSum[] = [];
  for (const [account, commodities] of accounts) {
    for (const [commodity, sum] of commodities) {
      carry(sum);
      sums.push({ account, commodity, debit: sum.debit, credit: sum.credit });
    }
  }
  return sums;
}

/** Adds what another part of the portfolio came to. */
export function addSums(into: Balances, sums: readonly AccountSum[], events: number, lastPosition: bigint): void {
  into.events += events;
  if (lastPosition > into.lastPosition) into.lastPosition = lastPosition;
  for (const { account, commodity, debit, credit } of sums) {
    const sum = sumOf(into, account, commodity);
    sum.debit += debit;
    sum.credit += credit;
  }
}

function sumOf(into: Balances, account: string, commodity: string): RunningSum {
  let commodities = into.accounts.get(account);
  if (commodities === undefined) {
    commodities = new Map();
    into.accounts.set(account, commodities);
  }
  let sum = commodities.get(commodity);
  if (sum === undefined) {
    sum = { debit: 0n, credit: 0n, debitMinor: 0, creditMinor: 0 };
    commodities.set(commodity, sum);
  }
  return sum;
}

function carry(sum: RunningSum): void {
  sum.debit += BigInt(sum.debitMinor);
  sum.credit += BigInt(sum.creditMinor);
  sum.debitMinor = 0;
  sum.creditMinor = 0;
}

/** What the planned events of an employer move: what it owes, account by account, and what is recorded of it. */
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import { addMinor, amountMinor, formatMinor, sumMinor, type Currency } from '#money/amount.js';
import type { BookMovement } from './books.js';

/** By how much an account of the employer moves; credit is below zero. */
interface AccountMoved {
  readonly account: string;
  readonly amount: string;
}

/** How often something is recorded. */
interface EventsCounted {
  readonly type: string;
  readonly count: number;
}

export interface EmployerMovement {
  readonly employerId: string;
  readonly scheme: string;
  readonly currency: Currency;
  /** By how much it owes more; below zero: less. */
  readonly total: string;
  readonly accounts: readonly AccountMoved[];
  readonly events: readonly EventsCounted[];
}

export interface EmployersSummary extends Pick<EmployerMovement, 'currency' | 'total' | 'accounts' | 'events'> {
  readonly employers: number;
  /** The largest movements, the largest first. */
  readonly largest: readonly Pick<EmployerMovement, 'employerId' | 'total'>[];
}

const LARGEST = 20;

/** `books`: what the events move, of this employer alone. */
export function employerMovement(
  employer: Pick<EmployerMovement, 'employerId' | 'scheme' | 'currency'>,
  events: readonly EventToAppend[],
  books: readonly BookMovement[],
): EmployerMovement {
  const accounts = summed(books.map(({ account, movedMinor }) => [account, movedMinor]));
  return { ...employer, total: formatMinor(totalOf(accounts)), accounts: shownAccounts(accounts), events: shownEvents(typesOf(events)) };
}

export interface EmployersGatherer {
  readonly add: (movement: EmployerMovement) => void;
  /** One a currency. */
  readonly summaries: () => readonly EmployersSummary[];
}

interface Gathered {
  employers: number;
  accounts: ReadonlyMap<string, number>;
  events: ReadonlyMap<string, number>;
  largest: readonly { readonly employerId: string; readonly minor: number }[];
}

export function employersGatherer(): EmployersGatherer {
  const byCurrency = new Map<string, Gathered>();
  return {
    add: ({ employerId, currency, total, accounts, events }) => {
      const gathered = byCurrency.get(currency) ?? { employers: 0, accounts: new Map(), events: new Map(), largest: [] };
      byCurrency.set(currency, gathered);
      gathered.employers += 1;
      gathered.accounts = summed([...gathered.accounts, ...accounts.map(({ account, amount }) => [account, amountMinor(amount)] as const)]);
      gathered.events = summed([...gathered.events, ...events.map(({ type, count }) => [type, count] as const)]);
      const minor = amountMinor(total);
      if (minor === 0) return;
      gathered.largest = [...gathered.largest, { employerId, minor }].sort(byAmount).slice(0, LARGEST);
    },
    summaries: () => [...byCurrency].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, gathered]) => summaryOf(currency, gathered)),
  };
}

function summaryOf(currency: string, { employers, accounts, events, largest }: Gathered): EmployersSummary {
  return {
    currency: currency as Currency,
    employers,
    total: formatMinor(totalOf(accounts)),
    accounts: shownAccounts(accounts),
    events: shownEvents(events),
    largest: largest.map(({ employerId, minor }) => ({ employerId, total: formatMinor(minor) })),
  };
}

function byAmount(a: { readonly minor: number }, b: { readonly minor: number }): number {
  return Math.abs(b.minor) - Math.abs(a.minor);
}

function summed(parts: readonly (readonly [name: string, add: number])[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [name, add] of parts) sums.set(name, addMinor(sums.get(name) ?? 0, add));
  return sums;
}

function totalOf(accounts: ReadonlyMap<string, number>): number {
  return sumMinor(accounts.values(), (minor) => minor);
}

function typesOf(events: readonly EventToAppend[]): ReadonlyMap<string, number> {
  return summed(events.map(({ type }) => [type, 1]));
}

function shownAccounts(accounts: ReadonlyMap<string, number>): readonly AccountMoved[] {
  return inOrder(accounts)
    .filter(([, minor]) => minor !== 0)
    .map(([account, minor]) => ({ account, amount: formatMinor(minor) }));
}

function shownEvents(events: ReadonlyMap<string, number>): readonly EventsCounted[] {
  return inOrder(events).map(([type, count]) => ({ type, count }));
}

function inOrder(sums: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * An employer's account as its invoices and payments make it, each on its own day: what every payment and credit pays, and what is left.
 * Derived, never read off what was booked, so that the order in which things came in moves nothing (nl-pob section 9; policy 5).
 */
import { addMinor, amountMinor, sumMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { Allocation, OpenInvoice, Receivable, ReceivableBalance, ReceivableCredit, ReceivableLaw } from '../law/receivable.js';
import { comparableText } from '../../kernel/text.js';
import type { InvoicesSlice, ReceivedPayment, SentInvoice } from './events.js';

export interface AllocatedPayment {
  readonly payment: ReceivedPayment;
  readonly allocations: readonly Allocation[];
  readonly unallocatedMinor: number;
}

/** Credit as it pays invoices on a day. */
export interface CreditOfDay {
  readonly on: CivilDate;
  readonly allocations: readonly Allocation[];
}

/** What an invoice gives back: it asks for less than nothing, or a replacement takes back more than was left to pay on it. */
export interface Surplus {
  readonly on: CivilDate;
  readonly invoice: string;
  readonly amountMinor: number;
}

export interface EmployerAccount {
  readonly asOf: CivilDate;
  /** Sent by the day, in the order in which they were sent, with what is credited to each. */
  readonly receivables: readonly Receivable[];
  /** In order of their days; of one day those that name an invoice first, then by reference. */
  readonly payments: readonly AllocatedPayment[];
  readonly credits: readonly CreditOfDay[];
  readonly surpluses: readonly Surplus[];
  /** Left of payments and surpluses; nothing was due that it could pay. */
  readonly creditMinor: number;
}

export type AccountBooks = Pick<InvoicesSlice, 'invoices' | 'payments'>;

/** On a day, its own invoices, payments, charges and due dates included. Refuses MISSING_PARAMETER (late interest). */
export function accountOf({ invoices, payments }: AccountBooks, asOf: CivilDate, law: ReceivableLaw): EmployerAccount {
  const account = emptyAccount(invoices, law);
  const received = grouped(payments, ({ receivedOn }) => receivedOn);
  const days = [...new Set([...account.days, ...received.keys()])].filter((day) => day <= asOf).sort();
  days.forEach((day, index) => {
    openDay(account, day);
    for (const payment of (received.get(day) ?? []).sort(inOrderOfDay)) pay(account, payment);
    closeDay(account, day, days[index + 1], asOf);
  });
  const { debts, creditMinor, credits, surpluses } = account;
  const receivables = [...debts.values()].filter(({ sentOn }) => sentOn <= asOf);
  return { asOf, receivables, payments: account.payments, credits, surpluses, creditMinor };
}

export function emptyAccount(invoices: readonly SentInvoice[], law: ReceivableLaw): RunningAccount {
  const sent = grouped(invoices, ({ data }) => data.sentOn);
  const dueOn = new Set(invoices.map(({ data }) => data.dueOn));
  const days = [...new Set([...sent.keys(), ...dueOn])].sort();
  const nothing = { live: new Map(), paidOff: new Map(), payments: [], credits: [], surpluses: [], creditMinor: 0 };
  return { law, sent, dueOn, days, debts: debtsOf(invoices), ...nothing };
}

/** A day begins with what is sent on it; then come its payments. */
export function openDay(account: RunningAccount, day: CivilDate): void {
  send(account, day, account.sent.get(day) ?? []);
}

/** Once its payments have come: credit meets what falls due on the day, and charges of interest before the next one, up to `asOf`. */
export function closeDay(account: RunningAccount, day: CivilDate, next: CivilDate | undefined, asOf: CivilDate): void {
  // A charge of interest falls due on its day, as an invoice does on its own (assumption).
  if (account.dueOn.has(day) || chargedOn(account, day)) applyCredit(account, day);
  applyOnCharges(account, day, next, asOf);
}

export interface Debt extends Receivable {
  readonly credits: ReceivableCredit[];
}

/** The account of an employer as its days go by. */
export interface RunningAccount {
  readonly law: ReceivableLaw;
  readonly sent: ReadonlyMap<CivilDate, readonly SentInvoice[]>;
  readonly dueOn: ReadonlySet<CivilDate>;
  /** On which something is sent or falls due, in order. */
  readonly days: readonly CivilDate[];
  readonly debts: Map<string, Debt>;
  /** Something is left to pay on them, or to charge. */
  readonly live: Map<string, Debt>;
  /** Balances of those with nothing left to pay, as they stand until the next charge. */
  readonly paidOff: Map<string, ReceivableBalance>;
  readonly payments: AllocatedPayment[];
  readonly credits: CreditOfDay[];
  readonly surpluses: Surplus[];
  creditMinor: number;
}

function grouped<T>(items: readonly T[], dayOf: (item: T) => CivilDate): ReadonlyMap<CivilDate, T[]> {
  const found = new Map<CivilDate, T[]>();
  for (const item of items) {
    const ofDay = found.get(dayOf(item));
    if (ofDay === undefined) found.set(dayOf(item), [item]);
    else ofDay.push(item);
  }
  return found;
}

/** Payments of one day: whatever their order, each invoice gets the same of them together; this is which of them pays what. */
export function inOrderOfDay(a: ReceivedPayment, b: ReceivedPayment): number {
  if ((a.named === undefined) !== (b.named === undefined)) return a.named === undefined ? 1 : -1;
  const [one, other] = [comparableText(a.reference), comparableText(b.reference)];
  return one === other ? 0 : one < other ? -1 : 1;
}

function debtsOf(invoices: readonly SentInvoice[]): Map<string, Debt> {
  return new Map(
    invoices.map(({ data: { invoice, sentOn, dueOn, total, replaces = [] } }) => {
      // What a replacement takes back pays the old invoices, so that it asks for all that it charges.
      const asked = addMinor(amountMinor(total), sumMinor(replaces, ({ amount }) => amountMinor(amount)));
      return [invoice, { invoice, sentOn, dueOn, amountMinor: asked, credits: [] }];
    }),
  );
}

function send(account: RunningAccount, on: CivilDate, invoices: readonly SentInvoice[]): void {
  for (const { data } of invoices) {
    const debt = account.debts.get(data.invoice) as Debt;
    if (debt.amountMinor > 0) account.live.set(data.invoice, debt);
    else giveBack(account, { on, invoice: data.invoice, amountMinor: -debt.amountMinor });
  }
  for (const { data } of invoices) {
    for (const { invoice, amount } of data.replaces ?? []) takeBack(account, invoice, on, amountMinor(amount));
  }
}

function takeBack(account: RunningAccount, invoice: string, on: CivilDate, minor: number): void {
  const debt = account.debts.get(invoice);
  if (debt === undefined) throw new Error(`a replacement of ${on} takes back the invoice ${invoice}, which was never sent`);
  const before = account.law.balance(debt, on).surplusMinor;
  debt.credits.push({ date: on, amountMinor: minor, takesBack: true });
  account.paidOff.delete(invoice);
  const after = account.law.balance(debt, on);
  giveBack(account, { on, invoice, amountMinor: after.surplusMinor - before });
  if (after.totalDueMinor > 0 && debt.sentOn <= on) account.live.set(invoice, debt);
}

function giveBack(account: RunningAccount, surplus: Surplus): void {
  if (surplus.amountMinor === 0) return;
  account.surpluses.push(surplus);
  account.creditMinor = addMinor(account.creditMinor, surplus.amountMinor);
}

export function pay(account: RunningAccount, payment: ReceivedPayment): void {
  const { receivedOn, amountMinor: paid, named } = payment;
  const first = named !== undefined && account.live.has(named) ? named : undefined;
  const { allocations, unallocatedMinor } = account.law.allocate(paid, openOn(account, receivedOn), first);
  credit(account, receivedOn, allocations);
  account.payments.push({ payment, allocations, unallocatedMinor });
  account.creditMinor = addMinor(account.creditMinor, unallocatedMinor);
}

function applyCredit(account: RunningAccount, on: CivilDate): void {
  if (account.creditMinor <= 0 || account.live.size === 0) return;
  const { allocations, unallocatedMinor } = account.law.applyCredit(account.creditMinor, openOn(account, on), on);
  if (allocations.length === 0) return;
  credit(account, on, allocations);
  account.credits.push({ on, allocations });
  account.creditMinor = unallocatedMinor;
}

/** Credit meets the charges of interest that come before anything else happens. */
function applyOnCharges(account: RunningAccount, after: CivilDate, before: CivilDate | undefined, asOf: CivilDate): void {
  for (let day = after; account.creditMinor > 0; ) {
    const charges = [...account.live.values()].map((debt) => balanceOf(account, debt, day).nextChargeOn).sort();
    const next = charges[0];
    if (next === undefined || next > asOf || (before !== undefined && next >= before)) return;
    applyCredit(account, next);
    day = next;
  }
}

/** Whether a day is one of interest for an invoice on which something is left; asked where there is credit to meet it. */
function chargedOn(account: RunningAccount, day: CivilDate): boolean {
  if (account.creditMinor <= 0) return false;
  return [...account.live.values()].some((debt) => balanceOf(account, debt, day).charges.some(({ to }) => to === day));
}

function credit(account: RunningAccount, date: CivilDate, allocations: readonly Allocation[]): void {
  for (const { invoice, amountMinor: minor } of allocations) account.debts.get(invoice)?.credits.push({ date, amountMinor: minor });
}

/** Each with what is left to pay on it, once it is asked: money reaches few of them. One with nothing left to charge either is done. */
function openOn(account: RunningAccount, on: CivilDate): readonly OpenInvoice[] {
  return [...account.live.values()].map((debt): OpenInvoice => {
    const { invoice, dueOn } = debt;
    return {
      invoice,
      dueOn,
      get baseMinor() {
        const { baseMinor, totalDueMinor } = balanceOf(account, debt, on);
        if (totalDueMinor === 0) account.live.delete(invoice);
        return baseMinor;
      },
    };
  });
}

/** On days in their order. Where nothing is left to pay nothing changes before the next charge of interest. */
function balanceOf({ law, paidOff }: RunningAccount, debt: Debt, on: CivilDate): ReceivableBalance {
  const known = paidOff.get(debt.invoice);
  if (known !== undefined && on < known.nextChargeOn) return known;
  const balance = law.balance(debt, on);
  if (balance.baseMinor === 0) paidOff.set(debt.invoice, balance);
  else paidOff.delete(debt.invoice);
  return balance;
}

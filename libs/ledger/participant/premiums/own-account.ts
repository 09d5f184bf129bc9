/**
 * What a participant who continues voluntarily was charged at an employer and has paid, by invoice (nl-pob 2.9). Derived by days, as an
 * employer's account is: the order in which things came in moves nothing. The source does not say what a payment pays (assumption): the
 * invoice that is named first, then the oldest charge, then by the invoice's id; what is over pays what is charged next, as does what is
 * given back.
 */
import { addMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { ChargedPremium, OwnPayment } from './events.js';

export interface OwnDebt {
  readonly invoice: string;
  readonly on: CivilDate;
  readonly lines: readonly ChargedPremium[];
  /** Below zero where it gives something back. */
  readonly chargedMinor: number;
  leftMinor: number;
  /** The day on which nothing was left of it. */
  settledOn: CivilDate | undefined;
}

/** By employer. */
export type ChargesOf = ReadonlyMap<string, { readonly charged: readonly ChargedPremium[] }>;

type OwnBooks = {
  readonly premiums: ChargesOf;
  readonly ownPayments: ReadonlyMap<string, readonly OwnPayment[]>;
};

/** What the participant owes of invoices at an employer, in the order in which they were charged, as it stands on a day. */
export function ownDebts({ premiums, ownPayments }: OwnBooks, employerId: string, asOf: CivilDate): readonly OwnDebt[] {
  const debts = debtsOf(premiums.get(employerId)?.charged ?? []).filter(({ on }) => on <= asOf);
  const payments = (ownPayments.get(employerId) ?? []).filter(({ receivedOn }) => receivedOn <= asOf);
  const days = [...new Set([...debts.map(({ on }) => on), ...payments.map(({ receivedOn }) => receivedOn)])].sort();
  let creditMinor = 0;
  for (const day of days) {
    for (const debt of debts.filter(({ on, chargedMinor }) => on === day && chargedMinor <= 0)) {
      creditMinor = addMinor(creditMinor, -debt.chargedMinor);
      debt.settledOn = day;
    }
    for (const { amountMinor: paid, named } of payments.filter(({ receivedOn }) => receivedOn === day).sort(namedFirst)) {
      const debt = debts.find(({ invoice, on }) => invoice === named && on <= day);
      creditMinor = addMinor(creditMinor, debt === undefined ? paid : pay(debt, paid, day));
    }
    for (const debt of debts.filter(({ on }) => on <= day)) creditMinor = pay(debt, creditMinor, day);
  }
  return debts;
}

function debtsOf(charged: readonly ChargedPremium[]): OwnDebt[] {
  const own = charged.filter(({ debtor }) => debtor === 'participant');
  const debts = [...new Set(own.map(({ invoice }) => invoice))].map((invoice): OwnDebt => {
    const lines = own.filter((line) => line.invoice === invoice);
    const chargedMinor = lines.reduce((sum, { premiumMinor, aoPremiumMinor }) => addMinor(sum, addMinor(premiumMinor, aoPremiumMinor)), 0);
    return { invoice, on: lines[0]?.on ?? '', lines, chargedMinor, leftMinor: Math.max(0, chargedMinor), settledOn: undefined };
  });
  return debts.sort((a, b) => (a.on + a.invoice < b.on + b.invoice ? -1 : 1));
}

function namedFirst(one: OwnPayment, other: OwnPayment): number {
  return Number(one.named === undefined) - Number(other.named === undefined);
}

/** Answers what is over. */
function pay(debt: OwnDebt, minor: number, day: CivilDate): number {
  if (debt.settledOn !== undefined) return minor;
  const paid = Math.min(minor, debt.leftMinor);
  debt.leftMinor = addMinor(debt.leftMinor, -paid);
  if (debt.leftMinor === 0) debt.settledOn = day;
  return addMinor(minor, -paid);
}

/** Whether an invoice that was sent by a day charges the participant itself. */
export function isOwnInvoice(charged: readonly ChargedPremium[], invoice: string, by: CivilDate): boolean {
  return charged.some((line) => line.debtor === 'participant' && line.invoice === invoice && line.on <= by);
}

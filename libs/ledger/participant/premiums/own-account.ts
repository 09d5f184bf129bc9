/**
 * What a participant who continues voluntarily was charged at an employer and has paid, by invoice (nl-pob 2.9). Derived by days, as an
 * employer's account is: the order in which things came in moves nothing. The source does not say what a payment pays (assumption): the
 * invoice that is named first, then the oldest charge, then by the invoice's id; what is over pays what is charged next, as does what is
 * given back.
 */
import { addMinor, sumMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { ChargedPremium, OwnPayment } from './events.js';

export interface OwnDebt {
  readonly invoice: string;
  readonly on: CivilDate;
  readonly lines: readonly ChargedPremium[];
  /** Below zero where it gives something back. */
  readonly chargedMinor: number;
  /** By payments, and by what was over of them or given back, each on the day on which it counts. */
  readonly paid: readonly { readonly on: CivilDate; readonly amountMinor: number }[];
  readonly leftMinor: number;
  /** The day on which nothing was left of it. */
  readonly settledOn: CivilDate | undefined;
}

export interface OwnAccount {
  /** In the order in which they were charged. */
  readonly debts: readonly OwnDebt[];
  /** By day, of one day those that name an invoice first. */
  readonly payments: readonly OwnPayment[];
  /** Paid or given back beyond what has been charged. */
  readonly creditMinor: number;
}

/** By employer. */
export type ChargesOf = ReadonlyMap<string, { readonly charged: readonly ChargedPremium[] }>;

export type OwnBooks = {
  readonly premiums: ChargesOf;
  readonly ownPayments: ReadonlyMap<string, readonly OwnPayment[]>;
};

/** A debt as its days go by. */
interface RunningDebt extends OwnDebt {
  readonly paid: { readonly on: CivilDate; readonly amountMinor: number }[];
  leftMinor: number;
  settledOn: CivilDate | undefined;
}

/** What the participant owes of invoices at an employer, and has paid, as it stands on a day. */
export function ownAccount({ premiums, ownPayments }: OwnBooks, employerId: string, asOf: CivilDate): OwnAccount {
  const debts = debtsOf(premiums.get(employerId)?.charged ?? []).filter(({ on }) => on <= asOf);
  const payments = (ownPayments.get(employerId) ?? []).filter(({ receivedOn }) => receivedOn <= asOf).sort(inOrder);
  const days = [...new Set([...debts.map(({ on }) => on), ...payments.map(({ receivedOn }) => receivedOn)])].sort();
  let creditMinor = 0;
  for (const day of days) {
    for (const debt of debts.filter(({ on, chargedMinor }) => on === day && chargedMinor <= 0)) {
      creditMinor = addMinor(creditMinor, -debt.chargedMinor);
      debt.settledOn = day;
    }
    for (const { amountMinor: paid, named } of payments.filter(({ receivedOn }) => receivedOn === day)) {
      const debt = debts.find(({ invoice, on }) => invoice === named && on <= day);
      creditMinor = addMinor(creditMinor, debt === undefined ? paid : pay(debt, paid, day));
    }
    for (const debt of debts.filter(({ on }) => on <= day)) creditMinor = pay(debt, creditMinor, day);
  }
  return { debts, payments, creditMinor };
}

function debtsOf(charged: readonly ChargedPremium[]): RunningDebt[] {
  const own = charged.filter(({ debtor }) => debtor === 'participant');
  const debts = [...new Set(own.map(({ invoice }) => invoice))].map((invoice): RunningDebt => {
    const lines = own.filter((line) => line.invoice === invoice);
    const chargedMinor = sumMinor(lines, ({ premiumMinor, aoPremiumMinor }) => addMinor(premiumMinor, aoPremiumMinor));
    const leftMinor = Math.max(0, chargedMinor);
    return { invoice, on: lines[0]?.on ?? '', lines, chargedMinor, paid: [], leftMinor, settledOn: undefined };
  });
  return debts.sort((a, b) => (a.on + a.invoice < b.on + b.invoice ? -1 : 1));
}

function inOrder(one: OwnPayment, other: OwnPayment): number {
  if (one.receivedOn !== other.receivedOn) return one.receivedOn < other.receivedOn ? -1 : 1;
  return Number(one.named === undefined) - Number(other.named === undefined);
}

/** Answers what is over. */
function pay(debt: RunningDebt, minor: number, day: CivilDate): number {
  const amountMinor = Math.min(minor, debt.leftMinor);
  if (debt.settledOn !== undefined || amountMinor <= 0) return minor;
  debt.paid.push({ on: day, amountMinor });
  debt.leftMinor = addMinor(debt.leftMinor, -amountMinor);
  if (debt.leftMinor === 0) debt.settledOn = day;
  return addMinor(minor, -amountMinor);
}

/** The employers at which a participant was charged something itself, or has paid. */
export function ownEmployers({ premiums, ownPayments }: OwnBooks): readonly string[] {
  const charging = [...premiums].filter(([, { charged }]) => charged.some(({ debtor }) => debtor === 'participant'));
  return [...new Set([...charging.map(([employerId]) => employerId), ...ownPayments.keys()])].sort();
}

/** Whether an invoice that was sent by a day charges the participant itself. */
export function isOwnInvoice(charged: readonly ChargedPremium[], invoice: string, by: CivilDate): boolean {
  return charged.some((line) => line.debtor === 'participant' && line.invoice === invoice && line.on <= by);
}

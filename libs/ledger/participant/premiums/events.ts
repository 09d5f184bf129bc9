/**
 * Premium as it was charged for a participant's months, by invoice; what was decided to change or stay; refunds that have lapsed; what it
 * paid itself where it continues voluntarily.
 */
import { amountMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import type { FoldInPlace } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import type { AnnullableDefinitions } from '../../kernel/annulment.js';

const line = {
  employerId: is.identifier,
  month: is.period,
  as: is.oneOf('premium', 'savings'),
  debtor: is.oneOf('employer', 'participant'),
  premium: is.amount,
  aoPremium: is.amount,
  recoverable: is.amount,
  currency: is.currency,
};
const ON_INVOICE = { ...FIRST_VERSION, movesRules: false, kept: 'on-next-invoice' as const };

export const PREMIUM_EVENTS = {
  PremiumCharged: {
    ...ON_INVOICE,
    schema: is.record(
      { ...line, invoice: is.text, reason: is.oneOf('current', 'adjustment', 'estimate', 'final') },
      /** Released by a decision on the final settlement of its year (nl-pob 4.9). */
      { afterFinal: is.yesOrNo },
    ),
  },
  /** One difference of a year after its final invoice, as the fund decided on it (nl-pob 4.9). */
  PremiumDifferenceDecided: { ...ON_INVOICE, schema: is.record({ ...line, decision: is.text, choice: is.oneOf('change', 'keep') }) },
  /** Amounts below zero: undue premium that is not given back any more (nl-pob 2.11). */
  PremiumRefundLapsed: { ...ON_INVOICE, schema: is.record({ ...line, lastDate: is.date }) },
  /** By a participant who continues voluntarily, of what invoices of that employer charge it. */
  OwnPremiumPaid: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    isOwedHere: true,
    schema: is.record(
      { employerId: is.identifier, amount: is.amountNotNegative, currency: is.currency, receivedOn: is.date, reference: is.text },
      { invoice: is.text },
    ),
  },
} satisfies AnnullableDefinitions;

export type PremiumEventData = DataOf<typeof PREMIUM_EVENTS>;

/** What a line of an invoice is for, and what it comes to, in minor units. */
export interface PremiumLine {
  readonly eventId: string;
  readonly month: string;
  readonly as: 'premium' | 'savings';
  readonly debtor: 'employer' | 'participant';
  readonly premiumMinor: number;
  readonly aoPremiumMinor: number;
  readonly recoverableMinor: number;
}

export interface ChargedPremium extends PremiumLine {
  readonly invoice: string;
  /** The day of the invoice. */
  readonly on: CivilDate;
  readonly afterFinal: boolean;
}

export interface OwnPayment {
  readonly eventId: string;
  readonly receivedOn: CivilDate;
  readonly amountMinor: number;
  readonly reference: string;
  readonly named: string | undefined;
}

export interface DecidedPremium extends PremiumLine {
  readonly choice: 'change' | 'keep';
}

export interface PremiumRecord {
  readonly charged: ChargedPremium[];
  /** In the order of the decisions. */
  readonly settled: DecidedPremium[];
  readonly lapsed: PremiumLine[];
}

export interface PremiumsSlice {
  /** By employer. */
  readonly premiums: Map<string, PremiumRecord>;
  /** By employer, in the order of their days. */
  readonly ownPayments: Map<string, OwnPayment[]>;
}

export function initialPremiums(): PremiumsSlice {
  return { premiums: new Map(), ownPayments: new Map() };
}

function recordAt({ premiums }: PremiumsSlice, employerId: string): PremiumRecord {
  let record = premiums.get(employerId);
  if (record === undefined) {
    record = { charged: [], settled: [], lapsed: [] };
    premiums.set(employerId, record);
  }
  return record;
}

type ChargedAmounts = PremiumEventData[Exclude<keyof PremiumEventData, 'OwnPremiumPaid'>];

function lineOf(eventId: string, data: ChargedAmounts): PremiumLine {
  const { month, as, debtor, premium, aoPremium, recoverable } = data;
  return {
    eventId,
    month,
    as,
    debtor,
    premiumMinor: amountMinor(premium),
    aoPremiumMinor: amountMinor(aoPremium),
    recoverableMinor: amountMinor(recoverable),
  };
}

export const foldPremiums: FoldInPlace<PremiumEventData, PremiumsSlice> = {
  PremiumCharged: (slice, { id, effectiveDate: on, data }) => {
    const { employerId, invoice, afterFinal = false } = data;
    recordAt(slice, employerId).charged.push({ ...lineOf(id, data), invoice, on, afterFinal });
  },
  PremiumDifferenceDecided: (slice, { id, data }) => {
    recordAt(slice, data.employerId).settled.push({ ...lineOf(id, data), choice: data.choice });
  },
  PremiumRefundLapsed: (slice, { id, data }) => {
    recordAt(slice, data.employerId).lapsed.push(lineOf(id, data));
  },
  OwnPremiumPaid: ({ ownPayments }, { id, data: { employerId, amount, receivedOn, reference, invoice } }) => {
    const payment = { eventId: id, receivedOn, amountMinor: amountMinor(amount), reference, named: invoice };
    const before = ownPayments.get(employerId);
    if (before === undefined) ownPayments.set(employerId, [payment]);
    else before.push(payment);
  },
};

/** Premium as it was charged for a participant's months, by invoice; what was decided to change or stay; refunds that have lapsed. */
import { amountMinor } from '#money/amount.js';
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
  readonly afterFinal: boolean;
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
}

export function initialPremiums(): PremiumsSlice {
  return { premiums: new Map() };
}

function recordAt({ premiums }: PremiumsSlice, employerId: string): PremiumRecord {
  let record = premiums.get(employerId);
  if (record === undefined) {
    record = { charged: [], settled: [], lapsed: [] };
    premiums.set(employerId, record);
  }
  return record;
}

type ChargedAmounts = PremiumEventData[keyof PremiumEventData];

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
  PremiumCharged: (slice, { id, data }) => {
    const { employerId, invoice, afterFinal = false } = data;
    recordAt(slice, employerId).charged.push({ ...lineOf(id, data), invoice, afterFinal });
  },
  PremiumDifferenceDecided: (slice, { id, data }) => {
    recordAt(slice, data.employerId).settled.push({ ...lineOf(id, data), choice: data.choice });
  },
  PremiumRefundLapsed: (slice, { id, data }) => {
    recordAt(slice, data.employerId).lapsed.push(lineOf(id, data));
  },
};

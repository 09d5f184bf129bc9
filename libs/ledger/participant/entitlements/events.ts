/** What follows for a participant from the fund's decisions and from time: credits, charges, deductions, and their adjustments. */
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import * as is from '../../kernel/schema.js';
import type { AnnullableDefinitions } from '../../kernel/annulment.js';

/** What an entitlement is, and the line of the annual account it stands in. */
export const ENTITLEMENT_KINDS = ['interest', 'bonus', 'administration', 'insurance', 'deduction'] as const;
export type EntitlementKind = (typeof ENTITLEMENT_KINDS)[number];

/** One entitlement: which decision it follows from, what it is, the year or day it is for. */
const entitlement = is.record({ decision: is.eventReference, kind: is.oneOf(...ENTITLEMENT_KINDS), period: is.text });
export type EntitlementKey = is.TypeOf<typeof entitlement>;

/** `decision`: id of the fund's decision event. */
const booked = { decision: is.eventReference, amount: is.amount, currency: is.currency };
const BOOKED = { ...FIRST_VERSION, movesRules: false, kept: 'by-decision' as const };

export const ENTITLEMENT_EVENTS = {
  InterestCredited: { ...BOOKED, schema: is.record({ ...booked, year: is.year, rate: is.decimal }) },
  BonusAllocated: { ...BOOKED, schema: is.record({ ...booked, year: is.year, group: is.identifier, key: is.wholeNumber }) },
  /** The share in a year's special bonus provisions: told, not credited (dk-p90 section 7). */
  SpecialBonusShareStated: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: 'stands-as-decided',
    schema: is.record({
      decision: is.eventReference,
      year: is.year,
      /** The participant's value at the year's end, as known when the fund decided. */
      value: is.amountNotNegative,
      pool: is.amountNotNegative,
      valueSum: is.amountNotNegative,
      rate: is.decimal,
      share: is.amountNotNegative,
      /** The share less the one stated last. */
      change: is.amount,
      currency: is.currency,
    }),
  },
  CostCharged: { ...BOOKED, schema: is.record({ ...booked, year: is.year, months: is.count }) },
  RiskPremiumCharged: { ...BOOKED, schema: is.record({ ...booked, year: is.year, months: is.count }) },
  BenefitReduced: { ...BOOKED, schema: is.record({ ...booked, period: is.text, reason: is.text }) },
  ReductionRestored: { ...BOOKED, schema: is.record({ ...booked, period: is.text, reason: is.text }) },
  AdjustmentPosted: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: 'derived',
    schema: is.record(
      { entitlement, before: is.amount, after: is.amount, amount: is.amount, currency: is.currency },
      /** An overpayment that the fund's recovery policy leaves; it stands until the next adjustment of the entitlement. */
      { leftOut: is.record({ amount: is.amount, reason: is.text }) },
    ),
  },
} satisfies AnnullableDefinitions;

export type EntitlementEventData = DataOf<typeof ENTITLEMENT_EVENTS>;

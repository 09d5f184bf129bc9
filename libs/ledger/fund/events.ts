/** What a fund publishes, reports and decides. Participants' entitlements follow from the decisions by rule. */
import type { CivilDate } from '#money/civil-date.js';
import type { Currency } from '#money/amount.js';
import type { JsonObject } from '../kernel/json.js';
import * as is from '../kernel/schema.js';
import { CHANGE_EVENT_SCHEMAS, type ChangeEventData } from './changes/changes.js';

/** An allotment by largest remainder as decided: a participant's share is a function of it and the participant's own key. */
export interface DecidedAllotment {
  readonly total: string;
  /** Sum of all keys, whole number. */
  readonly keySum: string;
  readonly raisedFrom?: { readonly remainder: string; readonly lastId: string };
}

/** What a group's total is allotted by: values, or premiums for risk groups, fees for cost groups (dk-p90 section 7). */
export type AllotmentBase = 'value' | 'premiums' | 'fees';
export const ALLOTMENT_BASES: readonly AllotmentBase[] = ['value', 'premiums', 'fees'];

/** A surplus is given, a deficit beyond the buffer first lessens crediting, then the values. */
export type AllotmentKind = 'bonus' | 'credit-reduction' | 'deduction';

export interface FundEventData extends ChangeEventData {
  FundEstablished: { readonly fundId: string; readonly scheme: string; readonly currency: Currency };
  ParametersPublished: {
    readonly scheme: string;
    readonly announced: CivilDate;
    readonly parameters: readonly JsonObject[];
  };
  ContributionGroupResultReported: {
    readonly year: number;
    readonly group: string;
    /** Only for an emergency within the year: the day up to which the result is made up. */
    readonly on?: CivilDate;
    readonly openingBuffer: string;
    /** A group's first result alone: what of the opening buffer came from before the ledger. */
    readonly bufferBroughtAlong?: string;
    /** What is processed: at the year's end without what an emergency has processed already. */
    readonly result: string;
    readonly valueSum: string;
    readonly plannedCredit: string;
    readonly bufferUsed: string;
    readonly bonus: string;
    readonly creditReduction: string;
    readonly valueDeduction: string;
    readonly closingBuffer: string;
    readonly currency: Currency;
    readonly reference: string;
  };
  InterestRateDeclared: { readonly year: number; readonly rate: string; readonly reference: string };
  BonusDeclared: {
    readonly year: number;
    readonly group: string;
    /** Id of the result the bonus or deduction follows from. */
    readonly result: string;
    readonly kind: AllotmentKind;
    readonly by: AllotmentBase;
    readonly allotment: DecidedAllotment;
    readonly currency: Currency;
  };
  /**
   * A year's special bonus provisions (dk-p90 section 7): the fund's own reserve, told to participants by their share, never
   * theirs. Shares follow from the values as they were known when this was decided.
   */
  SpecialBonusDeclared: {
    readonly year: number;
    readonly pool: string;
    /** All values at the year's end. */
    readonly valueSum: string;
    /** pool / valueSum */
    readonly rate: string;
    /** The pool less the one declared last. */
    readonly change: string;
    readonly allotment: DecidedAllotment;
    readonly currency: Currency;
    readonly reference: string;
  };
  FundingRatioReported: { readonly on: CivilDate; readonly ratio: string; readonly reference: string };
  IndexationDecided: { readonly on: CivilDate; readonly rate: string; readonly reference: string };
  /** A cut of the values on a day: by a rate, or by a share in a group's deficit (emergency regulation). */
  ReductionDecided: {
    readonly on: CivilDate;
    readonly rate?: string;
    readonly share?: { readonly group: string; readonly result: string; readonly by: AllotmentBase; readonly allotment: DecidedAllotment };
    readonly reason: string;
    readonly reference: string;
  };
  YearClosed: { readonly year: number; readonly reference: string };
}

export type FundEventType = keyof FundEventData;

const allotment = is.record(
  { total: is.amount, keySum: is.wholeNumber },
  { raisedFrom: is.record({ remainder: is.wholeNumber, lastId: is.text }) },
);

export const FUND_EVENT_SCHEMAS: { readonly [type in FundEventType]: is.Schema } = {
  FundEstablished: is.record({ fundId: is.identifier, scheme: is.identifier, currency: is.currency }),
  ParametersPublished: is.record({
    scheme: is.identifier,
    announced: is.date,
    parameters: is.list({ type: 'object' }),
  }),
  ContributionGroupResultReported: is.record(
    {
      year: is.year,
      group: is.identifier,
      openingBuffer: is.amountNotNegative,
      result: is.amount,
      valueSum: is.amountNotNegative,
      plannedCredit: is.amountNotNegative,
      bufferUsed: is.amount,
      bonus: is.amount,
      creditReduction: is.amount,
      valueDeduction: is.amount,
      closingBuffer: is.amount,
      currency: is.currency,
      reference: is.text,
    },
    { on: is.date, bufferBroughtAlong: is.amountNotNegative },
  ),
  InterestRateDeclared: is.record({ year: is.year, rate: is.decimal, reference: is.text }),
  BonusDeclared: is.record({
    year: is.year,
    group: is.identifier,
    result: is.eventReference,
    kind: is.oneOf('bonus', 'credit-reduction', 'deduction'),
    by: is.oneOf(...ALLOTMENT_BASES),
    allotment,
    currency: is.currency,
  }),
  SpecialBonusDeclared: is.record({
    year: is.year,
    pool: is.amountNotNegative,
    valueSum: is.amountNotNegative,
    rate: is.decimal,
    change: is.amount,
    allotment,
    currency: is.currency,
    reference: is.text,
  }),
  FundingRatioReported: is.record({ on: is.date, ratio: is.decimal, reference: is.text }),
  IndexationDecided: is.record({ on: is.date, rate: is.decimal, reference: is.text }),
  ReductionDecided: is.record(
    { on: is.date, reason: is.text, reference: is.text },
    {
      rate: is.decimal,
      share: is.record({ group: is.identifier, result: is.eventReference, by: is.oneOf(...ALLOTMENT_BASES), allotment }),
    },
  ),
  YearClosed: is.record({ year: is.year, reference: is.text }),
  ...CHANGE_EVENT_SCHEMAS,
};

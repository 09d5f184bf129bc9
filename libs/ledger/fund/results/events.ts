/** The results of groups, and what is allotted or taken from participants by them. */
import { FIRST_VERSION, type DataOf, type EventDefinitions } from '../../kernel/event.js';
import * as is from '../../kernel/schema.js';

/** An allotment by largest remainder as decided: a participant's share is a function of it and the participant's own key. */
export const allotment = is.record(
  {
    total: is.amount,
    /** Sum of all keys. */
    keySum: is.wholeNumber,
  },
  { raisedFrom: is.record({ remainder: is.wholeNumber, lastId: is.text }) },
);
export type DecidedAllotment = is.TypeOf<typeof allotment>;

/** What a group's total is allotted by: values, or premiums for risk groups, fees for cost groups (dk-p90 section 7). */
export const ALLOTMENT_BASES = ['value', 'premiums', 'fees'] as const;
export type AllotmentBase = (typeof ALLOTMENT_BASES)[number];

const by = is.oneOf(...ALLOTMENT_BASES);

export const RESULTS_EVENTS = {
  ContributionGroupResultReported: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record(
      {
        year: is.year,
        group: is.identifier,
        openingBuffer: is.amountNotNegative,
        /** What is processed: at the year's end without what an emergency has processed already. */
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
      {
        /** Only for an emergency within the year: the day up to which the result is made up. */
        on: is.date,
        /** A group's first result alone: what of the opening buffer came from before the ledger. */
        bufferBroughtAlong: is.amountNotNegative,
      },
    ),
  },
  BonusDeclared: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({
      year: is.year,
      group: is.identifier,
      /** Id of the result the bonus or deduction follows from. */
      result: is.eventReference,
      /** A surplus is given, a deficit beyond the buffer first lessens crediting, then the values. */
      kind: is.oneOf('bonus', 'credit-reduction', 'deduction'),
      by,
      allotment,
      currency: is.currency,
    }),
  },
  /** A cut of the values on a day: by a rate, or by a share in a group's deficit (emergency regulation). */
  ReductionDecided: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record(
      { on: is.date, reason: is.text, reference: is.text },
      {
        rate: is.decimal,
        share: is.record({ group: is.identifier, result: is.eventReference, by, allotment }),
        /** By the rules of funding: the year whose evaluation asks for it and what it says, or the series of ten cuts that it is one of. */
        ...{ evaluation: is.year, rule: is.oneOf('PLAN_CUT', 'CUT_TO_MVEV'), schedule: is.eventReference },
      },
    ),
  },
} satisfies EventDefinitions;

export type ResultsEventData = DataOf<typeof RESULTS_EVENTS>;

/**
 * Changes of the calculation basis and of the terms (dk-p90 section 7; terms, sections 33, 34 and 37): announced with the rows
 * they publish and with what they do to the participants, and who has been told of them. Changes of a scheme in words (nl-pob VII):
 * announced with who has to be told by when.
 */
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf, type EventDefinitions } from '../../kernel/event.js';
import * as is from '../../kernel/schema.js';

export const CHANGE_KINDS = ['basis', 'terms'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
export const NOTIFIED = ['supervisor', 'members'] as const;
export type Notified = (typeof NOTIFIED)[number];
/** Of a scheme: those who agree on it, before it applies, and those who are in it. */
export const SCHEME_PARTIES = ['cao-parties', 'participants'] as const;
export type SchemeParty = (typeof SCHEME_PARTIES)[number];

const announced = {
  announced: is.date,
  /** Id of the ParametersPublished event that holds the new rows. */
  publication: is.eventReference,
  parameters: is.list(is.identifier),
  /** Whether it moves payouts so much that the members must be told. */
  material: is.yesOrNo,
  reference: is.text,
  currency: is.currency,
};

/** What values pay a month for life, on the basis before and on the new one. */
const paid = {
  participants: is.count,
  value: is.amountNotNegative,
  monthlyOld: is.amountNotNegative,
  monthlyNew: is.amountNotNegative,
};

/** Fraction by which the pension of a life of that age changes. */
const atAge = is.record({ ageMonths: is.count, change: is.decimal });
export type ChangeAtAge = is.TypeOf<typeof atAge>;

/** All participants with a value; the others are left out. */
const basisEffect = is.record(
  {
    /** The day by which every parameter of the change has begun to count. */
    on: is.date,
    ...paid,
    /** By ten years of age. */
    ages: is.list(is.record({ fromAge: is.count, ...paid })),
  },
  {
    /** Fraction by which the sum changes; it and the two below are absent where there is nobody. */
    change: is.decimal,
    smallest: atAge,
    largest: atAge,
  },
);
export type BasisEffect = is.TypeOf<typeof basisEffect>;
export type Paid = Pick<BasisEffect, keyof typeof paid>;

/** Figures of the coverage overview by the terms before and by the new ones, summed over the participants. */
const termsEffect = is.record({
  on: is.date,
  participants: is.count,
  figures: is.list(
    is.record({
      figure: is.text,
      before: is.amount,
      after: is.amount,
      rising: is.count,
      falling: is.count,
      /** Of the falling: those left with nothing. */
      lapsing: is.count,
    }),
  ),
});
export type TermsEffect = is.TypeOf<typeof termsEffect>;

const schemeChange = is.record({
  announced: is.date,
  /** The first day of the scheme as changed. */
  from: is.date,
  what: is.text,
  reference: is.text,
  /** Who has to be told, each with the last day. */
  tell: is.list(is.record({ to: is.oneOf(...SCHEME_PARTIES), by: is.date })),
});
export type SchemeChangeData = is.TypeOf<typeof schemeChange>;

export const CHANGE_EVENTS = {
  /** A new calculation basis: the values stay, the pensions they pay change. Rows of its publication bear its id, so it moves rules. */
  BasisChanged: { ...FIRST_VERSION, movesRules: true, schema: is.record({ ...announced, effect: basisEffect }) },
  /**
   * New terms: covers may change or lapse, those that were paid for as well. Of a scheme whose terms are no parameters: what changes, in
   * words, as of its announcement; what parameters it moves, their own publication says.
   */
  TermsChanged: {
    ...FIRST_VERSION,
    movesRules: true,
    schema: is.either(is.record({ ...announced, effect: termsEffect }), schemeChange),
  },
  ChangeNotified: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({ change: is.eventReference, to: is.oneOf(...NOTIFIED, ...SCHEME_PARTIES), on: is.date, reference: is.text }),
  },
} satisfies EventDefinitions;

export type ChangeEventData = DataOf<typeof CHANGE_EVENTS>;

/** A changed scheme and who of its parties was told of it. */
export interface SchemeChange extends SchemeChangeData {
  readonly eventId: string;
}

export interface SchemeNotice {
  readonly eventId: string;
  /** Id of the change. */
  readonly change: string;
  readonly to: SchemeParty;
  readonly on: CivilDate;
  readonly reference: string;
}

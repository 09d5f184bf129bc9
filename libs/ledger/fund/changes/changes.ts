/**
 * Changes of the calculation basis and of the terms (dk-p90 section 7; terms, sections 33, 34 and 37): announced with the rows
 * they publish and with what they do to the participants, and who has been told of them.
 */
import type { Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { RecordedEvent } from '../../kernel/envelope.js';
import * as is from '../../kernel/schema.js';

export type ChangeKind = 'basis' | 'terms';
export const CHANGE_KINDS: readonly ChangeKind[] = ['basis', 'terms'];
export type Notified = 'supervisor' | 'members';
export const NOTIFIED: readonly Notified[] = ['supervisor', 'members'];

export interface ChangeEventData {
  /** A new calculation basis: the values stay, the pensions they pay change. */
  BasisChanged: Announced & { readonly effect: BasisEffect };
  /** New terms: covers may change or lapse, those that were paid for as well. */
  TermsChanged: Announced & { readonly effect: TermsEffect };
  ChangeNotified: { readonly change: string; readonly to: Notified; readonly on: CivilDate; readonly reference: string };
}

interface Announced {
  readonly announced: CivilDate;
  /** Id of the ParametersPublished event that holds the new rows. */
  readonly publication: string;
  readonly parameters: readonly string[];
  /** Whether it moves payouts so much that the members must be told. */
  readonly material: boolean;
  readonly reference: string;
  readonly currency: Currency;
}

/** What the values pay a month for life, on the basis before and on the new one; participants without a value are left out. */
export interface BasisEffect extends Paid {
  /** The day by which every parameter of the change has begun to count. */
  readonly on: CivilDate;
  /** Fraction by which the sum changes; it and the two below are absent where there is nobody. */
  readonly change?: string;
  readonly smallest?: ChangeAtAge;
  readonly largest?: ChangeAtAge;
  /** By ten years of age. */
  readonly ages: readonly (Paid & { readonly fromAge: number })[];
}

export interface Paid {
  readonly participants: number;
  readonly value: string;
  readonly monthlyOld: string;
  readonly monthlyNew: string;
}

/** Fraction by which the pension of a life of that age changes. */
export interface ChangeAtAge {
  readonly ageMonths: number;
  readonly change: string;
}

/** Figures of the coverage overview by the terms before and by the new ones, summed over the participants. */
export interface TermsEffect {
  readonly on: CivilDate;
  readonly participants: number;
  readonly figures: readonly FigureEffect[];
}

export interface FigureEffect {
  readonly figure: string;
  readonly before: string;
  readonly after: string;
  readonly rising: number;
  readonly falling: number;
  /** Of the falling: those left with nothing. */
  readonly lapsing: number;
}

const announced = {
  announced: is.date,
  publication: is.eventReference,
  parameters: is.list(is.identifier),
  material: is.yesOrNo,
  reference: is.text,
  currency: is.currency,
};
const paid = { participants: is.count, value: is.amountNotNegative, monthlyOld: is.amountNotNegative, monthlyNew: is.amountNotNegative };
const atAge = is.record({ ageMonths: is.count, change: is.decimal });
const figure = is.record({ figure: is.text, before: is.amount, after: is.amount, rising: is.count, falling: is.count, lapsing: is.count });

export const CHANGE_EVENT_SCHEMAS: { readonly [type in keyof ChangeEventData]: is.Schema } = {
  BasisChanged: is.record({
    ...announced,
    effect: is.record({ on: is.date, ...paid, ages: is.list(is.record({ fromAge: is.count, ...paid })) }, { change: is.decimal, smallest: atAge, largest: atAge }),
  }),
  TermsChanged: is.record({ ...announced, effect: is.record({ on: is.date, participants: is.count, figures: is.list(figure) }) }),
  ChangeNotified: is.record({ change: is.eventReference, to: is.oneOf(...NOTIFIED), on: is.date, reference: is.text }),
};

/** A change as the fund stands by it. */
export interface AnnouncedChange extends Pick<RecordedEvent, 'id' | 'type' | 'effectiveDate' | 'recordedAt' | 'source'> {
  readonly kind: ChangeKind;
  readonly announced: CivilDate;
  readonly publication: string;
  readonly parameters: readonly string[];
  readonly material: boolean;
  readonly reference: string;
  /** In the order of recording. */
  readonly notices: readonly ChangeNotice[];
}

export interface ChangeNotice {
  readonly eventId: string;
  readonly to: Notified;
  readonly on: CivilDate;
  readonly reference: string;
}

/** Whom the law wants told and nobody has told yet: the supervisor always, the members of what is material. */
export function owedNotices({ material, notices }: Pick<AnnouncedChange, 'material' | 'notices'>): readonly Notified[] {
  return NOTIFIED.filter((to) => (to === 'supervisor' || material) && !notices.some((notice) => notice.to === to));
}

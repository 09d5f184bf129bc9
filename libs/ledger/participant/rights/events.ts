/** Pension rights, and value that comes from another provider or goes to one. */
import { addMinor, amountMinor, sumMinor, type Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf, type Recorded } from '../../kernel/event.js';
import type { FoldInPlace, ReadonlySlice } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import { move, type AccountSlice } from '../account/account.js';
import { goneOverBy, type GoneOver } from '../deciding/gone-over.js';
import type { AnnullableDefinitions } from '../../kernel/annulment.js';
import { bookRight, CATCH_UP_KINDS, RIGHTS_KINDS, type BookedRight, type RightsKey } from './booked-rights.js';

const money = { amount: is.amountNotNegative, currency: is.currency };
/** Where one was given: tells a transfer from another of the same day and provider. */
const named = { reference: is.text };
/** What a year that is not over gives for its months before a transfer, unrounded: it arises at the receiver on the year's last day. */
const accruing = is.record({ year: is.year, right: is.decimal });
/** Of one that went over with its group: the right as booked, EUR a year, and who it is on the other side. */
const ofGroup = { transfer: is.identifier, pensionYearly: is.amountNotNegative, counterpartyParticipantId: is.identifier, accruing };

/** What a decision of the fund does to a right: a rate, and what it comes to in money a year. */
const moved = { decision: is.eventReference, rate: is.decimal, pensionYearly: is.amount, currency: is.currency };
const catchUp = { kind: is.oneOf(...CATCH_UP_KINDS), ofYear: is.year };
/** Of an accrual, unrounded: decisions to come move this. */
const exact = { right: is.decimal };
const BY_DECISION = { ...FIRST_VERSION, movesRules: false, kept: 'by-decision' as const };

export const RIGHTS_EVENTS = {
  RightsAccrued: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: 'derived',
    schema: is.record({ period: is.text, pensionYearly: is.amount, currency: is.currency }, exact),
  },
  IndexationGranted: { ...BY_DECISION, schema: is.record(moved) },
  /** `pensionYearly` below zero. */
  RightsReduced: { ...BY_DECISION, schema: is.record(moved) },
  /** What was reduced or missed in a year, given back. */
  CatchUpGranted: { ...BY_DECISION, schema: is.record({ ...moved, ...catchUp }) },
  /** The difference between what was booked and what the facts now known give, at the value date of the first booking. */
  RightsAdjusted: {
    ...BY_DECISION,
    schema: is.record(
      {
        adjusts: is.record({ kind: is.oneOf(...RIGHTS_KINDS), of: is.text }, { catchUp: is.record(catchUp) }),
        before: is.amount,
        after: is.amount,
        pensionYearly: is.amount,
        currency: is.currency,
      },
      exact,
    ),
  },
  RightsTransferredIn: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    schema: is.record(
      { ...money, kind: is.oneOf('opening-value', 'individual-transfer', 'collective-transfer'), counterparty: is.text },
      { ...named, ...ofGroup },
    ),
  },
  RightsTransferredOut: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    schema: is.record(
      { ...money, kind: is.oneOf('individual-transfer', 'collective-transfer'), counterparty: is.text },
      // `right`: of a group, unrounded, where it is another than the booked one; what the receiver opens comes of it.
      { ...named, ...ofGroup, ...exact },
    ),
  },
  /**
   * What a fact about months before a transfer that came after it adds to what came over: `pensionYearly` on the transfer date,
   * unconverted; `accruing` to the year that was not over then. `fact`: the step that forwarded it.
   */
  RightsTransferAdjusted: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: 'forwarded',
    schema: is.record({ transfer: is.identifier, pensionYearly: is.amount, currency: is.currency, fact: is.eventReference }, { accruing }),
  },
} satisfies AnnullableDefinitions;

export type RightsEventData = DataOf<typeof RIGHTS_EVENTS>;

export interface Transfer {
  readonly eventId: string;
  readonly on: CivilDate;
  /** Negative for rights transferred out. */
  readonly amountMinor: number;
}

export interface RightsSlice {
  pensionRightsYearlyMinor: number;
  /** By the text of their keys. */
  readonly bookedRights: Map<string, BookedRight>;
  readonly transfers: Transfer[];
  /** Rights that came or went with a transfer, EUR a year, signed. */
  readonly rightsTransferred: { readonly on: CivilDate; readonly amountMinor: number; readonly way: 'in' | 'out' }[];
  /** Rights of years that were not over when they came, unrounded decimal text, signed; none of those that went. */
  readonly accruingTransferred: { readonly year: number; readonly right: string }[];
  goneOver: GoneOver | undefined;
  currency: Currency | undefined;
}

export function initialRights(): RightsSlice {
  return {
    pensionRightsYearlyMinor: 0,
    bookedRights: new Map(),
    transfers: [],
    rightsTransferred: [],
    accruingTransferred: [],
    goneOver: undefined,
    currency: undefined,
  };
}

export const foldRights: FoldInPlace<RightsEventData, RightsSlice & AccountSlice> = {
  RightsAccrued: (slice, event) => raiseRights(slice, event, { kind: 'accrual', of: event.data.period }, event.data.right),
  IndexationGranted: (slice, event) => raiseRights(slice, event, { kind: 'indexation', of: event.data.decision }),
  RightsReduced: (slice, event) => raiseRights(slice, event, { kind: 'reduction', of: event.data.decision }),
  CatchUpGranted: (slice, event) => {
    const { decision, kind, ofYear } = event.data;
    raiseRights(slice, event, { kind: 'catch-up', of: decision, catchUp: { kind, ofYear } });
  },
  RightsAdjusted: (slice, event) => raiseRights(slice, event, event.data.adjusts, event.data.right),
  RightsTransferredIn: (slice, event) => transferred(slice, event, 1),
  RightsTransferredOut: (slice, event) => {
    transferred(slice, event, -1);
    slice.goneOver ??= goneOverBy(event);
  },
  RightsTransferAdjusted: (slice, { effectiveDate, data: { pensionYearly, accruing: part, currency } }) => {
    rightCarried(slice, effectiveDate, amountMinor(pensionYearly), 'in');
    if (part !== undefined) slice.accruingTransferred.push(part);
    slice.currency = currency;
  },
};

type RightsMoved = Recorded<
  RightsEventData,
  Exclude<keyof RightsEventData, 'RightsTransferredIn' | 'RightsTransferredOut' | 'RightsTransferAdjusted'>
>;

function raiseRights(slice: RightsSlice, { id, effectiveDate, data }: RightsMoved, key: RightsKey, right?: string): void {
  const moved = amountMinor(data.pensionYearly);
  slice.pensionRightsYearlyMinor = addMinor(slice.pensionRightsYearlyMinor, moved);
  slice.currency = data.currency;
  bookRight(slice.bookedRights, { key, on: effectiveDate, amountMinor: moved, right }, id);
}

type ValueTransferred = Recorded<RightsEventData, 'RightsTransferredIn' | 'RightsTransferredOut'>;

function transferred(slice: RightsSlice & AccountSlice, event: ValueTransferred, sign: 1 | -1): void {
  const amount = sign * amountMinor(event.data.amount);
  const { pensionYearly, accruing: part } = event.data;
  if (pensionYearly !== undefined) rightCarried(slice, event.effectiveDate, sign * amountMinor(pensionYearly), sign > 0 ? 'in' : 'out');
  if (part !== undefined && sign > 0) slice.accruingTransferred.push(part);
  slice.transfers.push({ eventId: event.id, on: event.effectiveDate, amountMinor: amount });
  move(slice, event, 'transfers', amount, event.data.currency);
}

function rightCarried(slice: RightsSlice, on: CivilDate, movedMinor: number, way: 'in' | 'out'): void {
  slice.pensionRightsYearlyMinor = addMinor(slice.pensionRightsYearlyMinor, movedMinor);
  slice.rightsTransferred.push({ on, amountMinor: movedMinor, way });
}

/** What there was to go over on a day, EUR a year in minor units: what is booked up to it, and what had come by transfer. */
export function rightBefore(slice: ReadonlySlice<Pick<RightsSlice, 'bookedRights' | 'rightsTransferred'>>, day: CivilDate): number {
  const came = slice.rightsTransferred.filter(({ way }) => way === 'in');
  const moves = [...slice.bookedRights.values(), ...came].filter(({ on }) => on <= day);
  return sumMinor(moves, ({ amountMinor: movedMinor }) => movedMinor);
}

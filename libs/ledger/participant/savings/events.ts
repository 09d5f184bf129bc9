/**
 * A participant with conscientious objections to every insurance: exempt, its contribution is savings (nl-pob chapter VI). Deposits,
 * interest, payout, and what becomes of the balance where the exemption ends before.
 */
import { addMinor, amountMinor, sumMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf, type Recorded } from '../../kernel/event.js';
import type { FoldInPlace } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import { move, type AccountSlice } from '../account/account.js';
import type { AnnullableDefinitions } from '../../kernel/annulment.js';

const FACT = { ...FIRST_VERSION, movesRules: false };
const BOOKED = { ...FACT, kept: 'savings-derived' as const };
/** The how-manieth exemption of the participant it belongs to. */
const account = is.count;
const money = { amount: is.amount, currency: is.currency };

export const OBJECTION_ENDS = ['request', 'objections-gone', 'breach'] as const;
export type ObjectionEnd = (typeof OBJECTION_ENDS)[number];

export const SAVINGS_EVENTS = {
  ObjectorExemptionGranted: {
    ...FACT,
    kept: undefined,
    schema: is.record({ from: is.date, requestedOn: is.date, reference: is.text }, { condition: is.text }),
  },
  /** `on`: the first day on which it does not hold any more. */
  ObjectorExemptionEnded: {
    ...FACT,
    kept: undefined,
    schema: is.record({ from: is.date, cause: is.oneOf(...OBJECTION_ENDS), on: is.date, reference: is.text }),
  },
  /** What an invoice charged as savings, once it is paid; below zero where it took something back. */
  SavingsDeposited: {
    ...BOOKED,
    schema: is.record(
      { account, employerId: is.identifier, invoice: is.text, paidOn: is.date, ...money },
      /** Of one who continues voluntarily, and owes it itself. */
      { by: is.oneOf('participant') },
    ),
  },
  SavingsInterestCredited: { ...BOOKED, schema: is.record({ account, year: is.year, rate: is.decimal, ...money }) },
  SavingsPaidOut: { ...BOOKED, schema: is.record({ account, to: is.oneOf('participant', 'heirs'), ...money }) },
  /** `premium`: of it, the deposits, which count as premium from then on. */
  SavingsVoided: { ...BOOKED, schema: is.record({ account, premium: is.amount, ...money }) },
} satisfies AnnullableDefinitions;

export type SavingsEventData = DataOf<typeof SAVINGS_EVENTS>;

export interface Objection {
  readonly eventId: string;
  readonly from: CivilDate;
  readonly requestedOn: CivilDate;
  readonly reference: string;
  readonly condition: string | undefined;
  readonly end: { readonly on: CivilDate; readonly cause: ObjectionEnd; readonly eventId: string } | undefined;
}

export interface SavingsDeposit {
  readonly eventId: string;
  readonly account: number;
  readonly employerId: string;
  readonly invoice: string;
  /** Undefined: the employer. */
  readonly by: 'participant' | undefined;
  readonly on: CivilDate;
  readonly amountMinor: number;
}

/** What is booked under one key beside the deposits: `interest:2016`, `payout`, `void`. */
export interface BookedSavings {
  readonly account: number;
  readonly kind: 'interest' | 'payout' | 'void';
  readonly year: number | undefined;
  readonly to: 'participant' | 'heirs' | undefined;
  readonly rate: string | undefined;
  readonly on: CivilDate;
  readonly amountMinor: number;
  readonly premiumMinor: number;
  readonly eventIds: readonly string[];
}

export interface SavingsSlice {
  /** By the day from which they hold. */
  readonly objections: Objection[];
  readonly deposits: SavingsDeposit[];
  readonly bookedSavings: Map<string, BookedSavings>;
}

export function initialSavings(): SavingsSlice {
  return { objections: [], deposits: [], bookedSavings: new Map() };
}

/** What stands on the accounts: deposits and interest, less what was paid out or voided. */
export function savingsBalanceMinor({ deposits, bookedSavings }: ReadonlySavings): number {
  const deposited = sumMinor(deposits, (one) => one.amountMinor);
  const booked = sumMinor(bookedSavings.values(), ({ kind, amountMinor: minor }) => (kind === 'interest' ? minor : -minor));
  return addMinor(deposited, booked);
}

type ReadonlySavings = {
  readonly deposits: readonly SavingsDeposit[];
  readonly bookedSavings: ReadonlyMap<string, BookedSavings>;
};

/** Under which what is booked of an account stands. */
export function savingsKeyText(of: number, kind: BookedSavings['kind'], year: number | undefined): string {
  return `${of}:${kind}${year === undefined ? '' : `:${year}`}`;
}

type Booking = Recorded<SavingsEventData, 'SavingsInterestCredited' | 'SavingsPaidOut' | 'SavingsVoided'>;

function book(
  { bookedSavings }: SavingsSlice,
  { id, effectiveDate, data }: Booking,
  told: Pick<BookedSavings, 'kind' | 'year' | 'to' | 'rate'>,
  premium = '0.00',
): void {
  const key = savingsKeyText(data.account, told.kind, told.year);
  const before = bookedSavings.get(key);
  bookedSavings.set(key, {
    ...told,
    account: data.account,
    on: before?.on ?? effectiveDate,
    amountMinor: addMinor(before?.amountMinor ?? 0, amountMinor(data.amount)),
    premiumMinor: addMinor(before?.premiumMinor ?? 0, amountMinor(premium)),
    eventIds: [...(before?.eventIds ?? []), id],
  });
}

export const foldSavings: FoldInPlace<SavingsEventData, SavingsSlice & AccountSlice> = {
  ObjectorExemptionGranted: ({ objections }, { id, data: { from, requestedOn, reference, condition } }) => {
    objections.push({ eventId: id, from, requestedOn, reference, condition, end: undefined });
  },
  ObjectorExemptionEnded: ({ objections }, { id, data: { from, on, cause } }) => {
    const index = objections.findIndex((one) => one.from === from);
    const ended = objections[index];
    if (ended !== undefined) objections[index] = { ...ended, end: { on, cause, eventId: id } };
  },
  SavingsDeposited: (slice, event) => {
    const { id, effectiveDate: on, data: { account: of, employerId, invoice, by, amount, currency } } = event;
    const deposit = { eventId: id, account: of, employerId, invoice, by, on, amountMinor: amountMinor(amount) };
    slice.deposits.push(deposit);
    move(slice, event, 'contributions', deposit.amountMinor, currency);
  },
  SavingsInterestCredited: (slice, event) => {
    book(slice, event, { kind: 'interest', year: event.data.year, to: undefined, rate: event.data.rate });
    move(slice, event, 'interest', amountMinor(event.data.amount), event.data.currency);
  },
  SavingsPaidOut: (slice, event) => {
    book(slice, event, { kind: 'payout', year: undefined, to: event.data.to, rate: undefined });
    move(slice, event, 'benefits', -amountMinor(event.data.amount), event.data.currency);
  },
  SavingsVoided: (slice, event) => {
    book(slice, event, { kind: 'void', year: undefined, to: undefined, rate: undefined }, event.data.premium);
    move(slice, event, 'adjustments', -amountMinor(event.data.amount), event.data.currency);
  },
};

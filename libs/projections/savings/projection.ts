/** The savings of a participant with conscientious objections: deposits, interest by year, and what became of them (nl-pob chapter VI). */
import type { BookedSavings, Objection } from '#ledger/participant/savings/events.js';
import { addMinor, amountMinor as minorOf, formatMinor, sumMinor } from '#money/amount.js';
import { addDays, yearOf, type CivilDate } from '#money/civil-date.js';
import { PARTICIPANT, type EnrolledState } from '#portfolio/participant.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { dateColumn, moneyColumn, textColumn, wholeColumn } from '../columns.js';
import { amount, choice, count, date, exact, list, orNull, record, text, whole } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';

const OUTCOMES = ['RUNNING', 'PAID', 'PAID_TO_HEIRS', 'VOIDED'] as const;

/** VI.10: to De Nederlandsche Bank, from receipt, here the day of the end. */
const OBJECTION_DAYS = 30;

export interface SavingsAccountShown {
  /** The how-manieth exemption. */
  readonly account: number;
  readonly from: CivilDate | null;
  readonly endedOn: CivilDate | null;
  readonly cause: string | null;
  /** Last day of an objection against a withdrawal. */
  readonly objectionUntil: CivilDate | null;
  readonly payoutDate: CivilDate;
  readonly deposits: readonly {
    readonly employerId: string;
    readonly invoice: string;
    readonly on: CivilDate;
    readonly amount: string;
    readonly eventId: string;
    /** Only where the participant owed it itself. */
    readonly by?: 'participant';
  }[];
  readonly years: readonly {
    readonly year: number;
    readonly rate: string;
    readonly interest: string;
    readonly balance: string;
    readonly eventIds: readonly string[];
  }[];
  readonly outcome: (typeof OUTCOMES)[number];
  readonly payout: string;
  readonly voided: string;
  readonly premium: string;
  readonly balance: string;
  readonly eventIds: readonly string[];
}

export interface SavingsAnswer {
  readonly participantId: string;
  readonly balance: string;
  readonly accounts: readonly SavingsAccountShown[];
}

export const savingsProjection: View<NoQuestion, SavingsAnswer> = {
  name: 'savings',
  version: 1,
  summary: 'Savings in the place of premium, of a participant with conscientious objections: deposits, interest, payout.',
  subject: PARTICIPANT,
  capability: 'pensionRights',
  question: {},
  schema: record({
    participantId: text,
    balance: amount,
    accounts: list(
      record({
        account: count,
        from: orNull(date),
        endedOn: orNull(date),
        cause: orNull(text),
        objectionUntil: orNull(date),
        payoutDate: date,
        deposits: list(record({ employerId: text, invoice: text, on: date, amount, eventId: text }, { by: choice('participant') })),
        years: list(record({ year: whole, rate: exact, interest: amount, balance: amount, eventIds: list(text) })),
        outcome: choice(...OUTCOMES),
        payout: amount,
        voided: amount,
        premium: amount,
        balance: amount,
        eventIds: list(text),
      }),
    ),
  }),
  flat: {
    columns: [
      textColumn('participantId'),
      wholeColumn('account', 'exemptions of the participant'),
      dateColumn('from'),
      dateColumn('endedOn'),
      dateColumn('payoutDate'),
      textColumn('outcome'),
      ...['deposits', 'interest', 'payout', 'voided', 'premium', 'balance'].map(moneyColumn),
    ],
    rows: ({ participantId, accounts }) =>
      accounts.map(({ account, from, endedOn, payoutDate, outcome, deposits, years, payout, voided, premium, balance }) => [
        ...[participantId, account, from, endedOn, payoutDate, outcome],
        sumText(deposits.map((one) => one.amount)),
        sumText(years.map(({ interest }) => interest)),
        ...[payout, voided, premium, balance],
      ]),
  },
  standing: {},
  view: ({ id, state, rules }) => {
    const law = capabilityOf(rules.rulebook, 'pensionRights');
    const payoutDate = law.payoutOn(state.enrolment.birthDate);
    const numbers = new Set([
      ...state.objections.map((_, index) => index + 1),
      ...state.deposits.map(({ account }) => account),
      ...[...state.bookedSavings.values()].map(({ account }) => account),
    ]);
    const accounts = [...numbers].sort((a, b) => a - b).map((account) => accountShown(state, account, payoutDate));
    return { participantId: id, balance: sumText(accounts.map(({ balance }) => balance)), accounts };
  },
};

function accountShown(state: EnrolledState, account: number, payoutDate: CivilDate): SavingsAccountShown {
  const objection: Objection | undefined = state.objections[account - 1];
  const deposits = state.deposits.filter((one) => one.account === account);
  const booked = [...state.bookedSavings.values()].filter((one) => one.account === account);
  const [payout, voided] = [booked.find(({ kind }) => kind === 'payout'), booked.find(({ kind }) => kind === 'void')];
  const interest = booked.filter(({ kind }) => kind === 'interest').sort((a, b) => (a.year ?? 0) - (b.year ?? 0));
  const [payoutMinor, voidedMinor] = [payout?.amountMinor ?? 0, voided?.amountMinor ?? 0];
  const ended = [...(payout?.eventIds ?? []), ...(voided?.eventIds ?? [])];
  const sum = sumOf([...deposits, ...interest]);
  const end = objection?.end;
  return {
    account,
    from: objection?.from ?? null,
    endedOn: end?.on ?? null,
    cause: end?.cause ?? null,
    objectionUntil: end === undefined || end.cause === 'request' ? null : addDays(end.on, OBJECTION_DAYS),
    payoutDate,
    deposits: deposits.map(({ employerId, invoice, by, on, amountMinor: minor, eventId }) => ({
      employerId,
      invoice,
      on,
      amount: formatMinor(minor),
      eventId,
      ...(by === undefined ? {} : { by }),
    })),
    years: interest.filter(({ amountMinor: minor }) => minor !== 0).map((one) => yearShown(one, deposits, interest)),
    outcome: voided !== undefined ? 'VOIDED' : payout === undefined ? 'RUNNING' : payout.to === 'heirs' ? 'PAID_TO_HEIRS' : 'PAID',
    payout: formatMinor(payoutMinor),
    voided: formatMinor(voidedMinor),
    premium: formatMinor(voided?.premiumMinor ?? 0),
    balance: formatMinor(addMinor(sum, -addMinor(payoutMinor, voidedMinor))),
    eventIds: [...[objection?.eventId, end?.eventId].filter((one) => one !== undefined), ...ended],
  };
}

/** The balance after a year's interest, before what is paid out. */
function yearShown(
  { year = 0, rate = '0', amountMinor: minor, eventIds }: BookedSavings,
  deposits: EnrolledState['deposits'],
  interest: readonly BookedSavings[],
): SavingsAccountShown['years'][number] {
  const before = [...deposits.filter(({ on }) => yearOf(on) <= year), ...interest.filter((one) => (one.year ?? 0) <= year)];
  return { year, rate, interest: formatMinor(minor), balance: formatMinor(sumOf(before)), eventIds };
}

function sumOf(amounts: readonly { readonly amountMinor: number }[]): number {
  return sumMinor(amounts, ({ amountMinor: minor }) => minor);
}

function sumText(amounts: readonly string[]): string {
  return formatMinor(sumMinor(amounts, minorOf));
}

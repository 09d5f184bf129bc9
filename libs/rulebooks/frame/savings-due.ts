/**
 * The savings of a participant with conscientious objections, as the facts now known give them, compared with what is booked: deposits of
 * what has been paid, interest of years that are over, payout or voiding, each difference at its original date. Run again it finds nothing.
 */
import { accountOf } from '#ledger/employer/invoices/account.js';
import { Refused } from '#ledger/kernel/refusal.js';
import type { DecidedParticipantEvent } from '#ledger/participant/events.js';
import type { ChargedPremium } from '#ledger/participant/premiums/events.js';
import { ownAccount } from '#ledger/participant/premiums/own-account.js';
import { savingsKeyText, type BookedSavings, type SavingsDeposit } from '#ledger/participant/savings/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { addMinor, formatMinor, sumMinor, type Currency } from '#money/amount.js';
import { LAST_DATE, type CivilDate } from '#money/civil-date.js';
import type { PensionRightsRules, SavingsBooking, Saver } from './capabilities/pension-rights.js';
import type { FundRules } from './due.js';
import { employerLaw } from './employer-law.js';
import type { RightsHolder } from './rights-due.js';
import type { TermsOfEmployers } from './employments.js';

type Deposited = Pick<SavingsDeposit, 'account' | 'employerId' | 'invoice' | 'by' | 'on' | 'amountMinor'>;

/** `paidOn`: the day on which its invoice was; `on`: of the deposit. */
type Expected = Deposited & { readonly paidOn: CivilDate };

/**
 * Events to append, in order of value date. Refuses MISSING_PARAMETER for a return that is needed, and EMPLOYER_NOT_READABLE of an employer
 * that charged savings.
 */
export function savingsDue(
  rules: FundRules,
  { state, employers: terms }: Pick<RightsHolder, 'state' | 'employers'>,
  today: CivilDate,
): readonly DecidedParticipantEvent[] {
  const law = rules.rulebook.capabilities.pensionRights;
  if (law === undefined) return [];
  const paid = paidSavings(rules, state, terms, today);
  if (paid.length + state.deposits.length + state.bookedSavings.size === 0) return [];
  const { currency } = rules.rulebook;
  const accounts = new Set([...paid, ...state.deposits, ...state.bookedSavings.values()].map(({ account }) => account));
  return [...accounts]
    .sort((a, b) => a - b)
    .flatMap((account) => {
      const saver = saverOf(state, account, law);
      const last = endOf(saver, law);
      const booked = state.deposits.filter((one) => one.account === account);
      const deposits = paid
        .filter((one) => one.account === account)
        .map((one): Expected => ({ ...one, paidOn: one.on, on: notAfter(one.on, last) }))
        .filter((one) => one.paidOn <= today || booked.some((other) => invoiceOf(other) === invoiceOf(one) && other.on === one.on));
      const dated = deposits.map(({ on, amountMinor }) => ({ date: on, amountMinor }));
      const expected = dated.length === 0 ? [] : law.savings({ ...saver, deposits: dated }, today, rules.parameters);
      return [...depositsDue(deposits, booked, currency), ...bookings(account, expected, state, currency)];
    })
    .sort((a, b) => (a.effectiveDate < b.effectiveDate ? -1 : a.effectiveDate > b.effectiveDate ? 1 : 0));
}

/**
 * What invoices charged as savings, by account, also where it was paid after today: to the employer, once the invoice is paid; to a
 * participant who continues voluntarily, and owes it itself (VI.6, 2.9), once it has paid what that invoice charged it (assumption).
 */
function paidSavings(rules: FundRules, state: ParticipantState, terms: TermsOfEmployers, today: CivilDate): readonly Deposited[] {
  return [...paidByEmployers(rules, state, terms, today), ...paidByItself(state)].filter(({ amountMinor }) => amountMinor !== 0);
}

function paidByItself(state: ParticipantState): readonly Deposited[] {
  return [...state.premiums.keys()].flatMap((employerId) =>
    ownAccount(state, employerId, LAST_DATE).debts.flatMap(({ invoice, lines, settledOn: on }): readonly Deposited[] => {
      if (on === undefined) return [];
      const sums = new Map<number, number>();
      for (const line of lines.filter(({ as }) => as === 'savings')) {
        const account = accountFor(state.objections, line);
        sums.set(account, addMinor(sums.get(account) ?? 0, addMinor(line.premiumMinor, line.aoPremiumMinor)));
      }
      return [...sums].map(([account, amountMinor]) => ({ account, employerId, invoice, by: 'participant', on, amountMinor }));
    }),
  );
}

function paidByEmployers(
  { rulebook, parameters }: FundRules,
  { premiums, objections }: ParticipantState,
  terms: TermsOfEmployers,
  today: CivilDate,
): readonly Deposited[] {
  const found = new Map<string, Deposited>();
  for (const [employerId, { charged }] of premiums) {
    const lines = charged.filter(({ as, debtor }) => as === 'savings' && debtor === 'employer');
    const { savings: books, unreadable } = terms[employerId] ?? {};
    if (unreadable !== undefined && lines.length > 0) throw new Refused(unreadable);
    if (lines.length === 0 || books === undefined) continue;
    const law = employerLaw(rulebook, parameters).receivables;
    const reach = books.payments.reduce((last, { receivedOn }) => (receivedOn > last ? receivedOn : last), today);
    const { receivables } = accountOf(books, reach, law);
    for (const line of lines) {
      const receivable = receivables.find(({ invoice }) => invoice === line.invoice);
      const on = receivable === undefined ? undefined : law.balance(receivable, reach).settledOn;
      if (on === undefined || on > reach) continue;
      const account = accountFor(objections, line);
      const key = `${account} ${employerId} ${line.invoice}`;
      const amountMinor = addMinor(found.get(key)?.amountMinor ?? 0, addMinor(line.premiumMinor, line.aoPremiumMinor));
      found.set(key, { account, employerId, invoice: line.invoice, by: undefined, on, amountMinor });
    }
  }
  return [...found.values()];
}

/** The last exemption that had begun by the month; one that is taken back stays with the first. */
function accountFor(objections: ParticipantState['objections'], { month }: ChargedPremium): number {
  return Math.max(1, objections.filter(({ from }) => from.slice(0, 7) <= month).length);
}

function saverOf({ enrolment, objections, diedOn }: ParticipantState, account: number, law: PensionRightsRules): Omit<Saver, 'deposits'> {
  if (enrolment === undefined) throw new Error('somebody has savings and is not enrolled');
  const { birthDate } = enrolment;
  const ended = objections[account - 1]?.end?.on;
  const isDeathFirst = diedOn !== undefined && (ended === undefined || diedOn < ended);
  const withdrawn: Saver['end'] = ended === undefined ? undefined : { type: 'withdrawn', date: ended };
  const end: Saver['end'] = isDeathFirst ? { type: 'death', date: diedOn } : withdrawn;
  return { birthDate, end: end !== undefined && end.date < law.payoutOn(birthDate) ? end : undefined };
}

function endOf({ birthDate, end }: Omit<Saver, 'deposits'>, law: PensionRightsRules): CivilDate {
  return end?.date ?? law.payoutOn(birthDate);
}

/** What is paid after the account has ended is of its last day: it bears no interest, and goes where the balance went (assumption). */
function notAfter(on: CivilDate, last: CivilDate): CivilDate {
  return on < last ? on : last;
}

/**
 * What is expected of each invoice on its day, less what is booked: a payment that counts from another day moves its deposit, one that was
 * annulled takes it back.
 */
function depositsDue(
  expected: readonly Expected[],
  booked: readonly SavingsDeposit[],
  currency: Currency,
): readonly DecidedParticipantEvent[] {
  const invoices = new Set([...booked, ...expected].map(invoiceOf));
  return [...invoices].flatMap((text) => {
    const [stand, wanted] = [booked.filter((one) => invoiceOf(one) === text), expected.filter((one) => invoiceOf(one) === text)];
    const days = [...new Set([...stand, ...wanted].map(({ on }) => on))].sort();
    const moved = days.map((on) => ({ on, minor: addMinor(sumOn(on, wanted), -sumOn(on, stand)) })).filter(({ minor }) => minor !== 0);
    const [of] = [...wanted, ...stand];
    if (of === undefined) return [];
    const { account, employerId, invoice, by } = of;
    return moved.map(({ on, minor }, index): DecidedParticipantEvent => {
      const paidOn = wanted.find((one) => one.on === on)?.paidOn ?? on;
      const money = { amount: formatMinor(minor), currency };
      const data = { account, employerId, invoice, paidOn, ...money, ...(by === undefined ? {} : { by }) };
      const number = stand.length + index;
      const name = `savings-deposit:${account}:${employerId}:${invoice}${by === undefined ? '' : `:${by}`}`;
      const key = `${name}${number === 0 ? '' : `:${number}`}`;
      return { type: 'SavingsDeposited', effectiveDate: on, key, data };
    });
  });
}

function invoiceOf({ employerId, invoice, by }: Deposited): string {
  return JSON.stringify([employerId, invoice, by]);
}

function sumOn(day: CivilDate, deposits: readonly Deposited[]): number {
  return sumMinor(deposits, ({ on, amountMinor }) => (on === day ? amountMinor : 0));
}

function bookings(
  account: number,
  expected: readonly SavingsBooking[],
  { bookedSavings }: ParticipantState,
  currency: Currency,
): readonly DecidedParticipantEvent[] {
  const wanted = new Map(expected.map((one) => [keyOf(account, one), one]));
  const known = [...bookedSavings].filter(([, one]) => one.account === account);
  return [...new Set([...wanted.keys(), ...known.map(([key]) => key)])].flatMap((key) => {
    const booked = bookedSavings.get(key);
    const one = wanted.get(key) ?? (booked === undefined ? undefined : nothingOf(booked));
    return one === undefined ? [] : bookingEvent(account, one, booked, currency);
  });
}

function keyOf(account: number, { key }: SavingsBooking): string {
  return savingsKeyText(account, key.kind, key.kind === 'interest' ? key.year : undefined);
}

/** What is booked and not expected any more. */
function nothingOf({ kind, year, to, rate, on }: BookedSavings): SavingsBooking {
  const key = kind === 'interest' ? { kind, year: year as number } : kind === 'payout' ? { kind, to: to ?? 'participant' } : { kind };
  return { key, on, amountMinor: 0, premiumMinor: 0, ...(rate === undefined ? {} : { rate }) };
}

function bookingEvent(
  account: number,
  { key, on, amountMinor, premiumMinor = 0, rate = '0' }: SavingsBooking,
  booked: BookedSavings | undefined,
  currency: Currency,
): readonly DecidedParticipantEvent[] {
  const difference = addMinor(amountMinor, -(booked?.amountMinor ?? 0));
  const premium = addMinor(premiumMinor, -(booked?.premiumMinor ?? 0));
  if (difference === 0 && premium === 0) return [];
  const year = key.kind === 'interest' ? key.year : undefined;
  const event = {
    effectiveDate: booked?.on ?? on,
    key: `savings:${savingsKeyText(account, key.kind, year)}:${booked?.eventIds.length ?? 0}`,
  };
  const money = { account, amount: formatMinor(difference), currency };
  switch (key.kind) {
    case 'interest':
      return [{ ...event, type: 'SavingsInterestCredited', data: { ...money, year: key.year, rate } }];
    case 'payout':
      return [{ ...event, type: 'SavingsPaidOut', data: { ...money, to: key.to } }];
    case 'void':
      return [{ ...event, type: 'SavingsVoided', data: { ...money, premium: formatMinor(premium) } }];
    default:
      return unknownBooking(key);
  }
}

function unknownBooking(key: never): never {
  throw new Error(`no booking of savings: ${JSON.stringify(key)}`);
}

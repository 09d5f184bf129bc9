/** What a participant who continues voluntarily owes itself: charged by month and invoice, paid, open, by day (nl-pob 2.9, VI.6). */
import type { ChargedPremium } from '#ledger/participant/premiums/events.js';
import { ownAccount, ownEmployers, type OwnDebt } from '#ledger/participant/premiums/own-account.js';
import { addMinor, formatMinor, sumMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { PARTICIPANT, type EnrolledState } from '#portfolio/participant.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { dateColumn, moneyColumn, textColumn } from '../columns.js';
import { amount, choice, date, list, orNull, record, text, uuid, type SchemaFields } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';

const STATUSES = ['open', 'paid', 'given-back'] as const;

export interface OwnInvoiceShown {
  readonly invoice: string;
  /** The day on which it was sent. */
  readonly chargedOn: CivilDate;
  readonly months: readonly {
    readonly month: string;
    readonly as: 'premium' | 'savings';
    readonly premium: string;
    readonly aoPremium: string;
    readonly amount: string;
    readonly eventId: string;
  }[];
  /** Below zero where it gives back. */
  readonly charged: string;
  /** What of payments, and of what was given back, it has got, by the days on which that counted. */
  readonly paidBy: readonly { readonly on: CivilDate; readonly amount: string }[];
  readonly paid: string;
  readonly open: string;
  readonly settledOn: CivilDate | null;
  readonly status: (typeof STATUSES)[number];
}

export interface OwnAccountShown {
  readonly employerId: string;
  readonly invoices: readonly OwnInvoiceShown[];
  readonly payments: readonly {
    readonly receivedOn: CivilDate;
    readonly amount: string;
    readonly reference: string;
    /** The invoice that it names. */
    readonly invoice: string | null;
    readonly eventId: string;
  }[];
  readonly charged: string;
  readonly paid: string;
  readonly open: string;
  /** Paid beyond what has been charged: it pays what is charged next. */
  readonly credit: string;
}

export interface VoluntaryPremiumAnswer {
  readonly participantId: string;
  /** At all employers; charged − paid = open − credit. */
  readonly charged: string;
  readonly paid: string;
  readonly open: string;
  readonly credit: string;
  readonly employers: readonly OwnAccountShown[];
}

/** An invoice with something left to pay, as the list over all participants has it. */
export interface OwnDebtEntry {
  readonly employerId: string;
  readonly invoice: string;
  readonly chargedOn: CivilDate;
  readonly charged: string;
  readonly paid: string;
  readonly open: string;
}

const ENTRY: SchemaFields = { employerId: text, invoice: text, chargedOn: date, charged: amount, paid: amount, open: amount };

const sums = { charged: amount, paid: amount, open: amount, credit: amount };
const month = record({ month: text, as: choice('premium', 'savings'), premium: amount, aoPremium: amount, amount, eventId: uuid });
const invoice = record({
  invoice: text,
  chargedOn: date,
  months: list(month),
  charged: amount,
  paidBy: list(record({ on: date, amount })),
  paid: amount,
  open: amount,
  settledOn: orNull(date),
  status: choice(...STATUSES),
});
const payment = record({ receivedOn: date, amount, reference: text, invoice: orNull(text), eventId: uuid });

export const voluntaryPremiumProjection: View<NoQuestion, VoluntaryPremiumAnswer> = {
  name: 'voluntary-premium',
  version: 2,
  summary: 'What a participant who continues voluntarily owes itself: charged, paid, open; over all of them what was charged first.',
  subject: PARTICIPANT,
  capability: 'invoicing',
  question: {},
  schema: record({
    participantId: text,
    ...sums,
    employers: list(record({ employerId: text, invoices: list(invoice), payments: list(payment), ...sums })),
  }),
  flat: {
    columns: [
      textColumn('participantId'),
      textColumn('employerId'),
      textColumn('invoice'),
      dateColumn('chargedOn'),
      ...['charged', 'paid', 'open'].map(moneyColumn),
      dateColumn('settledOn'),
    ],
    rows: ({ participantId, employers }) =>
      employers.flatMap(({ employerId, invoices }) =>
        invoices.map((one) => [participantId, employerId, one.invoice, one.chargedOn, one.charged, one.paid, one.open, one.settledOn]),
      ),
  },
  standing: {
    entries: {
      fields: ENTRY,
      filters: {
        employerId: { type: 'identifier', about: 'who continue at this employer', fits: (entry, asked) => entry['employerId'] === asked },
      },
      of: ({ employers }) =>
        employers
          .flatMap((account) => account.invoices.filter(({ status }) => status === 'open').map((one) => debtEntry(account, one)))
          .map((entry, ordinal) => ({ sortedBy: entry.chargedOn, ordinal, entry: { ...entry } })),
    },
  },
  view: ({ id, state, coordinates: { asOf }, rules }) => {
    capabilityOf(rules.rulebook, 'invoicing');
    const accounts = ownEmployers(state).map((employerId) => ({ employerId, ...accountAt(state, employerId, asOf) }));
    const employers = accounts.map(({ employerId, invoices, payments, ...account }) => ({
      ...{ employerId, invoices, payments },
      ...shownSums([account]),
    }));
    return { participantId: id, ...shownSums(accounts), employers };
  },
};

function debtEntry({ employerId }: OwnAccountShown, { invoice: id, chargedOn, charged, paid, open }: OwnInvoiceShown): OwnDebtEntry {
  return { employerId, invoice: id, chargedOn, charged, paid, open };
}

interface Sums {
  readonly chargedMinor: number;
  readonly paidMinor: number;
  readonly openMinor: number;
  readonly creditMinor: number;
}

function accountAt(
  state: EnrolledState,
  employerId: string,
  asOf: CivilDate,
): Pick<OwnAccountShown, 'invoices' | 'payments'> & Sums {
  const { debts, payments, creditMinor } = ownAccount(state, employerId, asOf);
  return {
    invoices: debts.map(invoiceShown),
    payments: payments.map(({ receivedOn, amountMinor, reference, named, eventId }) => ({
      receivedOn,
      amount: formatMinor(amountMinor),
      reference,
      invoice: named ?? null,
      eventId,
    })),
    chargedMinor: sumMinor(debts, ({ chargedMinor }) => chargedMinor),
    paidMinor: sumMinor(payments, ({ amountMinor }) => amountMinor),
    openMinor: sumMinor(debts, ({ leftMinor }) => leftMinor),
    creditMinor,
  };
}

function invoiceShown({ invoice: id, on, lines, chargedMinor, paid, leftMinor, settledOn }: OwnDebt): OwnInvoiceShown {
  return {
    invoice: id,
    chargedOn: on,
    months: lines.map(monthShown),
    charged: formatMinor(chargedMinor),
    paidBy: paid.map((one) => ({ on: one.on, amount: formatMinor(one.amountMinor) })),
    paid: formatMinor(sumMinor(paid, ({ amountMinor }) => amountMinor)),
    open: formatMinor(leftMinor),
    settledOn: settledOn ?? null,
    status: chargedMinor < 0 ? 'given-back' : leftMinor === 0 ? 'paid' : 'open',
  };
}

function monthShown({ month: of, as, premiumMinor, aoPremiumMinor, eventId }: ChargedPremium): OwnInvoiceShown['months'][number] {
  return {
    month: of,
    as,
    premium: formatMinor(premiumMinor),
    aoPremium: formatMinor(aoPremiumMinor),
    amount: formatMinor(addMinor(premiumMinor, aoPremiumMinor)),
    eventId,
  };
}

function shownSums(all: readonly Sums[]): Pick<VoluntaryPremiumAnswer, 'charged' | 'paid' | 'open' | 'credit'> {
  const text = (of: (one: Sums) => number): string => formatMinor(sumMinor(all, of));
  return {
    charged: text(({ chargedMinor }) => chargedMinor),
    paid: text(({ paidMinor }) => paidMinor),
    open: text(({ openMinor }) => openMinor),
    credit: text(({ creditMinor }) => creditMinor),
  };
}

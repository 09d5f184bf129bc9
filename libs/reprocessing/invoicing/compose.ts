/** What an employer is invoiced, decided on its books: the events of the employer and of its participants, all or nothing. Pure. */
import { answeredOn } from '#ledger/employer/data-duties/obligations.js';
import { bookingsAfter } from '#ledger/employer/invoices/book-account.js';
import type { SentInvoice } from '#ledger/employer/invoices/events.js';
import type { EmployerLaw } from '#ledger/employer/law/law.js';
import { comparableText } from '#ledger/kernel/text.js';
import type { DecidedEvent } from '#ledger/kernel/decision.js';
import { refusal, type DetailsOf, type RefusalCode, type Refusal } from '#ledger/kernel/refusal.js';
import { addMinor, formatMinor, type Currency } from '#money/amount.js';
import { endOfYear, nextDay, type CivilDate } from '#money/civil-date.js';
import type {
  ComposedInvoice,
  InvoiceLine,
  InvoicingMoment,
  InvoicingRules,
  PremiumCharge,
  PremiumDifference,
} from '#rulebooks/frame/capabilities/invoicing.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { employerLaw } from '#rulebooks/frame/employer-law.js';
import type { ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';
import type { EmployerBooks } from './employer-books.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `later`: by when what waits was told, after the day of the decision. */
    NOTHING_TO_DECIDE: { readonly employerId: string; readonly year: number; readonly decidedOn: string; readonly later?: string };
    LATER_MONTH_INVOICED: { readonly employerId: string; readonly month: string; readonly later: string };
    UNKNOWN_ESTIMATE: { readonly employerId: string; readonly demand: string };
    /** `deliveredOn`: the data came, after the day of the replacement. */
    DATA_NOT_DELIVERED: { readonly employerId: string; readonly demand: string; readonly sentOn: string; readonly deliveredOn?: string };
    YEAR_NOT_SETTLED: { readonly employerId: string; readonly year: number };
  }
}

/** What is asked of all employers of a fund, or of one. */
export type InvoiceCommand =
  | { readonly kind: 'monthly'; readonly month: string; readonly sentOn: CivilDate }
  | { readonly kind: 'final'; readonly year: number; readonly sentOn: CivilDate }
  | { readonly kind: 'replacement'; readonly demand: string; readonly sentOn: CivilDate; readonly reference: string }
  | {
      readonly kind: 'final-settlement';
      readonly year: number;
      readonly choice: 'change' | 'keep';
      readonly conditions?: string | undefined;
      readonly decidedOn: CivilDate;
      readonly reference: string;
    };

export interface ComposeRules {
  readonly rulebook: Rulebook;
  readonly parameters: ParameterSet;
}

/** Events by subject; an empty list of employer events with none of participants: nothing is to be written. */
export interface ComposedEvents {
  readonly employer: readonly DecidedEvent[];
  readonly participants: readonly { readonly participantId: string; readonly events: readonly DecidedEvent[] }[];
}

export type Composed =
  | { readonly status: 'decided'; readonly events: ComposedEvents; readonly lines: number; readonly totalMinor: number }
  /** Sent already, or nothing to send. */
  | { readonly status: 'no-change' }
  | { readonly status: 'refused'; readonly refusal: Refusal };

const NO_CHANGE: Composed = { status: 'no-change' };

/** Refuses what the command's own function does; MISSING_PARAMETER is thrown by the law. */
export function compose(command: InvoiceCommand, books: EmployerBooks, rules: ComposeRules): Composed {
  const law = capabilityOf(rules.rulebook, 'invoicing');
  if (stands(command, books.employer)) return NO_CHANGE;
  const { rulebook, parameters } = rules;
  const composing: Composing = { books, law, parameters, owing: employerLaw(rulebook, parameters), currency: rulebook.currency };
  switch (command.kind) {
    case 'monthly':
      return composeMonthly(command, composing);
    case 'final':
      return composeFinal(command, composing);
    case 'replacement':
      return composeReplacement(command, composing);
    case 'final-settlement':
      return decideSettlement(command, composing);
    default:
      return unknownCommand(command);
  }
}

/** `2018-03`, `final-2018`, `replacement-DEMAND`. */
export function invoiceId(command: Exclude<InvoiceCommand, { kind: 'final-settlement' }>): string {
  switch (command.kind) {
    case 'monthly':
      return command.month;
    case 'final':
      return `final-${command.year}`;
    case 'replacement':
      return `replacement-${command.demand}`;
    default:
      return unknownCommand(command);
  }
}

/** Whether what is asked for has been written. */
export function stands(command: InvoiceCommand, { invoices, settlements }: EmployerBooks['employer']): boolean {
  if (command.kind !== 'final-settlement') return invoices.some(({ data }) => data.invoice === invoiceId(command));
  return settlements.some(({ data }) => data.year === command.year && data.reference === command.reference);
}

interface Composing {
  readonly books: EmployerBooks;
  readonly law: InvoicingRules;
  readonly parameters: ParameterSet;
  readonly owing: EmployerLaw;
  readonly currency: Currency;
}

function unknownCommand(command: never): never {
  throw new Error(`no invoice ${JSON.stringify(command)}`);
}

function refused<C extends RefusalCode>(code: C, ...details: DetailsOf<C>): Composed {
  return { status: 'refused', refusal: refusal(code, ...details) };
}

function differencesAt({ books, law, parameters }: Composing, on: CivilDate, through: string, own?: string): readonly PremiumDifference[] {
  const finals = new Set(books.terms.finals);
  const moment: InvoicingMoment = { on, through, finals, own };
  return books.employed.flatMap(({ employment }) => law.differences(employment, moment, parameters));
}

/** Refuses MONTH_IN_FUTURE and LATER_MONTH_INVOICED. */
function composeMonthly({ month, sentOn }: Extract<InvoiceCommand, { kind: 'monthly' }>, composing: Composing): Composed {
  const { employerId, employer } = composing.books;
  if (month > sentOn.slice(0, 7)) {
    return refused('MONTH_IN_FUTURE', { employerId, month, sentOn });
  }
  const later = employer.invoices.find(({ data }) => data.kind === 'monthly' && (data.month ?? '') > month)?.data.month;
  if (later !== undefined) {
    return refused('LATER_MONTH_INVOICED', { employerId, month, later });
  }
  const differences = differencesAt(composing, sentOn, month, month);
  const invoice = composing.law.monthly(differences, sentOn);
  if (invoice.lines.length + invoice.participantLines.length === 0) return recorded(composing, lapsing(composing, differences));
  return sent(composing, { invoice, id: month, told: { month } }, differences);
}

/** Refuses YEAR_NOT_OVER. An employer that was invoiced in the year gets one of 0.00 too: the year is settled by it. */
function composeFinal({ year, sentOn }: Extract<InvoiceCommand, { kind: 'final' }>, composing: Composing): Composed {
  const { employerId, employer } = composing.books;
  const id = `final-${year}`;
  if (sentOn <= endOfYear(year)) {
    return refused('YEAR_NOT_OVER', { employerId, year, sentOn });
  }
  const differences = differencesAt(composing, sentOn, `${year}-12`);
  const invoice = composing.law.final(differences, year, sentOn);
  const wasInvoiced = employer.invoices.some(({ data }) => data.month?.startsWith(`${year}-`) === true);
  if (!wasInvoiced && invoice.lines.length + invoice.participantLines.length === 0) return NO_CHANGE;
  return sent(composing, { invoice, id, told: { year } }, differences);
}

/** 4.3: an estimate binds while its data are missing on the day of the replacement. Refuses UNKNOWN_ESTIMATE, DATA_NOT_DELIVERED. */
function composeReplacement(command: Extract<InvoiceCommand, { kind: 'replacement' }>, composing: Composing): Composed {
  const { demand, sentOn, reference } = command;
  const { books, law, parameters } = composing;
  const { employerId, employed } = books;
  const id = `replacement-${demand}`;
  const months = employed.flatMap(({ participantId, employment: { estimates } }) =>
    estimates.filter(({ estimate }) => estimate === demand).map(({ from, to }) => ({ participantId, from, to })),
  );
  if (months.length === 0) {
    return refused('UNKNOWN_ESTIMATE', { employerId, demand });
  }
  const delivered = answeredOn(books.employer, demand);
  if (delivered === undefined || delivered > sentOn) {
    return refused('DATA_NOT_DELIVERED', { employerId, demand, sentOn, ...(delivered === undefined ? {} : { deliveredOn: delivered }) });
  }
  const without = employed.map(({ employment }) => ({
    ...employment,
    estimates: employment.estimates.filter(({ estimate }) => estimate !== demand),
  }));
  const invoice = law.replacement(without, months, sentOn, parameters);
  const replaces = reversedByInvoice(books, months);
  const replaced: DecidedEvent = {
    type: 'EstimateReplaced',
    effectiveDate: sentOn,
    key: `replaced:${comparableText(demand)}`,
    data: { demand, invoice: id, decidedOn: sentOn, reference },
  };
  return sent(composing, { invoice, id, told: { demand, reference, replaces } }, [], [replaced]);
}

/** What the replaced months were charged, by the invoices that charged it. */
function reversedByInvoice(
  { employed }: EmployerBooks,
  months: readonly { readonly participantId: string; readonly from: string; readonly to: string }[],
): readonly { readonly invoice: string; readonly amount: string }[] {
  const byInvoice = new Map<string, number>();
  for (const { participantId, employment } of employed) {
    const mine = months.filter((span) => span.participantId === participantId);
    for (const charge of employment.charged) {
      if (charge.debtor !== 'employer' || !mine.some(({ from, to }) => from <= charge.month && charge.month <= to)) continue;
      const { invoice, premiumMinor, aoPremiumMinor } = charge as typeof charge & { readonly invoice: string };
      byInvoice.set(invoice, addMinor(byInvoice.get(invoice) ?? 0, addMinor(premiumMinor, aoPremiumMinor)));
    }
  }
  return [...byInvoice].filter(([, minor]) => minor !== 0).map(([invoice, minor]) => ({ invoice, amount: formatMinor(minor) }));
}

/** 4.9, on what had been told by the day of the decision. Refuses YEAR_NOT_SETTLED and NOTHING_TO_DECIDE. */
function decideSettlement(command: Extract<InvoiceCommand, { kind: 'final-settlement' }>, composing: Composing): Composed {
  const { year, choice, conditions, decidedOn, reference } = command;
  const { employerId } = composing.books;
  if (!composing.books.terms.finals.includes(year)) {
    return refused('YEAR_NOT_SETTLED', { employerId, year });
  }
  const differences = differencesAt(composing, decidedOn, `${year}-12`);
  const open = differences.filter(({ status, month }) => status === 'awaits-4.9' && month.startsWith(`${year}-`));
  const waiting = open.filter(({ toldOn }) => toldOn === undefined || toldOn <= decidedOn);
  const lapsed = lapsing(composing, differences);
  if (waiting.length === 0 && lapsed.length === 0) {
    const later = open.map(({ toldOn = '' }) => toldOn).sort().at(-1);
    return refused('NOTHING_TO_DECIDE', { employerId, year, decidedOn, ...(later === undefined ? {} : { later }) });
  }
  const decision = `final-settlement:${year}:${comparableText(reference)}`;
  const lines = byParticipant(waiting, ({ participantId }) => participantId, (one, index) =>
    lineEvent(composing, one, decidedOn, {
      type: 'PremiumDifferenceDecided',
      key: `decided:${employerId}:${decision}:${index}`,
      data: { decision, choice },
    }),
  );
  const amountMinor = waiting.reduce(
    (sum, { difference }) => addMinor(sum, addMinor(difference.premiumMinor, difference.aoPremiumMinor)),
    0,
  );
  const decided: DecidedEvent = {
    type: 'FinalSettlementDecided',
    effectiveDate: decidedOn,
    key: decision,
    data: {
      year,
      choice,
      participants: lines.length,
      differences: waiting.length,
      amount: formatMinor(amountMinor),
      currency: composing.currency,
      decidedOn,
      reference,
      ...(conditions === undefined ? {} : { conditions }),
    },
  };
  const events = { employer: waiting.length === 0 ? [] : [decided], participants: merged(lines, lapsed) };
  return { status: 'decided', events, lines: waiting.length, totalMinor: amountMinor };
}

interface Sending {
  readonly invoice: ComposedInvoice;
  readonly id: string;
  /** What its event tells beside the amounts. */
  readonly told: object;
}

function sent(
  composing: Composing,
  { invoice, id, told }: Sending,
  differences: readonly PremiumDifference[],
  beside: readonly DecidedEvent[] = [],
): Composed {
  const { kind, sentOn, dueOn, lines, participantLines, totalMinor } = invoice;
  const { employerId } = composing.books;
  const { finals } = composing.books.terms;
  const charged = byParticipant([...lines, ...participantLines], ({ participantId }) => participantId, (line, index) => {
    const afterFinal = kind === 'monthly' && finals.includes(Number(line.month.slice(0, 4)));
    return lineEvent(composing, line, sentOn, {
      type: 'PremiumCharged',
      key: `charged:${employerId}:${id}:${index}`,
      data: { invoice: id, reason: line.reason, ...(afterFinal ? { afterFinal } : {}) },
    });
  });
  const event: DecidedEvent = {
    type: 'PremiumInvoiced',
    effectiveDate: sentOn,
    key: `invoice:${id}`,
    data: {
      invoice: id,
      kind,
      sentOn,
      dueOn,
      premium: formatMinor(invoice.premiumMinor),
      aoPremium: formatMinor(invoice.aoPremiumMinor),
      savings: formatMinor(invoice.savingsMinor),
      recoverable: formatMinor(invoice.recoverableMinor),
      total: formatMinor(totalMinor),
      currency: composing.currency,
      participants: charged.length,
      lines: lines.length,
      adjustments: adjustmentsOf(invoice, id),
      ...told,
    },
  };
  const employer = [event, ...beside, ...settled(composing, event)];
  const events = { employer, participants: merged(charged, lapsing(composing, differences)) };
  return { status: 'decided', events, lines: lines.length + participantLines.length, totalMinor };
}

/** What was paid, on its day or later, before the ledger knew of the invoice pays it too; what the invoice gives back is credit. */
function settled({ books: { employer }, owing }: Composing, { key, data }: DecidedEvent): readonly DecidedEvent[] {
  const invoice: SentInvoice = { eventId: key, data: data as SentInvoice['data'] };
  return bookingsAfter({ ...employer, invoices: [...employer.invoices, invoice] }, invoice.data.sentOn, owing);
}

/** What the invoice settles of other months than its own. */
function adjustmentsOf({ lines }: ComposedInvoice, id: string): readonly { readonly month: string; readonly amount: string }[] {
  const byMonth = new Map<string, number>();
  for (const { month, premiumMinor, aoPremiumMinor } of lines) {
    if (month !== id) byMonth.set(month, addMinor(byMonth.get(month) ?? 0, addMinor(premiumMinor, aoPremiumMinor)));
  }
  return [...byMonth].sort().map(([month, minor]) => ({ month, amount: formatMinor(minor) }));
}

type OfParticipants = ComposedEvents['participants'];

/** 2.11: refunds that have lapsed, each recorded once. */
function lapsing(composing: Composing, differences: readonly PremiumDifference[]): OfParticipants {
  const { employerId, employed } = composing.books;
  const recordedBefore = new Map(employed.map(({ participantId, employment }) => [participantId, employment.lapsed.length]));
  const found = differences.filter(({ toRecord }) => toRecord);
  return byParticipant(found, ({ participantId }) => participantId, (one, index) => {
    const { lastDate } = one;
    if (lastDate === undefined) throw new Error(`a refund of ${one.month} has lapsed, and the law does not say when`);
    const number = (recordedBefore.get(one.participantId) ?? 0) + index;
    return lineEvent(composing, one, nextDay(lastDate), {
      type: 'PremiumRefundLapsed',
      key: `lapsed:${employerId}:${number}`,
      data: { lastDate },
    });
  });
}

function recorded(_composing: Composing, participants: OfParticipants): Composed {
  return participants.length === 0 ? NO_CHANGE : { status: 'decided', events: { employer: [], participants }, lines: 0, totalMinor: 0 };
}

type Line = PremiumDifference | InvoiceLine;

/** An event about one line: what it is for, and what it comes to. */
function lineEvent(
  { books, currency }: Composing,
  line: Line,
  effectiveDate: CivilDate,
  { type, key, data }: { readonly type: EventOfLine; readonly key: string; readonly data: object },
): DecidedEvent {
  const parts: Pick<PremiumCharge, 'premiumMinor' | 'aoPremiumMinor' | 'recoverableMinor'> = 'difference' in line ? line.difference : line;
  return {
    type,
    effectiveDate,
    key,
    data: {
      employerId: books.employerId,
      month: line.month,
      as: line.as,
      debtor: line.debtor,
      premium: formatMinor(parts.premiumMinor),
      aoPremium: formatMinor(parts.aoPremiumMinor),
      recoverable: formatMinor(parts.recoverableMinor),
      currency,
      ...data,
    },
  };
}

type EventOfLine = 'PremiumCharged' | 'PremiumDifferenceDecided' | 'PremiumRefundLapsed';

/** In order of the participants' ids; `index`: among the participant's own. */
function byParticipant<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  eventOf: (item: T, index: number) => DecidedEvent,
): OfParticipants {
  const found = new Map<string, DecidedEvent[]>();
  for (const item of items) {
    const events = found.get(idOf(item));
    if (events === undefined) found.set(idOf(item), [eventOf(item, 0)]);
    else events.push(eventOf(item, events.length));
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([participantId, events]) => ({ participantId, events }));
}

function merged(...all: readonly OfParticipants[]): OfParticipants {
  const found = new Map<string, readonly DecidedEvent[]>();
  for (const { participantId, events } of all.flat()) found.set(participantId, [...(found.get(participantId) ?? []), ...events]);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([participantId, events]) => ({ participantId, events }));
}

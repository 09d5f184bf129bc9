/** The words of an employer's statement, in Dutch and English. */
import { grouped } from '#money/grouped.js';
import type { InvoiceRow } from '#projections/employers/invoice-row.js';

export interface StatementWords {
  readonly title: (year: number) => string;
  readonly employer: string;
  readonly asOf: string;
  readonly opening: (year: number) => string;
  readonly closing: (day: string) => string;
  readonly invoiced: string;
  readonly interest: string;
  readonly charges: string;
  readonly paid: string;
  readonly credit: string;
  readonly invoices: string;
  readonly payments: string;
  readonly columns: {
    readonly invoice: string;
    readonly sentOn: string;
    readonly dueOn: string;
    readonly premium: string;
    readonly aoPremium: string;
    readonly savings: string;
    readonly recoverable: string;
    readonly total: string;
    readonly paid: string;
    readonly left: string;
    readonly status: string;
    readonly receivedOn: string;
    readonly reference: string;
    readonly amount: string;
    readonly period: string;
    readonly article: string;
    readonly what: string;
    readonly day: string;
  };
  readonly invoiceName: (row: Pick<InvoiceRow, 'kind' | 'month' | 'year' | 'invoice'>) => string;
  readonly adjustments: (amount: string) => string;
  /** Of a replacement: what it asks for, and what it takes back of another invoice; of that one, what was taken back. */
  readonly chargedAnew: string;
  readonly takesBack: (invoice: string) => string;
  readonly takenBackBy: (invoice: string) => string;
  readonly late: string;
  readonly status: { readonly [status in InvoiceRow['status']]: string };
  readonly chargeKind: { readonly [kind: string]: string };
  readonly interestKind: { readonly [kind: string]: string };
  readonly creditTold: (amount: string) => string;
  readonly proof: string;
  readonly months: readonly string[];
  readonly money: (amount: string) => string;
  readonly date: (day: number, month: string, year: string) => string;
}

function split(amount: string): { readonly sign: string; readonly whole: string; readonly cents: string } {
  const [whole = '', cents = '00'] = amount.replace('-', '').split('.');
  return { sign: amount.startsWith('-') ? '−' : '', whole, cents };
}

const EN: StatementWords = {
  title: (year) => `Statement ${year}`,
  employer: 'Employer',
  asOf: 'as of',
  opening: (year) => `Owed on 1 January ${year}`,
  closing: (day) => `Owed on ${day}`,
  invoiced: 'Invoices',
  interest: 'Interest on late payment',
  charges: 'Fines and claims',
  paid: 'Payments received',
  credit: 'Credit',
  invoices: 'Invoices',
  payments: 'Payments',
  columns: {
    invoice: 'invoice',
    sentOn: 'sent',
    dueOn: 'due',
    premium: 'premium',
    aoPremium: 'disability',
    savings: 'savings',
    recoverable: 'recoverable',
    total: 'total',
    paid: 'paid',
    left: 'left',
    status: 'status',
    receivedOn: 'received',
    reference: 'reference',
    amount: 'amount',
    period: 'period',
    article: 'article',
    what: 'what',
    day: 'day',
  },
  invoiceName: ({ kind, month, year, invoice }) =>
    kind === 'monthly' ? `${month}` : kind === 'final' ? `final invoice ${year}` : invoice.replace('replacement-', 'replacement, '),
  adjustments: (amount) => `of which earlier months ${amount}`,
  chargedAnew: 'charged anew',
  takesBack: (invoice) => `takes back ${invoice}`,
  takenBackBy: (invoice) => `taken back by ${invoice}`,
  late: 'after the 10th',
  status: { open: 'open', paid: 'paid', overdue: 'overdue', replaced: 'replaced' },
  chargeKind: {
    fine: 'fine',
    'data-interest': 'interest on late data',
    'collection-costs': 'collection costs',
    'data-costs': 'costs of the data',
    damage: 'damage',
    'bailiff-costs': 'costs of the bailiff',
    'fine-collection-costs': 'collection costs of a fine',
  },
  interestKind: { charge: 'charge', adjustment: 'derived again' },
  creditTold: (amount) => `${amount} was paid beyond what was due; it is applied on the next due date.`,
  proof: 'Digest of this answer',
  months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  money: (amount) => {
    const { sign, whole, cents } = split(amount);
    return `${sign}€${grouped(whole, ',')}.${cents}`;
  },
  date: (day, month, year) => `${day} ${month} ${year}`,
};

const NL: StatementWords = {
  title: (year) => `Overzicht ${year}`,
  employer: 'Werkgever',
  asOf: 'per',
  opening: (year) => `Verschuldigd op 1 januari ${year}`,
  closing: (day) => `Verschuldigd op ${day}`,
  invoiced: 'Nota’s',
  interest: 'Rente wegens te late betaling',
  charges: 'Boetes en vorderingen',
  paid: 'Ontvangen betalingen',
  credit: 'Tegoed',
  invoices: 'Nota’s',
  payments: 'Betalingen',
  columns: {
    invoice: 'nota',
    sentOn: 'verzonden',
    dueOn: 'vervalt',
    premium: 'premie',
    aoPremium: 'AO-premie',
    savings: 'spaarbijdragen',
    recoverable: 'te verhalen',
    total: 'totaal',
    paid: 'betaald',
    left: 'open',
    status: 'status',
    receivedOn: 'ontvangen',
    reference: 'kenmerk',
    amount: 'bedrag',
    period: 'periode',
    article: 'artikel',
    what: 'wat',
    day: 'datum',
  },
  invoiceName: ({ kind, month, year, invoice }) =>
    kind === 'monthly' ? `${month}` : kind === 'final' ? `eindafrekening ${year}` : invoice.replace('replacement-', 'vervangende nota, '),
  adjustments: (amount) => `waarvan eerdere maanden ${amount}`,
  chargedAnew: 'opnieuw in rekening gebracht',
  takesBack: (invoice) => `neemt terug: ${invoice}`,
  takenBackBy: (invoice) => `teruggenomen door ${invoice}`,
  late: 'na de 10e',
  status: { open: 'open', paid: 'betaald', overdue: 'te laat', replaced: 'vervangen' },
  chargeKind: {
    fine: 'boete',
    'data-interest': 'rente wegens te late gegevens',
    'collection-costs': 'incassokosten',
    'data-costs': 'kosten van de gegevens',
    damage: 'schade',
    'bailiff-costs': 'deurwaarderskosten',
    'fine-collection-costs': 'incassokosten van een boete',
  },
  interestKind: { charge: 'in rekening gebracht', adjustment: 'opnieuw berekend' },
  creditTold: (amount) => `${amount} is meer betaald dan verschuldigd was; het wordt op de volgende vervaldag verrekend.`,
  proof: 'Controlegetal van dit antwoord',
  months: ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'],
  money: (amount) => {
    const { sign, whole, cents } = split(amount);
    return `${sign}€ ${grouped(whole, '.')},${cents}`;
  },
  date: (day, month, year) => `${day} ${month} ${year}`,
};

const WORDS = { en: EN, nl: NL } as const satisfies { readonly [language: string]: StatementWords };

export type StatementLanguage = keyof typeof WORDS;
export const STATEMENT_LANGUAGES = Object.keys(WORDS) as readonly StatementLanguage[];

export function statementWords(language: StatementLanguage): StatementWords {
  return WORDS[language];
}

/** `2018-05-15` → `15 May 2018`, `15 mei 2018`. */
export function dayIn(words: StatementWords, date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return words.date(Number(day), words.months[Number(month) - 1] ?? '', year);
}

/** An employer's statement as a page of text. */
import type { Answer } from '#projections/answer.js';
import { minorSum, type InvoiceRow } from '#projections/employers/invoice-row.js';
import type { StatementAnswer } from '#projections/employers/statement.js';
import { formatMinor } from '#money/amount.js';
import { grouped } from '#money/grouped.js';
import { textTable, type TableColumn } from '../../terminal/table.js';
import { coordinateLines } from '../coordinates.js';
import { dayIn, statementWords, type StatementLanguage, type StatementWords } from './words.js';

const right = (head: string, spare?: number): TableColumn => ({ head, align: 'right', ...(spare === undefined ? {} : { spare }) });

export function statementPage(answer: Answer<StatementAnswer>, language: StatementLanguage): string {
  const words = statementWords(language);
  const { employerId, year, credit } = answer;
  return [
    `${words.title(year)} · ${words.employer} ${employerId}`,
    textTable([{ head: '' }, right(words.columns.amount)], summaryRows(answer, words).map(([label, amount]) => [label, grouped(amount)])),
    ...invoiceTable(answer, words),
    ...interestTable(answer, words),
    ...chargesTable(answer, words),
    ...paymentsTable(answer, words),
    ...(credit === '0.00' ? [] : [words.creditTold(grouped(credit))]),
    coordinateLines(answer),
  ].join('\n\n');
}

/** Opening, what was asked for and paid, closing: the rows of either page. */
export function summaryRows(
  { year, asOf, opening, invoiced, interestCharged, charged, paid, closing }: Answer<StatementAnswer>,
  words: StatementWords,
): readonly (readonly [string, string])[] {
  const end = asOf < `${year}-12-31` ? asOf : `${year}-12-31`;
  const negative = formatMinor(-minorSum([paid]));
  return [
    [words.opening(year), opening],
    [words.invoiced, invoiced],
    [words.interest, interestCharged],
    [words.charges, charged],
    [words.paid, negative],
    [words.closing(dayIn(words, end)), closing],
  ];
}

type Part = readonly [what: string, amount: string];

/**
 * What a replacement is made of: its total is what it charges anew less what it takes back. Of an invoice that it takes back, what of
 * `paid` that is.
 */
export function partsOfInvoice(
  { asked, replaces = [], takenBack = [] }: InvoiceRow,
  invoices: readonly InvoiceRow[],
  words: StatementWords,
): { readonly ofTotal: readonly Part[]; readonly ofPaid: readonly Part[] } {
  const nameOf = (id: string): string => {
    const shown = invoices.find(({ invoice }) => invoice === id);
    return shown === undefined ? id : words.invoiceName(shown);
  };
  const takes = replaces.map(({ invoice, amount }): Part => [words.takesBack(nameOf(invoice)), formatMinor(-minorSum([amount]))]);
  return {
    ofTotal: [...(asked === undefined ? [] : [[words.chargedAnew, asked] as const]), ...takes],
    ofPaid: takenBack.map(({ by, amount }): Part => [words.takenBackBy(nameOf(by)), amount]),
  };
}

function invoiceTable({ invoices }: StatementAnswer, words: StatementWords): readonly string[] {
  if (invoices.length === 0) return [];
  const { columns } = words;
  const isSaving = invoices.some(({ savings }) => savings !== '0.00');
  const before = Array.from({ length: isSaving ? 6 : 5 }, () => '');
  const rows = invoices.flatMap((row) => {
    const { ofTotal, ofPaid } = partsOfInvoice(row, invoices, words);
    return [
      cellsOf(row, isSaving, words),
      ...ofTotal.map(([what, amount]) => [`  ${what}`, ...before, grouped(amount), '', '', '']),
      ...ofPaid.map(([what, amount]) => [`  ${what}`, ...before, '', grouped(amount), '', '']),
    ];
  });
  return [
    words.invoices,
    textTable(
      [
        { head: columns.invoice },
        { head: columns.sentOn, spare: 3 },
        { head: columns.dueOn },
        right(columns.premium, 1),
        right(columns.aoPremium, 2),
        ...(isSaving ? [right(columns.savings)] : []),
        right(columns.recoverable, 4),
        right(columns.total),
        right(columns.paid),
        right(columns.left),
        { head: columns.status },
      ],
      rows,
    ),
  ];
}

function cellsOf(row: InvoiceRow, isSaving: boolean, words: StatementWords): readonly string[] {
  return [
    words.invoiceName(row),
    row.sentOn,
    row.dueOn,
    grouped(row.premium),
    grouped(row.aoPremium),
    ...(isSaving ? [grouped(row.savings)] : []),
    grouped(row.recoverable),
    grouped(row.total),
    grouped(row.paid),
    grouped(row.base),
    words.status[row.status],
  ];
}

function interestTable({ interest }: StatementAnswer, words: StatementWords): readonly string[] {
  if (interest.length === 0) return [];
  const { columns } = words;
  const rows = interest.map(({ invoice, from, to, kind, amount }) => [
    invoice,
    `${from} – ${to}`,
    words.interestKind[kind] ?? kind,
    grouped(amount),
  ]);
  return [
    words.interest,
    textTable([{ head: columns.invoice }, { head: columns.period }, { head: columns.what }, right(columns.amount)], rows),
  ];
}

function chargesTable({ charges }: StatementAnswer, words: StatementWords): readonly string[] {
  if (charges.length === 0) return [];
  const { columns } = words;
  const rows = charges.map(({ kind, article, amount, on }) => [on, words.chargeKind[kind] ?? kind, article, grouped(amount)]);
  return [
    words.charges,
    textTable([{ head: columns.day }, { head: columns.what }, { head: columns.article }, right(columns.amount)], rows),
  ];
}

/** What a payment pays, invoice by invoice, and what of it is credit. */
export function paysFor(
  { allocations, unallocated }: StatementAnswer['payments'][number],
  { credit }: StatementWords,
): readonly (readonly [what: string, amount: string])[] {
  const invoices = allocations.map(({ invoice, amount }) => [invoice, amount] as const);
  return unallocated === '0.00' ? invoices : [...invoices, [credit.toLowerCase(), unallocated]];
}

function paymentsTable({ payments }: StatementAnswer, words: StatementWords): readonly string[] {
  if (payments.length === 0) return [];
  const { columns } = words;
  const rows = payments.map((payment) => [
    payment.receivedOn,
    payment.reference,
    paysFor(payment, words).map(([what, part]) => `${what} ${grouped(part)}`).join(', '),
    grouped(payment.amount),
  ]);
  return [
    words.payments,
    textTable(
      [{ head: columns.receivedOn }, { head: columns.reference }, { head: columns.invoice, spare: 1 }, right(columns.amount)],
      rows,
    ),
  ];
}

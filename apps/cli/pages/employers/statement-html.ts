/** An employer's statement as one page to read and print: no script, nothing loaded from elsewhere. */
import type { Answer } from '#projections/answer.js';
import { minorSum, type InvoiceRow } from '#projections/employers/invoice-row.js';
import type { StatementAnswer } from '#projections/employers/statement.js';
import { escapedHtml } from '#ledger/kernel/text.js';
import { formatMinor } from '#money/amount.js';
import { STATEMENT_MARK } from '../../own-file.js';
import { PRINTED_STYLE } from '../printed-style.js';
import { partsOfInvoice, paysFor, summaryRows } from './statement-text.js';
import { dayIn, statementWords, type StatementLanguage, type StatementWords } from './words.js';

export function statementHtml(answer: Answer<StatementAnswer>, language: StatementLanguage): string {
  const words = statementWords(language);
  const { employerId, year, asOf, digest, credit } = answer;
  const who = `${words.employer} ${escapedHtml(employerId)} · ${words.asOf} ${day(words, asOf)}`;
  const summary = summaryRows(answer, words);
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${STATEMENT_MARK}<title>${words.title(year)} · ${escapedHtml(employerId)}</title><style>${PRINTED_STYLE}</style></head>
<body><main>
<h1>${words.title(year)}</h1>
<p class="who">${who}</p>
<table><tbody>${summary.map(([label, amount], index) => summaryRow(label, words.money(amount), index === summary.length - 1)).join('')}</tbody></table>
${credit === '0.00' ? '' : `<p class="who">${words.creditTold(words.money(credit))}</p>`}
${table(
  words.invoices,
  invoiceHead(words),
  answer.invoices.map((row) => invoiceCells(row, answer.invoices, words)),
)}
${table(
  words.interest,
  [words.columns.invoice, words.columns.period, words.columns.what, `>${words.columns.amount}`],
  answer.interest.map(({ invoice, from, to, kind, amount }) => [
    escapedHtml(invoice),
    `${day(words, from)} – ${day(words, to)}`,
    words.interestKind[kind] ?? kind,
    `>${words.money(amount)}`,
  ]),
)}
${table(
  words.charges,
  [words.columns.day, words.columns.what, words.columns.article, `>${words.columns.amount}`],
  answer.charges.map(({ on, kind, article, amount }) => [
    day(words, on),
    words.chargeKind[kind] ?? kind,
    escapedHtml(article),
    `>${words.money(amount)}`,
  ]),
)}
${table(
  words.payments,
  [words.columns.receivedOn, words.columns.reference, words.columns.invoice, `>${words.columns.amount}`],
  answer.payments.map((payment) => [
    day(words, payment.receivedOn),
    escapedHtml(payment.reference),
    paysFor(payment, words).map(([what, part]) => `${escapedHtml(what)}: ${words.money(part)}`).join('<br>'),
    `>${words.money(payment.amount)}`,
  ]),
)}
<footer>${words.proof}: ${digest}</footer>
</main></body></html>
`;
}

/** A date stays on one line. */
function day(words: StatementWords, date: string): string {
  return `<span class="d">${dayIn(words, date)}</span>`;
}

function summaryRow(label: string, amount: string, isSum: boolean): string {
  return `<tr${isSum ? ' class="sum"' : ''}><td>${label}</td><td class="n">${amount}</td></tr>`;
}

function invoiceHead({ columns }: StatementWords): readonly string[] {
  return [
    columns.invoice,
    columns.dueOn,
    `>${columns.premium}`,
    `>${columns.aoPremium}`,
    `>${columns.total}`,
    `>${columns.paid}`,
    `>${columns.left}`,
    columns.status,
  ];
}

function invoiceCells(row: InvoiceRow, invoices: readonly InvoiceRow[], words: StatementWords): readonly string[] {
  const { ofTotal, ofPaid } = partsOfInvoice(row, invoices, words);
  const small = (parts: typeof ofTotal): string =>
    parts.map(([what, amount]) => `<small>${escapedHtml(what)} <span class="d">${words.money(amount)}</span></small>`).join('');
  const earlier =
    row.adjustments.length === 0 ? '' : words.adjustments(words.money(formatMinor(minorSum(row.adjustments.map(({ amount }) => amount)))));
  const told = [`${words.columns.sentOn} ${day(words, row.sentOn)}${row.sentOnTime ? '' : `, ${words.late}`}`, earlier].filter(
    (text) => text !== '',
  );
  const savings = row.savings === '0.00' ? '' : `<small>${words.columns.savings} ${words.money(row.savings)}</small>`;
  const status = `<span class="${row.status}">${words.status[row.status]}</span>`;
  return [
    `${escapedHtml(words.invoiceName(row))}<small>${told.join(' · ')}</small>`,
    day(words, row.dueOn),
    `>${words.money(row.premium)}`,
    `>${words.money(row.aoPremium)}`,
    `>${words.money(row.total)}${small(ofTotal)}${savings}<small>${words.columns.recoverable} ${words.money(row.recoverable)}</small>`,
    `>${words.money(row.paid)}${small(ofPaid)}`,
    `>${words.money(row.base)}`,
    status,
  ];
}

/** A cell that begins with `>` stands to the right. */
function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const cell = (tag: 'td' | 'th', text: string): string =>
    text.startsWith('>') ? `<${tag} class="n">${text.slice(1)}</${tag}>` : `<${tag}>${text}</${tag}>`;
  const row = (tag: 'td' | 'th', cells: readonly string[]): string => `<tr>${cells.map((text) => cell(tag, text)).join('')}</tr>`;
  return `<h2>${title}</h2><table><thead>${row('th', head)}</thead><tbody>${rows.map((cells) => row('td', cells)).join('')}</tbody></table>`;
}

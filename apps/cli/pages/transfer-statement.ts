/** What a collective transfer did to one participant, as text and as a page to read and print, in Dutch and English. */
import type { StatementView } from '#engine/transfer/readings.js';
import { escapedHtml } from '#ledger/kernel/text.js';
import { formatMinor } from '#money/amount.js';
import { Decimal } from '#money/decimal.js';
import { grouped } from '#money/grouped.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { Answer } from '#projections/answer.js';
import { TRANSFER_STATEMENT_MARK } from '../own-file.js';
import { textTable } from '../terminal/table.js';
import { coordinateLines } from './coordinates.js';
import { dayIn, statementWords, type StatementLanguage } from './employers/words.js';
import { PRINTED_STYLE } from './printed-style.js';

interface Words {
  readonly title: string;
  readonly participant: string;
  readonly atReceiver: string;
  readonly went: (sender: string, receiver: string, day: string) => string;
  readonly amount: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly value: string;
  readonly share: string;
  readonly late: string;
  readonly accruing: (year: number) => string;
  readonly told: string;
  readonly proof: string;
}

const WORDS: { readonly [language in StatementLanguage]: Words } = {
  en: {
    title: 'Your pension has gone over to another provider',
    participant: 'Participant',
    atReceiver: 'there',
    went: (sender, receiver, day) => `from ${sender} to ${receiver} on ${day}`,
    amount: 'amount',
    before: 'Right a year before',
    after: 'Right a year after',
    change: 'Change',
    value: 'Value transferred',
    share: 'Share of the whole transfer',
    late: 'Added since, for months before the transfer, a year',
    accruing: (year) => `Built up in ${year} before the transfer, a year; the new provider grants it at the end of ${year}`,
    told: 'All rights that you had went over. The new provider pays your pension and answers your questions from that day on.',
    proof: 'Digest of this answer',
  },
  nl: {
    title: 'Uw pensioen is overgegaan naar een andere pensioenuitvoerder',
    participant: 'Deelnemer',
    atReceiver: 'daar',
    went: (sender, receiver, day) => `van ${sender} naar ${receiver} op ${day}`,
    amount: 'bedrag',
    before: 'Recht per jaar vóór de overdracht',
    after: 'Recht per jaar na de overdracht',
    change: 'Verandering',
    value: 'Overgedragen waarde',
    share: 'Deel van de hele overdracht',
    late: 'Sindsdien toegevoegd, over maanden vóór de overdracht, per jaar',
    accruing: (year) => `In ${year} vóór de overdracht opgebouwd, per jaar; de nieuwe uitvoerder kent het toe aan het einde van ${year}`,
    told: 'Al uw rechten zijn overgegaan. De nieuwe uitvoerder betaalt vanaf die dag uw pensioen en beantwoordt uw vragen.',
    proof: 'Controlegetal van dit antwoord',
  },
};

/** What is amount is told as such by `money`; a share as it is. */
function rows(
  answer: StatementView,
  language: StatementLanguage,
  money: (amount: string) => string,
): readonly (readonly [string, string])[] {
  const words = WORDS[language];
  const { accruing, lateRights, shareOfTransfer } = answer;
  return [
    [words.before, money(answer.annualRightBefore)],
    [words.after, money(answer.annualRightAfter)],
    [words.change, money(answer.change)],
    [words.value, money(answer.valueTransferred)],
    [words.share, shareOfTransfer ?? ''],
    ...(lateRights === '0.00' ? [] : [[words.late, money(lateRights)] as const]),
    ...(accruing === null ? [] : [[words.accruing(accruing.year), money(posted(accruing.right))] as const]),
  ];
}

function posted(right: string): string {
  return formatMinor(roundPostedMinor(new Decimal(right)));
}

function headOf(answer: StatementView, language: StatementLanguage): string {
  const { participantId, receiverParticipantId, sender, receiver, transferDate } = answer;
  const words = WORDS[language];
  const day = dayIn(statementWords(language), transferDate);
  return `${words.participant} ${participantId} (${words.atReceiver} ${receiverParticipantId}), ${words.went(sender, receiver, day)}`;
}

export function transferStatementPage(answer: Answer<StatementView>, language: StatementLanguage): string {
  const words = WORDS[language];
  const told = rows(answer, language, grouped).map((row) => [...row]);
  return [
    words.title,
    headOf(answer, language),
    textTable([{ head: '' }, { head: `${words.amount} (${answer.currency})`, align: 'right' }], told),
    coordinateLines(answer),
  ].join('\n\n');
}

export function transferStatementHtml(answer: Answer<StatementView>, language: StatementLanguage): string {
  const words = WORDS[language];
  const { money } = statementWords(language);
  const cells = rows(answer, language, money).map(([label, text]) => `<tr><td>${label}</td><td class="n">${escapedHtml(text)}</td></tr>`);
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${TRANSFER_STATEMENT_MARK}<title>${words.title} · ${escapedHtml(answer.participantId)}</title><style>${PRINTED_STYLE}</style></head>
<body><main>
<h1>${words.title}</h1>
<p class="who">${escapedHtml(headOf(answer, language))}</p>
<table><tbody>${cells.join('')}</tbody></table>
<p>${words.told}</p>
<footer>${words.proof}: ${answer.digest}</footer>
</main></body></html>
`;
}

/** The overview as one page that a participant can read and print: no script, nothing loaded from elsewhere. */
import type { Currency } from '#money/amount.js';
import type { Answer } from '#projections/answer.js';
import type { OverviewAnswer } from '#projections/overview/projection.js';
import type { Benefit, CoverageView } from '#rulebooks/frame/capabilities/coverage.js';
import { escapedHtml } from '#ledger/kernel/text.js';
import { OVERVIEW_MARK } from '../../own-file.js';
import { saidAssumption } from './assumptions.js';
import { dateIn, moneyIn, paidIn, PROVISION, saidOf, schemeWords, toldNotes, overviewWordsOf, type OverviewLanguage } from './language.js';

const STYLE = `
:root{color-scheme:light;--ink:#20242c;--soft:#626b7a;--line:#e3e6ec;--accent:#1f5f6b;--tint:#eef5f5}
*{box-sizing:border-box}body{margin:0;background:#f4f5f7;color:var(--ink);font:16px/1.55 Georgia,'Times New Roman',serif}
main{max-width:46rem;margin:2.5rem auto;background:#fff;padding:3rem 3.2rem;border:1px solid var(--line);border-radius:4px}
h1{font-size:2rem;font-weight:400;margin:0;color:var(--accent)}h2{font-size:1.15rem;margin:2.4rem 0 .5rem;color:var(--accent);font-weight:600}
.who{color:var(--soft);margin:.3rem 0 2rem}.value{background:var(--tint);border-radius:4px;padding:1.2rem 1.5rem}.value b{display:block;font-size:2rem;font-weight:400;font-variant-numeric:tabular-nums}.value span{color:var(--soft);font-size:.9rem}
table{border-collapse:collapse;width:100%}td{padding:.45rem 0;border-bottom:1px solid var(--line);vertical-align:top;text-align:left}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;padding-left:1rem}small{display:block;color:var(--soft);font-size:.85rem}tr.sum td{font-weight:600;border-bottom:0}
.assumptions td{font-size:.9rem;padding:.3rem 0}.assumptions small{font-size:.78rem}.note{color:var(--soft);font-size:.92rem}footer{margin-top:2.6rem;border-top:1px solid var(--line);padding-top:.8rem;color:var(--soft);font-size:.75rem;overflow-wrap:anywhere}
@media print{body{background:#fff}main{border:0;margin:0;padding:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}.value{border:1px solid var(--line)}}`;

export function overviewHtml(
  answer: Answer<OverviewAnswer>,
  { benefits, notes }: CoverageView,
  currency: Currency,
  language: OverviewLanguage,
): string {
  const words = overviewWordsOf(language);
  const { participantId, scheme, asOf, value, account, assumptions, digest } = answer;
  const own = schemeWords(language, scheme);
  const money = (amount: string): string => escapedHtml(moneyIn(language, amount, currency));
  const pensions = benefits.filter(({ frequency }) => frequency !== 'lump-sum');
  const provisions = benefits.filter(({ benefit }) => benefit === PROVISION);
  const covers = benefits.filter((one) => one.frequency === 'lump-sum' && !provisions.includes(one));
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${OVERVIEW_MARK}<title>${words.title} · ${escapedHtml(participantId)}</title><style>${STYLE}</style></head>
<body><main>
<h1>${words.title}</h1>
<p class="who">${words.participant} ${escapedHtml(participantId)} · ${escapedHtml(own.name)} · ${words.asOf} ${dateIn(language, asOf)}</p>
<div class="value">${own.value}<b>${money(value)}</b><span>${own.valueNote}</span></div>
${benefitTable(words.benefits, pensions, language)}${benefitTable(words.covers, covers, language)}${benefitTable(words.provisions, provisions, language)}
<h2>${own.account(account.year)}</h2>
<table><tbody>${row(own.opening(account.year), money(account.opening))}${account.lines.map(({ kind, amount }) => row(own.line?.[kind] ?? words.line[kind], money(amount))).join('')}${row(own.closing(account.year), money(account.closing), ' class="sum"')}</tbody></table>
${toldNotes(language, notes)
  .map((note) => `<p class="note">${escapedHtml(note)}</p>`)
  .join('\n')}
${assumptions.length === 0 ? '' : assumptionTable(assumptions, language)}
<footer>${words.proof}: ${digest}</footer>
</main></body></html>
`;
}

function benefitTable(title: string, benefits: readonly Benefit[], language: OverviewLanguage): string {
  if (benefits.length === 0) return '';
  const words = overviewWordsOf(language);
  const rows = benefits.map((one) => {
    const { benefit, amount, currency } = one;
    return (
      `<tr><td>${escapedHtml(words.benefit[benefit] ?? benefit)}<small>${escapedHtml(saidOf(language, one).join(' · '))}</small></td><td ` +
      `class="n">${escapedHtml(moneyIn(language, amount, currency))}<small>${paidIn(language, one)}</small></td></tr>`
    );
  });
  return `<h2>${title}</h2><table><tbody>${rows.join('')}</tbody></table>`;
}

function assumptionTable(assumptions: OverviewAnswer['assumptions'], language: OverviewLanguage): string {
  const words = overviewWordsOf(language);
  const rows = assumptions.map((one) => {
    const { name, value } = saidAssumption(language, one);
    const from = `${words.assumption.since.toLowerCase()} ${dateIn(language, one.from)} · ${one.reference}`;
    return `<tr><td>${escapedHtml(name)}<small>${escapedHtml(from)}</small></td><td ` +
      `class="n">${escapedHtml(value)}<small>${escapedHtml(words.status[one.status] ?? one.status)}</small></td></tr>`;
  });
  const warning = assumptions.some((one) => one.status === 'illustrative') ? `<p class="note">${words.illustrative}</p>` : '';
  return `<h2>${words.assumptions}</h2>${warning}<table class="assumptions"><tbody>${rows.join('')}</tbody></table>`;
}

function row(label: string, amount: string, style = ''): string {
  return `<tr${style}><td>${label}</td><td class="n">${amount}</td></tr>`;
}

/** A plan of a reprocessing as one self-contained page that a manager can read and print: no script, nothing loaded. */
import { SETTLEMENT_AMOUNTS, type SettlementAmounts } from '#ledger/schemes/incomes.js';
import { escapedHtml } from '#ledger/kernel/text.js';
import { grouped } from '#money/grouped.js';
import type { EmployersSummary } from './employer-movement.js';
import type { PlanReport } from './make-plan.js';
import { whatBecomesOf } from './premium-movement.js';
import type { CurrencySummary, HistogramBar } from './summary.js';

export function planHtml(report: PlanReport): string {
  const { file, kind, plannedBy, rows, refusedByCode, digest, position } = report;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Reprocessing plan: ${escapedHtml(file)}</title>
<style>${STYLE}</style></head><body><main>
<header><h1>Reprocessing plan</h1>
<p class="lead">${escapedHtml(file)} · ${escapedHtml(kind)} · planned by ${escapedHtml(plannedBy)} on the journal up to position ${count(position)}</p>
<p>Nothing is written to anyone until this plan is approved and committed.</p></header>
<section class="tiles">
${tile('rows read', rows.total)}${tile('accepted', rows.accepted)}${tile('of these time-barred', rows.timeBarred)}${tile('no change', rows.noChange)}${tile('refused', rows.refused, rows.refused > 0)}${tile('flagged', rows.flagged, rows.flagged > 0)}
</section>
${refusals(refusedByCode, report.rejectsFile)}${flags(report)}
${report.currencies.map(currency).join('\n')}${(report.ofEmployers ?? []).map(ofEmployers).join('\n')}
<footer><p>${count(report.events)} ${report.events === 1 ? 'event' : 'events'} for ${report.employers === undefined ? people(report.participants) : firms(report.employers)}</p>
<p>Digest of the plan, over the file, the planned events and the revisions they rest on:<br><code>${digest}</code></p>
<p>SHA-256 of the file:<br><code>${report.sha256}</code></p>
<div class="sign"><p>Approved by</p><p>Date</p><p>Note</p></div></footer>
</main></body></html>
`;
}

const STYLE = `
:root{color-scheme:light;--ink:#1d2433;--soft:#5d6780;--line:#d9deea;--accent:#2b5fa8;--warn:#a8442b;--ground:#f6f7fa}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:2rem auto;padding:2.5rem;background:#fff;border:1px solid var(--line);border-radius:8px}
h1{font-size:1.7rem;margin:0}h2{font-size:1.15rem;margin:2.2rem 0 .6rem}h3{font-size:.95rem;margin:1.4rem 0 .4rem;color:var(--soft)}
.lead{color:var(--soft);margin:.2rem 0 1rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.8rem;margin:1.5rem 0}
.tile{border:1px solid var(--line);border-radius:6px;padding:.7rem .9rem}.tile b{display:block;font-size:1.4rem;font-variant-numeric:tabular-nums}.tile span{color:var(--soft);font-size:.85rem}.tile.warn b{color:var(--warn)}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th{text-align:left;font-weight:600;color:var(--soft);font-size:.85rem}td,th{padding:.28rem .6rem .28rem 0;border-bottom:1px solid var(--line)}.n{text-align:right;white-space:nowrap}tr.sum td{font-weight:600;border-bottom:0}
svg{width:100%;height:auto;display:block}svg text{font:12px system-ui,sans-serif;fill:var(--ink)}
code{font-size:.8rem;overflow-wrap:anywhere}footer{margin-top:2.5rem;color:var(--soft);font-size:.9rem}
.sign{display:grid;grid-template-columns:repeat(3,1fr);gap:1.5rem;margin-top:2.5rem}.sign p{border-top:1px solid var(--ink);padding-top:.3rem;margin:0}
@media print{body{background:#fff}main{border:0;margin:0;padding:0;max-width:none}h2{break-after:avoid}tr,svg{break-inside:avoid}}`;

function tile(label: string, value: number, warn = false): string {
  return `<div class="tile${warn ? ' warn' : ''}"><b>${count(value)}</b><span>${label}</span></div>`;
}

function refusals(byCode: PlanReport['refusedByCode'], rejectsFile: string | null): string {
  const rows = Object.entries(byCode).sort(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return '';
  const where = rejectsFile === null ? '' : `<p>They stand in ${escapedHtml(rejectsFile)}, with line, code and message.</p>`;
  return `<h2>Refused rows</h2>${table([['code'], ['rows', 'n']], rows.map(([code, n]) => [escapedHtml(code), count(n)]))}${where}`;
}

function flags({ flags: flagged, rows, patterns }: PlanReport): string {
  return patternTable(patterns) + flaggedRows(flagged, rows.flagged);
}

function patternTable(patterns: PlanReport['patterns']): string {
  if (patterns.length === 0) return '';
  const body = patterns.map(({ fundId, code, message }) => [escapedHtml(fundId), escapedHtml(code), escapedHtml(message)]);
  return `<h2>The file as a whole</h2><p>Patterns that a mistake may have left.</p>${table([['fund'], ['what'], ['why']], body)}`;
}

const FLAGS_ON_THE_PAGE = 50;

function flaggedRows(flagged: PlanReport['flags'], rows: number): string {
  if (flagged.length === 0) return '';
  const shown = flagged
    .slice(0, FLAGS_ON_THE_PAGE)
    .map(({ line, code, message }) => [String(line), escapedHtml(code), escapedHtml(message)]);
  const more = rows > shown.length ? `<p>${count(rows)} rows are flagged in all; the JSON report lists more of them.</p>` : '';
  const head = '<h2>Flagged rows</h2><p>They look wrong though they are taken, or hold no longer; look at them before you approve.</p>';
  return `${head}${table([['line', 'n'], ['what'], ['why']], shown)}${more}`;
}

function currency(summary: CurrencySummary): string {
  const { currency: name, participants, total, leftOut, settled, incomeYears, entitlements, histogram, largest, closing } = summary;
  const parts = [`<h2>${name}: ${people(participants)} ${participants === 1 ? 'moves' : 'move'} by ${typeset(total)} in all</h2>`];
  if (leftOut !== '0.00') {
    parts.push(`<p>The recovery policy of the fund leaves ${typeset(leftOut)} of overpayments as they are; they are recorded.</p>`);
  }
  if (incomeYears.length > 0) {
    const body = incomeYears.map((year) => [String(year.incomeYear), count(year.corrections), count(year.timeBarred), ...amounts(year)]);
    const heads: Head[] = [
      ['income year'],
      ['corrections', 'n'],
      ['time-barred', 'n'],
      ['premium', 'n'],
      ['interest', 'n'],
      ['smoothing part', 'n'],
      ['its interest', 'n'],
      ['total', 'n'],
    ];
    parts.push(
      '<h3>Settled by income year; the smoothing part and its interest are a part of premium and interest</h3>',
      table(heads, body, ['all', '', '', ...amounts(settled)]),
    );
  }
  const kinds = Object.entries(entitlements);
  if (kinds.length > 0) {
    parts.push(
      '<h3>Booked anew</h3>',
      table(
        [['entitlement'], ['difference', 'n']],
        kinds.map(([kind, amount]) => [kind, typeset(amount)]),
      ),
    );
  }
  parts.push(...employerParts(summary));
  parts.push('<h3>Participants by movement</h3>', chart(histogram));
  if (largest.length > 0) {
    parts.push(
      '<h3>Largest movements</h3>',
      table(
        [['participant'], [name, 'n']],
        largest.map(({ participantId, total: moved }) => [escapedHtml(participantId), typeset(moved)]),
      ),
    );
  }
  if (closing.length > 0) {
    parts.push(
      '<h3>Leaves the window next</h3>',
      table(
        [['income year'], ['closes on'], ['participants', 'n']],
        closing.map(({ incomeYear, closesOn, participants: n }) => [String(incomeYear), closesOn, count(n)]),
      ),
    );
  }
  return parts.join('\n');
}

/** Of employers' premiums and participants' rights, where the scheme has them. */
function employerParts({ currency: name, premiums = [], rights }: CurrencySummary): readonly string[] {
  const rows = premiums.map((movement) => [String(movement.year), whatBecomesOf(movement), typeset(movement.amount)]);
  return [
    ...(rows.length === 0 ? [] : ['<h3>Premium of the employers</h3>', table([['year'], ['what becomes of it'], [name, 'n']], rows)]),
    ...(rights === undefined
      ? []
      : [
          `<p>Pension rights of these participants: ${typeset(rights.before)} before, ${typeset(rights.after)} after, ` +
            `${name} a year.</p>`,
        ]),
  ];
}

/** What is recorded of employers, and what they come to owe by it. */
function ofEmployers({ currency: name, employers, total, accounts, events, largest }: EmployersSummary): string {
  const section = (title: string, heads: readonly Head[], rows: readonly (readonly string[])[]): string =>
    rows.length === 0 ? '' : `<h3>${title}</h3>${table(heads, rows)}`;
  return [
    `<h2>${name}: what ${firms(employers)} ${employers === 1 ? 'owes' : 'owe'} moves by ${typeset(total)} in all</h2>`,
    section('Recorded', [['event'], ['events', 'n']], events.map(({ type, count: n }) => [type, count(n)])),
    section('Accounts', [['account'], [name, 'n']], accounts.map(({ account, amount }) => [account, typeset(amount)])),
    section('Largest movements', [['employer'], [name, 'n']], largest.map((one) => [escapedHtml(one.employerId), typeset(one.total)])),
  ].join('\n');
}

function amounts(sums: SettlementAmounts): readonly string[] {
  return SETTLEMENT_AMOUNTS.map((name) => typeset(sums[name]));
}

const ROW = 24;
const LABEL = 210;
const BARS = 480;

function chart(histogram: readonly HistogramBar[]): string {
  const shown = histogram.filter(({ participants }) => participants > 0);
  const most = Math.max(1, ...shown.map(({ participants }) => participants));
  const bars = shown.map(({ from, to, participants }, index) => {
    const width = Math.max(1, Math.round((participants / most) * BARS));
    const y = index * ROW;
    return (
      `<text x="${LABEL - 10}" y="${y + 16}" text-anchor="end">${range(from, to)}</text><rect x="${LABEL}" y="${y + 4}" ` +
      `width="${width}" height="${ROW - 8}" rx="2" fill="#2b5fa8"/><text x="${LABEL + width + 8}" y="${
        y + 16
      }">${count(participants)}</text>`
    );
  });
  return `<svg viewBox="0 0 ${LABEL + BARS + 90} ${shown.length * ROW + 4}" role="img" aria-label="participants by ` +
    `movement">${bars.join('')}</svg>`;
}

function range(from: string | null, to: string | null): string {
  if (from === null) return `below ${typeset(to as string)}`;
  if (to === null) return `${typeset(from)} and more`;
  return from === '0.00' && to === '0.01' ? 'none' : `${typeset(from)} to ${typeset(to)}`;
}

type Head = readonly [label: string, style?: 'n'];

function table(heads: readonly Head[], rows: readonly (readonly string[])[], sum?: readonly string[]): string {
  const cell = (tag: string) => (text: string, index: number) => `<${tag}${heads[index]?.[1] === 'n' ? ' class="n"' : ''}>${text}</${tag}>`;
  const line = (cells: readonly string[], style = '') => `<tr${style}>${cells.map(cell('td')).join('')}</tr>`;
  return `<table><thead><tr>${heads
    .map(([label]) => label)
    .map(cell('th'))
    .join(
      '',
    )}</tr></thead><tbody>${rows.map((row) => line(row)).join('')}${sum === undefined ? '' : line(sum, ' class="sum"')}</tbody></table>`;
}

function people(n: number): string {
  return `${count(n)} ${n === 1 ? 'participant' : 'participants'}`;
}

function firms(n: number): string {
  return `${count(n)} ${n === 1 ? 'employer' : 'employers'}`;
}

function count(n: number): string {
  return n.toLocaleString('en');
}

/** With thin spaces between thousands and a minus sign. */
function typeset(amount: string): string {
  return grouped(amount, '\u2009').replace('-', '−');
}

/** A plan of a reprocessing as a page of text: what was accepted, what it settles, how it is spread. */
import { SETTLEMENT_AMOUNTS, type SettlementAmounts } from '#ledger/schemes/incomes.js';
import type { EmployersSummary } from '#reprocessing/plan/employer-movement.js';
import { subjectsOf, type PlanReport } from '#reprocessing/plan/make-plan.js';
import { whatBecomesOf } from '#reprocessing/plan/premium-movement.js';
import type { CurrencySummary, HistogramBar } from '#reprocessing/plan/summary.js';
import { textTable } from '../terminal/table.js';
import { grouped } from '#money/grouped.js';
import { groupedCount, counted } from './counted.js';

const BAR_WIDTH = 40;

export function planPage(report: PlanReport): string {
  const { digest } = report;
  return [
    planInShort(report),
    subjectsOf(report) === 0
      ? 'Nothing to commit.'
      : `Next: accrual reprocess approve ${digest} --note "…", then accrual reprocess commit ${digest}`,
  ].join('\n');
}

/** Without what comes next. */
export function planInShort(report: PlanReport): string {
  const { rows, kind, file, participants, employers, events, refusedByCode, rejectsFile } = report;
  const refused = Object.entries(refusedByCode).sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, n]) => `  ${code}  ${groupedCount(n)}`);
  return [
    `Plan of ${file} (${kind}), by ${report.plannedBy}; nothing is written to anyone yet.`,
    '',
    textTable(
      [{ head: 'rows' }, { head: '', align: 'right' }],
      [
        ['read', groupedCount(rows.total)],
        ['accepted', groupedCount(rows.accepted)],
        ['  of these time-barred (kept, without effect)', groupedCount(rows.timeBarred)],
        ['no change: the ledger holds them already', groupedCount(rows.noChange)],
        ['refused', groupedCount(rows.refused)],
        ['flagged: they look wrong, or hold no longer', groupedCount(rows.flagged)],
      ],
    ),
    ...(refused.length === 0
      ? []
      : ['', 'Refused rows by code:', ...refused, ...(rejectsFile === null ? [] : [`They stand in ${rejectsFile}.`])]),
    ...flags(report),
    '',
    `${counted(events, 'event')} for ${employers === undefined ? counted(participants, 'participant') : counted(employers, 'employer')}.`,
    ...report.currencies.flatMap((summary) => ['', currencyPage(summary)]),
    ...(report.ofEmployers ?? []).flatMap((summary) => ['', employersPage(summary)]),
    '',
    `digest ${report.digest}`,
  ].join('\n');
}

function flags({ flags: flagged, rows, patterns }: PlanReport): readonly string[] {
  const pattern = patterns.map(({ fundId, code, message }) => `  ${fundId}  ${code}: ${message}`);
  const whole = patterns.length === 0 ? [] : ['', 'The file as a whole:', ...pattern];
  if (flagged.length === 0) return whole;
  const shown = flagged.slice(0, 10).map(({ line, code, message }) => `  line ${line}  ${code}: ${message}`);
  const more = rows.flagged > 10 ? [`  ${counted(rows.flagged, 'row')} flagged in all (--json lists them)`] : [];
  return [...whole, '', 'Flagged rows:', ...shown, ...more];
}

function currencyPage(summary: CurrencySummary): string {
  const { currency, participants, total, leftOut, entitlements, histogram, largest, closing } = summary;
  const parts = [`${currency}: ${counted(participants, 'participant moves', 'participants move')} by ${grouped(total)} in all.`];
  if (leftOut !== '0.00') {
    parts.push(`The recovery policy of the fund leaves ${grouped(leftOut)} of overpayments as they are; they are recorded.`);
  }
  parts.push(...settledYears(summary));
  const kinds = Object.entries(entitlements);
  if (kinds.length > 0) {
    parts.push(
      textTable(
        [{ head: 'booked anew' }, right('difference')],
        kinds.map(([kind, amount]) => [kind, grouped(amount)]),
      ),
    );
  }
  parts.push(...employerParts(summary));
  parts.push(chart(histogram, currency));
  if (largest.length > 0) {
    parts.push(
      textTable(
        [{ head: 'largest movements' }, right(currency)],
        largest.slice(0, 10).map(({ participantId, total: moved }) => [participantId, grouped(moved)]),
      ),
    );
  }
  if (closing.length > 0) {
    parts.push(
      textTable(
        [{ head: 'leaves the window next' }, { head: 'closes on' }, right('participants')],
        closing.slice(0, 10).map(({ incomeYear, closesOn, participants: n }) => [String(incomeYear), closesOn, groupedCount(n)]),
      ),
    );
  }
  return parts.join('\n\n');
}

/** What is recorded, and what the employers come to owe by it. */
function employersPage({ currency, employers, total, accounts, events, largest }: EmployersSummary): string {
  const parts = [
    total === '0.00' && accounts.length === 0
      ? `${counted(employers, 'employer')}; no money moves.`
      : `${currency}: what ${counted(employers, 'employer owes', 'employers owe')} moves by ${grouped(total)} in all.`,
    textTable([{ head: 'recorded' }, right('events')], events.map(({ type, count }) => [type, groupedCount(count)])),
  ];
  if (accounts.length > 0) {
    parts.push(textTable([{ head: 'account' }, right('moves by')], accounts.map(({ account, amount }) => [account, grouped(amount)])));
  }
  if (largest.length > 0) {
    const rows = largest.slice(0, 10).map(({ employerId, total: moved }) => [employerId, grouped(moved)]);
    parts.push(textTable([{ head: 'largest movements' }, right(currency)], rows));
  }
  return parts.join('\n\n');
}

const right = (head: string) => ({ head, align: 'right' as const });

/** The amounts of settlements by income year, and of all of them; nothing where none is settled. */
function settledYears({ settled, incomeYears }: CurrencySummary): readonly string[] {
  if (incomeYears.length === 0) return [];
  const amounts = (sums: SettlementAmounts): readonly string[] => SETTLEMENT_AMOUNTS.map((name) => grouped(sums[name]));
  const years = incomeYears.map((year) => [String(year.incomeYear), String(year.corrections), String(year.timeBarred), ...amounts(year)]);
  const heads = ['corrections', 'time-barred', 'premium', 'interest', 'smoothing part', 'its interest', 'total'];
  return [textTable([{ head: 'income year' }, ...heads.map(right)], [...years, ['all', '', '', ...amounts(settled)]])];
}

/** Of employers' premiums and participants' rights, where the scheme has them. */
function employerParts({ currency, premiums = [], rights }: CurrencySummary): readonly string[] {
  const rows = premiums.map((movement) => [String(movement.year), whatBecomesOf(movement), grouped(movement.amount)]);
  return [
    ...(rows.length === 0
      ? []
      : [textTable([{ head: 'premium of' }, { head: 'what becomes of it' }, { head: currency, align: 'right' }], rows)]),
    ...(rights === undefined
      ? []
      : [
          `Pension rights of these participants: ${grouped(rights.before)} before, ${grouped(rights.after)} after, ` +
            `${currency} a year.`,
        ]),
  ];
}

function chart(histogram: readonly HistogramBar[], currency: string): string {
  const shown = histogram.filter(({ participants }) => participants > 0);
  const most = Math.max(1, ...shown.map(({ participants }) => participants));
  const rows = shown.map(({ from, to, participants }) => [
    range(from, to),
    groupedCount(participants),
    '█'.repeat(Math.max(1, Math.round((participants / most) * BAR_WIDTH))),
  ]);
  return textTable([{ head: `movement in ${currency}` }, { head: 'participants', align: 'right' }, { head: '' }], rows);
}

function range(from: string | null, to: string | null): string {
  if (from === null) return `below ${grouped(to as string)}`;
  if (to === null) return `${grouped(from)} and more`;
  return from === '0.00' && to === '0.01' ? 'none' : `${grouped(from)} to ${grouped(to)}`;
}

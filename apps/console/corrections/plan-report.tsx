/** What a plan would do: rows, totals, how large the movements are, the largest ones, time-barred rows, windows that close next. */
import { useState } from 'preact/hooks';
import { amountText, countText, dateText, minorOf, movementText } from '../parts/amounts.js';
import { WideTable } from '../parts/panel.js';
import { addressOf } from '../place/place.js';
import { language, words } from '../words/words.js';
import { Movements } from './movements.js';
import { EmployerMovements, OfEmployers, PremiumsAndRights } from './of-employers.js';
import type { CurrencySummary, PlanReport, Reprocessing, Rows } from './shapes.js';

export function PlanReportView({ report, state }: { readonly report: PlanReport; readonly state: Reprocessing }) {
  const { corrections: text } = words();
  const [showsAll, showAll] = useState(false);
  const tongue = language.value;
  return (
    <>
      <section class="panel" aria-labelledby="rows-title">
        <h2 id="rows-title">{text.rows}</h2>
        <RowCounts rows={report.rows} />
        <p class="soft">
          {whomText(report)},{' '}
          {text.eventsCount(report.events, countText(report.events, tongue))}
        </p>
        <Reconciliation report={report} />
        <Flags report={report} />
        <p class="no-print">
          <a class="button plain" href={state.links.report as string} target="_blank" rel="noreferrer">
            {text.report}
          </a>
        </p>
      </section>
      {report.currencies.map((summary) => (
        <Currency key={summary.currency} summary={summary} />
      ))}
      {report.ofEmployers?.map((summary) => <OfEmployers key={summary.currency} summary={summary} />)}
      <section class="panel" aria-labelledby="movements-title">
        <h2 id="movements-title">{report.employers === undefined ? text.allMovements : text.allEmployerMovements}</h2>
        {!showsAll ? (
          <button type="button" class="plain" onClick={() => showAll(true)}>
            {text.loadMovements}
          </button>
        ) : report.employers === undefined ? (
          <Movements address={state.links.movements as string} />
        ) : (
          <EmployerMovements address={state.links.movements as string} />
        )}
      </section>
    </>
  );
}

/** How many participants, or employers, something is written for. */
export function whomText({ participants, employers }: { readonly participants: number; readonly employers?: number }): string {
  const { corrections: text } = words();
  const count = employers ?? participants;
  const written = countText(count, language.value);
  return employers === undefined ? text.participantsCount(count, written) : text.employersCount(count, written);
}

function RowCounts({ rows }: { readonly rows: Rows }) {
  const { corrections: text } = words();
  return (
    <dl class="counts">
      {(Object.keys(text.rowKinds) as (keyof Rows)[]).map((kind) => (
        <div
          key={kind}
          class={kind === 'refused' && rows.refused > 0 ? 'bad' : kind === 'timeBarred' && rows.timeBarred > 0 ? 'amber' : undefined}
        >
          <dt>{text.rowKinds[kind]}</dt>
          <dd>{countText(rows[kind], language.value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Reconciliation({ report }: { readonly report: PlanReport }) {
  const { corrections: text, parameters } = words();
  const funds = Object.entries(report.totals);
  if (funds.length === 0) return null;
  return (
    <>
      <h3>{text.reconciliation}</h3>
      <p class="soft small">{text.reconciliationHelp}</p>
      <table class="narrow">
        <thead>
          <tr>
            <th scope="col">{parameters.fund}</th>
            <th scope="col" class="amount">
              {text.rows}
            </th>
            <th scope="col" class="amount">
              {words().participant.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {funds.map(([fund, { rows, amount }]) => (
            <tr key={fund}>
              <th scope="row">{fund}</th>
              <td class="amount">{countText(rows, language.value)}</td>
              <td class="amount">{amountText(amount, language.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Flags({ report: { flags, patterns } }: { readonly report: PlanReport }) {
  const { corrections: text } = words();
  return (
    <>
      {patterns.length > 0 && <h3>{text.patterns}</h3>}
      {patterns.length > 0 && (
        <ul>
          {patterns.map(({ code, message, fundId }) => (
            <li key={`${fundId} ${code}`}>
              <code>{code}</code> <span lang="en">{message}</span>
            </li>
          ))}
        </ul>
      )}
      {flags.length > 0 && (
        <details>
          <summary>
            {text.flags} ({countText(flags.length, language.value)})
          </summary>
          <ul>
            {flags.map(({ line, code, message }) => (
              <li key={`${line} ${code}`}>
                {text.lineNumber} {line}: <code>{code}</code> <span lang="en">{message}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Currency({ summary }: { readonly summary: CurrencySummary }) {
  const { corrections: text } = words();
  const tongue = language.value;
  return (
    <section class="panel" aria-label={summary.currency}>
      <p class="headline-figure">
        <span class="headline-name">{text.total}</span>
        <output>{movementText(summary.total, tongue)}</output>
        <span class="headline-unit">{summary.currency}</span>
      </p>
      {minorOf(summary.leftOut) !== 0 && (
        <p>
          {text.leftOut}: {amountText(summary.leftOut, tongue)}
        </p>
      )}
      <div class="panels">
        <div>
          <h3>{text.histogram}</h3>
          <Histogram summary={summary} />
        </div>
        <div>
          <h3>{text.largest}</h3>
          <table>
            <tbody>
              {summary.largest.map(({ participantId, total }) => (
                <tr key={participantId}>
                  <th scope="row">
                    <a href={addressOf(['windows', participantId])}>{participantId}</a>
                  </th>
                  <td class="amount">{movementText(total, tongue)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <PremiumsAndRights summary={summary} />
      {summary.premiums === undefined && <IncomeYears summary={summary} />}
      {summary.closing.length > 0 && (
        <>
          <h3>{text.closing}</h3>
          <ul>
            {summary.closing.map(({ incomeYear, closesOn, participants }) => (
              <li key={`${incomeYear} ${closesOn}`}>
                {incomeYear}: {dateText(closesOn, tongue)}, {text.participantsCount(participants, countText(participants, tongue))}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function IncomeYears({ summary }: { readonly summary: CurrencySummary }) {
  const { corrections: text, windows } = words();
  const tongue = language.value;
  return (
    <>
      <h3>{text.byYear}</h3>
      <WideTable
        label={text.byYear}
        heads={[text.incomeYear, `#${text.correctionsCount}`, `#${windows.timeBarred}`, `#${windows.delta.premiumDelta}`, `#${windows.delta.premiumInterest}`, `#${windows.delta.total}`]}
      >
        {summary.incomeYears.map((year) => (
          <tr key={year.incomeYear}>
            <th scope="row">{year.incomeYear}</th>
            <td class="amount">{countText(year.corrections, tongue)}</td>
            <td class="amount">{countText(year.timeBarred, tongue)}</td>
            <td class="amount">{movementText(year.premiumDelta, tongue)}</td>
            <td class="amount">{movementText(year.premiumInterest, tongue)}</td>
            <td class="amount">{movementText(year.total, tongue)}</td>
          </tr>
        ))}
      </WideTable>
    </>
  );
}

/** Bars by hand: a table whose last column is drawn, so that it reads alike without the picture. */
function Histogram({ summary }: { readonly summary: CurrencySummary }) {
  const { corrections: text } = words();
  const tongue = language.value;
  const most = summary.histogram.reduce((largest, { participants }) => Math.max(largest, participants), 1);
  const label = (from: string | null, to: string | null): string => {
    if (from === null) return to === null ? '' : text.below(amountText(to, tongue));
    return to === null ? text.from(amountText(from, tongue)) : `${amountText(from, tongue)} – ${amountText(to, tongue)}`;
  };
  return (
    <table class="waterfall">
      <tbody>
        {summary.histogram.map(({ from, to, participants }) => (
          <tr key={`${from} ${to}`}>
            <th scope="row" class="nowrap">
              {label(from, to)}
            </th>
            <td class="amount">{countText(participants, tongue)}</td>
            <td class="bar" aria-hidden="true">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none">
                <rect
                  class={from === null || from.startsWith('-') ? 'down' : 'up'}
                  x="0"
                  y="1"
                  height="8"
                  width={(participants / most) * 100}
                />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

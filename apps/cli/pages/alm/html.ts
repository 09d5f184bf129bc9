/** A study as one page to read and print: charts as SVG, no script, nothing loaded from elsewhere. */
import type { PublishedReport } from '#engine/alm/published.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import type { AlmReport, RegimeFigures } from '#rulebooks/nl-ftk/alm/report.js';
import { escapedHtml } from '#ledger/kernel/text.js';
import { cuts, fundingRatios, netProfit, pensionResults, premiums, regimesOf, styleOf, type TitledChart } from './figures.js';
import { STYLE } from './style.js';
import { boundsAbout, boundsLeftOut, boundText, heldText, regimeNameOf, percent, sizeOf, STATUS } from './words.js';

export function almHtml(report: PublishedReport): string {
  const { A, B, engine, digest, runId } = report;
  const regimes = regimesOf(report);
  const sections = [
    section('Key figures', '', keyFigures(report, [A, B])),
    section(
      'Funding ratio',
      'Median, half of the scenarios (dark) and 95 % of them (light), at the start of each year before the decision. ' +
        'Very rich ones leave the chart.',
      pair(report, fundingRatios(report)),
    ),
    section(
      'Cuts',
      'How many scenarios have a cut in a year, and how large it is on average.',
      `${legend(report, [A, B])}${row(cuts(report))}`,
    ),
    section(
      'Pension result',
      'Pensions received as a share of fully indexed ones, within the years of the study, by birth year.',
      pair(report, pensionResults(report)),
    ),
    section('Bounds of the pension result', boundsAbout(report), boundTable(report)),
    section(
      'Net profit by birth year',
      `Benefits less premiums at market value: change against the ${regimeNameOf(report, A)}, in percent of the benefits under them.`,
      whole(netProfit(report)),
    ),
    section('Premium', 'Share of wages, every fifth year, mean over the scenarios.', whole(premiums(report))),
    section('What the note says, and what this study finds', '', claimTable(report)),
    section('Rules', '', ruleTable(report, regimes)),
    section('Assumptions', 'Each with where it stands and how sure it is.', assumptionTable(report)),
  ];
  return keptTogether(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Funding rules compared · ${runId.slice(0, 12)}</title><style>${STYLE}</style></head>
<body><main>
<h1>${escapedHtml(sentence(`${regimeNameOf(report, A)} against ${regimeNameOf(report, B)}`))}</h1>
<p class="lead">An average Dutch pension fund from 2015: ${escapedHtml(sizeOf(report))}.</p>
${sections.join('\n')}
<footer>run ${runId} · ${escapedHtml(engine.rulebook)} ${engine.version}, in ${engine.arithmetic}s · digest ${digest}</footer>
</main></body></html>
`);
}

/** A number stays on one line with its percent sign. */
function keptTogether(html: string): string {
  return html.replaceAll(/(?<=\d) %/g, '\u00a0%');
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function section(title: string, about: string, content: string): string {
  if (content === '') return '';
  return `<section><h2>${title}</h2>${about === '' ? '' : `<p class="about">${escapedHtml(about)}</p>`}${content}</section>`;
}

const whole = (svg: string): string => (svg === '' ? '' : `<figure>${svg}</figure>`);

/** Charts beside each other, each with its title for eyes as well. */
const row = (charts: readonly TitledChart[]): string =>
  `<div class="pair">${charts.map(({ title, svg }) => `<figure>${svg}<figcaption>${escapedHtml(title)}</figcaption></figure>`).join('')}</div>`;

function pair(report: AlmReport, svgs: readonly string[]): string {
  if (svgs.length === 0) return '';
  const names = regimesOf(report).map((regime) => sentence(regimeNameOf(report, regime)));
  return row(svgs.map((svg, index) => ({ svg, title: names[index] ?? '' })));
}

function legend(report: AlmReport, regimes: readonly RegimeFigures[]): string {
  return `<p class="legend">${regimes.map((regime, index) => `<span class="${styleOf(index)}">${escapedHtml(regimeNameOf(report, regime))}</span>`).join('')}</p>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[], style = ''): string {
  const cells = (
    values: readonly string[],
    tag: string,
  ): string => `<tr>${values.map((value) => `<${tag}>${value}</${tag}>`).join('')}</tr>`;
  return `<table class="${style}"><thead>${cells(head, 'th')}</thead><tbody>${rows.map((values) => cells(values, 'td')).join('')}</tbody></table>`;
}

function keyFigures(report: AlmReport, regimes: readonly RegimeFigures[]): string {
  const figure = (of: (outcome: JsonObject) => string | undefined): readonly string[] => regimes.map(({ outcome }) => of(outcome) ?? '–');
  const result = (age: string, name: string) => (outcome: JsonObject): string | undefined => {
    const band = (outcome['pensionResult'] as JsonObject)[age] as JsonObject | undefined;
    return band === undefined ? undefined : percent(String(band[name]));
  };
  const replacement = (name: string) => (outcome: JsonObject): string | undefined => {
    const band = outcome['replacement10'] as JsonObject | undefined;
    return band === undefined ? undefined : percent(String(band[name]));
  };
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['Funding ratio at the start', figure((outcome) => percent(String(outcome['fundingRatio0'])))],
    ['Funding ratio on average', figure((outcome) => percent(String(outcome['meanFundingRatio'])))],
    ['A cut in a year', figure((outcome) => percent(String(outcome['cutProbability'])))],
    ['Mean size of a cut', figure((outcome) => percent(String(outcome['meanCut']), 2))],
    ['A cut at some time', figure((outcome) => percent(String(outcome['anyCutProbability'])))],
    ['First premium, share of wages', figure((outcome) => percent(String((outcome['premiumPath'] as readonly JsonValue[])[0]), 2))],
    ...['70', '50', '25'].flatMap((age) => [
      [`Pension result of those of ${age} in 2015, median`, figure(result(age, 'median'))] as const,
      ['… in the worst and best 2.5 %', figure((outcome) => both(result(age, 'low')(outcome), result(age, 'high')(outcome)))] as const,
    ]),
    ['Replacement ratio after ten years, median', figure(replacement('median'))],
    ['… in the worst 2.5 %', figure(replacement('low'))],
  ];
  return table(
    ['', ...regimes.map((regime) => escapedHtml(regimeNameOf(report, regime)))],
    rows.map(([name, values]) => [escapedHtml(name), ...values]),
    'figures',
  );
}

function both(low: string | undefined, high: string | undefined): string | undefined {
  return low === undefined || high === undefined ? undefined : `${low} – ${high}`;
}

function boundTable(report: AlmReport): string {
  const { bounds } = report;
  if (bounds === undefined) return '';
  const rows = bounds.map((bound) => [
    String(bound.age),
    percent(bound.bound),
    percent(bound.result),
    `<span class="claim ${bound.breached ? 'not-held' : 'held'}">${boundText(bound)}</span>`,
  ]);
  const leftOut = boundsLeftOut(report).map((line) => `<p class="about">${escapedHtml(line)}</p>`).join('');
  return `${rows.length === 0 ? '' : table(['age in 2015', 'at least', 'median', ''], rows, 'figures')}${leftOut}`;
}

function claimTable({ claims }: AlmReport): string {
  const rows = claims.map(({ n, text, source, held, ours, reference, note }) => [
    String(n),
    `${escapedHtml(text)}<small>${escapedHtml([source, note].filter((part) => part !== '').join(' · '))}</small>`,
    `<span class="claim ${heldText(held).replace(' ', '-')}">${heldText(held)}</span>`,
    `${escapedHtml(ours)}<small>reference: ${escapedHtml(reference)}</small>`,
  ]);
  return table(['', 'claim', 'here', 'figures'], rows, 'claims');
}

function ruleTable(report: AlmReport, regimes: readonly RegimeFigures[]): string {
  const rule = (
    name: string,
    told: (value: JsonValue | undefined) => string,
  ): readonly string[] => regimes.map(({ rules }) => told(rules[name]));
  const asPercent = (value: JsonValue | undefined): string => (typeof value === 'number' ? percent(value) : '–');
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['Required capital', rule('vev', asPercent)],
    ['Minimum capital', rule('mvev', asPercent)],
    ['Years below it before a cut', rule('mvevYears', String)],
    ['Indexation from', rule('threshold', asPercent)],
    ['Surplus for catching up', rule('catchUpShare', asPercent)],
    ['Accrual a year', rule('accrual', (value) => (typeof value === 'number' ? percent(value, 2) : '–'))],
    ['Ultimate forward rate', rule('ufr', (value) => (typeof value === 'number' ? percent(value) : 'ten-year average'))],
    ['Bond return in plans', rule('planBondReturn', (value) => (typeof value === 'number' ? percent(value) : 'market rate'))],
  ];
  return table(
    ['', ...regimes.map((regime) => escapedHtml(regimeNameOf(report, regime)))],
    rows.map(([name, values]) => [escapedHtml(name), ...values]),
    'figures',
  );
}

function assumptionTable({ assumptions }: AlmReport): string {
  const rows = assumptions.map(({ name, title, value, status, reference }) => [
    `${escapedHtml(sentence(title))}<small>${escapedHtml(name)} · ${escapedHtml(reference)}</small>`,
    escapedHtml(value),
    `<span class="status ${status}">${escapedHtml(STATUS[status] ?? status)}</span>`,
  ]);
  return table(['assumption', 'value', 'status'], rows, 'assumptions');
}


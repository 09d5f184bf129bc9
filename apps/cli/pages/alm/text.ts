/** A study on the terminal: key figures, net profit by birth year, claims. */
import type { PublishedReport } from '#engine/alm/published.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import type { AlmReport } from '#rulebooks/nl-ftk/alm/report.js';
import type { Answer } from '#projections/answer.js';
import type { FundAlmRunsView } from '#projections/policy/fund-alm-runs.js';
import { textTable } from '../../terminal/table.js';
import { coordinateLines } from '../coordinates.js';
import { counted as countedText } from '../counted.js';
import { boundsAbout, boundsLeftOut, boundText, heldText, regimeNameOf, percent, signed, sizeOf } from './words.js';

export function almPage(report: PublishedReport): string {
  const { claims, assumptions, runId, digest } = report;
  const counted = (status: string): number => assumptions.filter((one) => one.status === status).length;
  return [
    sizeOf(report),
    keyFigures(report),
    ...netProfit(report),
    ...boundLines(report),
    [
      'What the note says, and what this study finds',
      ...claims.map(({ n, text, held, ours }) => `${n} ${heldText(held).padEnd(11)} ${text}\n              ${ours}`),
    ].join('\n'),
    `${assumptions.length} assumptions: ${counted('official')} official, ${counted('assumed')} assumed, ` +
      `${counted('given')} given; the page and the data name each.\n` +
      `run ${runId}\ndigest ${digest}`,
  ].join('\n\n');
}

/** The studies that a fund recorded. */
export function almRunsPage(answer: Answer<FundAlmRunsView>): string {
  const { fundId, runs } = answer;
  const rows = runs.map(({ runId, recordedOn, engine, input, seconds, reference }) => {
    const { years = '', scenarios = '', seed = '' } = input;
    const size = `${JSON.stringify(scenarios)} × ${JSON.stringify(years)}, seed ${JSON.stringify(seed)}`;
    return [runId.slice(0, 16), recordedOn, size, `${engine.rulebook} ${engine.version}, ${engine.arithmetic}`, `${seconds} s`, reference];
  });
  const heads = [{ head: 'run' }, { head: 'on' }, { head: 'scenarios' }, { head: 'engine' }, { head: 'took' }, { head: 'for' }];
  return [
    `Fund ${fundId}: ${countedText(runs.length, 'study', 'studies')} recorded`,
    ...(rows.length === 0 ? [] : [textTable(heads, rows)]),
    coordinateLines(answer),
  ].join('\n\n');
}

function boundLines(report: AlmReport): readonly string[] {
  if (report.bounds === undefined) return [];
  const lines = report.bounds.map(
    (one) => `${boundText(one).padEnd(9)} those of ${one.age}: ${percent(one.result)}, at least ${percent(one.bound)}`,
  );
  return [['Bounds of the pension result', boundsAbout(report), ...lines, ...boundsLeftOut(report)].join('\n')];
}

function keyFigures(report: AlmReport): string {
  const both = [report.A, report.B];
  const rows: readonly (readonly [string, (outcome: JsonObject) => string])[] = [
    ['funding ratio at the start', (outcome) => percent(String(outcome['fundingRatio0']))],
    ['funding ratio on average', (outcome) => percent(String(outcome['meanFundingRatio']))],
    ['a cut in a year', (outcome) => percent(String(outcome['cutProbability']))],
    ['mean size of a cut', (outcome) => percent(String(outcome['meanCut']), 2)],
    ['first premium', (outcome) => percent(String((outcome['premiumPath'] as readonly JsonValue[])[0]), 2)],
  ];
  return textTable(
    [{ head: '' }, ...both.map((regime) => ({ head: regimeNameOf(report, regime), align: 'right' as const }))],
    rows.map(([name, of]) => [name, ...both.map(({ outcome }) => of(outcome))]),
  );
}

function netProfit(report: AlmReport): readonly string[] {
  const regimes = [report.B, ...report.variants];
  const years = Object.keys(report.B.netProfitChange);
  if (years.length === 0) return [];
  return [
    `net profit against the ${regimeNameOf(report, report.A)}, in percent of the benefits under them\n${textTable(
      [{ head: 'born' }, ...regimes.map((regime) => ({ head: regimeNameOf(report, regime), align: 'right' as const }))],
      years.map(
        (year) => [year, ...regimes.map(
          ({ netProfitChange }) => (netProfitChange[year] === undefined ? '–' : signed(netProfitChange[year])),
        )],
      ),
    )}`,
  ];
}

/** The charts of a study. */
import type { AlmReport, CohortFigures, Fan, RegimeFigures, YearFigures } from '#rulebooks/nl-ftk/alm/report.js';
import { band, bars, chart, endLabels, level, line, roundTicks, type ChartFrame, type ChartPoint, type Range } from './chart.js';
import { regimeNameOf, percent, signed } from './words.js';

/** Places in a fan: the outer band, the inner one, the median. */
const [LOW, LOWER_QUARTILE, MEDIAN, UPPER_QUARTILE, HIGH] = [0, 1, 2, 3, 4] as const;

const HALF = { width: 460, height: 260, right: 14 };
const WHOLE = { width: 940, height: 300, right: 190 };

function fan(frame: ChartFrame, points: readonly { readonly x: number; readonly fan: Fan }[], style: string): readonly string[] {
  const at = (place: number): readonly ChartPoint[] => points.map(({ x, fan: values }) => [x, Number(values[place])]);
  return [
    band(frame, at(LOW), at(HIGH), `${style} outer`),
    band(frame, at(LOWER_QUARTILE), at(UPPER_QUARTILE), `${style} inner`),
    line(frame, at(MEDIAN), style),
  ];
}

const STYLES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
export const styleOf = (index: number): string => STYLES[index % STYLES.length] as string;

function yearsOf(figures: readonly YearFigures[]): Range {
  const [first, last] = [figures[0]?.year ?? 0, figures.at(-1)?.year ?? 0];
  return { from: first, to: Math.max(first + 1, last) };
}

/** Where rich scenarios leave the chart: beyond, they would press everything else flat. */
const MOST_QUARTILES = 1.8;

/** A, B and the variants, each with the style of its lines: its place here. */
export const regimesOf = ({ A, B, variants }: AlmReport): readonly RegimeFigures[] => [A, B, ...variants];

/** Fans of the funding ratio, one chart for each set of rules, on one scale; what lies above it is drawn at its edge. */
export function fundingRatios(report: AlmReport): readonly string[] {
  const regimes = regimesOf(report);
  const all = (place: number): readonly number[] => regimes.flatMap(
    ({ years }) => years.map(({ fundingRatio }) => Number(fundingRatio[place])),
  );
  const highest = Math.min(Math.max(...all(HIGH)), MOST_QUARTILES * Math.max(...all(UPPER_QUARTILE)));
  const lowest = Math.min(1, ...all(LOW));
  return regimes.map((regime, index) => {
    const y = { from: Math.floor(lowest * 5) / 5, to: Math.ceil(highest * 5) / 5 };
    const frame = { ...HALF, x: yearsOf(regime.years), y };
    const scale = { xTicks: roundTicks(frame.x, 4), yTicks: roundTicks(y, 6), yText: (value: number) => percent(value, 0) };
    return chart(frame, `Funding ratio: ${regimeNameOf(report, regime)}`, scale, [
      ...fan(frame, regime.years.map(({ year, fundingRatio }) => ({ x: year, fan: fundingRatio })), styleOf(index)),
      level(frame, Number(regime.rules['vev']), `required ${percent(String(regime.rules['vev']))}`),
      level(frame, Number(regime.rules['mvev']), `minimum ${percent(String(regime.rules['mvev']), 0)}`, 'below'),
    ]);
  });
}

/** A chart that stands with its title below it. */
export interface TitledChart {
  readonly title: string;
  readonly svg: string;
}

/** Share of the scenarios with a cut, and how large it is, by year. */
export function cuts(report: AlmReport): readonly TitledChart[] {
  const both = [report.A, report.B];
  const drawn = (title: string, figure: (year: YearFigures) => string): TitledChart => {
    const highest = Math.max(0.01, ...both.flatMap(({ years }) => years.map((year) => Number(figure(year)))));
    const frame = { ...HALF, x: yearsOf(report.A.years), y: { from: 0, to: highest * 1.05 } };
    const scale = {
      xTicks: roundTicks(frame.x, 4),
      yTicks: roundTicks(frame.y, 5),
      yText: (value: number) => percent(value, highest < 0.05 ? 1 : 0),
    };
    const lines = both.map(({ years }, index) => line(frame, years.map((year) => [year.year, Number(figure(year))]), styleOf(index)));
    return { title, svg: chart(frame, title, scale, lines) };
  };
  return [
    drawn('Share of the scenarios with a cut, by year', ({ cutProbability }) => cutProbability),
    drawn('Mean size of a cut, by year', ({ meanCut }) => meanCut),
  ];
}

/** Fans of the pension result by birth year, one chart for each set of rules, on one scale. */
export function pensionResults(report: AlmReport): readonly string[] {
  const regimes = regimesOf(report);
  const cohorts = (regime: RegimeFigures): readonly CohortFigures[] => regime.cohorts;
  if (regimes.some((regime) => cohorts(regime).length < 2)) return [];
  const highest = Math.max(...regimes.flatMap((regime) => cohorts(regime).map(({ pensionResult }) => Number(pensionResult[HIGH]))));
  return regimes.map((regime, index) => {
    const years = cohorts(regime).map(({ birthYear }) => birthYear);
    const y = { from: 0, to: Math.ceil(highest * 5) / 5 };
    const frame = { ...HALF, x: { from: Math.min(...years), to: Math.max(...years) }, y };
    const scale = { xTicks: roundTicks(frame.x, 5), yTicks: roundTicks(y, 5), yText: (value: number) => percent(value, 0) };
    return chart(frame, `Pension result by birth year: ${regimeNameOf(report, regime)}`, scale, [
      ...fan(frame, cohorts(regime).map(({ birthYear, pensionResult }) => ({ x: birthYear, fan: pensionResult })), styleOf(index)),
      level(frame, 1, 'fully indexed'),
    ]);
  });
}

/** Change of net profit against A, by birth year: B as bars, the variants as lines. */
export function netProfit(report: AlmReport): string {
  const changes = (regime: RegimeFigures): readonly ChartPoint[] =>
    Object.entries(regime.netProfitChange).map(([year, change]) => [Number(year), Number(change)]);
  const own = changes(report.B);
  const all = [report.B, ...report.variants].flatMap(changes);
  if (own.length < 2) return '';
  const years = own.map(([year]) => year);
  const gap = Math.min(...years.slice(1).map((year, index) => year - (years[index] as number)));
  const x = { from: Math.min(...years) - gap / 2, to: Math.max(...years) + gap / 2 };
  const values = all.map(([, value]) => value);
  const frame = { ...WHOLE, x, y: { from: Math.min(-1, ...values) * 1.08, to: Math.max(1, ...values) * 1.08 } };
  const scale = {
    xTicks: roundTicks(x, 10),
    yTicks: roundTicks(frame.y, 9),
    yText: (value: number) => (value === 0 ? '0 %' : `${signed(value, 0)} %`),
  };
  return chart(frame, `Change of net profit by birth year, in percent of the benefits under the ${regimeNameOf(report, report.A)}`, scale, [
    bars(frame, own, -0.36 * gap, 0.72 * gap, styleOf(1)),
    ...report.variants.map((variant, index) => line(frame, changes(variant), styleOf(index + 2))),
    endLabels(
      frame,
      [report.B, ...report.variants].map((regime, index) => ({
        y: changes(regime).at(-1)?.[1] ?? 0,
        text: regimeNameOf(report, regime),
        style: styleOf(index + 1),
      })),
    ),
  ]);
}

/** Premium as a share of wages, every fifth year. */
export function premiums(report: AlmReport): string {
  const regimes = [report.A, report.B];
  const paths = regimes.map(({ outcome, years }) =>
    (outcome['premiumPath'] as readonly string[]).map((rate, index): ChartPoint => [(years[0]?.year ?? 0) + 5 * index, Number(rate)]),
  );
  const points = paths.flat();
  if ((paths[0]?.length ?? 0) < 2) return '';
  const years = points.map(([year]) => year);
  const highest = Math.max(...points.map(([, rate]) => rate));
  const frame = { ...WHOLE, height: 220, x: { from: Math.min(...years), to: Math.max(...years) }, y: { from: 0, to: highest * 1.05 } };
  const scale = { xTicks: roundTicks(frame.x, 8), yTicks: roundTicks(frame.y, 5), yText: (value: number) => percent(value, 0) };
  return chart(frame, 'Premium as a share of wages', scale, [
    ...paths.map((path, index) => line(frame, path, styleOf(index))),
    endLabels(
      frame,
      regimes.map((regime, index) => ({ y: paths[index]?.at(-1)?.[1] ?? 0, text: regimeNameOf(report, regime), style: styleOf(index) })),
    ),
  ]);
}

/** Charts along years: fans of a figure under one set of rules, or lines of both. What they show stands in the table below them too. */
import { ShareCell } from '../policy/share-cells.js';
import { percentText } from '../policy/shares.js';
import { language } from '../words/words.js';
import type { Quantiles } from './shapes.js';

export interface Extent {
  readonly from: number;
  readonly to: number;
}

export type Which = 'A' | 'B';
type Point = readonly [x: number, y: number];

const BOX = { width: 420, height: 230, left: 46, right: 20, top: 12, bottom: 26 };

interface Scales {
  readonly x: Extent;
  readonly y: Extent;
}

function across({ x }: Scales, value: number): number {
  return BOX.left + ((value - x.from) / (x.to - x.from)) * (BOX.width - BOX.left - BOX.right);
}

/** What lies beyond is drawn at the edge. */
function upwards({ y }: Scales, value: number): number {
  const within = Math.min(Math.max(value, y.from), y.to);
  return BOX.height - BOX.bottom - ((within - y.from) / (y.to - y.from)) * (BOX.height - BOX.top - BOX.bottom);
}

/** About so many round numbers within a span. */
function roundNumbers({ from, to }: Extent, count: number): readonly number[] {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const [first, last] = [Math.ceil(from / step - 1e-9), Math.floor(to / step + 1e-9)];
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

function pathOf(scales: Scales, points: readonly Point[]): string {
  return points.map(([x, y]) => `${across(scales, x).toFixed(1)},${upwards(scales, y).toFixed(1)}`).join(' ');
}

/** Shares are told in whole hundredths, and finer where all of them are small. */
function Axes({ scales }: { readonly scales: Scales }) {
  const tongue = language.value;
  const decimals = scales.y.to - scales.y.from < 0.05 ? 1 : 0;
  return (
    <>
      {roundNumbers(scales.y, 5).map((tick) => (
        <g key={tick}>
          <line x1={BOX.left} x2={BOX.width - BOX.right} y1={upwards(scales, tick)} y2={upwards(scales, tick)} />
          <text x={BOX.left - 6} y={upwards(scales, tick)} dy="0.32em" text-anchor="end">
            {percentText(String(tick), decimals, tongue)}
          </text>
        </g>
      ))}
      {roundNumbers(scales.x, 5).map((tick) => (
        <text key={tick} x={across(scales, tick)} y={BOX.height - 8} text-anchor="middle">{tick}</text>
      ))}
    </>
  );
}

export interface Level {
  readonly at: number;
  readonly text: string;
  /** Where its name stands, so that two that lie close do not cover one another. */
  readonly isBelow?: boolean;
}

interface FanChartProps extends Scales {
  readonly label: string;
  readonly which: Which;
  readonly points: readonly { readonly x: number; readonly fan: Quantiles }[];
  readonly levels?: readonly Level[];
}

export function FanChart({ label, which, points, levels = [], ...scales }: FanChartProps) {
  const at = (place: number): readonly Point[] => points.map(({ x, fan }) => [x, Number(fan[place])]);
  const band = (from: number, to: number): string => `${pathOf(scales, at(to))} ${pathOf(scales, at(from).toReversed())}`;
  return (
    <svg class={`study-chart of-${which}`} viewBox={`0 0 ${BOX.width} ${BOX.height}`} role="img" aria-label={label}>
      <Axes scales={scales} />
      <polygon class="outer" points={band(0, 4)} />
      <polygon class="inner" points={band(1, 3)} />
      <polyline points={pathOf(scales, at(2))} />
      {levels.map((level) => (
        <g key={level.text} class="level">
          <line x1={BOX.left} x2={BOX.width - BOX.right} y1={upwards(scales, level.at)} y2={upwards(scales, level.at)} />
          <text x={BOX.width - BOX.right - 4} y={upwards(scales, level.at)} dy={level.isBelow ? '1.1em' : '-0.35em'} text-anchor="end">
            {level.text}
          </text>
        </g>
      ))}
    </svg>
  );
}

interface LineChartProps extends Scales {
  readonly label: string;
  readonly lines: readonly { readonly which: Which; readonly points: readonly Point[] }[];
}

export function LineChart({ label, lines, ...scales }: LineChartProps) {
  return (
    <svg class="study-chart" viewBox={`0 0 ${BOX.width} ${BOX.height}`} role="img" aria-label={label}>
      <Axes scales={scales} />
      {lines.map(({ which, points }) => (
        <g key={which} class={`of-${which}`}>
          <polyline points={pathOf(scales, points)} />
        </g>
      ))}
    </svg>
  );
}

/** The likely figure, and the range of 95 out of 100. */
export function FanCells({ fan }: { readonly fan: Quantiles | undefined }) {
  if (fan === undefined) return <><td class="amount" /><td class="amount" /></>;
  const [low, , median, , high] = fan;
  const [from, to] = [low, high].map((share) => percentText(share, 0, language.value));
  return <><ShareCell share={median} decimals={0} /><td class="amount range" title={`${low} – ${high}`}>{from} – {to}</td></>;
}

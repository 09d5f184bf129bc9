/** Charts as SVG text: a frame with axes, and what is drawn in it. Colours are classes, so that the page decides on light and dark. */
import { escapedHtml } from '#ledger/kernel/text.js';

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface ChartFrame {
  readonly width: number;
  readonly height: number;
  readonly x: Range;
  readonly y: Range;
  /** Room at the right for labels of lines. */
  readonly right: number;
}

export type ChartPoint = readonly [x: number, y: number];

const [LEFT, TOP, BOTTOM] = [46, 14, 26];

const placed = (value: number): string => value.toFixed(1).replace(/\.0$/, '');

export function xOf({ width, right, x }: ChartFrame, value: number): number {
  return LEFT + ((value - x.from) / (x.to - x.from)) * (width - LEFT - right);
}

export function yOf({ height, y }: ChartFrame, value: number): number {
  const inside = Math.min(Math.max(value, y.from), y.to);
  return height - BOTTOM - ((inside - y.from) / (y.to - y.from)) * (height - TOP - BOTTOM);
}

/** About so many round numbers within a range. */
export function roundTicks({ from, to }: Range, count: number): readonly number[] {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

export interface Axes {
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly yText: (value: number) => string;
}

function axes(frame: ChartFrame, { xTicks, yTicks, yText }: Axes): string {
  const { width, height, right } = frame;
  const rows = yTicks.map((tick) => {
    const y = placed(yOf(frame, tick));
    return (
      `<line class="grid${tick === 0 ? ' zero' : ''}" x1="${LEFT}" x2="${width - right}" y1="${y}" y2="${y}"/>` +
      `<text class="tick" x="${LEFT - 6}" y="${y}" dy="0.32em" text-anchor="end">${escapedHtml(yText(tick))}</text>`
    );
  });
  const columns = xTicks.map(
    (tick) => `<text class="tick" x="${placed(xOf(frame, tick))}" y="${height - 8}" text-anchor="middle">${tick}</text>`,
  );
  return rows.join('') + columns.join('');
}

/** A whole chart; `title` is read aloud in its place. */
export function chart(frame: ChartFrame, title: string, scale: Axes, drawn: readonly string[]): string {
  const { width, height } = frame;
  return (
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapedHtml(title)}"><title>${escapedHtml(title)}</title>` +
    `${axes(frame, scale)}${drawn.join('')}</svg>`
  );
}

export function line(frame: ChartFrame, points: readonly ChartPoint[], style: string): string {
  return `<polyline class="line ${style}" points="${path(frame, points)}"/>`;
}

/** The area between a lower and an upper line. */
export function band(frame: ChartFrame, lower: readonly ChartPoint[], upper: readonly ChartPoint[], style: string): string {
  return `<polygon class="band ${style}" points="${path(frame, upper)} ${path(frame, lower.toReversed())}"/>`;
}

/** A level that is named at its right end, above its line or below it: two that lie close do not cover one another. */
export function level(frame: ChartFrame, y: number, name: string, side: 'above' | 'below' = 'above'): string {
  const at = placed(yOf(frame, y));
  const end = frame.width - frame.right;
  return (
    `<line class="level" x1="${LEFT}" x2="${end}" y1="${at}" y2="${at}"/>` +
    `<text class="label" x="${end - 4}" y="${at}" dy="${side === 'above' ? '-0.35em' : '1.1em'}" text-anchor="end">${escapedHtml(name)}</text>`
  );
}

export interface EndLabel {
  readonly y: number;
  readonly text: string;
  readonly style: string;
}

const LABEL_HEIGHT = 14;

/** Names at the ends of lines, moved apart where they would lie on one another. */
export function endLabels(frame: ChartFrame, labels: readonly EndLabel[]): string {
  const sorted = labels.map((label) => ({ ...label, at: yOf(frame, label.y) })).sort((one, other) => one.at - other.at);
  sorted.forEach((label, index) => {
    const above = sorted[index - 1];
    if (above !== undefined) label.at = Math.max(label.at, above.at + LABEL_HEIGHT);
  });
  const over = Math.max(0, (sorted.at(-1)?.at ?? 0) - (frame.height - BOTTOM + 4));
  return sorted
    .map(
      ({ at, text, style }) =>
        `<text class="label end ${style}" x="${frame.width - frame.right + 8}" y="${placed(at - over)}" ` +
          `dy="0.32em">${escapedHtml(text)}</text>`,
    )
    .join('');
}

/** Bars from 0, `offset` and `thickness` in units of x. */
export function bars(frame: ChartFrame, points: readonly ChartPoint[], offset: number, thickness: number, style: string): string {
  const zero = yOf(frame, 0);
  return points
    .map(([x, y]) => {
      const [left, right, top] = [xOf(frame, x + offset), xOf(frame, x + offset + thickness), yOf(frame, y)];
      return (
        `<rect class="bar ${style}" x="${placed(left)}" width="${placed(Math.max(1, right - left))}" ` +
        `y="${placed(Math.min(top, zero))}" height="${placed(Math.abs(top - zero))}"/>`
      );
    })
    .join('');
}

function path(frame: ChartFrame, points: readonly ChartPoint[]): string {
  return points.map(([x, y]) => `${placed(xOf(frame, x))},${placed(yOf(frame, y))}`).join(' ');
}

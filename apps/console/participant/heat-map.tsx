/** The map itself: value dates across, knowledge upwards with the newest on top. One ramp of one hue, told apart by lightness. */
import { useId, useMemo, useRef, useState } from 'preact/hooks';
import type { Grid } from '../api/shapes.js';
import { amountText, dateText, knowledgeText, minorOf } from '../parts/amounts.js';
import { language, words } from '../words/words.js';
import { cellText, pinPart } from './cells.js';
import { knownMoment, placeOn } from './stops.js';

const SHADES = 9;
const [WIDTH, LEAST_HEIGHT, MOST_HEIGHT] = [960, 120, 360];

export interface HeatPlace {
  readonly column: number;
  readonly row: number;
}

interface HeatMapProps {
  readonly grid: Grid;
  readonly here: HeatPlace;
  readonly pins: readonly [a: string | undefined, b: string | undefined];
  readonly onGo: (column: number, row: number) => void;
}

/** Sizes of a cell in the picture's own units; rows count from the top. */
interface Scale {
  readonly wide: number;
  readonly high: number;
  readonly height: number;
  readonly top: (row: number) => number;
}

function scaleOf({ values, known }: Grid): Scale {
  const height = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, known.length * 26));
  const high = height / known.length;
  return { wide: WIDTH / values.length, high, height, top: (row) => (known.length - 1 - row) * high };
}

export function HeatMap({ grid, here, pins, onGo }: HeatMapProps) {
  const { participant: text, frame } = words();
  const prefix = useId();
  const [active, setActive] = useState<HeatPlace | undefined>(undefined);
  const picture = useRef<SVGSVGElement>(null);
  const scale = scaleOf(grid);
  const at = active ?? here;
  const tongue = language.value;
  const told = text.heatCell(
    dateText(grid.values[at.column] as string, tongue),
    knowledgeText(grid.known[at.row] as string, tongue, frame.position),
    cellText(grid, at.column, at.row, tongue),
  );
  const onKey = (event: KeyboardEvent): void => {
    const next = moved(event.key, at, grid);
    if (next !== undefined) setActive(next);
    else if (event.key === 'Enter' || event.key === ' ') onGo(at.column, at.row);
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent): void => {
    const box = (picture.current as SVGSVGElement).getBoundingClientRect();
    const column = Math.min(grid.values.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * grid.values.length)));
    const fromTop = Math.floor((((event.clientY - box.top) / box.height) * scale.height) / scale.high);
    setActive(undefined);
    onGo(column, Math.min(grid.known.length - 1, Math.max(0, grid.known.length - 1 - fromTop)));
  };
  return (
    <div class="heat">
      <div class="heat-picture">
        <svg
          ref={picture}
          viewBox={`0 0 ${WIDTH} ${scale.height}`}
          preserveAspectRatio="none"
          role="grid"
          tabIndex={0}
          aria-label={text.heat}
          aria-rowcount={grid.known.length}
          aria-colcount={grid.values.length}
          aria-activedescendant={`${prefix}-active`}
          onKeyDown={onKey}
          onClick={onClick}
          onBlur={() => setActive(undefined)}
        >
          <Cells grid={grid} scale={scale} prefix={prefix} />
          <Diagonal grid={grid} scale={scale} />
          <rect class="heat-here" x={here.column * scale.wide} y={scale.top(here.row)} width={scale.wide} height={scale.high} />
          <Active grid={grid} scale={scale} at={at} here={here} id={`${prefix}-active`} still={active === undefined} told={told} />
        </svg>
        {pins.map((pin, index) => pin !== undefined && <Pin key={index} grid={grid} pin={pin} name={index === 0 ? 'A' : 'B'} />)}
      </div>
      <Years grid={grid} />
      <p class="heat-told" role="status">
        {active === undefined ? '' : told}
      </p>
      <Legend grid={grid} />
    </div>
  );
}

interface ActiveProps {
  readonly grid: Grid;
  readonly scale: Scale;
  readonly at: HeatPlace;
  readonly here: HeatPlace;
  readonly id: string;
  /** Where nobody moves it, it stands on the frame's own place. */
  readonly still: boolean;
  readonly told: string;
}

/** The cell that the keys move, as a screen reader is told of it. */
function Active({ grid, scale, at, here, id, still, told }: ActiveProps) {
  return (
    <g role="row" aria-rowindex={grid.known.length - at.row}>
      <rect
        class={still ? 'heat-active still' : 'heat-active'}
        id={id}
        role="gridcell"
        aria-colindex={at.column + 1}
        aria-label={told}
        aria-selected={at.row === here.row && at.column === here.column}
        x={at.column * scale.wide}
        y={scale.top(at.row)}
        width={scale.wide}
        height={scale.high}
      />
    </g>
  );
}

function moved(key: string, { column, row }: HeatPlace, { values, known }: Grid): HeatPlace | undefined {
  const [lastColumn, lastRow] = [values.length - 1, known.length - 1];
  switch (key) {
    case 'ArrowRight': return { column: Math.min(lastColumn, column + 1), row };
    case 'ArrowLeft': return { column: Math.max(0, column - 1), row };
    case 'ArrowUp': return { column, row: Math.min(lastRow, row + 1) };
    case 'ArrowDown': return { column, row: Math.max(0, row - 1) };
    case 'Home': return { column: 0, row };
    case 'End': return { column: lastColumn, row };
    case 'PageUp': return { column, row: lastRow };
    case 'PageDown': return { column, row: 0 };
    default: return undefined;
  }
}

/** Neighbours of one shade in a row are one shape. */
function Cells({ grid, scale, prefix }: { readonly grid: Grid; readonly scale: Scale; readonly prefix: string }) {
  return useMemo(() => {
    const shade = shadesOf(grid);
    const shapes = grid.cells.flatMap((cells, row) =>
      runs(cells.length, (column) => `${shade(cells[column] ?? null)}${grid.illustrative[row]?.[column] === true ? ' i' : ''}`).map(
        (run) => ({ ...run, row }),
      ),
    );
    const box = ({ from, to, row }: (typeof shapes)[number]) => ({
      x: from * scale.wide,
      y: scale.top(row),
      width: (to - from) * scale.wide,
      height: scale.high,
    });
    return (
      <g aria-hidden="true">
        <defs>
          <pattern id={`${prefix}-hatch`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
            <rect width="1.6" height="7" fill="var(--hatch)" opacity="0.75" />
          </pattern>
        </defs>
        {shapes.map((shape) => (
          <rect key={`${shape.row} ${shape.from}`} class={`heat-cell ${shape.look.split(' ')[0]}`} {...box(shape)} />
        ))}
        {shapes
          .filter(({ look }) => look.endsWith(' i'))
          .map((shape) => (
            <rect key={`i ${shape.row} ${shape.from}`} fill={`url(#${prefix}-hatch)`} {...box(shape)} />
          ))}
      </g>
    );
  }, [grid]);
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly look: string;
}

function runs(length: number, lookAt: (column: number) => string): readonly Run[] {
  const found: Run[] = [];
  for (let from = 0; from < length; ) {
    const look = lookAt(from);
    let to = from + 1;
    while (to < length && lookAt(to) === look) to += 1;
    found.push({ from, to, look });
    from = to;
  }
  return found;
}

function extremes(grid: Grid): readonly [least: number, most: number] | undefined {
  const amounts = grid.cells.flat().filter((cell) => cell !== null).map(minorOf);
  if (amounts.length === 0) return undefined;
  return [amounts.reduce((a, b) => Math.min(a, b)), amounts.reduce((a, b) => Math.max(a, b))];
}

function shadesOf(grid: Grid): (cell: string | null) => string {
  const range = extremes(grid);
  return (cell) => {
    if (cell === null || range === undefined) return 'none';
    const [least, most] = range;
    return `shade-${most === least ? 4 : Math.round(((minorOf(cell) - least) / (most - least)) * (SHADES - 1))}`;
  };
}

/** “As then”: on each value date what was known by its last moment. */
function Diagonal({ grid, scale }: { readonly grid: Grid; readonly scale: Scale }) {
  const steps = grid.values.flatMap((day, column) => {
    const row = grid.known.findLastIndex((known) => known.slice(0, 10) <= day);
    return row === -1
      ? []
      : [`${column * scale.wide},${scale.top(row) + scale.high / 2} ${(column + 1) * scale.wide},${scale.top(row) + scale.high / 2}`];
  });
  return steps.length < 2 ? null : <polyline class="heat-diagonal" points={steps.join(' ')} aria-hidden="true" />;
}

/** A year that begins further right would stand outside of the map. */
const LAST_MARK = 0.96;

function Years({ grid }: { readonly grid: Grid }) {
  const firsts = grid.values
    .map((day, column) => ({ year: day.slice(0, 4), column }))
    .filter(({ year, column }) => column === 0 || grid.values[column - 1]?.slice(0, 4) !== year);
  const every = Math.ceil(firsts.length / 12);
  return (
    <div class="heat-marks" aria-hidden="true">
      {firsts
        .filter(({ column }, index) => index % every === 0 && column / grid.values.length < LAST_MARK)
        .map(({ year, column }) => (
          <span key={year} style={{ left: `${(column / grid.values.length) * 100}%` }}>
            {year}
          </span>
        ))}
    </div>
  );
}

function Pin({ grid, pin, name }: { readonly grid: Grid; readonly pin: string; readonly name: string }) {
  const column = placeOn(grid.values, pinPart(pin, 'asOf') ?? (grid.values.at(-1) as string));
  const row = placeOn(grid.known, knownMoment(grid, pinPart(pin, 'knownAt') ?? pinPart(pin, 'asThen')));
  const across = ((column + 0.5) / grid.values.length) * 100;
  const down = ((grid.known.length - 0.5 - row) / grid.known.length) * 100;
  return <span class="heat-pin" aria-hidden="true" style={{ left: `${across}%`, top: `${down}%` }}>{name}</span>;
}

function Legend({ grid }: { readonly grid: Grid }) {
  const { participant: text } = words();
  const range = extremes(grid);
  if (range === undefined) return null;
  const flat = grid.cells.flat().filter((cell) => cell !== null);
  const [least, most] = range.map((minor) => flat.find((cell) => minorOf(cell) === minor) as string);
  return (
    <p class="heat-legend">
      <span>{cellTextOf(least)}</span>
      {least !== most && (
        <>
          <span class="ramp" aria-hidden="true">
            {Array.from({ length: SHADES }, (_, shade) => (
              <i key={shade} class={`shade-${shade}`} />
            ))}
          </span>
          <span>{cellTextOf(most)}</span>
        </>
      )}
      {grid.illustrative.some((row) => row.includes(true)) && (
        <span>
          <i class="swatch hatched" aria-hidden="true" /> {text.illustrativeMark}
        </span>
      )}
      <span>
        <i class="swatch none" aria-hidden="true" /> {text.notTold}
      </span>
    </p>
  );
}

function cellTextOf(amount: string | undefined): string {
  return amount === undefined ? '' : amountText(amount, language.value);
}

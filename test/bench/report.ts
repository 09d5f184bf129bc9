/** What was measured, held against its aims, as a document and as tables. */
import { cpus, release, totalmem } from 'node:os';
import Table from 'cli-table3';
import type { Aim, BenchCase } from './case.js';
import { median } from './measure.js';
import type { Run, Runs } from './runs.js';

/** Whatever the size of the journal. */
const MOST_MEMORY_MEBIBYTES = 400;

const UNITS = { rate: 'a second', p50: 'ms', p99: 'ms', memory: 'MiB' } as const;

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly versions: { readonly [name: string]: string };
}

export interface WayFigures {
  readonly way: string;
  readonly runs: number;
  /** Medians over the runs; memory is the largest. */
  readonly perSecond: number;
  readonly cpuMicrosecondsEach: number;
  readonly p50Milliseconds: number | null;
  readonly p99Milliseconds: number | null;
  readonly peakMemoryBytes: number;
}

export interface AimFigures {
  readonly what: string;
  readonly aim: string;
  /** Ratio to the other way in the same round (median), or the figure itself. */
  readonly wall: number;
  /** The same by processor time; null for memory. */
  readonly cpu: number | null;
  /** Null where nothing is aimed at. */
  readonly isMet: boolean | null;
}

export interface CaseFigures {
  readonly name: string;
  readonly about: string;
  readonly unit: string;
  readonly ways: readonly WayFigures[];
  readonly aims: readonly AimFigures[];
}

export function machine(sqliteVersion: string): Machine {
  const { node, v8 } = process.versions;
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    system: `${process.platform} ${release()} ${process.arch}`,
    versions: { node, v8, sqlite: sqliteVersion },
  };
}

export function figuresOf(benchCase: BenchCase, runs: Runs): CaseFigures {
  const { name, about, unit, ways, aims } = benchCase;
  const own = Object.entries(ways).flatMap(([way, { isBaseline }]) => (isBaseline === true ? [] : [way]));
  const all = [...aims, ...own.map((way): Aim => ({ measure: 'memory', way, most: MOST_MEMORY_MEBIBYTES }))];
  return { name, about, unit, ways: [...runs].map(([way, each]) => wayFigures(way, each)), aims: all.map((aim) => aimFigures(aim, runs)) };
}

function runsOf(runs: Runs, way: string): readonly Run[] {
  const own = runs.get(way);
  if (own === undefined) throw new Error(`nothing was measured of ${way}`);
  return own;
}

function wayFigures(way: string, runs: readonly Run[]): WayFigures {
  const quantile = (name: 'p50' | 'p99'): number | null =>
    runs[0]?.[name] === undefined ? null : median(runs.map((run) => figure(run, name)));
  return {
    way,
    runs: runs.length,
    perSecond: median(runs.map((run) => figure(run, 'rate'))),
    cpuMicrosecondsEach: median(runs.map(({ cpuSeconds, units }) => (cpuSeconds / units) * 1e6)),
    p50Milliseconds: quantile('p50'),
    p99Milliseconds: quantile('p99'),
    peakMemoryBytes: Math.max(...runs.map(({ peakMemoryBytes }) => peakMemoryBytes)),
  };
}

function figure(run: Run, measure: Aim['measure']): number {
  if (measure === 'rate') return run.units / run.seconds;
  if (measure === 'memory') return run.peakMemoryBytes / 1_048_576;
  const milliseconds = run[measure];
  if (milliseconds === undefined) throw new Error(`no ${measure} was measured`);
  return milliseconds;
}

function cpuFigure({ units, cpuSeconds, cpuP50 = 0, cpuP99 = 0 }: Run, measure: Exclude<Aim['measure'], 'memory'>): number {
  return measure === 'rate' ? units / cpuSeconds : measure === 'p50' ? cpuP50 : cpuP99;
}

function aimFigures({ measure, way, against, least, most }: Aim, runs: Runs): AimFigures {
  const own = runsOf(runs, way);
  const others = against === undefined ? undefined : runsOf(runs, against);
  const ratios = (of: (run: Run) => number): number =>
    median(own.map((run, round) => (others === undefined ? of(run) : of(run) / of((others[round] ?? others.at(-1)) as Run))));
  const wall =
    measure === 'memory' && others === undefined
      ? Math.max(...own.map((run) => figure(run, measure)))
      : ratios((run) => figure(run, measure));
  return {
    what: `${measure} of ${way}${against === undefined ? `, ${UNITS[measure]}` : ` / ${against}`}`,
    aim: least !== undefined ? `≥ ${least}` : most !== undefined ? `≤ ${most}` : '',
    wall,
    cpu: measure === 'memory' ? null : ratios((run) => cpuFigure(run, measure)),
    isMet: least === undefined && most === undefined ? null : wall >= (least ?? 0) && wall <= (most ?? Infinity),
  };
}

export function tablesOf({ name, about, unit, ways, aims }: CaseFigures): string {
  const measured = new Table({
    head: [name, `${unit}/s`, 'p50 ms', 'p99 ms', 'CPU µs each', 'peak MiB', 'runs'],
    style: { head: [], border: [] },
  });
  for (const way of ways) {
    measured.push([
      way.way,
      Math.round(way.perSecond).toLocaleString('en'),
      rounded(way.p50Milliseconds),
      rounded(way.p99Milliseconds),
      way.cpuMicrosecondsEach.toFixed(1),
      mebibytes(way.peakMemoryBytes),
      way.runs,
    ]);
  }
  const held = new Table({ head: ['', 'measured', 'by CPU', 'aim', ''], style: { head: [], border: [] } });
  for (const { what, wall, cpu, aim, isMet } of aims)
    held.push([what, rounded(wall), rounded(cpu), aim, isMet === null ? '' : isMet ? 'met' : 'not met']);
  return `\n${about}\n${measured.toString()}\n${held.toString()}\n`;
}

function mebibytes(bytes: number): string {
  return String(Math.round(bytes / 1_048_576));
}

function rounded(value: number | null): string {
  if (value === null) return '';
  return value >= 100 ? String(Math.round(value)) : value.toFixed(value >= 1 ? 2 : 3);
}

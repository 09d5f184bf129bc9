/** What a benchmark is: the same work done in several ways, each in a process of its own. */

/** Where and how large. */
export interface Setting {
  /** The journals that cases read. */
  readonly folder: string;
  /** An empty folder of this measurement's own. */
  readonly scratch: string;
  /** Events of the journals that rates are measured on. */
  readonly events: number;
  /** Events of the journal that must be no slower and need no more memory. */
  readonly largeEvents: number;
  /** Events of the portfolio that sweeps and rebuilds work off: large enough for the start of a thread not to count. */
  readonly portfolioEvents: number;
  /** Single operations that quantiles are taken of. */
  readonly operations: number;
}

export interface Measured {
  /** What was done: events, rows, answers. */
  readonly units: number;
  readonly seconds: number;
  /** Of all threads of the process, in user and system mode. */
  readonly cpuSeconds: number;
  /** Of single operations, in milliseconds. */
  readonly p50?: number;
  readonly p99?: number;
  /** The same by processor time: what the clock would say on a machine of one's own, where nothing waits for a disk. */
  readonly cpuP50?: number;
  readonly cpuP99?: number;
}

export interface Way {
  /** Beforehand, in a process of its own and the same scratch folder: neither its time nor its memory is measured. */
  readonly prepare?: (setting: Setting) => Promise<void>;
  readonly run: (setting: Setting) => Promise<Measured>;
  /** What it is held against: no limit of memory, no aim of its own. */
  readonly isBaseline?: boolean;
  /** For what takes long; default as many as asked for. */
  readonly mostRounds?: number;
}

/** A figure of one way, or its ratio to another's. Rates are better when high, latencies and memory when low. */
export interface Aim {
  readonly measure: 'rate' | 'p50' | 'p99' | 'memory';
  readonly way: string;
  readonly against?: string;
  readonly least?: number;
  readonly most?: number;
}

export interface BenchCase {
  readonly name: string;
  readonly about: string;
  /** What is counted. */
  readonly unit: string;
  /** Sizes (events) of the journals that must stand before. */
  readonly journals: (setting: Setting) => readonly number[];
  readonly ways: Readonly<Record<string, Way>>;
  readonly aims: readonly Aim[];
}

export function caseNamed(cases: readonly BenchCase[], name: string): BenchCase {
  const found = cases.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no case ${name}; there are ${cases.map((each) => each.name).join(', ')}`);
  return found;
}

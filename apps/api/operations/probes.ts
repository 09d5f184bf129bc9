/** What health checks and scrapes ask of the databases, each once at a time. */
import { probing, type Probe } from '#engine/probe.js';
import type { JournalHead, JournalReader } from '#journal/port.js';
import type { StandingStatus } from '#projections/run/standing/readings.js';
import type { StandingReadings } from '../dependencies.js';

export interface OperationsProbes {
  readonly head: Probe<JournalHead>;
  /** None where the server keeps no standing models. */
  readonly standing: Probe<readonly StandingStatus[]>;
  /** Asks the read models' database alone. */
  readonly partitions: Probe<unknown>;
}

export const PROBES = Symbol('OperationsProbes');

export function operationsProbes(journal: Pick<JournalReader, 'head'>, standing: StandingReadings | undefined): OperationsProbes {
  return {
    head: probing(() => journal.head()),
    standing: probing(async () => (await standing?.status()) ?? []),
    partitions: probing(async () => standing?.partitions()),
  };
}

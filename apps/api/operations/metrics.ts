/** What Prometheus reads: requests, the journal, the standing models, the process. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { JournalReader } from '#journal/port.js';
import type { StandingModels } from '../dependencies.js';

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly requestsInFlight: Gauge;
  readonly eventsAppended: Counter<'type'>;
  readonly commandsRefused: Counter<'code'>;
}

export const METRICS = Symbol('Metrics');

export function createMetrics(journal: JournalReader, standing: StandingModels | undefined): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'accrual_journal_position',
    help: 'Position of the last event of the journal',
    registers,
    async collect() {
      this.set(Number((await journal.head()).position));
    },
  });
  if (standing !== undefined) addStanding(registry, journal, standing);
  return {
    registry,
    requests: new Histogram({
      name: 'accrual_http_request_duration_seconds',
      help: 'Requests by route and status, with their duration',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    requestsInFlight: new Gauge({ name: 'accrual_http_requests_in_flight', help: 'Requests being answered', registers }),
    eventsAppended: new Counter({
      name: 'accrual_events_appended_total',
      help: 'Events that requests have appended to the journal',
      labelNames: ['type'],
      registers,
    }),
    commandsRefused: new Counter({
      name: 'accrual_commands_refused_total',
      help: 'Commands that the ledger refused',
      labelNames: ['code'],
      registers,
    }),
  };
}

function addStanding(registry: Registry, journal: JournalReader, standing: StandingModels): void {
  const registers = [registry];
  const labelNames = ['model'];
  new Gauge({
    name: 'accrual_standing_quarantined',
    help: 'Participants that a standing model has set aside',
    labelNames,
    registers,
    async collect() {
      for (const { model, quarantined } of await standing.status()) this.set({ model }, quarantined);
    },
  });
  new Gauge({
    name: 'accrual_standing_lag_positions',
    help: 'Positions between the journal’s end and what a standing model has taken in',
    labelNames,
    registers,
    async collect() {
      const models = await standing.status();
      const head = await journal.head();
      for (const { model, position } of models) this.set({ model }, Number(lagOf(head.position, position)));
    },
  });
}

/** Positions that a standing model has not taken in yet. */
export function lagOf(head: bigint, position: bigint): bigint {
  return head > position ? head - position : 0n;
}

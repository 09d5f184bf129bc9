/** What Prometheus reads: requests, the journal, the standing models, the process. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { JournalReader } from '#journal/port.js';
import type { StandingModel } from '#projections/standing/model.js';
import type { StandingReadings } from '../dependencies.js';

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly requestsInFlight: Gauge;
  readonly eventsAppended: Counter<'type'>;
  readonly commandsRefused: Counter<'code'>;
}

export const METRICS = Symbol('Metrics');

export function createMetrics(journal: JournalReader, standing: StandingReadings | undefined): Metrics {
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

function addStanding(registry: Registry, journal: JournalReader, standing: StandingReadings): void {
  const gauge = (name: string, help: string, measure: (gauge: Gauge<'model'>) => Promise<void>): void => {
    new Gauge({
      name,
      help,
      labelNames: ['model'],
      registers: [registry],
      async collect() {
        await measure(this);
      },
    });
  };
  const seen = new Map<string, number>();
  gauge('accrual_standing_quarantined', 'Participants that a standing model has set aside', async (of) => {
    for (const { model, quarantined } of await standing.status()) of.set({ model }, quarantined);
  });
  gauge('accrual_standing_lag_positions', 'Positions between the journal’s end and what a standing model has taken in', async (of) => {
    for (const [model, lag] of await lags(journal, standing)) of.set({ model }, lag);
  });
  gauge('accrual_standing_seconds_behind', 'Seconds since a scrape last found the standing model at the journal’s end', async (of) => {
    const now = performance.now() / 1000;
    for (const [model, lag] of await lags(journal, standing)) {
      if (lag === 0 || !seen.has(model)) seen.set(model, now);
      of.set({ model }, now - (seen.get(model) ?? now));
    }
  });
  new Gauge({
    name: 'accrual_standing_following',
    help: '1 while the standing models follow the journal',
    registers: [registry],
    collect() {
      this.set(standing.following().isFollowing ? 1 : 0);
    },
  });
  new Gauge({
    name: 'accrual_standing_problems',
    help: 'Problems that following the journal has met since the start; after each it was tried again',
    registers: [registry],
    collect() {
      this.set(standing.following().problems);
    },
  });
}

/** Lag by model; one that is still being built has all of the journal before it. */
async function lags(journal: JournalReader, { models, positionOf }: StandingReadings): Promise<readonly (readonly [StandingModel, number])[]> {
  const positions = await Promise.all(models.map(async (model) => [model, (await positionOf(model)) ?? 0n] as const));
  const head = await journal.head();
  return positions.map(([model, position]) => [model, Number(lagOf(head.position, position))]);
}

/** Positions that a standing model has not taken in yet. */
export function lagOf(head: bigint, position: bigint): bigint {
  return head > position ? head - position : 0n;
}

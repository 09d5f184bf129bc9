/** What Prometheus reads: requests, the journal, the standing models, the process. What cannot be told just now is not a number. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { answerToProbe, probing } from '#engine/probe.js';
import { listEntries } from '#projections/run/standing/digest.js';
import { gaugesOf } from '../../gauges.js';
import type { StandingReadings } from '../dependencies.js';
import type { OperationsProbes } from './probes.js';

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly requestsInFlight: Gauge;
  readonly eventsAppended: Counter<'type'>;
  readonly commandsRefused: Counter<'code'>;
}

export const METRICS = Symbol('Metrics');

export function createMetrics(probes: OperationsProbes, standing: StandingReadings | undefined): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = gaugesOf(registry);
  gauge('accrual_journal_position', 'Position of the last event of the journal', async () => {
    const head = await answerToProbe(probes.head);
    return head === undefined ? Number.NaN : Number(head.position);
  });
  gauge('accrual_journal_reachable', '1 while the journal answers', async () => ((await probes.head()).status === 'answered' ? 1 : 0));
  if (standing !== undefined) addStanding(registry, probes, standing);
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

function addStanding(registry: Registry, probes: OperationsProbes, standing: StandingReadings): void {
  const { models } = standing;
  const gauge = gaugesOf(registry);
  /** By model; not a number for one that is not built yet, or while the read models do not answer. */
  const byModel = (name: string, help: string, read: (model: string, lag: number, quarantined: number) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['model'],
      registers: [registry],
      async collect() {
        const status = await answerToProbe(probes.standing);
        for (const model of models) {
          const known = status?.find((each) => each.model === model);
          this.set({ model }, known === undefined ? Number.NaN : read(model, known.lag, known.quarantined));
        }
      },
    });
  };
  const due = probing(() => countDue(standing));
  gauge(
    'accrual_participants_due',
    'Participants whose booked entitlements no longer fit what is known; of very many, at least so many',
    async () => (await answerToProbe(due)) ?? Number.NaN,
  );
  const begun = performance.now() / 1000;
  const current = new Map<string, number>();
  byModel('accrual_standing_quarantined', 'Participants that a standing model has set aside', (_model, _lag, quarantined) => quarantined);
  byModel(
    'accrual_standing_lag_events',
    'Events between the journal’s end and what a standing model has taken in; of very many, at least so many',
    (_model, lag) => lag,
  );
  new Gauge({
    name: 'accrual_standing_seconds_behind',
    help: 'Seconds since a scrape last found the standing model at the journal’s end; it goes on while the model is built or ' +
      'the databases do not answer',
    labelNames: ['model'],
    registers: [registry],
    async collect() {
      const [now, status] = [performance.now() / 1000, await answerToProbe(probes.standing)];
      for (const model of models) {
        if (status?.find((each) => each.model === model)?.lag === 0) current.set(model, now);
        this.set({ model }, now - (current.get(model) ?? begun));
      }
    },
  });
  gauge('accrual_read_models_reachable', '1 while the database of the standing models answers', async () =>
    (await probes.partitions()).status === 'answered' ? 1 : 0,
  );
  gauge('accrual_standing_following', '1 while the standing models follow the journal', () => (standing.following().isFollowing ? 1 : 0));
  gauge(
    'accrual_standing_problems',
    'Problems that following the journal has met since the start; after each it was tried again',
    () => standing.following().problems,
  );
}

/** A count that grows further tells no more: fewer pages at each scrape. */
const MOST_COUNTED = 10_000;

async function countDue(standing: StandingReadings): Promise<number> {
  let due = 0;
  for await (const page of listEntries(standing, 'due')) {
    due += page.length;
    if (due >= MOST_COUNTED) break;
  }
  return due;
}

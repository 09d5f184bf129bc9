/** Every alert is fired by the program's own metrics in the state that it is for, and none by a cluster that is well. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { pino } from 'pino';
import { probing } from '#engine/probe.js';
import { createMetrics } from '../../apps/api/operations/metrics.js';
import { operationsProbes } from '../../apps/api/operations/probes.js';
import type { StandingReadings } from '../../apps/api/dependencies.js';
import { projectorMetrics } from '../../apps/projector/metrics.js';
import type { ProjectorState } from '../../apps/projector/state.js';
import { firing, samplesOf, type Sample, type Scrapes } from './rules.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
}

const { groups } = parse(readFileSync('deploy/prometheus/alerts.yaml', 'utf8')) as {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
};
const RULES = groups.flatMap(({ rules }) => rules);

interface ServerState {
  readonly journal?: 'away';
  readonly readModels?: 'away';
  readonly lag?: number;
  readonly quarantined?: number;
  readonly isFollowing?: boolean;
  readonly problems?: number;
}

const away = (): Promise<never> => Promise.reject(new Error('connect ECONNREFUSED'));

/** What a server tells in a state, as scraped. */
async function server({ journal, readModels, lag = 0, quarantined = 0, isFollowing = true, problems = 0 }: ServerState = {}): Promise<
  readonly Sample[]
> {
  const standing = {
    models: ['coverage'],
    status: readModels === 'away' || journal === 'away' ? away : async () => [{ model: 'coverage', position: 1n, lag, quarantined }],
    partitions: readModels === 'away' ? away : async () => [],
    following: () => ({ isFollowing, problems }),
  } as unknown as StandingReadings;
  const probes = operationsProbes({ head: journal === 'away' ? away : async () => ({ position: 9n, recordedAt: undefined }) }, standing);
  return samplesOf(await createMetrics(probes, standing).registry.metrics(), { job: 'accrual-api', instance: 'api:3000' });
}

async function projector(state: Partial<ProjectorState>, lag: number | 'away' = 0): Promise<readonly Sample[]> {
  const settings = {
    partition: { index: 0, count: 2 },
    logger: pino({ level: 'silent' }),
    host: '',
    port: 0,
    maxLag: 1,
    workspace: {} as never,
  };
  const whole = { status: 'keeping', heldBy: null, problems: 0, takenOver: 0, opened: {}, ...state } as ProjectorState;
  const metrics = projectorMetrics(settings, whole, probing(lag === 'away' ? away : async () => ({ position: 1n, lag })));
  return samplesOf(await metrics.metrics(), { job: 'accrual-projector', instance: 'projector0:9464' });
}

const up = (value: number, labels: Readonly<Record<string, string>>): Sample => ({ name: 'up', labels, value });

const STATES: Readonly<Record<string, readonly (readonly [what: string, () => Promise<Scrapes>])[]>> = {
  AccrualDown: [
    ['a job of the configuration', async () => ({ now: [up(0, { job: 'accrual-api', instance: 'api:3000' })] })],
    ['a pod found by its annotations', async () => ({ now: [up(0, { job: 'kubernetes-pods', app_kubernetes_io_name: 'accrual' })] })],
  ],
  AccrualJournalUnreachable: [['the journal is away', async () => ({ now: await server({ journal: 'away' }) })]],
  AccrualReadModelsUnreachable: [['PostgreSQL is away, with nothing written', async () => ({ now: await server({ readModels: 'away' }) })]],
  AccrualProjectorDatabasesUnreachable: [
    ['a database does not answer', async () => ({ now: await projector({}, 'away') })],
    ['none could be opened yet', async () => ({ now: await projector({ status: 'opening', opened: undefined }) })],
  ],
  AccrualPartitionNotKept: [['a projector waits for one that is gone', async () => ({ now: await projector({ status: 'waiting' }) })]],
  AccrualStandingModelsNotFollowed: [
    ['a projector is gone, and tells nothing any more', async () => ({ now: await server({ isFollowing: false }) })],
  ],
  AccrualReadModelsBehind: [
    ['embedded models are behind', async () => ({ now: await server({ lag: 10_001 }) })],
    ['a projector is behind', async () => ({ now: await projector({}, 10_001) })],
  ],
  AccrualReadModelsStale: [
    [
      'an hour without the end',
      async () => ({
        now: (await server({ lag: 1 })).map((sample) =>
          sample.name === 'accrual_standing_seconds_behind' ? { ...sample, value: sample.value + 3_600 } : sample,
        ),
      }),
    ],
  ],
  AccrualParticipantsQuarantined: [['one is set aside', async () => ({ now: await server({ quarantined: 1 }) })]],
  AccrualFollowingStopped: [
    ['a projector', async () => ({ before: await projector({ problems: 1 }), now: await projector({ problems: 7 }) })],
    ['a server', async () => ({ before: await server({ problems: 1 }), now: await server({ problems: 7 }) })],
  ],
};

it('every alert has a state that fires it, and no other', () => {
  expect(Object.keys(STATES)).toEqual(RULES.map(({ alert }) => alert));
});

describe.each(RULES)('$alert', ({ alert, expr }) => {
  it.each(STATES[alert] ?? [])('%s', async (_what, scrapes) => {
    expect(firing(expr, await scrapes()).length).toBeGreaterThan(0);
  });

  it('is silent where all is well', async () => {
    const now = [
      ...(await server()),
      ...(await projector({})),
      up(1, { job: 'accrual-api' }),
      up(1, { job: 'kubernetes-pods', app_kubernetes_io_name: 'accrual' }),
      up(0, { job: 'another' }),
    ];
    expect(firing(expr, { now, before: now })).toEqual([]);
  });
});

it('one of several servers that sees more is enough, and what is told twice is not added up', async () => {
  const rule = RULES.find(({ alert }) => alert === 'AccrualParticipantsQuarantined') as Rule;
  const now = [...(await server({ quarantined: 2 })), ...(await server({ quarantined: 2 })), ...(await server())];
  expect(firing(rule.expr, { now }).map(({ labels, value }) => [labels['model'], value])).toEqual([['coverage', 2]]);
});

/** What Prometheus reads of a projector. */
import { Registry, collectDefaultMetrics } from 'prom-client';
import { answerToProbe, type Probe } from '#engine/probe.js';
import { gaugesOf } from '../gauges.js';
import type { ProjectorProgress } from './progress.js';
import { partitionNameOf, type ProjectorSettings, type ProjectorState } from './state.js';

export function projectorMetrics(
  settings: ProjectorSettings,
  state: ProjectorState,
  progressProbe: Probe<ProjectorProgress | undefined>,
): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ partition: partitionNameOf(settings.partition) });
  collectDefaultMetrics({ register: registry });
  const gauge = gaugesOf(registry);
  // Not a number where the databases do not answer: neither an old position nor a zero.
  const progress = async (of: (progress: ProjectorProgress) => number): Promise<number> => {
    const reached = await answerToProbe(progressProbe);
    return reached === undefined ? Number.NaN : of(reached);
  };
  gauge('accrual_projector_keeping', '1 while this projector holds its partition', () => (state.status === 'keeping' ? 1 : 0));
  gauge('accrual_projector_problems', 'Problems met since the start; after each it was tried again', () => state.problems);
  gauge('accrual_projector_takeovers', 'Times that this projector took the partition over from another one', () => state.takenOver);
  gauge('accrual_projector_position', 'Position up to which the partition has taken every event in', () =>
    progress(({ position }) => Number(position)),
  );
  gauge('accrual_projector_lag_events', 'Events between it and the journal’s end; of very many, at least so many', () =>
    progress(({ lag }) => lag),
  );
  gauge('accrual_projector_databases_reachable', '1 while journal and read models answer', async () =>
    state.opened !== undefined && (await progressProbe()).status === 'answered' ? 1 : 0,
  );
  return registry;
}

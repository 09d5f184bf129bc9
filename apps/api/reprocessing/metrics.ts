/** What Prometheus reads of reprocessings. */
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Reprocessings } from './runs.js';

/** Nothing is added where there are none. */
export function countReprocessings(registry: Registry, runs: Pick<Reprocessings, 'tell' | 'waiting'> | undefined): void {
  if (runs === undefined) return;
  const registers = [registry];
  const plans = new Counter({
    name: 'accrual_reprocessing_plans_total',
    help: 'Plans of files that came in over HTTP',
    labelNames: ['outcome'],
    registers,
  });
  const commits = new Counter({
    name: 'accrual_reprocessing_commits_total',
    help: 'Commits that were begun over HTTP',
    labelNames: ['outcome'],
    registers,
  });
  const refused = new Counter({
    name: 'accrual_reprocessing_rows_refused_total',
    help: 'Rows that plans refused',
    labelNames: ['code'],
    registers,
  });
  const events = new Counter({
    name: 'accrual_reprocessing_events_appended_total',
    help: 'Events that commits have appended to the journal',
    registers,
  });
  const moved = new Counter({
    name: 'accrual_reprocessing_participants_moved_total',
    help: 'Participants that commits left out because they had moved',
    registers,
  });
  new Gauge({
    name: 'accrual_reprocessing_waiting',
    help: 'Plans and commits under way or waiting for their turn',
    registers,
    collect() {
      this.set(runs.waiting());
    },
  });
  runs.tell({
    planned: (refusedByCode) => {
      plans.inc({ outcome: 'planned' });
      for (const [code, rows] of Object.entries(refusedByCode)) refused.inc({ code }, rows);
    },
    committed: (report) => {
      commits.inc({ outcome: 'committed' });
      events.inc(report.appended);
      moved.inc(report.moved.length);
    },
    failed: (what) => (what === 'plan' ? plans : commits).inc({ outcome: 'failed' }),
  });
}

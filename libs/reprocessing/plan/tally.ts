/** What a plan comes to, counted as its participants, or employers, are planned; its digest is drawn along the way. */
import { createHash } from 'node:crypto';
import type { Flag } from '#ledger/participant/flag.js';
import { flagInWords } from '#words/english-flags.js';
import type { PlanReport } from './make-plan.js';
import { employersGatherer } from './employer-movement.js';
import { plannedDigest, type PlannedSubject, type PlanSubject } from './plan-store.js';
import { summaryGatherer } from './summary.js';

const FLAGS_SHOWN = 200;

export interface PlanTally {
  readonly add: (planned: PlannedSubject) => void;
  readonly refused: (code: string) => void;
  readonly flagged: (line: number, flags: readonly Flag[]) => void;
  readonly digest: (sha256: string) => string;
  readonly report: () => Pick<PlanReport, 'rows' | 'refusedByCode' | 'participants' | 'events' | 'currencies' | 'flags'> &
    Pick<PlanReport, 'employers' | 'ofEmployers'>;
}

export function planTally(of: PlanSubject['kind']): PlanTally {
  const counts = { accepted: 0, timeBarred: 0, noChange: 0, refused: 0, flagged: 0 };
  const refusedByCode: { [code: string]: number } = {};
  const flags: PlanReport['flags'][number][] = [];
  const gatherer = summaryGatherer();
  const hash = createHash('sha256');
  const employers = employersGatherer();
  let [subjects, events] = [0, 0];
  return {
    add: (planned) => {
      for (const { outcome } of planned.rows) {
        if (outcome.status === 'appended') counts.accepted += 1;
        else if (outcome.status === 'repeated') counts.noChange += 1;
      }
      if (planned.events.length === 0) return;
      subjects += 1;
      events += planned.events.length;
      hash.update(plannedDigest(planned));
      const { movement } = planned;
      if (movement === undefined) return;
      if ('employerId' in movement) return employers.add(movement);
      gatherer.add(movement);
      counts.timeBarred += movement.settlements.filter(({ timeBarred }) => timeBarred).length;
    },
    refused: (code) => {
      counts.refused += 1;
      refusedByCode[code] = (refusedByCode[code] ?? 0) + 1;
    },
    flagged: (line, found) => {
      counts.flagged += 1;
      flags.push(...found.slice(0, FLAGS_SHOWN - flags.length).map((flag) => ({ line, ...flagInWords(flag) })));
    },
    digest: (sha256) => hash.update(sha256).digest('hex'),
    report: () => ({
      rows: { total: counts.accepted + counts.noChange + counts.refused, ...counts },
      refusedByCode,
      participants: of === 'participant' ? subjects : 0,
      events,
      currencies: gatherer.summaries(),
      flags,
      ...(of === 'participant' ? {} : { employers: subjects, ofEmployers: employers.summaries() }),
    }),
  };
}

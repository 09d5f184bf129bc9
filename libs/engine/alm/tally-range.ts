/** One task of a study, in any thread. */
import type { ScenarioRange } from '#actuarial/alm/merge.js';
import { simulate, type Study, type Tally } from '#actuarial/alm/simulate.js';
import { simulateExactly } from '#rulebooks/nl-ftk/alm/exact-simulation.js';
import type { Arithmetic } from '#rulebooks/nl-ftk/alm/study.js';
import { Refused, refusalOf } from '#ledger/kernel/refusal.js';

/** What a thread is told once. */
export interface StudyInThread {
  readonly study: Study;
  readonly arithmetic: Arithmetic;
}

/** What cannot be computed becomes a refusal here, since an error loses its class on the way between threads. */
export function tallyRange({ study, arithmetic }: StudyInThread, { from, to }: ScenarioRange): readonly Tally[] {
  try {
    return (arithmetic === 'decimal' ? simulateExactly : simulate)(study, from, to);
  } catch (error) {
    const refused = refusalOf(error);
    throw refused === undefined ? error : new Refused(refused);
  }
}

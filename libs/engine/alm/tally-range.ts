/** One task of a study, in any thread. */
import type { ScenarioRange } from '#actuarial/alm/merge.js';
import { simulate, type Study, type Tally } from '#actuarial/alm/simulate.js';
import { Refused, refusalOf } from '#ledger/kernel/refusal.js';

/** What cannot be computed becomes a refusal here, since an error loses its class on the way between threads. */
export function tallyRange(study: Study, { from, to }: ScenarioRange): readonly Tally[] {
  try {
    return simulate(study, from, to);
  } catch (error) {
    const refused = refusalOf(error);
    throw refused === undefined ? error : new Refused(refused);
  }
}

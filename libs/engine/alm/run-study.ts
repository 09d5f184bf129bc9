/** A study on all cores: ranges of scenarios in worker threads, put together in their order. The same bits whatever their number. */
import { mergeOf, scenarioRanges, type ScenarioRange } from '#actuarial/alm/merge.js';
import type { Study, Tally } from '#actuarial/alm/simulate.js';
import { orderedThreads } from '#portfolio/threads.js';
import type { Arithmetic } from '#rulebooks/nl-ftk/alm/study.js';
import { tallyRange } from './tally-range.js';

export interface StudyRun {
  readonly study: Study;
  /** Default: double. */
  readonly arithmetic?: Arithmetic | undefined;
  /** 0: in this thread alone. Default: one for each core, this thread among them, and no more than pay. */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((scenarios: number) => void) | undefined;
}

/** A second thread takes half a second to load and compile its program; where there is less to do than two seconds it does not pay. */
const SCENARIO_YEARS_THAT_PAY = 400_000;

function threadsThatPay({ years, scenarios, regimes }: Study, arithmetic: Arithmetic): number | undefined {
  if (arithmetic === 'decimal') return undefined;
  return years * scenarios * regimes.length < SCENARIO_YEARS_THAT_PAY ? 1 : undefined;
}

/** One tally a regime. Refuses SCENARIO_OUT_OF_RANGE and CUT_NOT_POSSIBLE. */
export async function runStudy({ study, arithmetic = 'double', workers, signal, onProgress }: StudyRun): Promise<readonly Tally[]> {
  const inThread = { study, arithmetic };
  const merge = mergeOf(study);
  const ranges = scenarioRanges(study);
  const done = orderedThreads<ScenarioRange, readonly Tally[]>({
    worker: new URL('./worker.js', import.meta.url),
    workerData: inThread,
    tasks: { next: () => Promise.resolve(ranges.next()) },
    count: workers === 0 ? 1 : (workers ?? threadsThatPay(study, arithmetic)),
    here: (range) => Promise.resolve().then(() => tallyRange(inThread, range)),
    signal,
  });
  for await (const { task, result } of done) {
    merge.add(task, result);
    onProgress?.(task.to);
  }
  return merge.tallies();
}

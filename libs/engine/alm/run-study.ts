/** A study on all cores: ranges of scenarios in worker threads, put together in their order. The same bits whatever their number. */
import { mergeOf, scenarioRanges, type ScenarioRange } from '#actuarial/alm/merge.js';
import type { Study, Tally } from '#actuarial/alm/simulate.js';
import { orderedThreads } from '#portfolio/threads.js';
import type { Arithmetic } from '#rulebooks/nl-ftk/alm/study.js';
import type { KeptRanges } from './kept-ranges.js';
import { tallyRange } from './tally-range.js';

export interface StudyRun {
  readonly study: Study;
  /** Default: double. */
  readonly arithmetic?: Arithmetic | undefined;
  /** 0: in this thread alone. Default: one for each core, this thread among them, and no more than pay. */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Ranges that were computed before; those to come are kept too. */
  readonly kept?: KeptRanges | undefined;
  readonly onProgress?: ((scenarios: number) => void) | undefined;
}

/** A second thread takes half a second to load and compile its program; where there is less to do than two seconds it does not pay. */
const SCENARIO_YEARS_THAT_PAY = 400_000;

function threadsThatPay({ years, scenarios, regimes }: Study, arithmetic: Arithmetic): number | undefined {
  if (arithmetic === 'decimal') return undefined;
  return years * scenarios * regimes.length < SCENARIO_YEARS_THAT_PAY ? 1 : undefined;
}

/** Tasks are numbered from 0, whatever was done before. */
function numberedFrom(
  first: number,
  { done, value }: IteratorResult<ScenarioRange, undefined>,
): IteratorResult<ScenarioRange, undefined> {
  return done === true ? { done, value } : { done: false, value: { ...value, index: value.index - first } };
}

/** One tally a regime. Refuses SCENARIO_OUT_OF_RANGE and CUT_NOT_POSSIBLE. */
export async function runStudy({ study, arithmetic = 'double', workers, signal, kept, onProgress }: StudyRun): Promise<readonly Tally[]> {
  const inThread = { study, arithmetic };
  const merge = mergeOf(study);
  const ranges = scenarioRanges(study);
  for (const { range, tallies } of kept?.done ?? []) {
    const expected = ranges.next().value;
    if (expected?.from !== range.from || expected.to !== range.to) throw new Error(`the ranges kept do not follow one another at ${range.from}`);
    merge.add(range, tallies);
  }
  const last = kept?.done.at(-1);
  if (last !== undefined) onProgress?.(last.range.to);
  const done = orderedThreads<ScenarioRange, readonly Tally[]>({
    worker: new URL('./worker.js', import.meta.url),
    workerData: inThread,
    tasks: { next: () => Promise.resolve(numberedFrom(kept?.done.length ?? 0, ranges.next())) },
    count: workers === 0 ? 1 : (workers ?? threadsThatPay(study, arithmetic)),
    here: (range) => Promise.resolve().then(() => tallyRange(inThread, range)),
    signal,
  });
  for await (const { task, result } of done) {
    merge.add(task, result);
    kept?.keep({ range: task, tallies: result });
    onProgress?.(task.to);
  }
  return merge.tallies();
}

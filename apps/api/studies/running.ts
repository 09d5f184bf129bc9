/** Studies over HTTP: one at a time in a thread of its own, some more waiting; each is recorded on the stream of its fund once made. */
import type { Logger } from 'pino';
import { runIdOf, type PublishedReport } from '#engine/alm/published.js';
import type { Journal } from '#journal/port.js';
import { asJson, type JsonObject } from '#ledger/kernel/json.js';
import { refusal, refusalOf, refuse, Refused, type Refusal } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { declare } from '#reprocessing/fan-out/declare.js';
import { problemOfInput } from '#rulebooks/calculate.js';
import { engineOf } from '#rulebooks/nl-ftk/alm/report.js';
import { ALM_RUN, readAlmRun } from '#rulebooks/nl-ftk/alm/study.js';

export type StudyStatus = 'waiting' | 'running' | 'recorded' | 'failed';

export interface StudyState {
  readonly runId: string;
  readonly fundId: string;
  readonly status: StudyStatus;
  readonly scenarios: number;
  readonly done: number;
  /** Why it failed. */
  readonly problem: Refusal | null;
}

export function isStudyAtRest({ status }: StudyState): boolean {
  return status === 'recorded' || status === 'failed';
}

export interface WantedStudy {
  readonly fundId: string;
  readonly input: JsonObject;
  readonly reference: string;
  readonly actor: string;
}

export interface Studies {
  /**
   * Begins a study, or tells of the one that is the same: under way, or recorded. Refuses INVALID_INPUT, STUDY_TOO_LARGE, UNKNOWN_FUND and
   * TOO_MANY_CALCULATIONS.
   */
  readonly begin: (wanted: WantedStudy) => Promise<StudyState>;
  /** Refuses UNKNOWN_RUN. */
  readonly watch: (runId: string, told: (now: StudyState) => void) => () => void;
  /** Stops what runs, and waits for it. */
  readonly end: () => Promise<void>;
}

export interface StudiesSource {
  readonly journal: Journal;
  readonly journalUrl: string;
  readonly clock: () => Instant;
  readonly logger: Logger;
  readonly make: (input: JsonObject, signal: AbortSignal, onProgress: (scenarios: number) => void) => Promise<PublishedReport>;
}

const MOST_WAITING = 4;
/** States that are told after the end; the journal holds what was recorded. */
const MOST_REMEMBERED = 200;

export function runningStudies({ journal, journalUrl, clock, logger, make }: StudiesSource): Studies {
  const states = new Map<string, StudyState>();
  const watchers = new Map<string, Set<(now: StudyState) => void>>();
  const ending = new AbortController();
  let [last, waiting] = [Promise.resolve(), 0];
  const become = (state: StudyState): void => {
    states.set(state.runId, state);
    for (const told of watchers.get(state.runId) ?? []) told(state);
    if (states.size > MOST_REMEMBERED) states.delete([...states].find(([, old]) => isStudyAtRest(old))?.[0] ?? '');
  };
  const carryOut = async (state: StudyState, { fundId, reference, actor, input }: WantedStudy): Promise<void> => {
    waiting -= 1;
    become({ ...state, status: 'running' });
    const started = performance.now();
    const onProgress = (done: number): void => become({ ...state, status: 'running', done });
    try {
      const { runId, engine, input: filled, digest, ...output } = await make(input, ending.signal, onProgress);
      const figures = { engine, input: filled, output: asJson(output), outputDigest: digest };
      const seconds = (performance.now() - started) / 1000;
      const decision = { decision: 'alm-run', runId, op: ALM_RUN.name, ...figures, seconds, reference } as const;
      await declare(decision, { journal, journalUrl, fundId, clock, actor });
      become({ ...state, status: 'recorded', done: state.scenarios });
    } catch (error) {
      const known = refusalOf(error);
      if (known === undefined && !ending.signal.aborted) logger.error({ err: error }, 'a study failed');
      become({ ...state, status: 'failed', problem: known ?? refusal('STOPPED') });
    }
  };
  return {
    begin: async (wanted) => {
      const { fundId, input } = wanted;
      const problem = problemOfInput(ALM_RUN, input);
      if (problem !== undefined) throw new Refused(problem);
      const run = readAlmRun(input);
      const runId = runIdOf({ engine: engineOf('double'), input: run.input });
      const { established, almRuns } = await readFund(journal, fundId);
      if (established === undefined) refuse('UNKNOWN_FUND', { fundId });
      const { scenarios } = run.study;
      const state: StudyState = { runId, fundId, status: 'waiting', scenarios, done: 0, problem: null };
      if (almRuns.some((recorded) => recorded.runId === runId)) return { ...state, status: 'recorded', done: scenarios };
      const before = states.get(runId);
      if (before !== undefined && !isStudyAtRest(before)) return before;
      if (waiting >= MOST_WAITING) refuse('TOO_MANY_CALCULATIONS', { waiting });
      waiting += 1;
      become(state);
      last = last.then(() => carryOut(state, wanted));
      return state;
    },
    watch: (runId, told) => {
      const state = states.get(runId);
      if (state === undefined) return refuse('UNKNOWN_RUN', { runId, wanted: 'under-way' });
      const watching = watchers.get(runId) ?? new Set();
      watchers.set(runId, watching.add(told));
      told(state);
      return () => {
        watching.delete(told);
        if (watching.size === 0) watchers.delete(runId);
      };
    },
    end: async () => {
      ending.abort();
      await last;
    },
  };
}

/** What is going on with each reprocessing now, and who is told of it. */
import type { Reprocessing, ReprocessingProgress } from './reprocessing.js';

export interface States {
  readonly get: (id: string) => Reprocessing | undefined;
  /** One that is known. */
  readonly now: (id: string) => Reprocessing;
  readonly set: (now: Reprocessing) => Reprocessing;
  readonly change: (id: string, changed: Partial<Reprocessing>) => Reprocessing;
  /** Told at once of the state of one that is known, and then of every change, until the answer is called. */
  readonly watch: (id: string, told: (now: Reprocessing) => void) => () => void;
  readonly forget: (id: string) => void;
}

export function openStates(): States {
  const states = new Map<string, Reprocessing>();
  const watchers = new Map<string, Set<(now: Reprocessing) => void>>();
  const now = (id: string): Reprocessing => states.get(id) as Reprocessing;
  const set = (state: Reprocessing): Reprocessing => {
    states.set(state.id, state);
    for (const told of watchers.get(state.id) ?? []) told(state);
    return state;
  };
  return {
    get: (id) => states.get(id),
    now,
    set,
    change: (id, changed) => set({ ...now(id), ...changed }),
    forget: (id) => void states.delete(id),
    watch: (id, told) => {
      const of = watchers.get(id) ?? new Set();
      watchers.set(id, of.add(told));
      told(now(id));
      return () => {
        of.delete(told);
        if (of.size === 0 && watchers.get(id) === of) watchers.delete(id);
      };
    },
  };
}

/** Tells the progress of a plan or commit as the state of the reprocessing. */
export function follow(states: States, id: string): (progress: Omit<ReprocessingProgress, 'rate'>) => void {
  let [stage, begun] = ['', 0];
  return (progress) => {
    if (progress.stage !== stage) [stage, begun] = [progress.stage, performance.now()];
    const rate = Math.round(progress.done / Math.max(1, (performance.now() - begun) / 1000));
    states.change(id, { progress: { ...progress, rate } });
  };
}

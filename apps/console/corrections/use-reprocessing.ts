/** A reprocessing followed live: its state is told as it changes, for as long as something is under way. */
import { useEffect, useState } from 'preact/hooks';
import { forgetAnswers, read, type Problem } from '../api/ask.js';
import type { Reprocessing, Status } from './shapes.js';

const UNDER_WAY: readonly Status[] = ['uploaded', 'planning', 'committing'];

export function isUnderWay({ status }: Reprocessing): boolean {
  return UNDER_WAY.includes(status);
}

export interface Followed {
  readonly state: Reprocessing | undefined;
  readonly problem: Problem | undefined;
  /** What a request answered: followed again where it set something going. */
  readonly told: (state: Reprocessing) => void;
}

export function useReprocessing(id: string): Followed {
  const [state, setState] = useState<Reprocessing | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const underWay = state !== undefined && isUnderWay(state);
  useEffect(() => {
    const gone = new AbortController();
    read<Reprocessing>(`/v1/reprocessings/${id}`, gone.signal).then(setState, (refused: unknown) => {
      if (!gone.signal.aborted) setProblem(refused as Problem);
    });
    return () => gone.abort();
  }, [id]);
  useEffect(() => {
    if (!underWay) return undefined;
    const events = new EventSource(`/v1/reprocessings/${id}/events`);
    events.addEventListener('state', ({ data }: MessageEvent<string>) => {
      const next = JSON.parse(data) as Reprocessing;
      if (!isUnderWay(next)) {
        events.close();
        forgetAnswers();
      }
      setState(next);
    });
    return () => events.close();
  }, [id, underWay]);
  return { state, problem, told: setState };
}

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
  /** The server has fallen silent while something was under way; it is asked again until it answers. */
  readonly isSilent: boolean;
  /** What a request answered: followed again where it set something going. */
  readonly told: (state: Reprocessing) => void;
}

export function useReprocessing(id: string): Followed {
  const [state, setState] = useState<Reprocessing | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [isSilent, setSilent] = useState(false);
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
    events.onopen = () => setSilent(false);
    events.onerror = () => setSilent(true);
    events.addEventListener('state', ({ data }: MessageEvent<string>) => {
      const next = JSON.parse(data) as Reprocessing;
      if (!isUnderWay(next)) {
        events.close();
        forgetAnswers();
      }
      setState(next);
    });
    return () => {
      events.close();
      setSilent(false);
    };
  }, [id, underWay]);
  return { state, problem, isSilent, told: setState };
}

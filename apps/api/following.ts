/** Keeps the standing models current in the background: by following the journal here, or by seeing that projectors do. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { STANDING_MODELS } from '#projections/run/standing/model.js';
import type { StandingModels } from '#projections/run/standing/standing-models.js';
import type { FollowingStatus, StandingReadings } from './dependencies.js';

export interface Following {
  readonly readings: StandingReadings;
  readonly end: () => Promise<void>;
}

/** Follows the journal until it is ended. */
export function followInBackground(standing: StandingModels, logger: Logger): Following {
  const ending = new AbortController();
  const state = { isFollowing: true, problems: 0 };
  const followed = standing
    .follow(ending.signal, (problem) => {
      state.problems += 1;
      logger.error({ err: problem }, 'the standing models met a problem; they try again');
    })
    .catch((error: unknown) => logger.error({ err: error }, 'the standing models no longer follow the journal'))
    .finally(() => (state.isFollowing = false));
  return until(followed, standing, state, ending);
}

const WATCH_MS = 1_000;

/** Writes nothing: looks again and again whether a projector keeps every partition. */
export function watchProjectors(standing: StandingModels, logger: Logger): Following {
  const ending = new AbortController();
  const state = { isFollowing: false, problems: 0 };
  const watch = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const kept = await standing.partitions().then(
        (partitions) => partitions.length > 0 && partitions.every(({ owner }) => owner !== null),
        (error: unknown) => {
          state.problems += 1;
          logger.error({ err: error }, 'the read models do not answer');
          return false;
        },
      );
      if (state.isFollowing && !kept) logger.warn('a partition of the standing models has no projector; its answers stay where they are');
      state.isFollowing = kept;
      await pause(WATCH_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  return until(watch(), standing, state, ending);
}

function until(work: Promise<unknown>, standing: StandingModels, state: FollowingStatus, ending: AbortController): Following {
  return {
    readings: { ...standing, models: STANDING_MODELS, following: (): FollowingStatus => ({ ...state }) },
    end: async () => {
      ending.abort();
      await work;
    },
  };
}

/** The standing models once they hold all that the journal does. */
import type { JournalReader } from '#journal/port.js';
import type { Workspace } from '#engine/workspace.js';
import type { StandingModels } from '#projections/run/standing/standing-models.js';
import type { Progress } from '../terminal/progress.js';

interface Watched {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Participants, as far as is known before. */
  readonly total: number;
}

/** Catches them up, then gives what is listed of them. */
export async function* caughtUp<T>(
  workspace: Workspace,
  journal: JournalReader,
  { signal, progress, total }: Watched,
  list: (models: StandingModels) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const { openStandingModels } = await import('#projections/run/open-standing.js');
  const models = await openStandingModels(workspace.readModelUrl, journal, { clock: workspace.clock, journalUrl: workspace.journalUrl });
  try {
    await models.catchUp({ signal, onProgress: ({ subjects }) => progress.update(subjects, Math.max(total, subjects)) });
    yield* list(models);
  } finally {
    await models.close();
  }
}

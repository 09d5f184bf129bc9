/** How far a projector has come. */
import type { ProjectorSettings, ProjectorState } from './state.js';

export interface ProjectorProgress {
  readonly position: bigint;
  /** Events between it and the journal's end; of very many, at least so many. */
  readonly lag: number;
}

/** How far the partition has come; undefined while it is not built or the databases are not open. */
export async function progressOf(
  { partition }: Pick<ProjectorSettings, 'partition'>,
  { opened }: Pick<ProjectorState, 'opened'>,
): Promise<ProjectorProgress | undefined> {
  if (opened === undefined) return undefined;
  const found = (await opened.standing.partitions()).find(({ index }) => index === partition.index);
  if (found?.position === undefined) return undefined;
  const head = (await opened.journal.head()).position;
  return { position: found.position, lag: await opened.journal.countEvents(found.position, head) };
}

/** What a projector is told, and what it knows of itself. */
import type { Logger } from 'pino';
import type { Workspace } from '#engine/workspace.js';
import type { JournalReader } from '#journal/port.js';
import type { CivilDate } from '#money/civil-date.js';
import type { Partition } from '#portfolio/partition.js';
import type { StandingModels } from '#projections/run/standing/standing-models.js';

export interface ProjectorSettings {
  readonly workspace: Workspace;
  readonly logger: Logger;
  readonly partition: Partition;
  readonly host: string;
  readonly port: number;
  readonly workers?: number | undefined;
  /** The value date that the models are kept for; default today. */
  readonly asOf?: CivilDate | undefined;
  /** Further behind, in events, it is not ready. */
  readonly maxLag: number;
}

/** What the projector knows of itself; `/health` and `/metrics` read it. */
export interface ProjectorState {
  /** `opening`: the databases are not reached yet. `waiting`: another projector holds the partition. */
  status: 'opening' | 'waiting' | 'keeping' | 'stopping';
  /** Who holds the partition while this one waits. */
  heldBy: string | null;
  problems: number;
  takenOver: number;
  opened: { readonly journal: JournalReader; readonly standing: StandingModels } | undefined;
}

export function partitionNameOf({ index, count }: Partition): string {
  return `${index}/${count}`;
}

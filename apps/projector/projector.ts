/** One projector: keeps a partition's standing models, and tells over HTTP how it is doing. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { expectModelsWithin } from '#engine/missing.js';
import { openWholeJournalReader } from '#engine/workspace.js';
import { Refused } from '#ledger/kernel/refusal.js';
import type { LeaseNews } from '#projections/run/standing/leases.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { serveOperations } from './operations.js';
import { partitionNameOf, type ProjectorSettings, type ProjectorState } from './state.js';

export interface Projector {
  /** Finishes the transaction at hand, gives the partition back, closes everything. */
  readonly stop: () => void;
  /** Fulfilled after a stop; rejected with a refusal that no waiting mends. */
  readonly ended: Promise<void>;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/** Refusals that trying again does not mend: the projector ends, and says why. */
const FINAL: ReadonlySet<string> = new Set([
  'PARTITION_COUNT_DIFFERS',
  'UNKNOWN_ENGINE',
  'INVALID_JOURNAL_URL',
  'NOT_A_JOURNAL',
  'UNKNOWN_READ_MODEL_ENGINE',
  'INVALID_READ_MODEL_URL',
  'NOT_A_READ_MODEL',
]);

/** Listens at once, and opens the databases as soon as they can be reached. */
export async function startProjector(settings: ProjectorSettings): Promise<Projector> {
  const state: ProjectorState = { status: 'opening', heldBy: null, problems: 0, takenOver: 0, opened: undefined };
  const operations = await serveOperations(settings, state);
  settings.logger.info({ url: operations.url, partition: partitionNameOf(settings.partition) }, 'the projector listens');
  const stopping = new AbortController();
  const ended = run(settings, state, stopping).finally(() => operations.close());
  return {
    stop: () => {
      state.status = 'stopping';
      stopping.abort();
    },
    ended,
  };
}

async function run(settings: ProjectorSettings, state: ProjectorState, stopping: AbortController): Promise<void> {
  const { logger } = settings;
  const opened = await openPatiently(settings, state, stopping.signal);
  if (opened === undefined) return;
  state.opened = opened;
  let final: Refused | undefined;
  try {
    await opened.standing.follow(stopping.signal, (problem) => {
      state.problems += 1;
      if (isFinal(problem)) {
        final = problem;
        stopping.abort();
        return;
      }
      logger.error({ err: problem }, 'the projector met a problem; it tries again');
    });
  } finally {
    state.status = 'stopping';
    state.opened = undefined;
    await opened.standing.close();
    await opened.journal.close();
  }
  if (final !== undefined) throw final;
  logger.info('the projector has stopped');
}

/** Tries again until both databases answer; undefined where it was stopped before. */
async function openPatiently(settings: ProjectorSettings, state: ProjectorState, signal: AbortSignal): Promise<ProjectorState['opened']> {
  for (let milliseconds = FIRST_PAUSE_MS; !signal.aborted; milliseconds = Math.min(milliseconds * 2, LONGEST_PAUSE_MS)) {
    try {
      return await open(settings, state);
    } catch (problem) {
      if (isFinal(problem)) throw problem;
      state.problems += 1;
      settings.logger.error({ err: problem, milliseconds }, 'the databases cannot be opened yet; the projector tries again');
      await pause(milliseconds, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

async function open(
  { workspace, partition, workers, asOf, logger }: ProjectorSettings,
  state: ProjectorState,
): Promise<NonNullable<ProjectorState['opened']>> {
  const journal = await openWholeJournalReader(workspace);
  try {
    const standing = await openStandingModels(workspace.readModelUrl, journal, {
      clock: workspace.clock,
      journalUrl: workspace.journalUrl,
      partition,
      workers,
      asOf,
      onLease: (news) => hear(news, state, logger),
    });
    try {
      await expectModelsWithin(standing, journal, workspace.folder);
    } catch (error) {
      await standing.close();
      throw error;
    }
    return { journal, standing };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

function hear({ partition, status, owner }: LeaseNews, state: ProjectorState, logger: Logger): void {
  const about = { partition: partitionNameOf(partition), owner };
  switch (status) {
    case 'waiting':
      Object.assign(state, { status: 'waiting', heldBy: owner });
      logger.info(about, 'another projector keeps the partition; this one waits to take over');
      return;
    case 'held':
      if (state.status === 'waiting') state.takenOver += 1;
      Object.assign(state, { status: 'keeping', heldBy: null });
      logger.info(about, 'the partition is this projector’s');
      return;
    case 'lost':
      Object.assign(state, { status: 'waiting', heldBy: null });
      logger.warn(about, 'another projector has taken the partition over');
      return;
    default:
      unreachable(status);
  }
}

function unreachable(status: never): never {
  throw new Error(`unknown lease status ${String(status)}`);
}

function isFinal(problem: unknown): problem is Refused {
  return problem instanceof Refused && FINAL.has(problem.refusal.code);
}

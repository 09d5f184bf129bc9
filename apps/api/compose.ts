/** The API on a workspace: its journal, the standing models that follow it, the ledger's own decisions. */
import type { Logger } from 'pino';
import type { LedgerAudit } from '#audit/ledger-audit.js';
import type { Journal, JournalReader } from '#journal/port.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { studyApart } from '#engine/alm/study-apart.js';
import { calculationsApart } from '#engine/calculate/apart.js';
import { expectModelsWithin } from '#engine/missing.js';
import { lastSelfCheck } from '#engine/self-check.js';
import { openJournal, openWholeJournalReader, selfCheckFileOf, type Workspace } from '#engine/workspace.js';
import { workspaceAudit } from '#engine/audit.js';
import { liveRunner } from '#projections/run/live.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import type { StandingModels } from '#projections/run/standing/standing-models.js';
import { openTolerantReader } from '#portfolio/tolerant-reader.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { decideForFund } from '#reprocessing/fan-out/declare.js';
import { said } from '#words/said.js';
import { invoicingRuns } from './invoicing/runs.js';
import { builtConsole } from './console/serve-console.js';
import { createApi, type Api } from './create-api.js';
import type { ApiDependencies, ApiLimits, FundWrites, WriteDependencies } from './dependencies.js';
import { followInBackground, watchProjectors } from './following.js';
import { pressingWork, type Pressing } from './pressing.js';
import { openReprocessings } from './reprocessing/runs.js';
import { runningStudies } from './studies/running.js';
import { runningFanOuts } from './writes/fan-outs.js';
import { LEDGER_DECISIONS } from './writes/ledger-decisions.js';

export interface ComposeOptions {
  readonly workspace: Workspace;
  readonly logger: Logger;
  /** Recorded with every event that a request writes. */
  readonly actor: string;
  /** Opens the journal for reading, beside another writer or without one; there are no routes for writing. */
  readonly readOnly: boolean;
  /** Threads for a rebuild and the trial balance; 0: in this one, default one for each core. */
  readonly workers?: number | undefined;
  readonly limits?: Partial<ApiLimits> | undefined;
  /** Another person than the planner approves a reprocessing; persons come in `X-Accrual-Actor`. */
  readonly rolesAreOn?: boolean | undefined;
  /** Participants of one durable write of a reprocessing's commit; default 1 000. */
  readonly chunkParticipants?: number | undefined;
}

/** The models share the server's thread: a step of theirs keeps a request waiting no longer than this many take. */
const PARTICIPANTS_A_STEP = 25;

/**
 * Opens everything and begins to follow the journal; `stop` of the answer closes it all. Refuses what opening the journal
 * and the read models refuses: JOURNAL_IN_USE, NO_JOURNAL (read-only), NOT_A_JOURNAL, UNKNOWN_ENGINE, NOT_A_READ_MODEL …
 */
export async function composeApi(options: ComposeOptions): Promise<Api> {
  const { readOnly, logger } = options;
  const workspace: Workspace = { ...options.workspace, warn: (warning) => logger.warn({ warning }, said(warning)) };
  const writer = readOnly ? undefined : await openJournal(workspace);
  // A server keeps read models, and those are not to follow a loss.
  const journal = writer ?? (await openWholeJournalReader(workspace));
  const opened = [() => journal.close()];
  const pressing = pressingWork();
  try {
    const { reader: raw } = await openTolerantReader(workspace.journalUrl);
    opened.push(() => raw.close());
    const standing = await openStandingModels(workspace.readModelUrl, journal, {
      clock: workspace.clock,
      journalUrl: workspace.journalUrl,
      workers: options.workers,
      subjectsAtOnce: PARTICIPANTS_A_STEP,
      turn: pressing.turn,
    });
    opened.push(() => standing.close());
    await expectModelsWithin(standing, journal, workspace.folder);
    const audit = workspaceAudit(workspace, { journal: raw, makesKey: !readOnly });
    const { position } = await journal.head();
    const api = await createApi(dependenciesOf(options, { journal, writer, raw, standing, pressing, audit }));
    if (position >= WORTH_HASHING_AHEAD) void hashAhead(audit, logger);
    return api;
  } catch (error) {
    for (const close of opened.reverse()) await close();
    throw error;
  }
}

/** Below it whoever asks for the first checkpoint does not notice that the log is made for it. */
const WORTH_HASHING_AHEAD = 10_000n;

/** Beside the requests: else the first of them that asks for a checkpoint waits until the whole journal is hashed. */
async function hashAhead(audit: LedgerAudit, logger: Logger): Promise<void> {
  try {
    await audit.catchUp();
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'STOPPING') return;
    logger.warn({ err: error }, 'the Merkle log could not be brought to the end of the journal; who asks for a checkpoint is told why');
  }
}

interface Opened {
  readonly journal: JournalReader;
  readonly writer: Journal | undefined;
  readonly raw: JournalReader;
  readonly standing: StandingModels;
  readonly pressing: Pressing;
  readonly audit: LedgerAudit;
}

function dependenciesOf(options: ComposeOptions, { journal, writer, raw, standing, pressing, audit }: Opened): ApiDependencies {
  const { workspace, logger, actor, workers, limits } = options;
  const { clock, journalUrl } = workspace;
  const following = workspace.projectors === 'external' ? watchProjectors(standing, logger) : followInBackground(standing, logger);
  const apart = workers === 0 ? undefined : calculationsApart();
  const writing = writer === undefined ? undefined : writesTo(writer, options, pressing);
  return {
    journal,
    raw,
    live: liveRunner(journal, clock),
    standing: following.readings,
    clock,
    logger,
    actor,
    writes: writing?.writes,
    trialBalance: (coordinates, of, signal) => trialBalance({ journal, journalUrl, clock, coordinates, ...of, workers, signal }),
    audit,
    lastSelfCheck: () => lastSelfCheck(selfCheckFileOf(workspace)),
    calculateApart: apart?.run,
    portfolio: { journalUrl, workers },
    transfers: { folder: workspace.folder, journalUrl, workers },
    limits,
    consoleFolder: builtConsole(),
    environment: workspace.environment,
    close: async () => {
      await apart?.end();
      await writing?.end();
      await following.end();
      await standing.close();
      await audit.close();
      await raw.close();
    },
  };
}

function writesTo(
  journal: Journal,
  { workspace, logger, workers, rolesAreOn = false, chunkParticipants }: ComposeOptions,
  pressing: Pressing,
): { readonly writes: WriteDependencies; readonly end: () => Promise<void> } {
  const source = { journal, journalUrl: workspace.journalUrl, clock: workspace.clock, workers };
  const { fanOut, end } = runningFanOuts(source, logger);
  const invoicing = invoicingRuns(source, logger);
  const decide: FundWrites['decide'] = (fundId, command, fund) => decideForFund(command, fund, { ...source, fundId });
  const runs = openReprocessings({ ...source, folder: workspace.folder, chunkParticipants, fourEyes: rolesAreOn, logger, pressing });
  const studies = runningStudies({ ...source, logger, make: studyApart });
  const writes = {
    journal,
    studies,
    decisions: LEDGER_DECISIONS,
    funds: { decide, fanOut },
    invoicing,
    rolesAreOn,
    reprocessing: { runs, folder: workspace.folder, rolesAreOn },
  };
  return {
    writes,
    end: async () => {
      await studies.end();
      await runs.end();
      await invoicing.end();
      await end();
    },
  };
}

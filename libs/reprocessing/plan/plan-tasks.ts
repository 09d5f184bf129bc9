/** Participants' rows decided in worker threads, or in this one where the journal has no URL. */
import type { JournalReader } from '#journal/port.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import { rulesFromJournal } from '#projections/rules-in-force.js';
import { orderedThreads } from '#projections/sweep/threads.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { fundsOf } from '../intake/funds.js';
import { schemesOf } from '../intake/schemes.js';
import { decideParticipant, type DecideContext } from './decide-participant.js';
import type { ParticipantRows, PlannedParticipant } from './plan-store.js';

/** What every row's events say of where they come from, and the moment of the plan. */
export interface PlanOrigin {
  readonly file: string;
  readonly sha256: string;
  readonly batchId: string;
  readonly actor: string;
  readonly now: Instant;
  /** The last day on which a row says that it was corrected or received: figures before and after are shown for it. */
  readonly asOf: CivilDate;
}

export interface PlanTask {
  readonly index: number;
  readonly participants: readonly ParticipantRows[];
}

/** From the main thread to a worker, once. */
export interface PlanWorkerData {
  readonly journalUrl: string;
  readonly origin: PlanOrigin;
}

/** Enough for a worker to be busy for a tenth of a second; what it answers is taken in at once, by a thread that others wait for. */
const PARTICIPANTS_A_TASK = 50;
const ROWS_A_TASK = 200;

export type PlanHandler = (task: PlanTask) => Promise<readonly PlannedParticipant[]>;

export function planHandler(journal: JournalReader, origin: PlanOrigin): PlanHandler {
  const rules = rulesFromJournal(journal);
  const schemes = schemesOf({ rulebooks: RULEBOOKS, parameters: async (fundId, scheme) => (await rules.rulesFor(fundId, scheme, undefined)).parameters });
  const context: DecideContext = { ...origin, journal, rules, schemes, funds: fundsOf(journal, schemes), today: origin.now.slice(0, 10), replacing: true };
  return async ({ participants }) => {
    const planned: PlannedParticipant[] = [];
    for (const participant of participants) planned.push(await decideParticipant(participant, context));
    return planned;
  };
}

export interface PlanRun {
  readonly journal: JournalReader;
  readonly journalUrl: string | undefined;
  readonly origin: PlanOrigin;
  readonly participants: Iterable<ParticipantRows>;
  /** 0: in this thread. Default, where the journal has a URL: as many as pay. */
  readonly workers: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Planned participants in the order of their ids, some at a time. */
export async function* planParticipants({ journal, journalUrl, origin, participants, workers, signal }: PlanRun): AsyncGenerator<readonly PlannedParticipant[]> {
  const onlyHere = journalUrl === undefined || workers === 0;
  const done = orderedThreads<PlanTask, readonly PlannedParticipant[]>({
    worker: new URL('./plan-worker.js', import.meta.url),
    workerData: { journalUrl, origin },
    tasks: tasksOf(participants),
    count: onlyHere ? 1 : workers,
    here: onlyHere ? planHandler(journal, origin) : undefined,
    signal,
  });
  for await (const { result } of done) yield result;
}

async function* tasksOf(participants: Iterable<ParticipantRows>): AsyncGenerator<PlanTask> {
  let group: ParticipantRows[] = [];
  let [index, rows] = [0, 0];
  for (const participant of participants) {
    group.push(participant);
    rows += participant.rows.length;
    if (group.length < PARTICIPANTS_A_TASK && rows < ROWS_A_TASK) continue;
    yield { index, participants: group };
    index += 1;
    [group, rows] = [[], 0];
  }
  if (group.length > 0) yield { index, participants: group };
}

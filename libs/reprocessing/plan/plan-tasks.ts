/** Participants' rows decided in worker threads, or in this one where the journal has no URL. */
import type { JournalReader } from '#journal/port.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import { inTimeZone, UTC, type Clock } from '#money/clock.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { runJob, type Job } from '#portfolio/job.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { employerDirectory } from '../intake/employer-directory.js';
import { fundsOf } from '../intake/funds.js';
import { schemesOf, type SchemeSource } from '../intake/schemes.js';
import { decideParticipant, type PlanDecideContext } from './decide-participant.js';
import type { ParticipantRows, PlannedParticipant } from './plan-store.js';

/** What every row's events say of where they come from, and the moment of the plan. */
export interface PlanOrigin {
  readonly file: string;
  readonly sha256: string;
  readonly batchId: string;
  readonly actor: string;
  readonly now: Instant;
  /** Of the ledger; each fund has a day of its own. */
  readonly timeZone?: string | undefined;
  readonly today: CivilDate;
  /** The last day on which a row says that it was corrected or received: figures before and after are shown for it. */
  readonly lastDay?: CivilDate | undefined;
}

/** The moment of a plan, for every thread that works on it. */
export function momentOf({ now, timeZone = UTC }: PlanOrigin): Clock {
  return inTimeZone(() => now, timeZone);
}

export interface PlanTask {
  readonly index: number;
  readonly participants: readonly ParticipantRows[];
}

/** Enough for a worker to be busy for a tenth of a second; what it answers is taken in at once, by a thread that others wait for. */
const PARTICIPANTS_A_TASK = 50;
const ROWS_A_TASK = 200;

export const job: Job<PlanOrigin, PlanTask, readonly PlannedParticipant[]> = {
  module: import.meta.url,
  handler: (origin, { reader: journal }) => {
    const rules = rulesFromJournal(journal);
    const parameters: SchemeSource['parameters'] = async (fundId, scheme) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
    const schemes = schemesOf({ rulebooks: RULEBOOKS, parameters });
    const known = { funds: fundsOf(journal, schemes, momentOf(origin)), employers: employerDirectory(journal, schemes.employerLaw) };
    const context: PlanDecideContext = { ...origin, ...known, journal, rules, schemes, replacing: true };
    return async ({ participants }) => {
      const planned: PlannedParticipant[] = [];
      for (const participant of participants) planned.push(await decideParticipant(participant, context));
      return planned;
    };
  },
};

export interface PlanRun {
  readonly journal: JournalReader;
  readonly journalUrl: string | undefined;
  readonly origin: PlanOrigin;
  readonly participants: Iterable<ParticipantRows>;
  /** 0: in this thread. Default, where the journal has a URL: as many as pay. */
  readonly workers: number | undefined;
  readonly alsoHere: boolean | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Planned participants in the order of their ids, some at a time. */
export async function* planParticipants(run: PlanRun): AsyncGenerator<readonly PlannedParticipant[]> {
  const { journal, journalUrl, origin, participants, workers, alsoHere, signal } = run;
  const source = { journal, journalUrl };
  const tasks = (): AsyncGenerator<PlanTask> => tasksOf(participants);
  for await (const { result } of runJob({ source, job, data: origin, tasks, workers, alsoHere, signal })) yield result;
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

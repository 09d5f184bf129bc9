/** Rows decided, participant by participant or employer by employer, in worker threads, or in this one where the journal has no URL. */
import type { JournalReader } from '#journal/port.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import { inTimeZone, UTC, type Clock } from '#money/clock.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { runJob, type Job } from '#portfolio/job.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { employerDirectory } from '../intake/employer-directory.js';
import { fundsOf } from '../intake/funds.js';
import { schemesOf, type SchemeSource } from '../intake/schemes.js';
import { decideEmployer } from './decide-employer.js';
import { decideParticipant, type PlanDecideContext } from './decide-participant.js';
import type { PlannedSubject, PlanSubject, SubjectRows } from './plan-store.js';

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
  readonly subjects: readonly SubjectRows[];
}

/** Enough for a worker to be busy for a tenth of a second; what it answers is taken in at once, by a thread that others wait for. */
const SUBJECTS_A_TASK = 50;
const ROWS_A_TASK = 200;

const DECIDE: { readonly [kind in PlanSubject['kind']]: (of: SubjectRows, context: PlanDecideContext) => Promise<PlannedSubject> } = {
  participant: decideParticipant,
  employer: decideEmployer,
};

export const job: Job<PlanOrigin, PlanTask, readonly PlannedSubject[]> = {
  module: import.meta.url,
  handler: (origin, { reader: journal }) => {
    const rules = rulesFromJournal(journal);
    const parameters: SchemeSource['parameters'] = async (fundId, scheme) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
    const schemes = schemesOf({ rulebooks: RULEBOOKS, parameters });
    const known = { funds: fundsOf(journal, schemes, momentOf(origin)), employers: employerDirectory(journal, schemes.employerLaw) };
    const context: PlanDecideContext = { ...origin, ...known, journal, rules, schemes, replacing: true };
    return async ({ subjects }) => {
      const planned: PlannedSubject[] = [];
      for (const rows of subjects) planned.push(await DECIDE[rows.subject.kind](rows, context));
      return planned;
    };
  },
};

export interface PlanRun {
  readonly journal: JournalReader;
  readonly journalUrl: string | undefined;
  readonly origin: PlanOrigin;
  readonly subjects: Iterable<SubjectRows>;
  /** 0: in this thread. Default, where the journal has a URL: as many as pay. */
  readonly workers: number | undefined;
  readonly alsoHere: boolean | undefined;
  readonly signal: AbortSignal | undefined;
}

/** In the order of their ids, some at a time. */
export async function* planSubjects(run: PlanRun): AsyncGenerator<readonly PlannedSubject[]> {
  const { journal, journalUrl, origin, subjects, workers, alsoHere, signal } = run;
  const source = { journal, journalUrl };
  const tasks = (): AsyncGenerator<PlanTask> => tasksOf(subjects);
  for await (const { result } of runJob({ source, job, data: origin, tasks, workers, alsoHere, signal })) yield result;
}

async function* tasksOf(subjects: Iterable<SubjectRows>): AsyncGenerator<PlanTask> {
  let group: SubjectRows[] = [];
  let [index, rows] = [0, 0];
  for (const subject of subjects) {
    group.push(subject);
    rows += subject.rows.length;
    if (group.length < SUBJECTS_A_TASK && rows < ROWS_A_TASK) continue;
    yield { index, subjects: group };
    index += 1;
    [group, rows] = [[], 0];
  }
  if (group.length > 0) yield { index, subjects: group };
}

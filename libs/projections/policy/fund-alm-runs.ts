/** Studies that a fund recorded: their list, and one of them whole, with the digest that stands for it. */
import type { Clock } from '#money/clock.js';
import { dataIf } from '#ledger/event.js';
import type { RecordedRun, StudiesEventData } from '#ledger/fund/studies/events.js';
import { prefixOf, fundStream } from '#ledger/subjects.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { JournalReader } from '#journal/port.js';
import { readWhole } from '#journal/read-whole.js';
import type { Answer } from '../answer.js';
import type { AskedCoordinates } from '../coordinates.js';
import { fundAt } from './fund-at.js';

export interface FundAlmRunsView {
  readonly fundId: string;
  /** By their days; their figures stand in each run. */
  readonly runs: readonly RecordedRun[];
}

/** Refuses UNKNOWN_FUND. */
export async function fundAlmRuns(
  journal: JournalReader,
  clock: Clock,
  fundId: string,
  asked: AskedCoordinates,
): Promise<Answer<FundAlmRunsView>> {
  const { fund, answer } = await fundAt(journal, clock, fundId, asked);
  return answer({ fundId, runs: fund.almRuns });
}

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_RUN: { readonly runId: string; readonly wanted: 'recorded' | 'under-way' };
    /** `runId`: how several begin. */
    RUN_NOT_NAMED: { readonly runId: string; readonly studies: number };
  }
}

type Run = StudiesEventData['AlmRunRecorded'];

/** The report as it was published: `digest` stands for all the rest. */
export function reportOfRun({ runId, engine, input, output, outputDigest }: Run): JsonObject {
  return { runId, engine, input, ...output, digest: outputDigest };
}

/** `id`: the whole id of the run, or how it begins. Refuses UNKNOWN_RUN and RUN_NOT_NAMED (several begin so). */
export async function almRun(journal: JournalReader, id: string): Promise<Run> {
  const prefix = prefixOf('fund');
  const found: Run[] = [];
  for await (const page of journal.streamHeads(prefix)) {
    for (const { stream } of page) found.push(...(await runsBeginning(id, journal, stream.slice(prefix.length))));
  }
  return theOne(id, found);
}

/** The same of one fund's. */
export async function almRunOf(journal: JournalReader, fundId: string, id: string): Promise<Run> {
  return theOne(id, await runsBeginning(id, journal, fundId));
}

async function runsBeginning(id: string, journal: JournalReader, fundId: string): Promise<readonly Run[]> {
  const events = await readWhole(journal, fundStream(fundId));
  return events.flatMap((event) => dataIf(event, 'AlmRunRecorded') ?? []).filter(({ runId }) => runId.startsWith(id));
}

/** Two funds may have recorded the same run. */
function theOne(id: string, found: readonly Run[]): Run {
  const [run, ...others] = [...new Map(found.map((one) => [one.runId, one])).values()];
  if (run === undefined) return refuse('UNKNOWN_RUN', { runId: id, wanted: 'recorded' });
  if (others.length > 0) return refuse('RUN_NOT_NAMED', { runId: id, studies: others.length + 1 });
  return run;
}

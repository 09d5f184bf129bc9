/** `accrual windows --closing YEAR`: the participant-years of the whole portfolio whose window closes in a year. */
import { prefixOf } from '#ledger/subjects.js';
import { Refused, type Refusal } from '#ledger/kernel/refusal.js';
import type { JournalReader } from '#journal/port.js';
import { openJournalReader, type Workspace } from '#engine/workspace.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { liveRunner } from '#projections/run/live.js';
import { listAll } from '#projections/run/standing/digest.js';
import { closingIn, type ClosingYear } from '#projections/windows/closing.js';
import { windowsProjection, type WindowsAnswer } from '#projections/windows/projection.js';
import { openPending, type PendingCorrections } from '#reprocessing/plan/pending.js';
import { said } from '#words/said.js';
import { closingTable, type ClosingTotals } from '../pages/closing.js';
import { portfolioSize } from '../portfolio-size.js';
import { notice, printJson, printText } from '../terminal/output.js';
import { progressBar, type Progress } from '../terminal/progress.js';
import { stoppable } from '../terminal/stop-signal.js';
import { groupedCount, counted } from '../pages/counted.js';
import { caughtUp } from './caught-up.js';

type Seen =
  | { readonly participantId: string; readonly answer: Answer<WindowsAnswer> }
  | { readonly participantId: string; readonly refusal: Refusal };

/** Refusals of participants who are simply not in this list: another scheme, not known or not enrolled by then. */
const ABSENT: ReadonlySet<string> = new Set(['NOT_APPLICABLE', 'NOT_YET_KNOWN', 'BEFORE_FIRST_EVENT']);

/**
 * Prints as it goes, a page of participants at a time: JSON lines, or tables. Without coordinates the standing models
 * answer, caught up first; with them every participant is folded anew. Participants that are refused are named on stderr,
 * and the exit code is 1.
 */
export async function printClosing(workspace: Workspace, year: number, asked: AskedCoordinates, json: boolean): Promise<void> {
  const journal = await openJournalReader(workspace);
  const progress = progressBar(`windows closing in ${year}`, 'participants');
  const totals: { -readonly [name in keyof ClosingTotals]: number } = {
    participants: 0,
    years: 0,
    corrections: 0,
    timeBarred: 0,
    pending: 0,
    refused: 0,
  };
  // A plan is of now; what was known at another time had no part of it.
  const pending = asked.knownAt === undefined ? await openPending(journal, workspace.folder) : undefined;
  try {
    for (const digest of pending?.elsewhere ?? []) {
      notice(`plan ${digest} is pending, but its file is not in this data folder; its corrections are not listed`);
    }
    const total = await portfolioSize(journal);
    let seen = 0;
    await stoppable({ during: 'closing' }, async (signal) => {
      for await (const page of pages(workspace, journal, asked, signal, progress, total)) {
        signal.throwIfAborted();
        const rows = page.flatMap((each) => yearsOf(each, year, pending, totals));
        for (const { corrections, pending: waiting } of rows) {
          totals.pending += waiting.length;
          totals.corrections += corrections.length;
          totals.timeBarred += corrections.filter(({ timeBarred }) => timeBarred).length;
        }
        totals.years += rows.length;
        totals.participants += new Set(rows.map(({ participantId }) => participantId)).size;
        if (json) for (const row of rows) printJson(row, 'line');
        else if (rows.length > 0) printText(`${closingTable(rows)}\n`);
        seen += page.length;
        if (process.stdout.isTTY !== true) progress.update(seen, Math.max(total, seen));
      }
    });
  } finally {
    progress.stop();
    pending?.close();
    await journal.close();
  }
  if (totals.refused > 0) process.exitCode = 1;
  if (!json) printText(summary(year, totals));
}

function yearsOf(
  seen: Seen,
  year: number,
  pending: PendingCorrections | undefined,
  totals: { refused: number },
): readonly Answer<ClosingYear>[] {
  if ('answer' in seen) return closingIn(seen.answer, year, pending?.of(seen.participantId) ?? []);
  const { code } = seen.refusal;
  if (ABSENT.has(code)) return [];
  totals.refused += 1;
  notice(`${seen.participantId}  ${code}: ${said(seen.refusal)}`);
  return [];
}

async function* pages(
  workspace: Workspace,
  journal: JournalReader,
  asked: AskedCoordinates,
  signal: AbortSignal,
  progress: Progress,
  total: number,
): AsyncGenerator<readonly Seen[]> {
  if (Object.values(asked).some((value) => value !== undefined)) return yield* live(workspace, journal, asked);
  for await (const items of caughtUp(workspace, journal, { signal, progress, total }, (models) => listAll(models, 'windows'))) {
    yield items.map(({ subjectId, ...found }) => ({ participantId: subjectId, ...found }) as Seen);
  }
}

async function* live(workspace: Workspace, journal: JournalReader, asked: AskedCoordinates): AsyncGenerator<readonly Seen[]> {
  const runner = liveRunner(journal, workspace.clock);
  const prefix = prefixOf('participant');
  for await (const heads of journal.streamHeads(prefix)) {
    const page: Seen[] = [];
    for (const { stream } of heads) {
      const participantId = stream.slice(prefix.length);
      try {
        page.push({ participantId, answer: await runner.ask(windowsProjection, participantId, asked, { correctionYear: undefined }) });
      } catch (error) {
        if (!(error instanceof Refused) || OF_THE_QUESTION.has(error.refusal.code)) throw error;
        page.push({ participantId, refusal: error.refusal });
      }
    }
    yield page;
  }
}

/** Refusals of the coordinates themselves. */
const OF_THE_QUESTION: ReadonlySet<string> = new Set(['KNOWLEDGE_IN_FUTURE', 'POSITION_BEYOND_END']);

function summary(year: number, { participants, years, corrections, timeBarred, pending, refused }: ClosingTotals): string {
  const left = refused === 0 ? '' : `; ${counted(refused, 'participant was', 'participants were')} refused, see above`;
  if (years === 0) return `No participant-year closes in ${year}${left}.`;
  return `Closing in ${year}: ${counted(years, 'participant-year')} of ${counted(participants, 'participant')}, with ` +
    `${counted(corrections, 'correction')}, of which ${groupedCount(timeBarred)} came too late, and ` +
      `${groupedCount(pending)} pending${left}.`;
}

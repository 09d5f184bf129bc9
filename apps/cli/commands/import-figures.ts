/** `accrual import cash-flows` and `forward-rates`: files whose rows are one fact of a fund together. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Journal, JournalReader } from '#journal/port.js';
import { openJournalReader, openStandingJournal } from '#engine/workspace.js';
import { atLine, Refused } from '#ledger/kernel/refusal.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { declare, decideForFund, eventsOf } from '#reprocessing/fan-out/declare.js';
import { fileDigest } from '#reprocessing/intake/file-digest.js';
import { readFigures, type FundFigure, type FigureKind } from '#reprocessing/fan-out/figures-file.js';
import { actorOf, globalsOf, workspaceOf } from '../options.js';
import { figuresPage } from '../pages/import.js';
import { printJson, printText } from '../terminal/output.js';
import { whichFund } from './fund/which-fund.js';

export interface FiguresReport {
  readonly kind: FigureKind;
  readonly file: string;
  readonly sha256: string;
  readonly dryRun: boolean;
  readonly rows: number;
  readonly events: number;
  /** Rows that the ledger held already. */
  readonly repeated: number;
}

/** Refuses what reading and deciding refuse, with the line of the first row of the figure; the figures before it stand. */
export async function importFigures(
  command: Command,
  kind: FigureKind,
  file: string,
  { dryRun = false, migrate = false }: { readonly dryRun?: boolean; readonly migrate?: boolean },
): Promise<void> {
  const workspace = workspaceOf(command);
  const figures = await readFigures(kind, file, migrate);
  const { sha256 } = await fileDigest(file);
  const take = async <J extends JournalReader>(
    journal: J,
    eventsFor: (journal: J, fundId: string, figure: FundFigure) => Promise<readonly object[]>,
  ): Promise<FiguresReport> => {
    let [events, repeated] = [0, 0];
    try {
      for (const figure of figures) {
        const fundId = await whichFund(journal, figure.fundId);
        const decided = await at(file, figure, () => eventsFor(journal, fundId, figure));
        events += decided.length;
        if (decided.length === 0) repeated += figure.rows;
      }
    } finally {
      await journal.close();
    }
    return { kind, file, sha256, dryRun, rows: figures.reduce((sum, { rows }) => sum + rows, 0), events, repeated };
  };
  const context = { journalUrl: workspace.journalUrl, clock: workspace.clock };
  const report = dryRun
    ? await take(await openJournalReader(workspace), async (journal, fundId, figure) =>
        eventsOf(await decideForFund(figure.command, await readFund(journal, fundId), { ...context, journal, fundId })),
      )
    : await take<Journal>(await openStandingJournal(workspace), (journal, fundId, { command: decision, line, recordedAt }) => {
        const source = { file: basename(file), line, sha256 };
        return declare(decision, { ...context, journal, fundId, actor: actorOf(process.env), source, recordedAt });
      });
  if (globalsOf(command).json === true) printJson(report);
  else printText(figuresPage(report));
}

async function at<T>(file: string, { line }: FundFigure, take: () => Promise<T>): Promise<T> {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused(atLine(error.refusal, { inFile: file, line, taken: 'what-stands-before' }));
  }
}

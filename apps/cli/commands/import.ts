/** `accrual import`: facts of a file into the ledger, each once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, type Command } from 'commander';
import { openJournal, openJournalReader, openStandingJournal, type Workspace } from '#engine/workspace.js';
import type { Journal } from '#journal/port.js';
import { refuse, Refused } from '#ledger/kernel/refusal.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { INPUT_KINDS, needsSecondPerson, type InputKind } from '#reprocessing/formats/rows.js';
import { importFile, type ImportReport } from '#reprocessing/intake/import-file.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { FIGURE_KINDS, isFigureKind, type FigureKind } from '#reprocessing/fan-out/figures-file.js';
import { readableFile } from '../input-file.js';
import { importFigures } from './import-figures.js';
import { actorOf, globalsOf, workspaceOf } from '../options.js';
import { importPage } from '../pages/import.js';
import { printJson, printText } from '../terminal/output.js';
import { progressBar } from '../terminal/progress.js';
import { stopSignal } from '../terminal/stop-signal.js';

interface ImportOptions {
  readonly dryRun?: boolean;
  readonly migrate?: boolean;
}

export function defineImport(command: Command): void {
  command
    .description(
      'Appends the rows of FILE. Rows the ledger holds already change nothing, so a file may be imported again, also ' +
        'after an interruption. ' +
        'A row that is refused never stops the others; it goes to FILE.rejects.csv with code and message.',
    )
    .addArgument(new Argument('<kind>', 'what the file holds').choices([...INPUT_KINDS, ...FIGURE_KINDS]))
    .argument('<file>', 'FILE.csv or FILE.ndjson')
    .option('--dry-run', 'decide every row and write nothing')
    .option('--migrate', 'history of an older system: column recordedAt becomes the knowledge time (history needs it)')
    .addHelpText(
      'after',
      `
Examples:
  accrual import participants participants.csv
  accrual import incomes incomes.csv --dry-run
  accrual import disabilities disabilities.csv
  accrual import pensions pensions.csv
  accrual import payments payments.csv
  accrual import deaths deaths.csv
  accrual import transfers transfers.csv
  accrual import employers employers.csv
  accrual import headcounts headcounts.csv
  accrual import funding-ratios ratios.csv
  accrual import cash-flows cash-flows.csv
  accrual import forward-rates forward-rates.csv
  accrual import history old-system.ndjson --migrate

Exit code: 0 all rows stand in the ledger, 1 some were refused, 2 wrong usage, 130 stopped by Ctrl-C.`,
    )
    .action(async (kind: InputKind | FigureKind, file: string, options: ImportOptions, command: Command) => {
      if (isFigureKind(kind)) return importFigures(command, kind, readableFile(file), options);
      const report = await runImport(workspaceOf(command), kind, readableFile(file), options);
      if (report.refused > 0) process.exitCode = 1;
      if (globalsOf(command).json === true) printJson({ ...report, rejectsFile: report.rejectsFile ?? null });
      else printText(importPage(report));
    });
}

function refuseAlone(kind: InputKind): void {
  if (needsSecondPerson(kind)) refuse('ROLES_ARE_ON', { command: 'import', kind });
}

/** What may be the first that a ledger is told; all else is about somebody whom it knows. */
const BEGIN: ReadonlySet<InputKind> = new Set(['participants', 'employers', 'history']);

async function runImport(
  workspace: Workspace,
  kind: InputKind,
  file: string,
  { dryRun = false, migrate = false }: ImportOptions,
): Promise<ImportReport> {
  if (workspace.rolesAreOn && !dryRun) refuseAlone(kind);
  const open = BEGIN.has(kind) ? openJournal : openStandingJournal;
  const opened = dryRun ? await openForDryRun(workspace) : { journal: await open(workspace), close: undefined };
  const { journal } = opened;
  const progress = progressBar(`importing ${kind}`, 'rows');
  const stop = stopSignal();
  const rules = rulesFromJournal(journal);
  try {
    return await importFile({
      journal,
      kind,
      file,
      dryRun,
      migrate,
      clock: workspace.clock,
      actor: actorOf(process.env),
      folder: workspace.folder,
      rulebooks: RULEBOOKS,
      parameters: async (fundId, scheme) => (await rules.rulesFor(fundId, scheme, undefined)).parameters,
      signal: stop.signal,
      // How many rows there are is told from the bytes read so far; it is exact at the end.
      onProgress: ({ rows, rowsRead, bytesRead, bytes }) =>
        progress.update(rows, Math.max(rows, Math.round((rowsRead * bytes) / Math.max(bytesRead, 1)))),
    });
  } finally {
    stop.release();
    progress.stop();
    await journal.close();
    opened.close?.();
  }
}

interface DryRunJournal {
  readonly journal: Journal;
  readonly close: (() => void) | undefined;
}

/** A dry run reads beside any writer; where there is no journal yet, it reads an empty one that is thrown away. */
async function openForDryRun(workspace: Workspace): Promise<DryRunJournal> {
  try {
    const reader = await openJournalReader(workspace);
    const append = (): never => {
      throw new Error('a dry run writes nothing');
    };
    return { journal: { ...reader, append }, close: undefined };
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.code !== 'NO_JOURNAL') throw error;
  }
  const folder = mkdtempSync(join(tmpdir(), 'accrual-dry-run-'));
  const journal = await openJournal({ ...workspace, folder, journalUrl: `sqlite:${join(folder, 'journal.sqlite')}` });
  return { journal, close: () => rmSync(folder, { recursive: true, force: true }) };
}

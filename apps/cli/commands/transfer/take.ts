/** A step of a transfer, or the proposals of a file, taken on the command line. */
import type { Command } from 'commander';
import { openStandingJournal, type Workspace } from '#engine/workspace.js';
import type { Journal } from '#journal/port.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { recordProposals, type ProposalsReport } from '#reprocessing/transfer/proposals.js';
import { recordStep, type RecordedStep, type TransferCommand } from '#reprocessing/transfer/record.js';
import type { TransferPlace } from '#reprocessing/transfer/step-context.js';
import { said } from '#words/said.js';
import { actorOf, globalsOf, workspaceOf } from '../../options.js';
import { proposalsPage, stepPage } from '../../pages/transfer.js';
import { printJson, printText } from '../../terminal/output.js';

export function transferPlaceOf(
  { journalUrl, folder, clock, rolesAreOn }: Workspace,
  journal: Journal,
): TransferPlace & { readonly journal: Journal } {
  return { journal, journalUrl, folder, clock, rolesAreOn };
}

/** Takes one step. */
export async function carryOutStep(command: Command, transferId: string, step: TransferCommand, dryRun = false): Promise<void> {
  const taken = await withPlace(command, (place) => recordStep(step, { ...place, transferId, dryRun }));
  if (globalsOf(command).json === true) printJson(taken);
  else printText(stepPage(taken));
}

/** Tries every proposal of a file. As JSON a file of one is answered as the step that it is: with it, or with its refusal. */
export async function proposeAll(command: Command, file: string): Promise<void> {
  const report = await withPlace(command, (place) => recordProposals(file, place));
  if (report.rows === 1 && globalsOf(command).json === true) return tellOne(report);
  if (report.refused > 0) process.exitCode = 1;
  const told = report.problems.map(({ line, transferId, refusal }) => ({
    line,
    transferId: transferId ?? null,
    code: refusal.code,
    message: said(refusal),
  }));
  if (globalsOf(command).json === true) printJson({ ...report, rejectsFile: report.rejectsFile ?? null, problems: told });
  else printText(proposalsPage(report, told));
}

function tellOne({ steps: [step], problems: [problem] }: ProposalsReport): void {
  if (problem !== undefined) throw new Refused(problem.refusal);
  printJson(step as RecordedStep);
}

async function withPlace<T>(
  command: Command,
  take: (place: ReturnType<typeof transferPlaceOf> & { readonly actor: string }) => Promise<T>,
): Promise<T> {
  const workspace = workspaceOf(command);
  const journal = await openStandingJournal(workspace);
  try {
    return await take({ ...transferPlaceOf(workspace, journal), actor: actorOf(process.env) });
  } finally {
    await journal.close();
  }
}

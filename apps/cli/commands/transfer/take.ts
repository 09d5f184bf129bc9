/** A step of a transfer, taken on the command line. */
import type { Command } from 'commander';
import { openStandingJournal, type Workspace } from '#engine/workspace.js';
import type { Journal } from '#journal/port.js';
import { recordStep, type RecordedStep, type TransferCommand } from '#reprocessing/transfer/record.js';
import type { TransferPlace } from '#reprocessing/transfer/step-context.js';
import { actorOf, globalsOf, workspaceOf } from '../../options.js';
import { stepPage } from '../../pages/transfer.js';
import { printJson, printText } from '../../terminal/output.js';

export function transferPlaceOf(
  { journalUrl, folder, clock, rolesAreOn }: Workspace,
  journal: Journal,
): TransferPlace & { readonly journal: Journal } {
  return { journal, journalUrl, folder, clock, rolesAreOn };
}

/** Takes steps one after another; each stands before the next is decided. */
export async function takeSteps(
  command: Command,
  commands: readonly { readonly transferId: string; readonly step: TransferCommand }[],
  dryRun = false,
): Promise<void> {
  const workspace = workspaceOf(command);
  const journal = await openStandingJournal(workspace);
  const taken: RecordedStep[] = [];
  try {
    for (const { transferId, step } of commands) {
      taken.push(await recordStep(step, { ...transferPlaceOf(workspace, journal), transferId, actor: actorOf(process.env), dryRun }));
    }
  } finally {
    await journal.close();
  }
  const isJson = globalsOf(command).json === true;
  for (const step of taken) {
    if (isJson) printJson(step, taken.length > 1 ? 'line' : 'document');
    else printText(stepPage(step));
  }
}

/** `accrual due`: whose booked interest, bonus and charges no longer fit what is known. */
import type { Command } from 'commander';
import type { JournalReader } from '#journal/port.js';
import { openJournalReader, type Workspace } from '#engine/workspace.js';
import { dueProjection, type DueEntry } from '#projections/due/projection.js';
import { listEntries } from '#projections/run/standing/digest.js';
import { liveRunner } from '#projections/run/live.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { coordinatesOf, globalsOf, withCoordinates, workspaceOf, type CoordinateOptions } from '../options.js';
import { counted } from '../pages/counted.js';
import { duePage, dueTable, type DueParticipant } from '../pages/due.js';
import { portfolioSize } from '../portfolio-size.js';
import { printJson, printText } from '../terminal/output.js';
import { progressBar } from '../terminal/progress.js';

const DESCRIPTION = `Who is due: a fact that came late, or an annulment that booked nothing, leaves interest, bonus and charges booked that no longer fit.
With a participant, what is due entitlement by entitlement, at any coordinates; without one all who are due, by the standing models. "accrual settle" books it.`;

export function defineDue(command: Command): void {
  withCoordinates(command)
    .description(DESCRIPTION)
    .argument('[participant]', 'participant id; none: all who are due')
    .addHelpText('after', '\nExamples:\n  accrual due\n  accrual due D000001 --as-of 2022-12-31')
    .action(async (participant: string | undefined, options: CoordinateOptions, own: Command) => {
      const [workspace, json, asked] = [workspaceOf(own), globalsOf(own).json === true, coordinatesOf(options)];
      if (participant !== undefined) return printOne(workspace, participant, asked, json);
      if (Object.values(asked).some((value) => value !== undefined)) {
        own.error('the list is of now; name a participant, or sweep the model: accrual sweep due --out FILE', { exitCode: 2 });
      }
      return printAll(workspace, json);
    });
}

async function printOne(workspace: Workspace, participantId: string, asked: AskedCoordinates, json: boolean): Promise<void> {
  const journal = await openJournalReader(workspace);
  try {
    const answer = await liveRunner(journal, workspace.clock).ask(dueProjection, participantId, asked, undefined);
    if (json) printJson(answer);
    else printText(duePage(answer));
  } finally {
    await journal.close();
  }
}

async function printAll(workspace: Workspace, json: boolean): Promise<void> {
  const journal = await openJournalReader(workspace);
  let due = 0;
  try {
    for await (const page of allDue(workspace, journal)) {
      due += page.length;
      if (json) for (const each of page) printJson(each, 'line');
      else printText(`${dueTable(page)}\n`);
    }
  } finally {
    await journal.close();
  }
  if (!json) {
    printText(
      due === 0
        ? 'Nobody is due: what is booked fits what is known.'
        : `${counted(due, 'participant is', 'participants are')} due: accrual settle --all`,
    );
  }
}

/** All who are due, page by page: the standing models are caught up first. */
export async function* allDue(workspace: Workspace, journal: JournalReader): AsyncGenerator<readonly DueParticipant[]> {
  const { openStandingModels } = await import('#projections/run/open-standing.js');
  const models = await openStandingModels(workspace.readModelUrl, journal, { clock: workspace.clock, journalUrl: workspace.journalUrl });
  const progress = progressBar('read models', 'participants');
  try {
    const total = await portfolioSize(journal);
    await models.catchUp({ onProgress: ({ subjects }) => progress.update(subjects, Math.max(total, subjects)) });
    progress.stop();
    for await (const entries of listEntries(models, 'due')) {
      yield entries.map(({ subjectId, entry }) => ({ participantId: subjectId, ...(entry as unknown as DueEntry) }));
    }
  } finally {
    progress.stop();
    await models.close();
  }
}

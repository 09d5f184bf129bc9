/** `accrual due`: whose booked interest, bonus, charges, rights or savings no longer fit what is known. */
import type { Command } from 'commander';
import type { JournalReader } from '#journal/port.js';
import { openJournalReader, type Workspace } from '#engine/workspace.js';
import { dueProjection, type DueEntry } from '#projections/due/projection.js';
import { coordinatesOf, globalsOf, withCoordinates, workspaceOf, type CoordinateOptions } from '../options.js';
import { counted } from '../pages/counted.js';
import { duePage, dueTable, type DueParticipant } from '../pages/due.js';
import { printJson, printText } from '../terminal/output.js';
import { stoppable } from '../terminal/stop-signal.js';
import { entriesNow } from './caught-up.js';
import { answer } from './live.js';

const DESCRIPTION = `Who is due: a fact that came late, or an annulment that booked nothing, leaves booked what no longer fits:
interest, bonus, charges, rights, savings. With a participant, what is due entitlement by entitlement, at any coordinates; without one all who are due, by the standing models. "accrual settle" books it.`;

export function defineDue(command: Command): void {
  withCoordinates(command)
    .description(DESCRIPTION)
    .argument('[participant]', 'participant id; none: all who are due')
    .addHelpText('after', '\nExamples:\n  accrual due\n  accrual due D000001 --as-of 2022-12-31')
    .action(async (participant: string | undefined, options: CoordinateOptions, own: Command) => {
      const [workspace, json, asked] = [workspaceOf(own), globalsOf(own).json === true, coordinatesOf(options)];
      if (participant !== undefined) return answer(own, (live) => live.ask(dueProjection, participant, asked, undefined), duePage);
      if (Object.values(asked).some((value) => value !== undefined)) {
        own.error('the list is of now; name a participant, or sweep the model: accrual sweep due --out FILE', { exitCode: 2 });
      }
      return printAll(workspace, json);
    });
}

async function printAll(workspace: Workspace, json: boolean): Promise<void> {
  const journal = await openJournalReader(workspace);
  let due = 0;
  try {
    await stoppable({ during: 'due' }, async (signal) => {
      for await (const page of allDue(workspace, journal, signal)) {
        due += page.length;
        if (json) for (const each of page) printJson(each, 'line');
        else printText(`${dueTable(page)}\n`);
      }
    });
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
export async function* allDue(
  workspace: Workspace,
  journal: JournalReader,
  signal: AbortSignal,
): AsyncGenerator<readonly DueParticipant[]> {
  for await (const entries of entriesNow(workspace, journal, 'due', signal)) {
    yield entries.map(({ subjectId, entry }) => ({ participantId: subjectId, ...(entry as DueEntry) }));
  }
}

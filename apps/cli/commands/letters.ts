/** `accrual letters`: whom the fund owes the letter at the start of accrual, and by when (nl-pob 4.5). */
import type { Command } from 'commander';
import { openJournalReader, type Workspace } from '#engine/workspace.js';
import { lettersProjection, type LetterEntry } from '#projections/letters/projection.js';
import { coordinatesOf, globalsOf, withCoordinates, workspaceOf, type CoordinateOptions } from '../options.js';
import { counted } from '../pages/counted.js';
import { lettersPage, lettersTable } from '../pages/letters.js';
import { printJson, printText } from '../terminal/output.js';
import { stoppable } from '../terminal/stop-signal.js';
import { entriesNow } from './caught-up.js';
import { answer } from './live.js';

const DESCRIPTION = `The letter that a participant gets within three months of the start of accrual. With a participant, by when and whether it
was sent, at any coordinates; without one all whom it is owed to, by the standing models. "accrual import start-letters FILE" records it.`;

export function defineLetters(command: Command): void {
  withCoordinates(command)
    .description(DESCRIPTION)
    .argument('[participant]', 'participant id; none: all whom a letter is owed to')
    .addHelpText('after', '\nExamples:\n  accrual letters\n  accrual letters P000001 --as-of 2018-12-31')
    .action(async (participant: string | undefined, options: CoordinateOptions, own: Command) => {
      const asked = coordinatesOf(options);
      if (participant !== undefined) return answer(own, (live) => live.ask(lettersProjection, participant, asked, undefined), lettersPage);
      if (Object.values(asked).some((value) => value !== undefined)) {
        own.error('the list is of now; name a participant, or sweep the model: accrual sweep letters --out FILE', { exitCode: 2 });
      }
      return printOwed(workspaceOf(own), globalsOf(own).json === true);
    });
}

async function printOwed(workspace: Workspace, json: boolean): Promise<void> {
  const journal = await openJournalReader(workspace);
  const owed = { all: 0, overdue: 0 };
  try {
    await stoppable({ during: 'letters' }, async (signal) => {
      for await (const page of entriesNow(workspace, journal, 'letters', signal)) {
        const entries = page.map(({ subjectId, entry }) => ({ participantId: subjectId, ...(entry as LetterEntry) }));
        owed.all += entries.length;
        owed.overdue += entries.filter(({ status }) => status === 'overdue').length;
        if (json) for (const each of entries) printJson(each, 'line');
        else printText(`${lettersTable(entries)}\n`);
      }
    });
  } finally {
    await journal.close();
  }
  if (json) return;
  printText(
    owed.all === 0
      ? 'No letter is owed.'
      : `${counted(owed.all, 'letter')} owed${owed.overdue === 0 ? '' : `, ${owed.overdue} past the last day`}: accrual import start-letters FILE`,
  );
}

/** `accrual diff`: why a participant's figures moved between two coordinates. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { openJournalReader } from '#engine/workspace.js';
import { attempt } from '#ledger/kernel/refusal.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { readCoordinates } from '#projections/coordinates-text.js';
import { COORDINATES_TEXT } from '#words/english-readings.js';
import { diffParticipant } from '#projections/diff/diff.js';
import { said } from '#words/said.js';
import { globalsOf, workspaceOf } from '../options.js';
import { diffPage } from '../pages/diff.js';
import { printJson, printText } from '../terminal/output.js';

export function defineDiff(command: Command): void {
  command
    .description(
      'Splits the movement of each figure between two coordinates into causes that add up exactly. From the earlier ' +
        'value date on come first the rules, parameter by parameter, then what the ledger came to know, then the value ' +
          `date. COORDS: ${COORDINATES_TEXT}.`,
    )
    .argument('<participant>', 'participant id')
    .addOption(new Option('--from <coords>', 'coordinates that the figures move from').argParser(readCoords).makeOptionMandatory())
    .addOption(new Option('--to <coords>', 'coordinates that they move to (default: now)').argParser(readCoords).default({}, 'now'))
    .addHelpText('after', '\nExample:\n  accrual diff D000001 --from asOf=2021-12-31,knownAt=2022-01-15 --to asOf=2021-12-31')
    .action(async (participant: string, options: { readonly from: AskedCoordinates; readonly to: AskedCoordinates }, command: Command) => {
      const workspace = workspaceOf(command);
      const journal = await openJournalReader(workspace);
      try {
        const answer = await diffParticipant(journal, workspace.clock, participant, options.from, options.to);
        if (globalsOf(command).json === true) printJson(answer);
        else printText(diffPage(answer));
      } finally {
        await journal.close();
      }
    });
}

function readCoords(text: string): AskedCoordinates {
  const read = attempt(() => readCoordinates(text));
  if (read.status === 'refused') throw new InvalidArgumentError(said(read.refusal));
  return read.value;
}

/** `accrual overview`: what a participant reads once a year, as JSON, text or a page to print. */
import { writeFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { openJournalReader, openWholeJournalReader } from '#engine/workspace.js';
import { liveRunner } from '#projections/run/live.js';
import { coverageTold } from '#projections/coverage/told.js';
import type { DueNote } from '#projections/due/note.js';
import { overviewProjection } from '#projections/overview/projection.js';
import { loadRulebook } from '#rulebooks/by-scheme.js';
import { coordinatesOf, globalsOf, withCoordinates, workspaceOf, type CoordinateOptions } from '../options.js';
import { expectOwnFile, isOverview } from '../own-file.js';
import { overviewHtml } from '../pages/overview/html.js';
import { OVERVIEW_LANGUAGES, type OverviewLanguage } from '../pages/overview/language.js';
import { overviewPage } from '../pages/overview/text.js';
import { notice, printJson, printText } from '../terminal/output.js';

interface OverviewOptions extends CoordinateOptions {
  readonly lang: OverviewLanguage;
  readonly html?: string;
  readonly replace?: boolean;
}

export function defineOverview(command: Command): void {
  withCoordinates(command)
    .description('Value, benefits with their conditions, the account of the last calendar year, and what the figures rest on.')
    .argument('<participant>', 'participant id')
    .addOption(new Option('--lang <language>', 'language of the page').choices([...OVERVIEW_LANGUAGES]).default('en'))
    .option('--html <file>', 'writes a page to read and print as well')
    .option('--replace', 'writes over a file that is there and that is no such page')
    .addHelpText('after', '\nExample:\n  accrual overview D000001 --as-of 2022-11-15 --lang da --html oversigt.html')
    .action(async (participant: string, options: OverviewOptions, command: Command) => {
      const workspace = workspaceOf(command);
      const journal = await (options.html === undefined ? openJournalReader : openWholeJournalReader)(workspace);
      try {
        const live = liveRunner(journal, workspace.clock);
        const { answer, beside: told } = await live.askBeside(
          overviewProjection,
          coverageTold,
          participant,
          coordinatesOf(options),
          undefined,
        );
        const { currency } = await loadRulebook(answer.scheme);
        if (options.html !== undefined) {
          expectOwnFile(options.html, isOverview, options.replace === true);
          writeFileSync(options.html, overviewHtml(answer, told, currency, options.lang));
          notice(`page: ${options.html}`);
        }
        if (globalsOf(command).json === true) printJson(answer);
        else printText(overviewPage(answer, told, currency, options.lang));
        const { due } = answer as DueNote;
        if (due !== undefined) {
          notice(
            `${participant} is due: booked amounts no longer fit what is known, the page shows what is booked; accrual ` +
              `settle ${participant}`,
          );
        }
      } finally {
        await journal.close();
      }
    });
}

/** `accrual accept-loss`: lets a ledger go on without what it lost, once its operator says so. */
import { Option, type Command } from 'commander';
import { acceptMissing } from '#engine/workspace.js';
import type { AcceptedLoss } from '#engine/missing.js';
import { actorOf, globalsOf, readCount, workspaceOf } from '../options.js';
import { printJson, printText } from '../terminal/output.js';
import { counted } from '../pages/counted.js';

interface AcceptLossOptions {
  readonly from?: number;
  readonly beginAgain?: boolean;
}

export function defineAcceptLoss(command: Command): void {
  command
    .description(
      'Where events that were acknowledged are missing (EVENTS_MISSING), or the whole journal is (JOURNAL_GONE), ' +
        'nothing writes, serves or rebuilds until they are back or this command is given, with the first missing ' +
        'position as it was told. What stands beyond the journal’s end (Merkle log, read models) is set aside, not ' +
        'deleted; who accepted what, and when, is kept in accepted-losses.ndjson and shown by "accrual verify". ' +
        'Look for the missing files first: another disk, another --data, the -wal beside the journal, a back-up.',
    )
    .addOption(
      new Option('--from <position>', 'the first missing position, as EVENTS_MISSING tells it')
        .argParser(readCount)
        .conflicts('beginAgain'),
    )
    .addOption(new Option('--begin-again', 'after JOURNAL_GONE: begin a new journal in this folder'))
    .addHelpText('after', '\nExamples:\n  accrual accept-loss --from 1201\n  accrual accept-loss --begin-again')
    .action(async ({ from, beginAgain }: AcceptLossOptions, command: Command) => {
      if (from === undefined && beginAgain !== true) {
        command.error('name the first missing position with --from, or --begin-again where the whole journal is gone', { exitCode: 2 });
      }
      const accepted = await acceptMissing(workspaceOf(command), from, actorOf(process.env));
      if (globalsOf(command).json === true) printJson(accepted);
      else
        printText(
          [
            acceptedText(accepted),
            ...accepted.setAside.map((file) => `Set aside: ${file}`),
            'Prove what is there with "accrual verify".',
          ].join('\n'),
        );
    });
}

export function acceptedText({ at, actor, code, from, to }: AcceptedLoss): string {
  const what =
    code === 'JOURNAL_GONE'
      ? `the whole journal${to === null ? '' : `, ${counted(to, 'event')} or more,`} is gone`
      : `events ${to === null ? `from position ${from} on` : from === to ? `at position ${from}` : `at positions ${from} to ${to}`} are gone`;
  return `Accepted by ${actor} at ${at}: ${what}.`;
}

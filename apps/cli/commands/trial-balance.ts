/** `accrual trial-balance`: every account's debit and credit, which balance at any coordinates. */
import type { Command } from 'commander';
import { openJournalReader } from '#engine/workspace.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { coordinatesOf, globalsOf, withCoordinates, workersOption, workspaceOf, type CoordinateOptions } from '../options.js';
import { isBalanced, trialBalancePage } from '../pages/trial-balance.js';
import { notice, printJson, printText } from '../terminal/output.js';
import { stoppable } from '../terminal/stop-signal.js';
import { refuse } from '#ledger/kernel/refusal.js';

interface TrialBalanceOptions extends CoordinateOptions {
  readonly fund?: string;
  readonly participant?: string;
  readonly workers?: number;
}

export function defineTrialBalance(command: Command): void {
  withCoordinates(command)
    .description('Folds the double-entry postings of all events in effect at the coordinates. Exit 1 where they do not balance, or ' +
      'where a stream could not be counted.')
    .option('--fund <id>', 'only this fund and its participants')
    .option('--participant <id>', 'only this participant')
    .addOption(workersOption())
    .addHelpText('after', '\nExample:\n  accrual trial-balance --as-of 2012-12-31 --fund fi-kapl')
    .action(async (options: TrialBalanceOptions, command: Command) => {
      const { fund: fundId, participant: participantId, workers } = options;
      if (fundId !== undefined && participantId !== undefined) refuse('CONFLICTING_OPTIONS', { because: 'fund-or-participant' });
      const workspace = workspaceOf(command);
      const journal = await openJournalReader(workspace);
      try {
        const answer = await stoppable({ during: 'balance' }, (signal) =>
          trialBalance({
            journal,
            journalUrl: workspace.journalUrl,
            clock: workspace.clock,
            coordinates: coordinatesOf(options),
            fundId,
            participantId,
            workers,
            signal,
          }),
        );
        if (globalsOf(command).json === true) printJson(answer);
        else printText(trialBalancePage(answer));
        if (isBalanced(answer) && answer.notCounted.length === 0) return;
        process.exitCode = 1;
        if (!isBalanced(answer)) {
          notice(
            'THE LEDGER DOES NOT BALANCE. Keep the data folder as it is and run `accrual verify`: it names the first damaged event.',
          );
        }
      } finally {
        await journal.close();
      }
    });
}

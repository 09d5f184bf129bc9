/** The program: its commands, and what every error becomes. Exit 0 done, 1 refused or some rows refused, 2 wrong usage. */
import { Command, CommanderError, Option } from 'commander';
import { refusalOf } from '#ledger/kernel/refusal.js';
import { COMMANDS } from './commands/index.js';
import { fileFault } from './terminal/file-fault.js';
import { printRefusal } from './terminal/output.js';

/** Codes of refusals that mean the command was called wrongly, not that the ledger said no. */
const USAGE_CODES: ReadonlySet<string> = new Set([
  'CONFLICTING_COORDINATES',
  'CONFLICTING_OPTIONS',
  'INVALID_ACTOR',
  'UNKNOWN_ENGINE',
  'INVALID_JOURNAL_URL',
  'SAME_JOURNAL',
  'NO_SUCH_FILE',
  'NO_SUCH_FOLDER',
  'UNKNOWN_FORMAT',
  'UNKNOWN_OUTPUT_FORMAT',
  'HISTORY_NEEDS_MIGRATE',
]);

export function program(): Command {
  const command = new Command('accrual')
    .description('Event-sourced pension ledger: exact, explainable, for any point in time')
    .version('0.1.0')
    .addOption(new Option('--data <dir>', 'data folder (default: ACCRUAL_DATA, else ./data)'))
    .addOption(new Option('--json', 'one JSON document (or NDJSON for lists) on stdout'))
    .showHelpAfterError('(accrual help shows the commands)')
    .configureHelp({ sortSubcommands: false });
  for (const add of COMMANDS) add(command);
  overrideExit(command);
  return command;
}

function overrideExit(command: Command): void {
  command.exitOverride();
  for (const sub of command.commands) overrideExit(sub);
}

/** Runs the command line; answers the exit code. */
export async function runCli(args: readonly string[]): Promise<number> {
  process.exitCode = 0;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // the reader of a pipe has seen enough
    throw error;
  });
  let running = '';
  try {
    await program()
      .hook('preAction', (_program, command) => {
        running = command.name();
      })
      .parseAsync([...args], { from: 'user' });
    return Number(process.exitCode);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const refused = refusalOf(error) ?? fileFault(error);
    if (refused !== undefined) {
      printRefusal(refused, args.includes('--json') || running === 'calculate');
      return USAGE_CODES.has(refused.code) ? 2 : 1;
    }
    process.stderr.write(
      `accrual: an error that should not happen; nothing was half-written. Please report it with this text:\n${
        error instanceof Error ? (error.stack ?? error.message) : String(error)
      }\n`,
    );
    return 70;
  }
}

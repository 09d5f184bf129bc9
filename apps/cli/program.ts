/**
 * The program: its commands, and what every error becomes. Exit 0 done, 1 refused, some rows refused, or answered
 * from a journal that lacks events, 2 wrong usage, 130 stopped by Ctrl-C.
 */
import { Command, CommanderError, Option } from 'commander';
import { UnknownEvent } from '#ledger/kernel/event-types.js';
import { refusal, refusalOf, type Refusal } from '#ledger/kernel/refusal.js';
import type { ProgramInHand } from './commands/define.js';
import { COMMAND_GROUPS, COMMANDS, type CommandEntry } from './commands/index.js';
import { fileFault } from './terminal/file-fault.js';
import { printRefusal } from './terminal/output.js';
import { stoppedBy } from './terminal/stop-signal.js';
import { spoken } from './terminal/what-to-do.js';

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

const EXAMPLES = `
Examples:
  accrual start                                        see it run on two sample funds
  accrual import incomes incomes.csv                   take a file in, each row once
  accrual windows F000001 --as-of 2010-12-31           ask, at any coordinates
  accrual explain F000001 windows.2003.premium         where the figure comes from
  accrual COMMAND --help                               every option, with an example

README.md and docs/recipes tell the rest, from the first import to proofs.`;

/** The program with its commands named; each is given its options when it is run, or asked for help. */
function program(json: boolean): { readonly command: Command; readonly run: ProgramInHand['run'] } {
  const command = new Command('accrual')
    .description('Event-sourced pension ledger: exact, explainable, for any point in time')
    .version('0.1.0', '-v, --version', 'output the version number')
    .addOption(new Option('--data <dir>', 'data folder (default: ACCRUAL_DATA, else ./data)'))
    .addOption(new Option('--json', 'one JSON document (or NDJSON for lists) on stdout'))
    .addOption(new Option('--despite-missing', 'read a journal that lacks events with exit code 0; answers say it all the same'))
    .configureHelp({ sortSubcommands: false })
    .configureOutput(json ? { writeErr: () => undefined } : {})
    .addHelpText('after', EXAMPLES);
  for (const { title, commands } of COMMAND_GROUPS) {
    for (const { name, summary } of commands) {
      command.command(name).summary(summary).helpGroup(title);
    }
  }
  command.showHelpAfterError('(accrual --help shows the commands)');
  const defined = new Set<string>();
  const define = async ({ name, load }: CommandEntry): Promise<void> => {
    if (defined.has(name)) return;
    defined.add(name);
    const known = command.commands.find((one) => one.name() === name) as Command;
    (await load())(known, { run, defineAll });
    tellHelp(known, `accrual ${name}`);
    overrideExit(command);
  };
  const defineAll = async (): Promise<void> => {
    for (const entry of COMMANDS) await define(entry);
  };
  const run = async (args: readonly string[]): Promise<void> => {
    const asked = COMMANDS.find(({ name }) => name === commandIn(args));
    if (asked !== undefined) await define(asked);
    await command.parseAsync([...args], { from: 'user' });
  };
  overrideExit(command);
  return { command, run };
}

/** The command that a line names: its first word that is no option; after "help", the next. */
function commandIn(args: readonly string[]): string | undefined {
  const words = args.filter((arg, index) => !arg.startsWith('-') && args[index - 1] !== '--data');
  return words[0] === 'help' ? words[1] : words[0];
}

/** Whoever calls a command wrongly is told where its own options stand. */
function tellHelp(command: Command, path: string): void {
  command.showHelpAfterError(`(${path} --help shows how)`);
  for (const sub of command.commands) tellHelp(sub, `${path} ${sub.name()}`);
}

/** An id or a name of blanks is none: mostly a variable of a script that was not set. */
function refuseBlank(acting: Command): void {
  for (const [place, argument] of acting.registeredArguments.entries()) {
    const given: unknown = acting.processedArgs[place];
    const texts: readonly unknown[] = Array.isArray(given) ? given : [given];
    if (texts.some((text) => typeof text === 'string' && text.trim() === '')) {
      acting.error(`error: argument '${argument.name()}' is empty`, { exitCode: 2 });
    }
  }
}

function overrideExit(command: Command): void {
  command.exitOverride();
  for (const sub of command.commands) overrideExit(sub);
}

/** Runs the command line; answers the exit code. With --json an error is one document, on stdout alone. */
export async function runCli(args: readonly string[]): Promise<number> {
  process.exitCode = 0;
  const json = args.includes('--json');
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // the reader of a pipe has seen enough
    const fault = fileFault({ ...error, code: error.code, syscall: error.syscall ?? 'write', path: 'the output (stdout)' });
    if (fault === undefined) throw error;
    if (json) process.stderr.write(`${JSON.stringify({ error: fault })}\n`);
    else printRefusal(fault, false);
    process.exit(1);
  });
  let running = '';
  try {
    const { command, run } = program(json);
    command.hook('preAction', (_program, acting) => {
      running = acting.name();
      refuseBlank(acting);
    });
    await run(args);
    return Number(process.exitCode);
  } catch (error) {
    if (error instanceof CommanderError) return usageError(error, json);
    const refused = refusalOf(error) ?? unknownEvent(error) ?? fileFault(error);
    if (refused === undefined) return unexpected(error, json);
    printRefusal(refused, json || running === 'calculate');
    return refused.code === 'INTERRUPTED' ? (stoppedBy() ?? 1) : USAGE_CODES.has(refused.code) ? 2 : 1;
  }
}

/** What commander found; it has written its own text where that is not JSON. */
function usageError({ exitCode, code, message }: CommanderError, json: boolean): number {
  if (exitCode === 0) return 0;
  const problem = code === 'commander.help' ? 'name a command; accrual --help lists them' : message.replace(/^error: /, '');
  if (json) printRefusal(refusal('WRONG_USAGE', { problem }), true);
  return 2;
}

/** An event that this program does not know: the journal is newer, and nothing of it was skipped. */
function unknownEvent(error: unknown): Refusal | undefined {
  if (!(error instanceof UnknownEvent)) return undefined;
  const { message, stream, eventId } = error;
  return refusal('UNREADABLE_EVENT', { stream, eventId, error: message });
}

function unexpected(error: unknown, json: boolean): number {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const refused = refusal('UNEXPECTED_ERROR', { text });
  if (json) printRefusal(refused, true);
  else process.stderr.write(`accrual: ${spoken(refused).told.message}:\n${text}\n`);
  return 70;
}

/** The projector's command line. Exit 0 stopped or done, 1 refused, 2 wrong usage. */
import { logDestination } from '#engine/log-destination.js';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { pino, type Logger } from 'pino';
import { locateWorkspace, openJournalReader } from '#engine/workspace.js';
import { attempt, Refused } from '#ledger/kernel/refusal.js';
import { isCivilDate, type CivilDate } from '#money/civil-date.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { parsePartition, type Partition } from '#portfolio/partition.js';
import { said } from '#words/said.js';
import { OF_LISTENING } from '../listening.js';
import { startProjector } from './projector.js';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

interface ProjectorOptions {
  readonly data?: string;
  readonly partition: Partition;
  readonly repartition?: number;
  readonly host: string;
  readonly port: number;
  readonly workers?: number;
  readonly maxLag: number;
  readonly asOf?: CivilDate;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** Runs until a signal stops it; answers the exit code. */
export async function runProjector(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Promise<number> {
  const command = projectorCommand(environment);
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  const options = command.opts<ProjectorOptions>();
  const logger = pino({ level: options.logLevel, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, logDestination());
  try {
    await (options.repartition === undefined
      ? keep(options, environment, logger)
      : repartition(options, options.repartition, environment, logger));
    return 0;
  } catch (error) {
    if (!(error instanceof Refused)) {
      logger.fatal({ err: error }, 'the projector met an error that should not happen');
      return 70;
    }
    const { code, asked } = error.refusal;
    const whatToDo = code === 'PARTITION_COUNT_DIFFERS' ? ` (accrual-projector --repartition ${String(asked)})` : '';
    logger.fatal({ refusal: error.refusal }, `${said(error.refusal, OF_LISTENING)}${whatToDo}`);
    return 1;
  }
}

function projectorCommand(environment: Readonly<Record<string, string | undefined>>): Command {
  return new Command('accrual-projector')
    .description(
      'Keeps the standing read models of one partition of the participants: follows the journal, takes over from a projector of the ' +
        'same partition that has died, and waits while one lives. Journal and read models are named by ' +
        'ACCRUAL_JOURNAL_URL and ACCRUAL_READ_MODEL_URL. ' +
        'The log goes to stderr, one JSON object a line.',
    )
    .addOption(new Option('--data <dir>', 'data folder (default: ACCRUAL_DATA, else ./data)'))
    .addOption(
      new Option(
        '--partition <k/n>',
        'the k-th of n partitions, from 0; all projectors name the same n (default: ACCRUAL_PARTITION, else 0/1)',
      )
        .argParser(readPartition)
        .default(readPartition(environment['ACCRUAL_PARTITION'] ?? '0/1')),
    )
    .addOption(
      new Option(
        '--repartition <n>',
        'with all projectors stopped: forget the rows, and begin with n partitions, which n projectors then build',
      ).argParser(readCount),
    )
    .addOption(new Option('--host <address>', 'address of /health/live, /health/ready and /metrics').default('127.0.0.1'))
    .addOption(new Option('--port <port>', 'its port; 0 takes any free one').default(9464).argParser(readNumber))
    .addOption(
      new Option(
        '--workers <n>',
        'threads for a rebuild (default: one for each core, fewer where there is little to do, never more than the memory ' +
          'bears; 0: none)',
      ).argParser(readNumber),
    )
    .addOption(new Option('--max-lag <events>', 'further behind the journal it is not ready').default(10_000).argParser(readNumber))
    .addOption(
      new Option('--as-of <date>', 'the value date that the models are kept for (default: today, built again every day)').argParser(
        readDay,
      ),
    )
    .addOption(new Option('--log-level <level>', 'least level that is logged').choices([...LOG_LEVELS]).default('info'))
    .addHelpText(
      'after',
      '\nExample:\n  ACCRUAL_READ_MODEL_URL=postgres://accrual@db/accrual accrual-projector --partition 0/3 --data ./data',
    )
    .showHelpAfterError('(accrual-projector --help shows the options)')
    .exitOverride();
}

async function keep(options: ProjectorOptions, environment: Readonly<Record<string, string | undefined>>, logger: Logger): Promise<void> {
  const projector = await startProjector({ ...options, workspace: locateWorkspace(options.data, environment), logger });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => projector.stop());
  await projector.ended;
}

async function repartition(
  options: ProjectorOptions,
  count: number,
  environment: Readonly<Record<string, string | undefined>>,
  logger: Logger,
): Promise<void> {
  const workspace = locateWorkspace(options.data, environment);
  const journal = await openJournalReader(workspace);
  try {
    const standing = await openStandingModels(workspace.readModelUrl, journal, { clock: workspace.clock });
    try {
      await standing.repartition(count);
      logger.info({ partitions: count }, 'the read models begin anew; start a projector for each partition');
    } finally {
      await standing.close();
    }
  } finally {
    await journal.close();
  }
}

function readPartition(text: string): Partition {
  const outcome = attempt(() => parsePartition(text));
  if (outcome.status === 'refused') throw new InvalidArgumentError(said(outcome.refusal));
  return outcome.value;
}

function readDay(text: string): CivilDate {
  if (isCivilDate(text)) return text;
  throw new InvalidArgumentError('must be a date such as 2005-07-01.');
}

function readCount(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number from 1 to 999.');
}

function readNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number from 0.');
}

/** Options that several commands share, and how their texts are read. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { isCivilDate, parseInstant, type CivilDate, type Instant } from '#money/civil-date.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { readText } from '#ledger/facts/field.js';
import { attempt, refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { locateWorkspace, type Workspace } from '#engine/workspace.js';
import { said } from '#words/said.js';
import { markAsIncomplete } from './terminal/incomplete.js';
import { notice } from './terminal/output.js';
import { spoken } from './terminal/what-to-do.js';

export interface GlobalOptions {
  readonly data?: string;
  readonly json?: boolean;
  readonly despiteMissing?: boolean;
}

export function globalsOf(command: Command): GlobalOptions {
  return command.optsWithGlobals<GlobalOptions>();
}

/** Its warnings are told; what is read where events are missing is marked, and ends with 1 unless that was asked for. */
export function workspaceOf(command: Command): Workspace {
  const { data, despiteMissing = false } = globalsOf(command);
  const warn = (warning: Refusal): void => {
    notice(`${warning.code}: ${spoken(warning).told.message}`);
    if (warning.code !== 'EVENTS_MISSING') return;
    markAsIncomplete(warning);
    if (!despiteMissing) process.exitCode = 1;
  };
  return { ...locateWorkspace(data, process.env), warn };
}

export function readDate(text: string): CivilDate {
  if (isCivilDate(text)) return text;
  throw new InvalidArgumentError('must be a date such as 2005-07-01.');
}

export function readInstant(text: string): Instant {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw new InvalidArgumentError('must be an instant in UTC such as 2005-07-01T12:00:00Z, or a date (its last moment).');
}

export function readInstantOrPosition(text: string): Instant | bigint {
  return /^\d{1,18}$/.test(text) ? BigInt(text) : readInstant(text);
}

export function readYear(text: string): number {
  if (/^[1-9]\d{3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a year such as 2005.');
}

/** A text that an event can keep: 1 to 500 characters on one line, not blank. */
export function readReference(text: string): string {
  const read = attempt(() => readText(text, 'the text'));
  if (read.status === 'done') return read.value;
  throw new InvalidArgumentError(`must be a text of 1 to 500 characters on one line: ${said(read.refusal)}.`);
}

export function readCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number from 1.');
}

export function workersOption(): Option {
  return new Option(
    '--workers <n>',
    'worker threads (default: one for each core, fewer where there is little to do; never more than the memory bears)',
  ).argParser(readCount);
}

/** Whose decisions, readings, studies or runs. */
export function withFund(command: Command, otherwise = 'the only one'): Command {
  return command.option('--fund <id>', `the fund (default: ${otherwise})`);
}

export interface CoordinateOptions {
  readonly asOf?: CivilDate;
  readonly knownAt?: Instant | bigint;
  readonly rulesKnownAt?: Instant;
  readonly asThen?: Instant;
}

/** Adds the coordinates that every reading command takes. */
export function withCoordinates(command: Command): Command {
  return command
    .addOption(new Option('--as-of <date>', 'value date: facts that take effect up to it (default: today)').argParser(readDate))
    .addOption(
      new Option('--known-at <instant|position>', 'knowledge time: what the ledger had recorded (default: all)').argParser(
        readInstantOrPosition,
      ),
    )
    .addOption(
      new Option('--rules-known-at <instant>', 'rules and parameters announced by then (default: all published)').argParser(readInstant),
    )
    .addOption(
      new Option('--as-then <instant>', 'what the fund would have answered then: --known-at and --rules-known-at at once').argParser(
        readInstant,
      ),
    );
}

export function coordinatesOf(options: CoordinateOptions): AskedCoordinates {
  const { asOf, knownAt, rulesKnownAt, asThen } = options;
  if (asThen !== undefined && (knownAt !== undefined || rulesKnownAt !== undefined)) {
    refuse('CONFLICTING_COORDINATES');
  }
  return { asOf, knownAt: asThen ?? knownAt, rulesKnownAt: asThen ?? rulesKnownAt };
}

/** Who acts: recorded with every event that a command writes. Refuses INVALID_ACTOR. */
export function actorOf(environment: Readonly<Record<string, string | undefined>>): string {
  const named = environment['ACCRUAL_ACTOR'];
  if (named === undefined) return environment['USER'] ?? environment['USERNAME'] ?? 'operator';
  const read = attempt(() => readText(named, 'ACCRUAL_ACTOR'));
  return read.status === 'done' ? read.value : refuse('INVALID_ACTOR', { refusal: read.refusal });
}

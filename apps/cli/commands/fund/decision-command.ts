/** What the commands of a fund's decisions share. */
import { Option, type Command } from 'commander';
import type { FundCommand } from '#reprocessing/fan-out/declare.js';
import { readYear, withFund, workersOption } from '../../options.js';
import { carryOut, type CarryOutOptions } from './carry-out.js';

export function decisionCommand(fund: Command, name: string): Command {
  return withCarryOut(fund.command(name));
}

/** The options of whatever is carried out at once. */
export function withCarryOut(command: Command): Command {
  return withFund(command)
    .option('--no-fan-out', 'record the decision only; `accrual fund fan-out` books what follows')
    .addOption(workersOption());
}

export const referenceOption = (): Option =>
  new Option('--reference <text>', 'what the decision rests on: minutes, a letter').makeOptionMandatory();
export const yearOption = (): Option => new Option('--year <year>', 'calendar year').argParser(readYear).makeOptionMandatory();
/** Decides one thing and carries it out. */
export function decideAsAsked<Options extends object>(commandOf: (options: Options) => FundCommand) {
  return (options: Options & CarryOutOptions, command: Command): Promise<void> =>
    carryOut(command, options, async (declareOne) => void (await declareOne(commandOf(options))));
}

export function pick<T extends object, K extends keyof T>(options: T, ...names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.map((name) => [name, options[name]])) as Pick<T, K>;
}

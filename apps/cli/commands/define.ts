/** How a command is defined: what it is given, beside its own place in the program. */
import type { Command } from 'commander';

export interface ProgramInHand {
  /** Runs a command line of the program, as if typed. */
  readonly run: (args: readonly string[]) => Promise<void>;
  /** Gives every command its options. */
  readonly defineAll: () => Promise<void>;
}

/** Gives a command its description, arguments, options and action. */
export type DefineCommand = (command: Command, program: ProgramInHand) => void;

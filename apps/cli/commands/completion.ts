/** `accrual completion`: what a shell completes, from the table of commands and their options. */
import { Argument, type Command } from 'commander';
import { printText } from '../terminal/output.js';
import { bashScript, fishScript, zshScript, type Completed } from './completion-scripts.js';
import type { ProgramInHand } from './define.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
const SHELLS = Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[];

const WHERE = `
Examples:
  accrual completion bash > ~/.local/share/bash-completion/completions/accrual
  accrual completion zsh > ~/.zfunc/_accrual          (with ~/.zfunc on fpath)
  accrual completion fish > ~/.config/fish/completions/accrual.fish`;

export function defineCompletion(command: Command, { defineAll }: ProgramInHand): void {
  command
    .description('Prints a script that completes the names of commands, subcommands and options. Files are completed where a word ' +
      'is none of these.')
    .addArgument(new Argument('<shell>', 'whose script').choices(SHELLS))
    .addHelpText('after', WHERE)
    .action(async (shell: keyof typeof SCRIPTS, _options: object, own: Command) => {
      await defineAll();
      printText(SCRIPTS[shell](completedIn(own.parent as Command)));
    });
}

function completedIn(command: Command, path: readonly string[] = []): readonly Completed[] {
  const described = (name: string, text: string) => ({ name, description: text.split('\n', 1)[0] as string });
  const options = command.options.filter(({ hidden }) => !hidden).map(({ long, description }) => described(long ?? '', description));
  const words = command.commands.map((sub) => described(sub.name(), sub.summary() || sub.description()));
  const own: Completed = { path, words, options: [...options, described('--help', 'display help for command')] };
  return [own, ...command.commands.flatMap((sub) => completedIn(sub, [...path, sub.name()]))];
}

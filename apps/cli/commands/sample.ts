/** `accrual sample`: a deterministic data set to try things with. */
import { Option, type Command } from 'commander';
import { globalsOf, readCount } from '../options.js';
import { SAMPLE_SCHEMES, writeSample, type SampleFile } from '../sample/data-set.js';
import { printJson, printText } from '../terminal/output.js';
import { textTable } from '../terminal/table.js';

interface SampleOptions {
  readonly participants: number;
  readonly seed: number;
  readonly scheme: string;
}

export function defineSample(command: Command): void {
  command
    .description('Writes participants, facts, corrections or decisions, and illustrative parameters of a scheme. The same seed ' +
      'writes the same bytes.')
    .argument('<dir>', 'folder to write into')
    .addOption(new Option('--participants <n>', 'how many participants').argParser(readCount).default(1000))
    .addOption(new Option('--seed <n>', 'seed of the generator').argParser(readCount).default(1))
    .addOption(new Option('--scheme <id>', 'rulebook').choices([...SAMPLE_SCHEMES]).default('fi-kapl'))
    .addHelpText('after', '\nExample:\n  accrual sample ./sample-fi --participants 1000 --seed 7 --scheme fi-kapl')
    .action(async (folder: string, options: SampleOptions, command: Command) => {
      const files: SampleFile[] = [];
      await writeSample({ folder, ...options }, (file) => files.push(file));
      if (globalsOf(command).json === true) return printJson({ scheme: options.scheme, seed: options.seed, files });
      printText(textTable([{ head: 'file' }, { head: 'rows', align: 'right' }], files.map(({ file, rows }) => [file, String(rows)])));
    });
}

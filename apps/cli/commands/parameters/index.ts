/** `accrual parameters`: publishing parameters to a fund, and listing those in force. */
import { Option, type Command } from 'commander';
import { readableFile } from '../../input-file.js';
import { actorOf, globalsOf, readDate, readInstant, workspaceOf } from '../../options.js';
import { parametersPage, publicationPage } from '../../pages/parameters.js';
import { printJson, printText } from '../../terminal/output.js';
import { listParameters, type ListQuestion } from './list.js';
import { publishFile, type PublishOptions } from './publish.js';

export function defineParameters(command: Command): void {
  const parameters = command
    .description('Publishes the external or illustrative parameters of FILE to a fund, by their day of announcement. The same ' +
      'content again changes nothing; a later publication lies over the earlier ones. The rules of funding (nl-ftk) are published to a ' +
      'fund whose policy goes by them.')
    .argument('<file>', 'FILE.yaml or FILE.json: {scheme, announced, timeZone?, parameters: [{name, unit, entries: [{from, to?, value, ' +
      'reference, status}]}]}')
    .option('--fund <id>', 'the fund (default: the one named like the scheme, established where it is new; for nl-ftk the only fund)')
    .option('--establish', 'establish the fund that --fund names, where the ledger has none of that name')
    .addHelpText('after', '\nExamples:\n  accrual parameters parameters.yaml\n  accrual parameters list --fund fi-kapl --at 2005-07-01')
    .action(async (file: string, options: PublishOptions, command: Command) => {
      const report = await publishFile(workspaceOf(command), readableFile(file), options, actorOf(process.env));
      if (globalsOf(command).json === true) printJson(report);
      else printText(publicationPage(report));
    });
  addList(parameters);
}

function addList(parameters: Command): void {
  parameters
    .command('list')
    .summary('the parameters in force on a day, and the years that have none')
    .description(
      'Name, unit, value, since when and until when, the act it rests on, status and day of announcement; then the ' +
        'parameters with missing years.',
    )
    .option('--fund <id>', 'official values and what this fund published (default: the only fund)')
    .option('--scheme <id>', 'a scheme, or rules that it goes by (nl-ftk): the official values, with --fund the fund’s')
    .addOption(new Option('--at <date>', 'the day (default: today)').argParser(readDate))
    .addOption(new Option('--rules-known-at <instant>', 'only what was announced by then').argParser(readInstant))
    .addHelpText(
      'after',
      '\nExamples:\n  accrual parameters list --scheme dk-p90\n  accrual parameters list --fund fi-kapl --at 2003-07-01 ' +
        '--rules-known-at 2004-12-31\n  accrual parameters list --fund nl-pob --scheme nl-ftk --at 2015-01-01',
    )
    .action(async (_options: object, command: Command) => {
      // The command above takes --fund too and reads it first.
      const answer = await listParameters(workspaceOf(command), command.optsWithGlobals<ListQuestion>());
      if (globalsOf(command).json === true) printJson(answer);
      else printText(parametersPage(answer));
    });
}

/** `accrual transfer`: a collective transfer, step by step; and what is known of it. */
import { Argument, Option, type Command } from 'commander';
import { ACCEPTANCE_ROW, SNAPSHOT_ROW, TRANSFER_PROPOSAL } from '#ledger/transfer/dossier/steps.js';
import { fieldsInOrder } from '#ledger/facts/declaration.js';
import type { Fields } from '#ledger/facts/field.js';
import { withCoordinates } from '../../options.js';
import { STATEMENT_LANGUAGES } from '../../pages/employers/words.js';
import { readTransferOf, READINGS, type TransferReading, type ReadingOptions } from './readings.js';
import { addSteps } from './steps.js';
import { addFiles } from './files.js';

export function defineTransfer(transfer: Command): void {
  withCoordinates(transfer)
    .description(
      'A collective value transfer: all rights of a group go from one fund to another provider (nl-transfer). Each ' +
        'step is recorded once; ' +
        'the same step again changes nothing. Without a step: the dossier, or what is asked of it.',
    )
    .argument('[transfer]', 'id of the transfer')
    .addArgument(new Argument('[reading]', 'what is asked of it').choices(READINGS))
    .argument('[participant]', 'of a statement: the participant of the sender')
    .addOption(new Option('--lang <language>', 'language of a statement').choices([...STATEMENT_LANGUAGES]).default('en'))
    .option('--html <file>', 'writes a statement as a page to read and print as well')
    .option('--replace', 'writes over a file that is there and that is no such page')
    .usage('[options] <transfer> [reading] [participant] | <step> …')
    .addHelpText(
      'after',
      `
Files (CSV or NDJSON):
  proposals    ${columns(TRANSFER_PROPOSAL)}
  snapshot     ${columns(SNAPSHOT_ROW)}
  acceptances  ${columns(ACCEPTANCE_ROW)}

Examples:
  accrual transfer propose proposals.csv
  accrual transfer snapshot T1 rights.csv --on 2022-01-10 --reference "administration"
  accrual transfer assess T1 --on 2022-02-01 --reference "actuary" --basis "AG 2020" --tolerance individual=0.02,collective=0.005,group=0.015
  accrual transfer organ T1 --positive yes --on 2022-03-01 --reference "minutes 7"
  accrual transfer complete T1 --on 2022-07-01 --reference "board" --dry-run
  accrual transfer T1
  accrual transfer T1 statement P1 --lang nl --html overdracht.html`,
    )
    .action(
      (
        id: string | undefined,
        reading: TransferReading | undefined,
        participant: string | undefined,
        options: ReadingOptions,
        command: Command,
      ) => {
        if (id === undefined) command.error('name a transfer or a step; accrual transfer --help lists the steps', { exitCode: 2 });
        if ((reading === 'statement') !== (participant !== undefined)) {
          command.error('a participant is named for a statement, and for nothing else', { exitCode: 2 });
        }
        if (options.html !== undefined && reading !== 'statement') {
          command.error('a page to print is one of a statement; name the participant', { exitCode: 2 });
        }
        return readTransferOf(command, id, reading, participant, options);
      },
    );
  addFiles(transfer);
  addSteps(transfer);
}

/** `a,b[,c]` */
function columns(fields: Fields): string {
  const inOrder = fieldsInOrder(fields);
  const named = (isOptional: boolean): string =>
    inOrder
      .filter(({ field }) => field.optional === isOptional)
      .map(({ column }) => column)
      .join(',');
  return `${named(false)} [${named(true)}]`;
}

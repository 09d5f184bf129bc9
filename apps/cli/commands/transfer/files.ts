/** `accrual transfer propose|snapshot|accept`: what comes by file. */
import type { Command } from 'commander';
import { FILE_STEP, FORWARD, type FileStepValues, type ForwardValues } from '#ledger/transfer/dossier/steps.js';
import { readableFile } from '../../input-file.js';
import { valuesFrom, withFields } from '../declared-options.js';
import { proposeAll, carryOutStep } from './take.js';

export function addFiles(transfer: Command): void {
  transfer
    .command('propose')
    .summary('begin the dossiers of a file, one a row')
    .description(
      'Begin the dossiers of a file, one a row. A row that is refused never stops the others; it goes to FILE.rejects.csv with code and ' +
        'message. A proposal that stands already changes nothing.',
    )
    .argument('<file>', 'proposals, FILE.csv or FILE.ndjson')
    .addHelpText(
      'after',
      '\nExample:\n  accrual transfer propose proposals.csv\n\nExit code: 0 all rows stand in the ledger, 1 some were refused.',
    )
    .action((file: string, _options: object, own: Command) => proposeAll(own, readableFile(file)));
  addForward(transfer);
  addFile(transfer, 'snapshot', 'take the rights of the group, row by row held against the ledger; assessed, it has to be assessed anew');
  addFile(transfer, 'accept', 'record whom the receiver accepts, and who they are there; a later file takes the place of an earlier one');
}

function addForward(transfer: Command): void {
  withFields(transfer.command('forward'), FORWARD)
    .summary('pass facts on that came too late for the sender')
    .description(
      'Facts that the sender refuses, since their participants have gone over: kept with the transfer, and recorded at ' +
        'a receiver in this ledger at their own value dates. ' +
        'FILE is an input file, or the rejects file of an import, cut down to their rows. What the receiver does not ' +
        'take as it is, is kept with the reason. With ACCRUAL_ROLES=on a file that alters what was settled, of corrections say, is ' +
        'only recorded as asked for; it takes effect when another person (ACCRUAL_ACTOR) forwards the same.',
    )
    .argument('<transfer>', 'id of the transfer')
    .argument('<file>', 'FILE.csv or FILE.ndjson')
    .addHelpText('after', '\nExample:\n  accrual transfer forward T1 deaths.csv --kind deaths --on 2022-09-05')
    .action((transferId: string, file: string, options: { readonly [option: string]: unknown }, own: Command) =>
      carryOutStep(own, transferId, { step: 'forward', file: readableFile(file), values: valuesFrom(FORWARD, options) as ForwardValues }),
    );
}

function addFile(transfer: Command, step: 'snapshot' | 'accept', summary: string): void {
  withFields(transfer.command(step), FILE_STEP)
    .summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}. A row that is wrong refuses the file as a whole, and all ` +
      'such rows are named.')
    .argument('<transfer>', 'id of the transfer')
    .argument('<file>', 'FILE.csv or FILE.ndjson')
    .addHelpText('after', `\nExample:\n  accrual transfer ${step} T1 rows.csv --on 2022-01-10 --reference "administration"`)
    .action((transferId: string, file: string, options: { readonly [option: string]: unknown }, own: Command) =>
      carryOutStep(own, transferId, { step, file: readableFile(file), values: valuesFrom(FILE_STEP, options) as FileStepValues }),
    );
}

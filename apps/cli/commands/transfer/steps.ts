/** The steps of a transfer as commands: one for each that is declared. */
import type { Command } from 'commander';
import { TRANSFER_STEP_NAMES, TRANSFER_STEPS, type TransferStepName } from '#ledger/transfer/dossier/steps.js';
import type { TransferCommand } from '#reprocessing/transfer/record.js';
import { valuesFrom, withFields } from '../declared-options.js';
import { carryOutStep } from './take.js';

export function addSteps(transfer: Command): void {
  for (const name of TRANSFER_STEP_NAMES) addStep(transfer, name);
}

function addStep(transfer: Command, name: TransferStepName): void {
  const { summary, fields } = TRANSFER_STEPS[name];
  const command = withFields(transfer.command(name), fields)
    .summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
    .argument('<transfer>', 'id of the transfer');
  if (name === 'complete') command.option('--dry-run', 'decide all of it and write nothing');
  command
    .addHelpText('after', `\nExample:\n  accrual transfer ${name} T1 ${exampleOf(name)}`)
    .action((transferId: string, options: { readonly dryRun?: boolean; readonly [option: string]: unknown }, own: Command) =>
      carryOutStep(own, transferId, { step: name, values: valuesFrom(fields, options) } as TransferCommand, options.dryRun),
    );
}

function exampleOf(name: TransferStepName): string {
  const own: { readonly [step in TransferStepName]: string } = {
    assess: '--basis "AG 2020" --tolerance individual=0.02,collective=0.005,group=0.015 ',
    organ: '--positive yes ',
    respond: '--reasons "the costs for each participant" ',
    'works-council': '--positive yes ',
    notify: '',
    prohibit: '--grounds "letter of the supervisor" ',
    lapse: '',
    complete: '',
    withdraw: '--reason "the receiver has withdrawn" ',
    annul: '--event-id 7b0f2c11-… --reason "entered for the wrong transfer"',
  };
  return name === 'annul' ? own[name] : `${own[name]}--on 2022-07-01 --reference "minutes 7"`;
}

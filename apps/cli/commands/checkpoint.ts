/** `accrual checkpoint` and `checkpoint-key`: the whole journal in one signed hash, and the key to check it with. */
import { writeFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import type { Checkpoint } from '#audit/ledger-audit.js';
import { checkpointKeyOf, makeCheckpointKey } from '#engine/checkpoint-key.js';
import type { Instant } from '#money/civil-date.js';
import { hasJournal, openJournal } from '#engine/workspace.js';
import { globalsOf, workspaceOf } from '../options.js';
import { notice, printJson, printText } from '../terminal/output.js';
import { logKnownAtOption, withAudit } from './audit.js';
import { counted } from '../pages/counted.js';

interface CheckpointOptions {
  readonly knownAt?: Instant | bigint;
  readonly out?: string;
}

export function defineCheckpoint(command: Command): void {
  command
    .description(
      'Prints a signed note (c2sp.org/tlog-checkpoint) with the number of events and the root of the Merkle tree (RFC ' +
        '9162) over all of them. Whoever keeps it can tell later whether anything before it was changed or taken away, ' +
          'even by someone who can write the journal: "accrual verify --checkpoint FILE". May run beside a writer.',
    )
    .addOption(logKnownAtOption())
    .addOption(new Option('--out <file>', 'write the note to this file'))
    .addHelpText('after', '\nExamples:\n  accrual checkpoint --out 2026-06-30.note\n  accrual checkpoint --known-at 2026-06-30 --json')
    .action(async ({ knownAt, out }: CheckpointOptions, command: Command) => {
      const checkpoint = await withAudit(command, (audit) => audit.checkpoint(knownAt));
      if (out !== undefined) writeFileSync(out, checkpoint.note, { flag: 'wx' }); // one that was kept is not lost
      if (globalsOf(command).json === true) printJson(checkpoint);
      else if (out === undefined) printText(checkpoint.note);
      else printText(summaryOf(checkpoint, out));
    });
}

export function defineCheckpointKey(command: Command): void {
  command
    .description('Prints the verifier key that belongs to the key in the data folder (checkpoint.key), or in the file that ' +
      'ACCRUAL_CHECKPOINT_KEY names; --new makes it. A data folder without one gets one when a checkpoint is first ' +
        'asked for. Keep the file itself secret and backed up: whoever has it can sign.')
    .addOption(new Option('--new <name>', 'make the key, under a name of yours such as pension.example/ledger'))
    .addHelpText('after', '\nExamples:\n  accrual checkpoint-key\n  accrual checkpoint-key --new pension.example/ledger')
    .action(async ({ new: name }: { readonly new?: string }, command: Command) => {
      const workspace = workspaceOf(command);
      // A key shows that a ledger was kept here: where there is none yet, it begins with its key.
      if (name !== undefined && !workspace.checkpointKey.isNamed && !hasJournal(workspace)) await (await openJournal(workspace)).close();
      const { file } = workspace.checkpointKey;
      const { verifier } = name === undefined ? checkpointKeyOf(workspace) : makeCheckpointKey(workspace, name);
      if (globalsOf(command).json === true) return printJson({ origin: verifier.name, verifierKey: verifier.text, file });
      printText(verifier.text);
      notice(`The key that signs is in ${file}: keep it secret, and back it up.`);
    });
}

function summaryOf({ origin, size, position, recordedAt, rootHash }: Checkpoint, out: string): string {
  return [
    `Checkpoint of ${origin}: ${counted(size, 'event')}, up to position ${position}, recorded at ${recordedAt}`,
    `Root hash ${rootHash}`,
    `Written to ${out}. Keep it where this ledger's operators cannot change it.`,
  ].join('\n');
}

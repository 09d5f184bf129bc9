/** `accrual prove` and `check-proof`: that an event stands in a signed log, or that a log only grew; made here, checked anywhere. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { checkProof, type CheckedProof } from '#audit/check-proof.js';
import { openCheckpoint } from '#audit/checkpoint/checkpoint.js';
import type { ConsistencyProof, InclusionProof, LedgerAudit } from '#audit/ledger-audit.js';
import { checkpointKeyOf } from '#engine/checkpoint-key.js';
import type { Workspace } from '#engine/workspace.js';
import { hex } from '#journal/hash-chain.js';
import { jsonOf } from '#ledger/kernel/json-fault.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { readableFile } from '../input-file.js';
import { globalsOf, workspaceOf } from '../options.js';
import { printJson, printText } from '../terminal/output.js';
import { logKnownAtOption, verifierKeyFrom, withAudit } from './audit.js';
import { groupedCount, counted } from '../pages/counted.js';

type Proof = InclusionProof | ConsistencyProof;

interface ProveOptions {
  readonly since?: string;
  readonly knownAt?: Instant | bigint;
  readonly out?: string;
}

export function defineProve(command: Command): void {
  command
    .description(
      'Writes a proof (RFC 9162) as JSON, with the checkpoint it holds for: that the event is one of those signed, ' +
        'with its text; or, with --since, that the log of a checkpoint that was kept is the beginning of the present ' +
          'one. What the journal holds today is held against the log by "accrual verify". "accrual check-proof" checks ' +
            'it anywhere, without the ledger. The text of an event tells about a person: give it to those who may know.',
    )
    .argument('[event]', 'id of the event, as `accrual history PARTICIPANT --json` shows it; none with --since')
    .addOption(new Option('--since <file>', 'checkpoint that was kept'))
    .addOption(logKnownAtOption())
    .addOption(new Option('--out <file>', 'write the proof to this file (default: stdout)'))
    .addHelpText('after', '\nExamples:\n  accrual prove 0b9d2f0e-6a3c-5b1e-9c55-3a1f7b0f2c11 --out proof.json\n  accrual prove --since ' +
      '2026-06-30.note --out growth.json')
    .action(async (event: string | undefined, options: ProveOptions, command: Command) => {
      if ((event === undefined) === (options.since === undefined)) command.error('name an event, or give --since FILE', { exitCode: 2 });
      const since = options.since === undefined ? undefined : readFileSync(readableFile(options.since), 'utf8');
      const proof = await withAudit<Proof>(command, (audit) =>
        since === undefined
          ? audit.inclusion((event as string).toLowerCase(), options.knownAt)
          : sinceCheckpoint(audit, workspaceOf(command), since, options),
      );
      if (options.out === undefined) return printJson(proof);
      writeFileSync(options.out, `${JSON.stringify(proof, undefined, 2)}\n`, { flag: 'wx' });
      if (globalsOf(command).json === true) printJson(proof);
      else printText(`${claimOf(proof)}\nWritten to ${options.out}; it is checked with\n  accrual check-proof ${options.out} --key ` +
        `VERIFIER-KEY${options.since === undefined ? '' : ` --since ${options.since}`}`);
    });
}

export function defineCheckProof(command: Command): void {
  command
    .description(
      'Holds a proof that "accrual prove" or GET /v1/proofs wrote against the checkpoint signed in it, and that against ' +
        'the verifier key. A proof of growth is held against the earlier checkpoint as well, as it was kept; one of an ' +
        'event where --since is given. Needs no journal and no data folder.',
    )
    .argument('<file>', 'the proof')
    .addOption(
      new Option(
        '--key <key>',
        'verifier key, or a file that holds it; from the ledger’s operators, not from the proof',
      ).makeOptionMandatory(),
    )
    .addOption(
      new Option(
        '--since <file>',
        'checkpoint that was kept: the earlier one of a proof of growth, or the one that a proof of an event is to lead to',
      ),
    )
    .addHelpText('after', '\nExample:\n  accrual check-proof growth.json --key ledger.vkey --since 2026-06-30.note')
    .action((file: string, options: { readonly key: string; readonly since?: string }, command: Command) => {
      const since = options.since === undefined ? undefined : readFileSync(readableFile(options.since), 'utf8');
      const checked = checkProof(documentIn(readableFile(file)), verifierKeyFrom(options.key), since);
      if (globalsOf(command).json === true) printJson({ status: 'proven', ...checked });
      else printText(page(checked));
    });
}

async function sinceCheckpoint(
  audit: LedgerAudit,
  workspace: Workspace,
  note: string,
  { since = '', knownAt }: ProveOptions,
): Promise<ConsistencyProof> {
  const { size, root } = openCheckpoint(note, checkpointKeyOf(workspace).verifier);
  const present = (await audit.checkpoint(undefined)).size;
  if (present < size) refuse('CHECKPOINT_BROKEN', { size, since, events: present });
  const proof = await audit.consistency(size, knownAt);
  return proof.fromRootHash === hex(root) ? proof : refuse('CHECKPOINT_BROKEN', { size, since });
}

function documentIn(file: string): unknown {
  const read = jsonOf(readFileSync(file, 'utf8'));
  if ('value' in read) return read.value;
  return refuse('INVALID_PROOF', { file, json: read.fault });
}

function claimOf(proof: Proof): string {
  return proof.kind === 'inclusion'
    ? `Event ${proof.eventId} (${proof.stream}, revision ${proof.revision}) stands at place ${proof.index} of the ` +
      `${counted(proof.size, 'event')} that ${proof.checkpoint.origin} signs.`
    : `The log of ${counted(proof.size, 'event')} that ${proof.checkpoint.origin} signs begins with the ` +
      `${groupedCount(proof.from)} of the earlier checkpoint.`;
}

function page(checked: CheckedProof): string {
  if (checked.kind === 'consistency') {
    return (
      `PROVEN: the log of ${counted(checked.size, 'event')} begins with all ${groupedCount(checked.from)} of the earlier ` +
      'checkpoint, unchanged.'
    );
  }
  const { id, type, stream, revision, effectiveDate, recordedAt } = checked.event;
  return `PROVEN: this event stands at place ${checked.index} of the ${counted(checked.size, 'event')} that were signed:\n  ` +
    `${type} of ${effectiveDate}, ${stream} revision ${revision}, recorded at ${recordedAt}, id ${id}\n  ` +
      `${JSON.stringify(checked.event.data)}`;
}

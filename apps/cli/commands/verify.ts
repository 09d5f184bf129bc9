/** `accrual verify`: proves the journal, or names what is damaged. */
import { Option, type Command } from 'commander';
import { journalEngineOf, shownUrl, verifyJournalAt } from '#journal/open.js';
import type { Finding, JournalVerdict } from '#journal/verify.js';
import { globalsOf, workspaceOf } from '../options.js';
import { printJson, printText } from '../terminal/output.js';
import { progressBar } from '../terminal/progress.js';
import { heldAgainst, heldText, signedHeads } from './verify-checkpoints.js';

export function defineVerify(command: Command): void {
  command
    .description('Computes every hash and link anew and holds it against what is stored; checks revisions, positions and times, and the file itself where it is one. Where checkpoints were given away, the journal is also held against the Merkle log in the data folder, and against the checkpoints named. May run beside a writer. Exit 1 where anything is damaged.')
    .addOption(new Option('--checkpoint <file...>', 'also that the journal still holds what these checkpoints signed'))
    .addOption(new Option('--key <key>', 'verifier key of the checkpoints, or a file that holds it (default: that of the data folder)'))
    .addHelpText('after', '\nExamples:\n  accrual verify --json\n  accrual verify --checkpoint 2026-06-30.note 2026-07-31.note')
    .action(async ({ checkpoint: files = [], key }: VerifyOptions, command: Command) => {
      if (key !== undefined && files.length === 0) command.error('--key is for the checkpoints; name them with --checkpoint', { exitCode: 2 });
      const workspace = workspaceOf(command);
      const { journalUrl } = workspace;
      const signed = signedHeads(workspace, files, key);
      const progress = progressBar('verifying', 'events');
      let verdict: JournalVerdict;
      try {
        verdict = await verifyJournalAt(journalEngineOf(journalUrl, 'ACCRUAL_JOURNAL_URL'), { onProgress: ({ events, total }) => progress.update(events, total) });
      } finally {
        progress.stop();
      }
      const kept = await heldAgainst(workspace, signed);
      if (verdict.status === 'damaged' || kept.some(({ status }) => status !== 'kept')) process.exitCode = 1;
      if (globalsOf(command).json === true) printJson(kept.length === 0 ? verdict : { ...verdict, checkpoints: kept });
      else printText([page(verdict, shownUrl(journalUrl)), ...kept.map(heldText)].join('\n'));
    });
}

interface VerifyOptions {
  readonly checkpoint?: readonly string[];
  readonly key?: string;
}

const SHOWN = 20;

function page(verdict: JournalVerdict, journalUrl: string): string {
  const size = `${verdict.events.toLocaleString('en')} events in ${verdict.streams.toLocaleString('en')} streams`;
  if (verdict.status === 'clean') {
    const { position, recordedAt } = verdict.head;
    return `The journal is whole: ${size}, every hash and link as written.\nIt ends at position ${position}${recordedAt === undefined ? '' : `, recorded at ${recordedAt}`}.`;
  }
  const [first, ...others] = verdict.findings;
  const more = others.length > SHOWN ? [`  … and ${others.length - SHOWN} more (--json lists them all)`] : [];
  return [
    `THE JOURNAL IS DAMAGED (${journalUrl}; ${size} read).`,
    ...(first === undefined ? [] : [`First: ${findingText(first)}`]),
    ...(others.length === 0 ? [] : ['Then:', ...others.slice(0, SHOWN).map((finding) => `  ${findingText(finding)}`), ...more]),
    'Keep the journal as it is for evidence, and go on from the last backup that verifies.',
  ].join('\n');
}

function findingText({ kind, stream, revision, position, eventId, detail }: Finding): string {
  const place = [stream, revision === undefined ? undefined : `revision ${revision}`, position === undefined ? undefined : `position ${position}`, eventId === undefined ? undefined : `event ${eventId}`];
  return `${kind}: ${[place.filter((part) => part !== undefined).join(', '), detail].filter((part) => part !== '').join(': ')}`;
}

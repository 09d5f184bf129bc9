/** `accrual verify`: proves the journal, or names what is damaged. */
import type { Command } from 'commander';
import { journalEngineOf, shownUrl, verifyJournalAt } from '#journal/open.js';
import type { Finding, JournalVerdict } from '#journal/verify.js';
import { globalsOf, workspaceOf } from '../options.js';
import { printJson, printText } from '../terminal/output.js';
import { progressBar } from '../terminal/progress.js';

export function addVerify(program: Command): void {
  program
    .command('verify')
    .summary('proves every event of the journal, or names the first damaged one')
    .description('Computes every hash and link anew and holds it against what is stored; checks revisions, positions and times, and the file itself where it is one. May run beside a writer. Exit 1 where anything is damaged.')
    .addHelpText('after', '\nExample:\n  accrual verify --json')
    .action(async (_options: object, command: Command) => {
      const { journalUrl } = workspaceOf(command);
      const progress = progressBar('verifying', 'events');
      let verdict: JournalVerdict;
      try {
        verdict = await verifyJournalAt(journalEngineOf(journalUrl, 'ACCRUAL_JOURNAL_URL'), { onProgress: ({ events, total }) => progress.update(events, total) });
      } finally {
        progress.stop();
      }
      if (verdict.status === 'damaged') process.exitCode = 1;
      if (globalsOf(command).json === true) printJson(verdict);
      else printText(page(verdict, shownUrl(journalUrl)));
    });
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

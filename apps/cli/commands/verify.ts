/** `accrual verify`: proves the journal, or names what is damaged. */
import { Option, type Command } from 'commander';
import { journalEngineOf, shownUrl, verifyJournalAt } from '#journal/engines/open.js';
import type { Finding } from '#journal/finding.js';
import type { JournalVerdict } from '#journal/verify.js';
import { acceptedLosses, damagedModels } from '#engine/missing.js';
import { keepSelfCheck, selfCheckOf } from '#engine/self-check.js';
import { clockProblem } from '#engine/watched-clock.js';
import { missingBeyondEnd, selfCheckFileOf } from '#engine/workspace.js';
import type { Instant } from '#money/civil-date.js';
import { findingInWords } from '#words/english-findings.js';
import { said, withWords } from '#words/said.js';
import { globalsOf, workspaceOf } from '../options.js';
import { notice, printJson, printText } from '../terminal/output.js';
import { progressBar } from '../terminal/progress.js';
import { acceptedText } from './accept-loss.js';
import { heldAgainst, heldAgainstText, signedHeads } from './verify-checkpoints.js';
import { counted } from '../pages/counted.js';

export function defineVerify(command: Command): void {
  command
    .description('Computes every hash and link anew and holds it against what is stored; checks revisions, positions and times, and ' +
      'the file itself where it is one. Where checkpoints were given away, the journal is also held against the Merkle ' +
        'log in the data folder, and against the checkpoints named; read models and an earlier check that stand beyond its end miss ' +
        'what is gone. May run beside a writer. The data folder keeps when it was last done and what came of it. Exit 1 where anything ' +
        'is damaged.')
    .addOption(new Option('--checkpoint <file...>', 'also that the journal still holds what these checkpoints signed'))
    .addOption(new Option('--key <key>', 'verifier key of the checkpoints, or a file that holds it (default: that of the data folder)'))
    .addHelpText('after', '\nExamples:\n  accrual verify --json\n  accrual verify --checkpoint 2026-06-30.note 2026-07-31.note')
    .action(async ({ checkpoint: files = [], key }: VerifyOptions, command: Command) => {
      if (key !== undefined && files.length === 0) {
        command.error('--key is for the checkpoints; name them with --checkpoint', { exitCode: 2 });
      }
      const workspace = workspaceOf(command);
      const { journalUrl } = workspace;
      const signed = signedHeads(workspace, files, key);
      const progress = progressBar('verifying', 'events');
      let verdict: JournalVerdict;
      try {
        verdict = await verifyJournalAt(journalEngineOf(journalUrl, 'ACCRUAL_JOURNAL_URL'), {
          onProgress: ({ events, total }) => progress.update(events, total),
        });
      } finally {
        progress.stop();
      }
      const kept = await heldAgainst(workspace, signed);
      const missing = verdict.status === 'clean' ? await missingBeyondEnd(workspace) : undefined;
      const beyond = missing === undefined ? [] : [missing];
      const silent = damagedModels(workspace);
      const broken = kept.filter(({ status }) => status !== 'kept').length + beyond.length;
      const isWhole = verdict.status === 'clean' && broken === 0;
      if (!isWhole) process.exitCode = 1;
      const held = { heldAgainst: kept.length + beyond.length, broken };
      const notKept = keepSelfCheck(selfCheckFileOf(workspace), selfCheckOf(verdict, held, workspace.clock()));
      const [losses, clock] = [acceptedLosses(workspace.folder), clockNotes(verdict, workspace.clock())];
      if (globalsOf(command).json === true) {
        printJson({
          isWhole,
          ...toldVerdict(verdict),
          ...(missing === undefined ? {} : { missing: { ...missing, message: said(missing) } }),
          ...(silent === undefined ? {} : { readModels: withWords(silent) }),
          ...(kept.length === 0 ? {} : { checkpoints: kept }),
          ...(losses.length === 0 ? {} : { acceptedLosses: losses }),
          ...(clock.length === 0 ? {} : { clock }),
        });
      } else {
        const first = page(verdict, broken, shownUrl(journalUrl));
        const others = [...beyond.map((one) => `${one.code}: ${said(one)}`), ...kept.map(heldAgainstText), ...losses.map(acceptedText)];
        const unread = silent === undefined ? [] : [`What the read models saw could not be held against it: ${said(silent)}.`];
        printText([first, ...others, ...unread, ...clock].join('\n'));
      }
      if (notKept !== undefined) notice(`The data folder does not keep that this was checked: ${notKept}`);
    });
}

interface VerifyOptions {
  readonly checkpoint?: readonly string[];
  readonly key?: string;
}

const SHOWN = 20;

/** The verdict over everything comes first, and once. */
function page(verdict: JournalVerdict, broken: number, journalUrl: string): string {
  const size = `${counted(verdict.events, 'event')} in ${counted(verdict.streams, 'stream')}`;
  if (verdict.status === 'clean') {
    const { position, recordedAt } = verdict.head;
    const end = `It ends at position ${position}${recordedAt === undefined ? '' : `, recorded at ${recordedAt}`}.`;
    if (broken === 0) return `The journal is whole: ${size}, every hash and link as written.\n${end}`;
    return `THE JOURNAL IS NOT WHOLE (${journalUrl}): what it holds fits together, and it is not what was signed or taken ` +
      `in.\n${size}. ${end}`;
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

/** A clock that was wrong once shows in the journal's time for good; that is no damage. */
function clockNotes(verdict: JournalVerdict, now: Instant): readonly string[] {
  if (verdict.status === 'damaged') return [];
  const { recordedAt } = verdict.head;
  const leaps = (verdict.leaps ?? []).map(
    ({ position, from, to }) =>
      `The clock leapt: the event at position ${position} was recorded at ${to}, the one in front of it at ${from}.`,
  );
  const problem = clockProblem(now, recordedAt);
  const isIdle = problem?.code === 'CLOCK_AHEAD' && problem.isSmall; // nobody wrote for some months: told to who writes
  return [...leaps, ...(problem === undefined || isIdle ? [] : [`${problem.code}: ${said(problem)}`])];
}

function toldVerdict(verdict: JournalVerdict): object {
  return verdict.status === 'clean' ? verdict : { ...verdict, findings: verdict.findings.map(findingInWords) };
}

function findingText(finding: Finding): string {
  const { kind, stream, revision, position, eventId, detail } = findingInWords(finding);
  const place = [
    stream,
    revision === undefined ? undefined : `revision ${revision}`,
    position === undefined ? undefined : `position ${position}`,
    eventId === undefined ? undefined : `event ${eventId}`,
  ];
  return `${kind}: ${[place.filter((part) => part !== undefined).join(', '), detail].filter((part) => part !== '').join(': ')}`;
}

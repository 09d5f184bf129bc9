/** `accrual reprocess`: corrections in bulk, planned, approved and committed. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { openStandingJournal, type Workspace } from '#engine/workspace.js';
import type { Journal } from '#journal/port.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { approvePlan, readPlanReport } from '#reprocessing/plan/approve.js';
import { commitPlan, type CommitReport } from '#reprocessing/plan/commit.js';
import { makePlan, planAgain, subjectsOf, type PlanReport } from '#reprocessing/plan/make-plan.js';
import { idOf, openPlan } from '#reprocessing/plan/plan-store.js';
import { planHtml } from '#reprocessing/plan/report-html.js';
import { readableFile } from '../../input-file.js';
import { actorOf, globalsOf, workersOption, workspaceOf } from '../../options.js';
import { commitPage } from '../../pages/commit.js';
import { planInShort, planPage } from '../../pages/plan.js';
import { notice, printJson, printText } from '../../terminal/output.js';
import { progressBar, type Progress } from '../../terminal/progress.js';
import { todayOf } from '#money/clock.js';
import { stopSignal } from '../../terminal/stop-signal.js';

const DESCRIPTION = `Corrected incomes or salaries, late or corrected contributions, late incomes or life events, and whatever files tell of employers, in
bulk (CSV or NDJSON; the columns tell which).
plan computes everything that follows and writes nothing to anyone; approve names the plan by its digest;
commit writes it in chunks, goes on after a stop, and ends with a reconciliation to the cent.
With ACCRUAL_ROLES=on another person than the planner approves (ACCRUAL_ACTOR says who acts).`;

export function defineReprocess(command: Command): void {
  const reprocess = command
    .description(DESCRIPTION)
    .argument('[file]', 'with --commit: plan, approve and commit in one go')
    .option('--commit', 'for one person, where roles are off')
    .addHelpText(
      'after',
      '\nExamples:\n  accrual reprocess plan corrections.csv --report plan.html\n  accrual reprocess corrections.csv --commit',
    )
    .action((file: string | undefined, options: { readonly commit?: boolean }, command: Command) => {
      if (file === undefined || options.commit !== true) {
        command.error('error: name a file with --commit, or use plan, approve, commit', { exitCode: 2 });
      }
      return inOneGo(command, file as string);
    });
  addPlan(reprocess);
  addApprove(reprocess);
  addCommit(reprocess);
  addShow(reprocess);
}

function addPlan(reprocess: Command): void {
  reprocess
    .command('plan')
    .summary('what a file of corrections would do; answers the digest of the plan')
    .argument('<file>', 'CSV or NDJSON')
    .option('--report <file>', 'writes the report as well: FILE.html to read and print, FILE.json, FILE.txt')
    .addOption(workersOption())
    .addHelpText('after', '\nExample:\n  accrual reprocess plan corrections.csv --report plan.html')
    .action(async (named: string, options: { readonly report?: string; readonly workers?: number }, command: Command) => {
      const file = readableFile(named);
      await onJournal(command, async (context) => {
        const report = await plan(context, file, options.workers);
        if (options.report !== undefined) writeReport(options.report, report);
        show(command, report, planPage);
        if (report.rows.refused > 0) process.exitCode = 1;
      });
    });
}

function addApprove(reprocess: Command): void {
  reprocess
    .command('approve')
    .summary('approve a plan by its digest')
    .argument('<digest>', 'digest of the plan')
    .option('--note <text>', 'what was looked at, and why it is right', '')
    .addHelpText('after', '\nExample:\n  accrual reprocess approve DIGEST --note "checked the ten largest against the employers’ letters"')
    .action((digest: string, options: { readonly note: string }, command: Command) =>
      onJournal(command, async ({ journal, workspace, actor }) => {
        const report = await approvePlan({
          journal,
          folder: workspace.folder,
          digest,
          actor,
          note: options.note,
          today: todayOf(workspace.clock),
          fourEyes: workspace.rolesAreOn,
        });
        const { batch, participants, employers, events, rows, patterns } = report;
        const about = employers === undefined ? {} : { employers };
        const counts = { participants, ...about, events, flagged: rows.flagged, patterns: patterns.length };
        const approved = { digest, batch, approvedBy: actor, ...counts };
        show(command, approved, () => `${digest} is approved by ${actor}${flaggedIn(report)}.\nNext: accrual reprocess commit ${digest}`);
      }),
    );
}

/** What was flagged and is approved all the same. */
function flaggedIn({ rows: { flagged }, patterns }: PlanReport): string {
  const parts = [
    ...(flagged === 0 ? [] : [flagged === 1 ? '1 flagged row' : `${flagged} flagged rows`]),
    ...(patterns.length === 0 ? [] : [patterns.length === 1 ? '1 pattern of the file' : `${patterns.length} patterns of the file`]),
  ];
  return parts.length === 0 ? '' : `, with ${parts.join(' and ')}`;
}

function addCommit(reprocess: Command): void {
  reprocess
    .command('commit')
    .summary('write an approved plan; the same command goes on after a stop')
    .argument('<digest>', 'digest of the plan')
    .option('--replan', 'plan those again whose streams have moved since the plan')
    .addOption(workersOption())
    .addHelpText('after', '\nExample:\n  accrual reprocess commit DIGEST --replan')
    .action((digest: string, options: { readonly replan?: boolean; readonly workers?: number }, command: Command) =>
      onJournal(command, async (context) => {
        const report = await commit(context, digest);
        const again = options.replan === true && report.moved.length > 0 ? await replan(context, report, options.workers) : undefined;
        show(command, again === undefined ? report : { ...report, replanned: again.digest }, () =>
          again === undefined ? commitPage(report) : `${commitPage(report)}\n\n${planPage(again)}`,
        );
        if (report.moved.length > 0) process.exitCode = 1;
      }),
    );
}

function addShow(reprocess: Command): void {
  reprocess
    .command('show')
    .summary('the report of a plan, and what it moves by participant')
    .argument('<digest>', 'digest of the plan')
    .option('--report <file>', 'FILE.html, FILE.json or FILE.txt')
    .option('--participants <file>', 'before and after of every participant, or employer, one JSON line each')
    .addHelpText('after', '\nExample:\n  accrual reprocess show DIGEST --participants movements.ndjson')
    .action((digest: string, options: { readonly report?: string; readonly participants?: string }, command: Command) => {
      const { folder } = workspaceOf(command);
      const report = readPlanReport(folder, digest);
      if (options.report !== undefined) writeReport(options.report, report);
      if (options.participants !== undefined) writeMovements(folder, digest, options.participants);
      show(command, report, planPage);
    });
}

interface Context {
  readonly journal: Journal;
  readonly workspace: Workspace;
  readonly actor: string;
}

async function onJournal(command: Command, work: (context: Context) => Promise<void>): Promise<void> {
  const workspace = workspaceOf(command);
  const journal = await openStandingJournal(workspace);
  try {
    await work({ journal, workspace, actor: actorOf(process.env) });
  } finally {
    await journal.close();
  }
}

async function inOneGo(command: Command, named: string): Promise<void> {
  if (workspaceOf(command).rolesAreOn) refuse('ROLES_ARE_ON', { command: 'reprocess' });
  const file = readableFile(named);
  await onJournal(command, async (context) => {
    const { journal, workspace, actor } = context;
    const report = await plan(context, file, undefined);
    if (report.rows.refused > 0) process.exitCode = 1;
    if (subjectsOf(report) === 0) return show(command, { plan: report, commit: null }, () => planPage(report));
    const { digest } = report;
    await approvePlan({
      journal,
      folder: workspace.folder,
      digest,
      actor,
      note: 'planned and committed by one person',
      today: todayOf(workspace.clock),
      fourEyes: false,
    });
    const committed = await commit(context, digest);
    show(command, { plan: report, commit: committed }, () => `${planInShort(report)}\n\n${commitPage(committed)}`);
  });
}

async function plan({ journal, workspace, actor }: Context, file: string, workers: number | undefined): Promise<PlanReport> {
  return withStages({ reading: 'bytes', planning: 'subjects' }, (signal, onProgress) =>
    makePlan({
      journal,
      journalUrl: workspace.journalUrl,
      folder: workspace.folder,
      file,
      clock: workspace.clock,
      actor,
      workers,
      signal,
      onProgress,
    }),
  );
}

async function commit({ journal, workspace, actor }: Context, digest: string): Promise<CommitReport> {
  return withStages({ committing: 'subjects', reconciling: 'subjects' }, (signal, onProgress) =>
    commitPlan({ journal, folder: workspace.folder, digest, actor, clock: workspace.clock, signal, onProgress }),
  );
}

async function replan(
  { journal, workspace, actor }: Context,
  { digest, moved }: CommitReport,
  workers: number | undefined,
): Promise<PlanReport> {
  notice(`${moved.length} have moved; planning them again`);
  return withStages({ reading: 'bytes', planning: 'subjects' }, (signal, onProgress) =>
    planAgain(
      {
        journal,
        journalUrl: workspace.journalUrl,
        folder: workspace.folder,
        file: '',
        clock: workspace.clock,
        actor,
        workers,
        signal,
        onProgress,
      },
      digest,
      new Set(moved),
    ),
  );
}

/** One progress bar a stage, and Ctrl-C as the wish to stop between chunks. */
async function withStages<Stage extends string, T>(
  units: { readonly [stage in Stage]: string },
  work: (
    signal: AbortSignal,
    onProgress: (progress: { readonly stage: Stage; readonly done: number; readonly total: number }) => void,
  ) => Promise<T>,
): Promise<T> {
  const stop = stopSignal();
  let current: { readonly stage: Stage; readonly bar: Progress } | undefined;
  try {
    return await work(stop.signal, ({ stage, done, total }) => {
      if (current?.stage !== stage) {
        current?.bar.stop();
        current = { stage, bar: progressBar(stage, units[stage]) };
      }
      current.bar.update(done, total);
    });
  } finally {
    current?.bar.stop();
    stop.release();
  }
}

function show<T>(command: Command, value: T, page: (value: T) => string): void {
  if (globalsOf(command).json === true) printJson(value);
  else printText(page(value));
}

function writeReport(file: string, report: PlanReport): void {
  const content = file.endsWith('.html')
    ? planHtml(report)
    : file.endsWith('.json')
      ? `${JSON.stringify(report, undefined, 2)}\n`
      : file.endsWith('.txt')
        ? `${planPage(report)}\n`
        : undefined;
  if (content === undefined) return refuse('UNSUPPORTED_OUTPUT', { file });
  writeFileSync(file, content);
  notice(`report: ${file}`);
}

function writeMovements(folder: string, digest: string, file: string): void {
  const store = openPlan(folder, digest);
  try {
    writeFileSync(file, '');
    let lines = '';
    const flush = (): void => {
      writeFileSync(file, lines, { flag: 'a' });
      lines = '';
    };
    for (const { subject, movement } of store.planned(undefined)) {
      lines += `${JSON.stringify(movement ?? idOf(subject))}\n`;
      if (lines.length > 65_536) flush();
    }
    flush();
    notice(`movements: ${file}`);
  } finally {
    store.close();
  }
}

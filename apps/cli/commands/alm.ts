/** `accrual alm`: two sets of funding rules on the same scenarios, as a page and as data; recorded in a ledger where it is asked. */
import { existsSync, writeFileSync } from 'node:fs';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { isIntact, published, runIdOf, type PublishedReport } from '#engine/alm/published.js';
import { keptRanges } from '#engine/alm/kept-ranges.js';
import { runStudy } from '#engine/alm/run-study.js';
import { openJournalReader, openStandingJournal } from '#engine/workspace.js';
import { asJson, documentFault, type JsonObject } from '#ledger/kernel/json.js';
import { jsonOf, NO_OBJECT } from '#ledger/kernel/json-fault.js';
import type { JournalReader } from '#journal/port.js';
import { Refused, refuse } from '#ledger/kernel/refusal.js';
import { almRun, fundAlmRuns, reportOfRun } from '#projections/policy/fund-alm-runs.js';
import { declare } from '#reprocessing/fan-out/declare.js';
import { problemOfInput } from '#rulebooks/calculate.js';
import { engineOf, reportOf } from '#rulebooks/nl-ftk/alm/report.js';
import { ALM_RUN, readAlmRun, refuseLargeExact, STUDY_ARITHMETICS, type Arithmetic } from '#rulebooks/nl-ftk/alm/study.js';
import { wholeText } from '../json-input.js';
import {
  actorOf,
  coordinatesOf,
  globalsOf,
  withCoordinates,
  withFund,
  workersOption,
  workspaceOf,
  type CoordinateOptions,
} from '../options.js';
import { almHtml } from '../pages/alm/html.js';
import { almPage, almRunsPage } from '../pages/alm/text.js';
import { notice, printJson, printText } from '../terminal/output.js';
import { progressBar } from '../terminal/progress.js';
import { stoppable } from '../terminal/stop-signal.js';
import { whichFund } from './fund/which-fund.js';

interface RunOptions {
  readonly workers?: number;
  readonly arithmetic: Arithmetic;
  readonly out: readonly string[];
  readonly keep?: string;
  readonly record?: boolean;
  readonly fund?: string;
  readonly reference?: string;
}

export function defineAlm(alm: Command): void {
  alm.description(
    'Studies of what funding rules do to a fund and to each generation, on the same scenarios. No ledger is needed, save to record one.',
  );
  alm
    .command('run')
    .summary('runs a study on all cores: old rules against new, and variants')
    .description(
      'Simulates an average Dutch fund under two sets of rules and variants of them on the same scenarios (nl-ftk section 4). ' +
        'FILE is JSON with regimeA, regimeB, variants, years, scenarios, seed, premiumBasis, params, birthYears; what it leaves ' +
        'out, and no FILE at all, means the rules to 2014 against those from 2015 and the three variants of the CPB ' +
          'note, 1,000 scenarios of 75 years from seed 1. ' +
        'The same input gives the same bytes, whatever the number of workers. In decimals the same figures are found again, ' +
        'a thousand times slower.',
    )
    .argument('[file]', 'JSON input; - for stdin')
    .addOption(workersOption())
    .addOption(new Option('--arithmetic <kind>', 'numbers of the simulation; decimals prove the doubles on a few scenarios')
        .choices(STUDY_ARITHMETICS)
        .default('double'))
    .addOption(outOption('FILE.html: the page; FILE.json: the data that `alm report` takes; may be given twice'))
    .option('--keep <file>', 'keep what is computed in FILE as it goes; after a stop the same study goes on from there')
    .option('--record', 'record input, engine and figures, with their digests, on the fund’s stream; the same run again records nothing')
    .option('--fund <id>', 'with --record: the fund (default: the only one)')
    .option('--reference <text>', 'with --record: what the study is for')
    .addHelpText(
      'after',
      `
Example:
  echo '{"scenarios":200,"seed":7,"variants":{"threshold 107 %":{"base":"new","threshold":"1.07"}}}' | accrual alm run - --out study.html`,
    )
    .action((file: string | undefined, options: RunOptions, command: Command) => run(file, options, command));
  alm
    .command('report')
    .summary('the page of a study from its data, or as it is recorded')
    .description(
      'Takes the data that `alm run --out FILE.json` wrote, or a study that is recorded, by its id or how that begins; checks its ' +
        'digest, and prints it or writes its page.',
    )
    .argument('<study>', 'FILE.json, or the id of a run as `alm runs` names it')
    .addOption(outOption('FILE.html: the page'))
    .addHelpText('after', '\nExamples:\n  accrual alm report study.json --out study.html\n  accrual alm report 3fa94c17 --out study.html')
    .action(async (study: string, { out }: Pick<RunOptions, 'out'>, command: Command) => {
      show(await reportNamed(study, command), out, command);
    });
  withFund(withCoordinates(alm.command('runs')))
    .summary('the studies that a fund recorded')
    .addHelpText('after', '\nExample:\n  accrual alm runs --fund nl-pob')
    .action((options: CoordinateOptions & { readonly fund?: string }, command: Command) =>
      reading(command, async (journal) => {
        const { clock } = workspaceOf(command);
        const answer = await fundAlmRuns(journal, clock, await whichFund(journal, options.fund), coordinatesOf(options));
        if (globalsOf(command).json === true) printJson(answer);
        else printText(almRunsPage(answer));
      }),
    );
}

async function reading<T>(command: Command, ask: (journal: JournalReader) => Promise<T>): Promise<T> {
  const journal = await openJournalReader(workspaceOf(command));
  try {
    return await ask(journal);
  } finally {
    await journal.close();
  }
}

function outOption(about: string): Option {
  return new Option('--out <file>', about).default([]).argParser((file: string, files: readonly string[]) => {
    if (/\.(html|json)$/i.test(file)) return [...files, file];
    throw new InvalidArgumentError('must end in .html or .json.');
  });
}

async function run(file: string | undefined, options: RunOptions, command: Command): Promise<void> {
  const { workers, out, arithmetic, keep, record = false } = options;
  if (!record && (options.fund !== undefined || options.reference !== undefined)) {
    refuse('CONFLICTING_OPTIONS', { because: 'recorded-alone' });
  }
  if (record && options.reference === undefined) refuse('MISSING_FIELD', { column: '--reference', because: 'says-what-it-is-for' });
  const input = file === undefined ? {} : await readJson(file);
  const problem = problemOfInput(ALM_RUN, input);
  if (problem !== undefined) throw new Refused(problem);
  const asked = readAlmRun(input);
  const { study } = asked;
  refuseLargeExact(asked, arithmetic);
  const kept = keep === undefined ? undefined : keptRanges(keep, runIdOf({ engine: engineOf(arithmetic), input: asked.input }));
  const started = performance.now();
  const progress = progressBar('simulating', 'scenarios');
  try {
    const tallies = await stoppable({ during: 'study', ...(keep === undefined ? {} : { kept: keep }) }, (signal) =>
      runStudy({ study, arithmetic, workers, signal, kept, onProgress: (done) => progress.update(done, study.scenarios) }),
    );
    progress.stop();
    const report = published(reportOf(asked, tallies, arithmetic));
    kept?.remove();
    if (record) await recordStudy(report, (performance.now() - started) / 1000, options, command);
    show(report, out, command);
  } finally {
    progress.stop();
  }
}

async function recordStudy(
  { runId, engine, input, digest, ...output }: PublishedReport,
  seconds: number,
  { fund, reference = '' }: RunOptions,
  command: Command,
): Promise<void> {
  const workspace = workspaceOf(command);
  const journal = await openStandingJournal(workspace);
  try {
    const fundId = await whichFund(journal, fund);
    const figures = { engine, input, output: asJson(output), outputDigest: digest };
    const recorded = await declare(
      { decision: 'alm-run', runId, op: ALM_RUN.name, ...figures, seconds, reference },
      { journal, journalUrl: workspace.journalUrl, fundId, clock: workspace.clock, actor: actorOf(process.env) },
    );
    const run = runId.slice(0, 16);
    notice(recorded.length === 0 ? `run ${run} was recorded before, with the same figures` : `recorded: run ${run}`);
  } finally {
    await journal.close();
  }
}

const RUN_ID = /^[0-9a-f]{6,64}$/;

function reportNamed(study: string, command: Command): Promise<PublishedReport> {
  if (!RUN_ID.test(study) || existsSync(study)) return readReport(study);
  return reading(command, async (journal) => {
    const report = reportOfRun(await almRun(journal, study));
    if (!isIntact(report)) throw new Error(`the recorded run ${study} does not say what its digest stands for`);
    return report;
  });
}

function show(report: PublishedReport, out: readonly string[], command: Command): void {
  for (const file of out) {
    writeFileSync(file, /\.html$/i.test(file) ? almHtml(report) : `${JSON.stringify(report, undefined, 1)}\n`);
    notice(`written: ${file}`);
  }
  if (globalsOf(command).json === true) printJson(report);
  else printText(almPage(report));
}

async function readReport(file: string): Promise<PublishedReport> {
  const report = await readJson(file);
  return isIntact(report) ? report : refuse('INVALID_REPORT', { file });
}

async function readJson(file: string): Promise<JsonObject> {
  const name = file === '-' ? 'stdin' : file;
  const read = jsonOf(await wholeText(file));
  if ('fault' in read) return refuse('INVALID_JSON', { file: name, ...read.fault });
  const document = read.value;
  const isObject = typeof document === 'object' && document !== null && !Array.isArray(document);
  const fault = isObject ? documentFault(document) : NO_OBJECT;
  return fault === undefined ? (document as JsonObject) : refuse('INVALID_JSON', { file: name, ...fault });
}

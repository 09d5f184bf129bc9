/** `accrual alm`: two sets of funding rules on the same scenarios, as a page to read and as data. No ledger is needed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { isIntact, published, type PublishedReport } from '#engine/alm/published.js';
import { runStudy } from '#engine/alm/run-study.js';
import { documentProblem, type JsonObject } from '#ledger/kernel/json.js';
import { Refused, refuse } from '#ledger/kernel/refusal.js';
import { problemOfInput } from '#rulebooks/calculate.js';
import { reportOf } from '#rulebooks/nl-ftk/alm/report.js';
import { ALM_RUN, readAlmRun } from '#rulebooks/nl-ftk/alm/study.js';
import { readableFile } from '../input-file.js';
import { globalsOf, workersOption } from '../options.js';
import { almHtml } from '../pages/alm/html.js';
import { almPage } from '../pages/alm/text.js';
import { notice, printJson, printText } from '../terminal/output.js';
import { progressBar } from '../terminal/progress.js';
import { stoppable } from '../terminal/stop-signal.js';

interface RunOptions {
  readonly workers?: number;
  readonly arithmetic: 'double';
  readonly out: readonly string[];
}

export function defineAlm(alm: Command): void {
  alm.description('Studies of what funding rules do to a fund and to each generation, on the same scenarios. No ledger is needed.');
  alm
    .command('run')
    .summary('runs a study on all cores: old rules against new, and variants')
    .description(
      'Simulates an average Dutch fund under two sets of rules and variants of them on the same scenarios (nl-ftk section 4). ' +
        'FILE is JSON with regimeA, regimeB, variants, years, scenarios, seed, premiumBasis, params, birthYears; what it leaves ' +
        'out, and no FILE at all, means the rules to 2014 against those from 2015 and the three variants of the CPB ' +
          'note, 1,000 scenarios of 75 years from seed 1. ' +
        'The same input gives the same bytes, whatever the number of workers.',
    )
    .argument('[file]', 'JSON input; - for stdin')
    .addOption(workersOption())
    .addOption(new Option('--arithmetic <kind>', 'numbers of the simulation').choices(['double']).default('double'))
    .addOption(outOption('FILE.html: the page; FILE.json: the data that `alm report` takes; may be given twice'))
    .addHelpText(
      'after',
      `
Example:
  echo '{"scenarios":200,"seed":7,"variants":{"threshold 107 %":{"base":"new","threshold":"1.07"}}}' | accrual alm run - --out study.html`,
    )
    .action((file: string | undefined, options: RunOptions, command: Command) => run(file, options, command));
  alm
    .command('report')
    .summary('the page of a study from its data')
    .description('Reads the data that `alm run --out FILE.json` wrote, checks its digest, and prints it or writes its page.')
    .argument('<file>', 'data of a study, JSON')
    .addOption(outOption('FILE.html: the page'))
    .addHelpText('after', '\nExample:\n  accrual alm report study.json --out study.html')
    .action((file: string, { out }: Pick<RunOptions, 'out'>, command: Command) => show(readReport(file), out, command));
}

function outOption(about: string): Option {
  return new Option('--out <file>', about).default([]).argParser((file: string, files: readonly string[]) => {
    if (/\.(html|json)$/i.test(file)) return [...files, file];
    throw new InvalidArgumentError('must end in .html or .json.');
  });
}

async function run(file: string | undefined, { workers, out }: RunOptions, command: Command): Promise<void> {
  const input = file === undefined ? {} : readJson(file);
  const problem = problemOfInput(ALM_RUN, input);
  if (problem !== undefined) throw new Refused(problem);
  const asked = readAlmRun(input);
  const { study } = asked;
  const progress = progressBar('simulating', 'scenarios');
  try {
    const tallies = await stoppable('stopped; nothing was written. Run the study again', (signal) =>
      runStudy({ study, workers, signal, onProgress: (done) => progress.update(done, study.scenarios) }),
    );
    progress.stop();
    show(published(reportOf(asked, tallies)), out, command);
  } finally {
    progress.stop();
  }
}

function show(report: PublishedReport, out: readonly string[], command: Command): void {
  for (const file of out) {
    writeFileSync(file, /\.html$/i.test(file) ? almHtml(report) : `${JSON.stringify(report, undefined, 1)}\n`);
    notice(`written: ${file}`);
  }
  if (globalsOf(command).json === true) printJson(report);
  else printText(almPage(report));
}

function readReport(file: string): PublishedReport {
  const report = readJson(file);
  if (!isIntact(report)) {
    refuse(
      'INVALID_REPORT',
      `${file} is no data of a study, or was changed: its digest does not stand for what it says; run the study again`,
      { file },
    );
  }
  return report as unknown as PublishedReport;
}

function readJson(file: string): JsonObject {
  const name = file === '-' ? 'stdin' : file;
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file === '-' ? 0 : readableFile(file), 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof Refused) throw error;
    return refuse('INVALID_JSON', `${name} is not JSON: ${(error as Error).message}`, { file: name });
  }
  const isObject = typeof document === 'object' && document !== null && !Array.isArray(document);
  const problem = isObject ? documentProblem(document) : 'must hold one object';
  return problem === undefined ? (document as JsonObject) : refuse('INVALID_JSON', `${name} ${problem}`, { file: name });
}

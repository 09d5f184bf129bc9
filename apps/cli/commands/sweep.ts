/** `accrual sweep`: one read model of the whole portfolio into a file. */
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Argument, Option, type Command } from 'commander';
import { refuse } from '#ledger/kernel/refusal.js';
import { openWholeJournalReader } from '#engine/workspace.js';
import { jsonPosition } from '#projections/answer.js';
import type { QuestionParameter } from '#projections/view.js';
import { FLAT_VIEWS, type FlatView } from '#projections/views/views.js';
import type { SweepReport } from '#projections/run/sweep/sweep.js';
import { coordinatesOf, globalsOf, readYear, withCoordinates, workersOption, workspaceOf, type CoordinateOptions } from '../options.js';
import { expectOwnFile, isSweep } from '../own-file.js';
import { portfolioSize } from '../portfolio-size.js';
import { printJson, printText } from '../terminal/output.js';
import { progressBar } from '../terminal/progress.js';
import { stoppable } from '../terminal/stop-signal.js';
import { textTable } from '../terminal/table.js';
import { groupedCount } from '../pages/counted.js';
import { flagOf } from './declared-options.js';

interface SweepCommandOptions extends CoordinateOptions {
  readonly out: string;
  readonly workers?: number;
  readonly replace?: boolean;
}

export function defineSweep(command: Command): void {
  withCoordinates(command)
    .description(
      'Answers a model for every participant at the coordinates. The file appears whole or not at all. ' +
        'Participants that are refused go to OUT.rejects.csv with code and message; those whose scheme has no such ' +
          'answer, or who were enrolled after the value date, are counted.',
    )
    .addArgument(new Argument('<model>', 'what to answer').choices(FLAT_VIEWS.map(({ name }) => name)))
    .addOption(new Option('--out <file>', 'FILE.csv, FILE.ndjson or FILE.parquet').makeOptionMandatory());
  for (const [parameter, askedBy] of PARAMETERS) {
    const about = askedBy.map(({ model, about }) => `${model}: ${about}`).join('; ');
    command.addOption(
      new Option(`--${flagOf(parameter)} <year>`, `${about} (default: ${askedBy[0]?.otherwise ?? ''})`).argParser(readYear),
    );
  }
  command
    .option('--replace', 'writes over a file that is there and that no sweep made')
    .addOption(workersOption())
    .addHelpText('after', '\nExample:\n  accrual sweep windows --out windows.parquet --as-of 2012-12-31 --correction-year 2012')
    .action(async (model: string, options: SweepCommandOptions, command: Command) => {
      const question = questionFrom(model, options);
      const started = performance.now();
      const report = await runSweep(command, model, question, options);
      if (report.rejected > 0) process.exitCode = 1;
      if (globalsOf(command).json === true) printJson(asJson(report));
      else printText(page(report, (performance.now() - started) / 1000));
    });
}

/** What is asked beside the coordinates, by the views that ask it. */
const PARAMETERS: ReadonlyMap<string, readonly (QuestionParameter & { readonly model: string })[]> = parametersOf(FLAT_VIEWS);

function parametersOf(views: readonly FlatView[]): Map<string, (QuestionParameter & { readonly model: string })[]> {
  const found = new Map<string, (QuestionParameter & { readonly model: string })[]>();
  for (const { name: model, question } of views) {
    for (const [parameter, asked] of Object.entries(question as { readonly [parameter: string]: QuestionParameter })) {
      found.set(parameter, [...(found.get(parameter) ?? []), { ...asked, model }]);
    }
  }
  return found;
}

type Given = { readonly [parameter: string]: number | undefined };

/** Refuses CONFLICTING_OPTIONS for what the model does not ask. */
function questionFrom(model: string, commandOptions: object): Given {
  const options = commandOptions as Given;
  const given = [...PARAMETERS].filter(([parameter]) => options[parameter] !== undefined);
  for (const [parameter, askedBy] of given) {
    if (askedBy.some((view) => view.model === model)) continue;
    const models = askedBy.map((view) => view.model);
    refuse('CONFLICTING_OPTIONS', { because: 'of-other-models', option: flagOf(parameter), models, model });
  }
  return Object.fromEntries(given.map(([parameter]) => [parameter, options[parameter]]));
}

async function runSweep(command: Command, model: string, question: Given, options: SweepCommandOptions): Promise<SweepReport> {
  refuseMissingFolder(options.out);
  expectOwnFile(options.out, isSweep, options.replace === true);
  const coordinates = coordinatesOf(options);
  const workspace = workspaceOf(command);
  const [journal, { sweep }] = await Promise.all([openWholeJournalReader(workspace), import('#projections/run/sweep/sweep.js')]);
  const progress = progressBar(`sweeping ${model}`, 'participants');
  try {
    const total = await portfolioSize(journal);
    return await stoppable({ during: 'sweep', file: options.out }, (signal) =>
      sweep({
        journal,
        journalUrl: workspace.journalUrl,
        clock: workspace.clock,
        model,
        coordinates,
        question,
        out: options.out,
        workers: options.workers,
        signal,
        onProgress: ({ answers, rejected, notApplicable }) => {
          const done = answers + rejected + notApplicable;
          progress.update(done, Math.max(total, done));
        },
      }),
    );
  } finally {
    progress.stop();
    await journal.close();
  }
}

function refuseMissingFolder(file: string): void {
  const folder = dirname(file);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  refuse('NO_SUCH_FOLDER', { file, folder, to: 'write' });
}

function asJson({ coordinates, position, digest, totals: _totals, ...rest }: SweepReport): object {
  const { asOf, knownAt, rulesKnownAt } = coordinates;
  return {
    ...rest,
    asOf,
    knownAt: typeof knownAt === 'bigint' ? jsonPosition(knownAt) : knownAt,
    rulesKnownAt: rulesKnownAt ?? null,
    position: jsonPosition(position),
    rulebook: null,
    digest,
  };
}

function page(report: SweepReport, seconds: number): string {
  const { answers, rejected, notApplicable, events, coordinates, digest, rejects } = report;
  const rows = [
    ['answers', answers],
    ...(notApplicable > 0 ? [['not applicable: no such answer in their scheme, or enrolled later', notApplicable]] : []),
    ['refused', rejected],
    ['events read', events],
  ] as const;
  const rules = coordinates.rulesKnownAt === undefined ? 'all published rules' : `rules known at ${coordinates.rulesKnownAt}`;
  return [
    `${report.model} of the portfolio in ${report.out ?? 'no file'}, in ${seconds.toFixed(1)} s`,
    textTable(
      [{ head: '' }, { head: 'participants', align: 'right' }],
      rows.map(([name, number]) => [String(name), groupedCount(Number(number))]),
    ),
    ...(rejects === null ? [] : [`Refused participants with their reasons: ${rejects}`]),
    `as of ${coordinates.asOf} · known at ` +
      `${typeof coordinates.knownAt === 'bigint' ? `position ${coordinates.knownAt}` : coordinates.knownAt} · ${rules}\ndigest ${digest}`,
  ].join('\n\n');
}

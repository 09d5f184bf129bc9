/** `accrual models` and `accrual rebuild`: the standing read models, how far they are, and building them again. */
import { Argument, type Command } from 'commander';
import { expectModelsWithin } from '#engine/missing.js';
import { openJournalReader, openWholeJournalReader, type Workspace } from '#engine/workspace.js';
import type { JournalReader } from '#journal/port.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { jsonPosition } from '#projections/answer.js';
import { STANDING_MODELS } from '#projections/run/standing/model.js';
import type { RebuildProgress } from '#projections/run/standing/rebuild.js';
import type { StandingStatus } from '#projections/run/standing/readings.js';
import { shownStatus } from '#projections/run/standing/shown.js';
import type { StandingModels } from '#projections/run/standing/standing-models.js';
import { modelDigest } from '#projections/run/standing/digest.js';
import { globalsOf, workersOption, workspaceOf } from '../options.js';
import { portfolioSize } from '../portfolio-size.js';
import { notice, printJson, printText } from '../terminal/output.js';
import { progressBar } from '../terminal/progress.js';
import { stoppable } from '../terminal/stop-signal.js';
import { textTable } from '../terminal/table.js';
import { todayOf } from '#money/clock.js';
import { groupedCount, counted } from '../pages/counted.js';

export function defineModels(command: Command): void {
  command
    .description('Each model with its day, its position and its distance from the journal’s end, participants, refusals and ' +
      'participants set aside.')
    .addHelpText('after', '\nExample:\n  accrual models')
    .action((_options: object, command: Command) =>
      withModels(command, openJournalReader, undefined, async (models, _today, _total, journal) => {
        const unordered = await models.status();
        const status = STANDING_MODELS.flatMap((name) => unordered.filter(({ model }) => model === name));
        if (globalsOf(command).json === true) printJson({ models: status.map(shownStatus) });
        else if (status.length === 0) printText('No standing model has been built yet; `accrual rebuild` builds them.');
        else printText(statusTable(status, (await journal.head()).position));
      }),
    );
}

export function defineRebuild(command: Command): void {
  command
    .description('Fills a second generation from the journal, catches it up and switches in one transaction; until then the first ' +
      'one answers. Where both stand at the same place, their digests are compared. Exit 1 where they differ.')
    .addArgument(new Argument('[model]', 'one of them (default: all)').choices(STANDING_MODELS))
    .addOption(workersOption())
    .addHelpText('after', '\nExample:\n  accrual rebuild windows')
    .action((model: string | undefined, options: { readonly workers?: number }, command: Command) =>
      withModels(command, openWholeJournalReader, options.workers, async (models, today, total, journal) => {
        await expectModelsWithin(models, journal, workspaceOf(command).folder);
        const outcome = await rebuildAndCompare(models, model, today, total);
        if (outcome.models.some(({ comparison }) => comparison === 'different')) {
          process.exitCode = 1;
          notice('A MODEL WAS NOT WHAT THE JOURNAL GIVES. The rebuilt one answers now; `accrual verify` proves the journal itself.');
        }
        if (globalsOf(command).json === true) printJson(outcome);
        else printText(page(outcome));
      }),
    );
}

async function withModels(
  command: Command,
  open: (workspace: Workspace) => Promise<JournalReader>,
  workers: number | undefined,
  work: (models: StandingModels, today: string, participants: number, journal: JournalReader) => Promise<void>,
): Promise<void> {
  const workspace = workspaceOf(command);
  const [journal, { openStandingModels }] = await Promise.all([open(workspace), import('#projections/run/open-standing.js')]);
  try {
    const models = await openStandingModels(workspace.readModelUrl, journal, {
      clock: workspace.clock,
      journalUrl: workspace.journalUrl,
      workers,
      alsoHere: true,
    });
    try {
      await work(models, todayOf(workspace.clock), await portfolioSize(journal), journal);
    } finally {
      await models.close();
    }
  } finally {
    await journal.close();
  }
}

/** `equal`/`different`: to the generation before, at the same day and position. `incomparable`: there was none there. */
type Comparison = 'equal' | 'different' | 'incomparable';

interface RebuiltModel {
  readonly model: string;
  readonly asOf: string;
  readonly position: number;
  readonly participants: number;
  readonly digest: string;
  readonly before: string | null;
  readonly comparison: Comparison;
}

interface RebuildOutcome {
  readonly participants: number;
  readonly events: number;
  readonly quarantined: number;
  readonly seconds: number;
  readonly models: readonly RebuiltModel[];
}

interface Generation {
  readonly status: StandingStatus;
  readonly digest: string;
}

async function rebuildAndCompare(models: StandingModels, model: string | undefined, today: string, total: number): Promise<RebuildOutcome> {
  const wanted = model === undefined ? STANDING_MODELS : [model];
  const standing = (await models.status()).filter((status) => wanted.includes(status.model));
  // A few events behind, the old generation is brought to the same place first, so that the two can be compared.
  if (standing.some(({ lag }) => lag > 0n) && standing.every(({ asOf }) => asOf === today)) await catchUpUnlessKept(models);
  const before = await generations(models, wanted);
  const started = performance.now();
  const progress = progressBar('rebuilding', 'participants');
  let built: RebuildProgress;
  try {
    built = await stoppable({ during: 'rebuild' }, (signal) =>
      models.rebuild(model, { signal, onProgress: ({ subjects }) => progress.update(subjects, Math.max(total, subjects)) }),
    );
  } finally {
    progress.stop();
  }
  const seconds = Math.round(performance.now() - started) / 1000;
  const after = await generations(models, wanted);
  const { subjects: participants, events, quarantined } = built;
  return {
    participants,
    events,
    quarantined,
    seconds,
    models: [...after].map(([name, generation]) => compared(name, generation, before.get(name))),
  };
}

/** A server or projector that keeps the models brings them to the journal's end by itself. */
async function catchUpUnlessKept(models: StandingModels): Promise<void> {
  await models.catchUp().catch((error: unknown) => {
    if (!(error instanceof Refused && error.refusal.code === 'PARTITION_HELD')) throw error;
  });
}

async function generations(models: StandingModels, wanted: readonly string[]): Promise<ReadonlyMap<string, Generation>> {
  const found = new Map<string, Generation>();
  for (const status of await models.status()) {
    if (wanted.includes(status.model)) found.set(status.model, { status, digest: await modelDigest(models, status.model) });
  }
  return found;
}

function compared(model: string, { status, digest }: Generation, before: Generation | undefined): RebuiltModel {
  const { asOf, position, subjects: participants } = status;
  const comparable = before !== undefined && before.status.asOf === asOf && before.status.position === position;
  const comparison = !comparable ? 'incomparable' : before.digest === digest ? 'equal' : 'different';
  return { model, asOf, position: jsonPosition(position), participants, digest, before: before?.digest ?? null, comparison };
}

const SAID: { readonly [comparison in Comparison]: string } = {
  equal: 'equal to the one before',
  different: 'DIFFERENT from the one before',
  incomparable: 'none before it at this day and position',
};

function page({ participants, events, quarantined, seconds, models }: RebuildOutcome): string {
  return [
    `Rebuilt from ${counted(events, 'event')} of ${counted(participants, 'participant')} in ${seconds} ` +
      `s${quarantined === 0 ? '' : `; ${quarantined} set aside`}`,
    textTable(
      [
        { head: 'model' },
        { head: 'as of' },
        { head: 'position', align: 'right' },
        { head: 'participants', align: 'right' },
        { head: 'digest' },
        { head: '' },
      ],
      models.map((each) => [
        each.model,
        each.asOf,
        groupedCount(each.position),
        groupedCount(each.participants),
        each.digest.slice(0, 16),
        SAID[each.comparison],
      ]),
    ),
  ].join('\n\n');
}

/** `head`: the journal's end; a model beyond it was built from events that are missing now. */
function statusTable(status: readonly StandingStatus[], head: bigint): string {
  const right = (head: string): { head: string; align: 'right' } => ({ head, align: 'right' });
  return textTable(
    [
      { head: 'model' },
      { head: 'as of' },
      { head: 'position', align: 'right', spare: 2 },
      right('behind'),
      right('participants'),
      right('refused'),
      right('for want of a parameter'),
      right('set aside'),
      { head: 'being built', spare: 1 },
    ],
    status.map((each) => [
      each.model,
      each.asOf,
      groupedCount(each.position),
      each.position > head ? 'beyond the end' : groupedCount(each.lag),
      ...[each.subjects, each.refused, each.missingParameter, each.quarantined].map((number) => groupedCount(number)),
      each.building === null ? '' : `as of ${each.building.asOf}, since ${each.building.since}`,
    ]),
  );
}

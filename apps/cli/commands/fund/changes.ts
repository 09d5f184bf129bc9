/** `accrual fund change-basis`, `change-terms`, `notify` and `changes`: what a fund announces, and who has been told. */
import { Option, type Command } from 'commander';
import type { JournalReader } from '#journal/port.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import { NOTIFIED, type ChangeKind, type Notified } from '#ledger/fund/changes/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';
import { openJournalReader, openStandingJournal } from '#engine/workspace.js';
import { fundChanges } from '#projections/changes/fund-changes.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { declare, decideForFund, eventsOf, type FundDecideContext, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { readableFile } from '../../input-file.js';
import {
  actorOf,
  coordinatesOf,
  globalsOf,
  readDate,
  readReference,
  withCoordinates,
  withFund,
  workersOption,
  workspaceOf,
  type CoordinateOptions,
} from '../../options.js';
import { announcementPage, changesPage, type Taken } from '../../pages/changes.js';
import { printJson, printText } from '../../terminal/output.js';
import { readDocument } from '../parameters/document.js';
import { whichFund } from './which-fund.js';

export function addChanges(fund: Command): void {
  addChange(fund, 'basis', {
    summary: 'announce a new calculation basis: publish its rows, and report what every value pays by it',
    description:
      'FILE is a parameters file with calculationRate or mortality alone. The values stay, the pensions they pay ' +
        'change: the report adds up what the values of the day by which all of it counts pay for life at the age then, ' +
          'on the old basis and on the new one. The supervisor must be told of every change, the members of one that is material.',
    example: 'accrual fund change-basis basis-2024.json --material --reference "board, 2023-10-02" --supervisor-notified 2023-10-05',
  });
  addChange(fund, 'terms', {
    summary: 'announce new terms: publish their rows, and report which covers change or lapse',
    description:
      'FILE is a parameters file with spouseRate, groupCovers, minContribution, expiryAge, groupPremium, riskPremium ' +
        'or adminFee alone. The report compares the coverage overviews of the day by which all of it counts, by the ' +
          'old terms and the new ones. Covers that were paid for may change or lapse too.',
    example: 'accrual fund change-terms terms-2024.yaml --material --reference "board, 2023-10-02" --members-notified 2023-11-15',
  });
  addNotify(fund);
  addList(fund);
}

interface ChangeOptions {
  readonly fund?: string;
  readonly reference: string;
  readonly material?: boolean;
  readonly supervisorNotified?: CivilDate;
  readonly membersNotified?: CivilDate;
  readonly dryRun?: boolean;
  readonly workers?: number;
}

function addChange(
  fund: Command,
  kind: ChangeKind,
  { summary, description, example }: { readonly summary: string; readonly description: string; readonly example: string },
): void {
  withFund(fund.command(`change-${kind}`))
    .summary(summary)
    .description(`${description} Run again, it writes nothing.`)
    .argument('<file>', 'FILE.yaml or FILE.json: {scheme, announced, parameters}; no row begins before it is announced')
    .addOption(
      new Option('--reference <text>', 'what the decision rests on: minutes, a letter').argParser(readReference).makeOptionMandatory(),
    )
    .option('--material', 'it moves payouts so much that the members must be told')
    .addOption(
      new Option('--supervisor-notified <date>', 'the supervisor was told on this day (later: accrual fund notify)').argParser(readDate),
    )
    .addOption(
      new Option('--members-notified <date>', 'the members were told on this day (later: accrual fund notify)').argParser(readDate),
    )
    .option('--dry-run', 'report what it would do and write nothing')
    .addOption(workersOption())
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action(async (file: string, options: ChangeOptions, command: Command) => {
      const document = await readDocument(readableFile(file));
      const { reference, supervisorNotified, membersNotified, material = false } = options;
      const notified = { supervisor: supervisorNotified, members: membersNotified };
      await take(command, options, () => ({ decision: 'change', kind, document, material, reference, notified }));
    });
}

interface NotifyOptions {
  readonly fund?: string;
  readonly change?: string;
  readonly to: Notified;
  readonly on: CivilDate;
  readonly reference: string;
}

function addNotify(fund: Command): void {
  withFund(fund.command('notify'))
    .summary('record that the supervisor or the members have been told of a change of the basis or of the terms')
    .option('--change <id>', 'id of the change, as `accrual fund changes` shows it (default: the only one there is)')
    .addOption(new Option('--to <whom>', 'who has been told').choices([...NOTIFIED]).makeOptionMandatory())
    .addOption(new Option('--on <date>', 'the day').argParser(readDate).makeOptionMandatory())
    .addOption(new Option('--reference <text>', 'the letter').argParser(readReference).makeOptionMandatory())
    .addHelpText('after', '\nExample:\n  accrual fund notify --to members --on 2023-11-15 --reference "letter to all members"')
    .action(async ({ change, to, on, reference, ...options }: NotifyOptions, command: Command) => {
      await take(command, options, (of) => ({ decision: 'notify', change: change ?? onlyOne(of), to, on, reference }));
    });
}

function onlyOne({ changes, schemeChanges }: FundState): string {
  const [only, ...others] = changes;
  if (only !== undefined && others.length === 0) return only.id;
  return refuse('CHANGE_NOT_NAMED', { changes: changes.map(({ id }) => id), ofScheme: schemeChanges.map(({ from }) => from) });
}

interface TakeOptions {
  readonly fund?: string;
  readonly dryRun?: boolean;
  readonly workers?: number;
}

/** Takes the decision and prints what was decided; `--dry-run` opens the journal for reading alone. */
async function take(
  command: Command,
  { fund: named, dryRun = false, workers }: TakeOptions,
  commandOf: (fund: FundState) => FundCommand,
): Promise<void> {
  const workspace = workspaceOf(command);
  const decide = async <J extends JournalReader>(
    journal: J,
    decideIn: (
      decision: FundCommand,
      fund: FundState,
      context: FundDecideContext & { readonly journal: J },
    ) => Promise<readonly DecidedFundEvent[]>,
  ): Promise<Taken> => {
    try {
      const fundId = await whichFund(journal, named);
      const fund = await readFund(journal, fundId);
      const decision = commandOf(fund);
      const events = await decideIn(decision, fund, { journal, journalUrl: workspace.journalUrl, fundId, clock: workspace.clock, workers });
      return { fundId, dryRun, events, changes: (await readFund(journal, fundId)).changes };
    } finally {
      await journal.close();
    }
  };
  const taken = dryRun
    ? await decide(await openJournalReader(workspace), async (...asked) => eventsOf(await decideForFund(...asked)))
    : await decide(await openStandingJournal(workspace), (decision, _fund, context) =>
        declare(decision, { ...context, actor: actorOf(process.env) }),
      );
  if (globalsOf(command).json === true) {
    printJson({
      ...taken,
      events: undefined,
      changes: undefined,
      declared: taken.events.map(({ type, effectiveDate, data }) => ({ type, effectiveDate, data })),
    });
  } else {
    printText(announcementPage(taken));
  }
}

function addList(fund: Command): void {
  withFund(withCoordinates(fund.command('changes')))
    .summary('the changes that a fund has announced, and who is still to be told')
    .addHelpText('after', '\nExample:\n  accrual fund changes --fund dk-p90')
    .action(async ({ fund: named, ...coordinates }: CoordinateOptions & { readonly fund?: string }, command: Command) => {
      const workspace = workspaceOf(command);
      const journal = await openJournalReader(workspace);
      try {
        const answer = await fundChanges(journal, workspace.clock, await whichFund(journal, named), coordinatesOf(coordinates));
        if (globalsOf(command).json === true) printJson(answer);
        else printText(changesPage(answer));
      } finally {
        await journal.close();
      }
    });
}

/** `accrual employers`: invoices of all employers, decisions on what is found after the final one, and interest on what is late. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { openJournalReader, openStandingJournal } from '#engine/workspace.js';
import { amountMinor } from '#money/amount.js';
import { parsePeriod } from '#money/civil-date.js';
import type { Answer } from '#projections/answer.js';
import { dutiesProjection, owedOf } from '#projections/employers/duties.js';
import { exemptionsProjection } from '#projections/employers/exemptions.js';
import { overdueProjection } from '#projections/employers/overdue.js';
import { askAll } from '#projections/run/ask-all.js';
import type { NoQuestion, View } from '#projections/view.js';
import type { AffiliatedState } from '#portfolio/employer.js';
import type { InvoiceCommand } from '#reprocessing/invoicing/compose.js';
import { listAllCorrections } from '#reprocessing/invoicing/corrections-list.js';
import { chargeInterest } from '#reprocessing/invoicing/interest-run.js';
import { runInvoices } from '#reprocessing/invoicing/invoice-run.js';
import {
  actorOf, coordinatesOf, globalsOf, readDate, readReference, readYear, withCoordinates, withFund, workersOption, workspaceOf,
  type CoordinateOptions,
} from '../../options.js';
import { exemptionsRegister } from '../../pages/employers/exemptions.js';
import { correctionsPage, dutiesWorklist, overdueWorklist } from '../../pages/employers/lists.js';
import { interestPage, invoicesPage } from '../../pages/employers/runs.js';
import { notice, printJson, printText } from '../../terminal/output.js';
import { tellSetAside } from '../../terminal/set-aside.js';
import { progressBar } from '../../terminal/progress.js';
import { stopSignal } from '../../terminal/stop-signal.js';
import { whichFund } from '../fund/which-fund.js';
import { withLive } from '../live.js';

export function defineEmployers(employers: Command): void {
  employers.description('Each run may be stopped and goes on where it was; one that stands already changes nothing. Each employer’s ' +
    'invoice stands with all its lines or not at all.');
  addInvoice(employers);
  addFinal(employers);
  addReplace(employers);
  addSettle(employers);
  addInterest(employers);
  addOverdue(employers);
  addCorrections(employers);
  addDuties(employers);
  addExemptions(employers);
}

interface RunOptions {
  readonly fund?: string;
  readonly employer?: string;
  readonly workers?: number;
}

function readMonth(text: string): string {
  if (parsePeriod(text) !== undefined) return text;
  throw new InvalidArgumentError('must be a month such as 2018-03.');
}

const day = (flags: string, about: string): Option => new Option(flags, about).argParser(readDate).makeOptionMandatory();
const year = (about: string): Option => new Option('--year <year>', about).argParser(readYear).makeOptionMandatory();
const reference = (): Option =>
  new Option('--reference <text>', 'what it rests on: minutes, a letter').argParser(readReference).makeOptionMandatory();

function withEmployersFund(command: Command): Command {
  return withFund(command, 'the only one, or that of nl-pob');
}

function ofFund(command: Command): Command {
  return withEmployersFund(command).option('--employer <id>', 'only this employer (default: all)');
}

function addInvoice(employers: Command): void {
  ofFund(employers.command('invoice'))
    .summary('the monthly invoice of every employer, with the settlement of all changes')
    .addOption(new Option('--month <month>', 'the month it is for').argParser(readMonth).makeOptionMandatory())
    .addOption(day('--sent-on <date>', 'day of sending: by the 10th; due on the 15th of the month after'))
    .addOption(workersOption())
    .addHelpText('after', '\nExample:\n  accrual employers invoice --month 2018-03 --sent-on 2018-03-08')
    .action((options: RunOptions & { month: string; sentOn: string }, command: Command) =>
      invoice(command, options, { kind: 'monthly', month: options.month, sentOn: options.sentOn }),
    );
}

function addFinal(employers: Command): void {
  ofFund(employers.command('final'))
    .summary('the final invoice of a year; what is found after it waits for a decision (4.9)')
    .addOption(year('the year that is over'))
    .addOption(day('--sent-on <date>', 'day of sending'))
    .addOption(workersOption())
    .addHelpText('after', '\nExample:\n  accrual employers final --year 2018 --sent-on 2019-02-11')
    .action((options: RunOptions & { year: number; sentOn: string }, command: Command) =>
      invoice(command, options, { kind: 'final', year: options.year, sentOn: options.sentOn }),
    );
}

function addReplace(employers: Command): void {
  withEmployersFund(employers.command('replace'))
    .summary('an invoice in the place of what an estimate charged, once the data have come (4.3)')
    .argument('<employer>', 'employer id')
    .addOption(
      new Option('--demand <text>', 'reference of the demand that the estimate answered').argParser(readReference).makeOptionMandatory(),
    )
    .addOption(day('--sent-on <date>', 'day of sending'))
    .addOption(reference())
    .addHelpText('after', '\nExample:\n  accrual employers replace E1 --demand "letter 12" --sent-on 2018-09-03 --reference "board 4"')
    .action((employer: string, options: RunOptions & { demand: string; sentOn: string; reference: string }, command: Command) => {
      const { demand, sentOn, reference: rests } = options;
      return invoice(command, { ...options, employer }, { kind: 'replacement', demand, sentOn, reference: rests });
    });
}

interface SettleOptions extends RunOptions {
  readonly year: number;
  readonly choice: 'change' | 'keep';
  readonly conditions?: string;
  readonly decidedOn: string;
  readonly reference: string;
}

function addSettle(employers: Command): void {
  withEmployersFund(employers.command('settle'))
    .summary('decide on the differences of a year that were found after its final invoice (4.9)')
    .argument('<employer>', 'employer id')
    .addOption(year('the year whose differences wait'))
    .addOption(
      new Option('--choice <choice>', 'change: they go on the next invoice; keep: never').choices(['change', 'keep']).makeOptionMandatory(),
    )
    .addOption(new Option('--conditions <text>', 'on what conditions').argParser(readReference))
    .addOption(day('--decided-on <date>', 'day of the decision'))
    .addOption(reference())
    .addHelpText(
      'after',
      '\nExample:\n  accrual employers settle E1 --year 2018 --choice keep --decided-on 2019-07-01 --reference "board 9"',
    )
    .action((employer: string, options: SettleOptions, command: Command) => {
      const { year: of, choice, conditions, decidedOn, reference: rests } = options;
      return invoice(
        command,
        { ...options, employer },
        { kind: 'final-settlement', year: of, choice, conditions, decidedOn, reference: rests },
      );
    });
}

function addInterest(employers: Command): void {
  ofFund(employers.command('interest'))
    .summary('credit applied on due dates, and late interest charged yearly in arrears, up to a day (2.5)')
    .addOption(day('--to <date>', 'up to and including this day'))
    .addHelpText('after', '\nExample:\n  accrual employers interest --to 2019-05-15')
    .action(async (options: RunOptions & { to: string }, command: Command) => {
      const workspace = workspaceOf(command);
      const journal = await openStandingJournal(workspace);
      const stop = stopSignal();
      try {
        const fundId = await whichFund(journal, options.fund, 'nl-pob');
        const { clock } = workspace;
        const report = await chargeInterest({
          journal,
          fundId,
          to: options.to,
          employerId: options.employer,
          clock,
          actor: actorOf(process.env),
          signal: stop.signal,
        });
        if (globalsOf(command).json === true) printJson(report);
        else printText(interestPage(report));
        if (report.failed.length > 0) process.exitCode = 1;
      } finally {
        stop.release();
        await journal.close();
      }
    });
}

function addOverdue(employers: Command): void {
  withCoordinates(employers.command('overdue'))
    .summary('invoices in default of all employers, the largest first')
    .addHelpText('after', '\nExample:\n  accrual employers overdue --as-of 2019-01-31')
    .action((options: CoordinateOptions, command: Command) =>
      listOver(command, options, overdueProjection, ({ employerId, invoices }) => invoices.map((one) => ({ employerId, ...one })), {
        compare: (a, b) => amountMinor(b.totalDue) - amountMinor(a.totalDue) || (a.employerId < b.employerId ? -1 : 1),
        page: overdueWorklist,
      }),
    );
}

function addDuties(employers: Command): void {
  withCoordinates(employers.command('duties'))
    .summary('data that all employers were asked for and owe still, the earliest deadline first')
    .addHelpText('after', '\nExample:\n  accrual employers duties --as-of 2018-07-01')
    .action((options: CoordinateOptions, command: Command) =>
      listOver(command, options, dutiesProjection, owedOf, {
        compare: (a, b) => (a.dataDeadline + a.employerId < b.dataDeadline + b.employerId ? -1 : 1),
        page: dutiesWorklist,
      }),
    );
}

function addCorrections(employers: Command): void {
  employers
    .command('corrections')
    .summary('premium of all employers that changed since it was charged: next invoice, waiting (4.9), lapsed (2.11), estimated, kept')
    .addOption(new Option('--on <date>', 'as it would be decided on that day (default: today)').argParser(readDate))
    .addHelpText('after', '\nExample:\n  accrual employers corrections --on 2019-07-01')
    .action(async (options: { readonly on?: string }, command: Command) => {
      const workspace = workspaceOf(command);
      const journal = await openJournalReader(workspace);
      try {
        const json = globalsOf(command).json === true;
        let [listed, leftOut] = [0, 0];
        for await (const one of listAllCorrections(journal, options.on, workspace.clock)) {
          if (one.status === 'left-out') {
            notice(`Left out: ${one.failed.employerId}  ${one.failed.code}: ${one.failed.message}`);
            process.exitCode = 1;
            leftOut += 1;
            continue;
          }
          listed += 1;
          if (json) printJson(one.list, 'line');
          else printText(`${listed > 1 ? '\n' : ''}${correctionsPage(one.list)}`);
        }
        if (listed === 0 && !json) printText(leftOut > 0 ? NOTHING_OF_THE_OTHERS : 'Nothing: all is charged as it is due.');
      } finally {
        await journal.close();
      }
    });
}

function addExemptions(employers: Command): void {
  withCoordinates(employers.command('exemptions'))
    .summary('the register of exemptions of all employers, what falls due first')
    .addHelpText('after', '\nExample:\n  accrual employers exemptions --as-of 2019-07-01')
    .action((options: CoordinateOptions, command: Command) =>
      listOver(command, options, exemptionsProjection, ({ employerId, exemptions }) => exemptions.map((one) => ({ employerId, ...one })), {
        compare: (a, b) => ((a.nextDue ?? '9999') + a.employerId < (b.nextDue ?? '9999') + b.employerId ? -1 : 1),
        page: exemptionsRegister,
      }),
    );
}

interface Listing<Item> {
  readonly compare: (a: Item, b: Item) => number;
  readonly page: (items: readonly Item[]) => string;
}

/** Whoever is left out may have what the list is of: that there is none is not known. */
const NOTHING_OF_THE_OTHERS = 'Nothing of the other employers; of those that are left out it is not known.';

/** What a view says of every employer, in one list. */
async function listOver<Shown extends object, Item extends object>(
  command: Command,
  options: CoordinateOptions,
  view: View<NoQuestion, Shown, AffiliatedState>,
  itemsOf: (answer: Answer<Shown>) => readonly Item[],
  { compare, page }: Listing<Item>,
): Promise<void> {
  await withLive(command, async (live, journal) => {
    const { answers, setAside } = await askAll(live, journal, view, coordinatesOf(options), undefined);
    const items = answers.flatMap(itemsOf).sort(compare);
    if (globalsOf(command).json === true) for (const item of items) printJson(item, 'line');
    else printText(items.length === 0 && setAside.length > 0 ? NOTHING_OF_THE_OTHERS : page(items));
    tellSetAside('employer', setAside);
  });
}

async function invoice(command: Command, options: RunOptions, asked: InvoiceCommand): Promise<void> {
  const workspace = workspaceOf(command);
  const journal = await openStandingJournal(workspace);
  const progress = progressBar('invoicing', 'employers');
  const stop = stopSignal();
  try {
    const fundId = await whichFund(journal, options.fund, 'nl-pob');
    const report = await runInvoices({
      journal,
      journalUrl: workspace.journalUrl,
      fundId,
      command: asked,
      employerId: options.employer,
      clock: workspace.clock,
      actor: actorOf(process.env),
      workers: options.workers,
      signal: stop.signal,
      onProgress: ({ employers, total }) => progress.update(employers, total),
    });
    progress.stop();
    if (globalsOf(command).json === true) printJson(report);
    else printText(invoicesPage(asked, report));
    if (report.failed.length > 0) process.exitCode = 1;
  } finally {
    stop.release();
    progress.stop();
    await journal.close();
  }
}

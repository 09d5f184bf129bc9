/** The read models of one participant: coverage, windows, account, history, explain. */
import { Option, type Command } from 'commander';
import { participantStream, subjectOf } from '#ledger/subjects.js';
import { accountProjection } from '#projections/account/projection.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { coverageTold } from '#projections/coverage/told.js';
import { indexationProjection } from '#projections/rights/indexation.js';
import { rightsProjection } from '#projections/rights/projection.js';
import { savingsCreditedOn } from '#projections/savings/credited-on.js';
import { savingsProjection } from '#projections/savings/projection.js';
import { windowsProjection } from '#projections/windows/projection.js';
import type { View } from '#projections/view.js';
import { answerWhatIf, whatIfOption, type AskedForPage, type PageWriter, type WhatIfOption } from './what-if.js';
import { coordinatesOf, globalsOf, readYear, withCoordinates, workspaceOf, type CoordinateOptions } from '../options.js';
import { accountPage } from '../pages/account.js';
import type { DueNote } from '#projections/due/note.js';
import { coveragePage } from '../pages/coverage.js';
import { dueLine } from '../pages/due.js';
import { explanationPage } from '../pages/explanation.js';
import { historyPage } from '../pages/history.js';
import { indexationPage, rightsPage } from '../pages/rights.js';
import { savingsPage } from '../pages/savings.js';
import { windowsPage } from '../pages/windows.js';
import { printJson, printText } from '../terminal/output.js';
import { answer, withLive } from './live.js';

export function defineCoverage(command: Command): void {
  withCoordinates(command)
    .description('What a participant is covered for: value, benefits with their conditions, and the assumptions they rest on.')
    .argument('<participant>', 'participant id')
    .addOption(whatIfOption())
    .addHelpText(
      'after',
      '\nExamples:\n  accrual coverage D000001 --as-of 2022-11-15\n  accrual coverage D000001 --as-of 2022-11-15 ' +
        '--what-if rules=lower-fees.yaml --what-if event=late.csv',
    )
    .action((participant: string, options: CoordinateOptions & WhatIfOption, command: Command) =>
      answerOrWhatIf(
        command,
        options,
        { projection: coverageProjection, beside: coverageTold, participantId: participant, question: undefined },
        coveragePage,
      ),
    );
}

interface WindowsOptions extends CoordinateOptions, WhatIfOption {
  readonly correctionYear?: number;
  readonly closing?: number;
}

export function defineWindows(command: Command): void {
  withCoordinates(command)
    .description(
      'Every income year with its window, its versions and what was settled. The eight income years before the ' +
        'correction year are open.',
    )
    .argument('[participant]', 'participant id; none with --closing')
    .addOption(new Option('--correction-year <year>', 'seen from this correction year (default: the year of --as-of)').argParser(readYear))
    .addOption(
      new Option(
        '--closing <year>',
        'the participant-years of the whole portfolio whose window closes in this year, with their corrections',
      ).argParser(readYear),
    )
    .addOption(whatIfOption())
    .addHelpText(
      'after',
      '\nExamples:\n  accrual windows F000001 --correction-year 2010 --as-of 2010-12-31\n  accrual windows --closing ' +
        '2012 --as-of 2012-12-31 --json\n  accrual windows F000001 --as-of 2010-12-31 --what-if event=corrected.json',
    )
    .action(async (participant: string | undefined, options: WindowsOptions, command: Command) => {
      if ((participant === undefined) === (options.closing === undefined)) {
        command.error('name a participant, or give --closing YEAR', { exitCode: 2 });
      }
      if (options.closing !== undefined) {
        if (options.whatIf !== undefined) command.error('--what-if is about one participant; name one, without --closing', { exitCode: 2 });
        if (options.correctionYear !== undefined) {
          command.error('--closing is seen from the year of --as-of; leave --correction-year out', { exitCode: 2 });
        }
        const { printClosing } = await import('./closing.js');
        return printClosing(workspaceOf(command), options.closing, coordinatesOf(options), globalsOf(command).json === true);
      }
      return answerOrWhatIf(
        command,
        options,
        { ...alone(windowsProjection), participantId: participant as string, question: { correctionYear: options.correctionYear } },
        windowsPage,
      );
    });
}

export function defineAccount(command: Command): void {
  withCoordinates(command)
    .description('Opening value, the year’s lines and the closing value; they reconcile to the cent.')
    .argument('<participant>', 'participant id')
    .addOption(new Option('--year <year>', 'calendar year of the account').argParser(readYear).makeOptionMandatory())
    .addOption(whatIfOption())
    .addHelpText(
      'after',
      '\nExamples:\n  accrual account D000001 --year 2021\n  accrual account D000001 --year 2021 --what-if rules=lower-fees.yaml',
    )
    .action((participant: string, options: CoordinateOptions & WhatIfOption & { readonly year: number }, command: Command) =>
      answerOrWhatIf(
        command,
        options,
        { ...alone(accountProjection), participantId: participant, question: { year: options.year } },
        accountPage,
      ),
    );
}

export function defineRights(command: Command): void {
  withCoordinates(command)
    .description('Pension rights by the year: opening, accrual, what the fund decided, what was derived again, closing; by year of ' +
      'accrual, and what may still be caught up.')
    .argument('<participant>', 'participant id')
    .addOption(new Option('--year <year>', 'calendar year').argParser(readYear).makeOptionMandatory())
    .addHelpText('after', '\nExample:\n  accrual rights P000001 --year 2019')
    .action((participant: string, options: CoordinateOptions & { readonly year: number }, command: Command) =>
      answer(command, (live) => live.ask(rightsProjection, participant, coordinatesOf(options), { year: options.year }), (rights) =>
        `${rightsPage(rights)}${dueLine(participant, rights as DueNote)}`),
    );
}

export function defineIndexation(command: Command): void {
  withCoordinates(command)
    .description('Each indexation of a participant’s pension rights: the right before, the rate, the right after, and what of it was ' +
      'derived again. What may still be caught up stands with the rights.')
    .argument('<participant>', 'participant id')
    .addHelpText('after', '\nExample:\n  accrual indexation P000001')
    .action((participant: string, options: CoordinateOptions, command: Command) =>
      answer(command, (live) => live.ask(indexationProjection, participant, coordinatesOf(options), undefined), indexationPage),
    );
}

export function defineSavings(command: Command): void {
  withCoordinates(command)
    .description('Savings in the place of premium, of a participant with conscientious objections: deposits, interest, payout or what ' +
      'became of them.')
    .argument('<participant>', 'participant id')
    .addHelpText('after', '\nExample:\n  accrual savings P000001 --as-of 2019-12-31')
    .action((participant: string, options: CoordinateOptions, command: Command) =>
      withLive(command, async (live) => {
        const found = await live.askBeside(savingsProjection, savingsCreditedOn, participant, coordinatesOf(options), undefined);
        if (globalsOf(command).json === true) printJson(found.answer);
        else printText(savingsPage(found.answer, found.beside));
      }),
    );
}

export function defineHistory(command: Command): void {
  withCoordinates(command)
    .description('The events in recorded order, with value date, knowledge time, source file and line, and what annulled them.')
    .argument('<subject>', 'participant id, or a stream: participant-…, employer-…, fund-…, batch-…')
    .addHelpText('after', '\nExamples:\n  accrual history F000001\n  accrual history fund-fi-kapl --json\n  accrual history employer-E001')
    .action((subject: string, options: object, command: Command) =>
      answer(command, (live) => live.history(streamNamed(subject), coordinatesOf(options)), historyPage),
    );
}

export function defineExplain(command: Command): void {
  withCoordinates(command)
    .description('A figure as a tree: formula with article, inputs, parameters with status, and the events down to file and line. ' +
      '`accrual fund explain` takes what a fund’s question may suppose, too.')
    .argument('<subject>', 'participant id, or the stream of a fund: fund-…')
    .argument(
      '<figure>',
      'name of the figure, as the other answers give it, trial-balance.ACCOUNT.COMMODITY, or history.EVENT; an unknown ' +
        'name lists those there are',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  accrual explain F000001 windows.2003.premium\n  accrual explain F000001 ' +
        'trial-balance.participants:pensionable-income.EUR-income\n  accrual explain fund-nl-pob evaluations.2016.proposed.indexation',
    )
    .action(explainSubject);
}

async function explainSubject(subject: string, figure: string, options: object, command: Command): Promise<void> {
  const fundId = fundOf(subject);
  if (fundId === undefined) return answer(command, (live) => live.explain(subject, figure, coordinatesOf(options)), explanationPage);
  const { explainOfFund } = await import('./fund/policy-readings.js');
  return explainOfFund(fundId, figure, options, command);
}

/** `fund-nl-pob`: the fund; undefined for a participant. */
function fundOf(subject: string): string | undefined {
  const of = subjectOf(subject);
  return of?.kind === 'fund' ? of.id : undefined;
}

/** A stream's name as given, else the participant of that id. */
export function streamNamed(subject: string): string {
  return subjectOf(subject) === undefined ? participantStream(subject) : subject;
}

/** One participant's answer, or what it would be. */
function answerOrWhatIf<Question extends object, Shown extends object, Beside extends object>(
  command: Command,
  options: CoordinateOptions & WhatIfOption,
  asked: Omit<AskedForPage<Question, Shown, Beside>, 'coordinates'>,
  page: PageWriter<Shown, Beside>,
): Promise<void> {
  const coordinates = coordinatesOf(options);
  if (options.whatIf !== undefined) return answerWhatIf(command, options.whatIf, { ...asked, coordinates }, page);
  const { projection, beside, participantId, question } = asked;
  return withLive(command, async (live) => {
    const found = await live.askBeside(projection, beside, participantId, coordinates, question);
    if (globalsOf(command).json === true) printJson(found.answer);
    else printText(`${await page(found.answer, found.beside)}${dueLine(participantId, found.answer as DueNote)}`);
  });
}

/** A page that needs no more than its answer. */
function alone<Question extends object, Shown extends object>(
  projection: View<Question, Shown>,
): { readonly projection: View<Question, Shown>; readonly beside: View<Question, Shown> } {
  return { projection, beside: projection };
}

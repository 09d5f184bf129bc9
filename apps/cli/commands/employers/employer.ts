/** `accrual employer`: what the ledger knows of one employer. */
import { writeFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { openJournalReader } from '#engine/workspace.js';
import { dutiesProjection } from '#projections/employers/duties.js';
import { exemptionsProjection } from '#projections/employers/exemptions.js';
import { overdueProjection } from '#projections/employers/overdue.js';
import { statementProjection } from '#projections/employers/statement.js';
import { listCorrections } from '#reprocessing/invoicing/corrections-list.js';
import { linesOfInvoice, type PremiumLineOfInvoice } from '#reprocessing/invoicing/premium-lines.js';
import {
  coordinatesOf, globalsOf, readCount, readDate, readReference, readYear, withCoordinates, workspaceOf, type CoordinateOptions,
} from '../../options.js';
import { expectOwnFile, isStatement } from '../../own-file.js';
import { exemptionsPage } from '../../pages/employers/exemptions.js';
import { correctionsPage, dutiesPage, linesPage, overduePage } from '../../pages/employers/lists.js';
import { statementHtml } from '../../pages/employers/statement-html.js';
import { statementPage } from '../../pages/employers/statement-text.js';
import { STATEMENT_LANGUAGES, type StatementLanguage } from '../../pages/employers/words.js';
import { notice, printJson, printText } from '../../terminal/output.js';
import type { LiveRunner } from '#projections/run/live.js';
import { answer, withLive } from '../live.js';

export function defineEmployer(employer: Command): void {
  addStatement(employer);
  addOverdue(employer);
  addLines(employer);
  addCorrections(employer);
  addDuties(employer);
  addExemptions(employer);
}

interface StatementOptions extends CoordinateOptions {
  readonly year: number;
  readonly lang: StatementLanguage;
  readonly html?: string;
  readonly replace?: boolean;
}

function addStatement(employer: Command): void {
  withCoordinates(employer.command('statement'))
    .summary('statement of a year: invoices, interest, fines and claims, payments; it reconciles to the cent')
    .argument('<employer>', 'employer id')
    .addOption(new Option('--year <year>', 'calendar year').argParser(readYear).makeOptionMandatory())
    .addOption(new Option('--lang <language>', 'language of the page').choices([...STATEMENT_LANGUAGES]).default('en'))
    .option('--html <file>', 'writes a page to read and print as well')
    .option('--replace', 'writes over a file that is there and that is no such page')
    .addHelpText('after', '\nExample:\n  accrual employer statement E1 --year 2018 --as-of 2018-12-31 --lang nl --html overzicht.html')
    .action((id: string, options: StatementOptions, command: Command) => {
      const show = async (live: LiveRunner): Promise<void> => {
        const found = await live.ask(statementProjection, id, coordinatesOf(options), { year: options.year });
        if (options.html !== undefined) {
          expectOwnFile(options.html, isStatement, options.replace === true);
          writeFileSync(options.html, statementHtml(found, options.lang));
          notice(`page: ${options.html}`);
        }
        if (globalsOf(command).json === true) printJson(found);
        else printText(statementPage(found, options.lang));
      };
      return withLive(command, show, options.html !== undefined);
    });
}

function addOverdue(employer: Command): void {
  withCoordinates(employer.command('overdue'))
    .summary('invoices in default, with days and interest')
    .argument('<employer>', 'employer id')
    .addHelpText('after', '\nExample:\n  accrual employer overdue E1 --as-of 2019-01-31')
    .action((id: string, options: CoordinateOptions, command: Command) =>
      answer(command, (live) => live.ask(overdueProjection, id, coordinatesOf(options), undefined), overduePage),
    );
}

function addDuties(employer: Command): void {
  withCoordinates(employer.command('duties'))
    .summary('data that were asked for: deadlines, delivery, what may be imposed and what was')
    .argument('<employer>', 'employer id')
    .addHelpText('after', '\nExample:\n  accrual employer duties E1 --as-of 2018-07-01')
    .action((id: string, options: CoordinateOptions, command: Command) =>
      answer(command, (live) => live.ask(dutiesProjection, id, coordinatesOf(options), undefined), dutiesPage),
    );
}

function addExemptions(employer: Command): void {
  withCoordinates(employer.command('exemptions'))
    .summary('exemptions from participation: ground, from when, conditions and what falls due')
    .argument('<employer>', 'employer id')
    .addHelpText('after', '\nExample:\n  accrual employer exemptions E1 --as-of 2019-07-01')
    .action((id: string, options: CoordinateOptions, command: Command) =>
      answer(command, (live) => live.ask(exemptionsProjection, id, coordinatesOf(options), undefined), exemptionsPage),
    );
}

function addCorrections(employer: Command): void {
  employer
    .command('corrections')
    .summary('what changed since it was charged: next invoice, waiting (4.9), lapsed (2.11), estimated (4.3), kept')
    .argument('<employer>', 'employer id')
    .addOption(new Option('--on <date>', 'as it would be decided on that day (default: today)').argParser(readDate))
    .addHelpText('after', '\nExample:\n  accrual employer corrections E1 --on 2019-07-01')
    .action(async (id: string, options: { readonly on?: string }, command: Command) => {
      const workspace = workspaceOf(command);
      const journal = await openJournalReader(workspace);
      try {
        const list = await listCorrections(journal, id, options.on, workspace.clock);
        if (globalsOf(command).json === true) printJson(list);
        else printText(correctionsPage(list));
      } finally {
        await journal.close();
      }
    });
}

interface LinesOptions {
  readonly invoice: string;
  readonly from?: string;
  readonly limit: number;
}

function addLines(employer: Command): void {
  employer
    .command('lines')
    .summary('what an invoice is made of, by participant')
    .argument('<employer>', 'employer id')
    .addOption(
      new Option('--invoice <invoice>', 'as the statement names it: 2018-03, final-2018').argParser(readReference).makeOptionMandatory(),
    )
    .option('--from <participant>', 'begin with this participant')
    .addOption(new Option('--limit <n>', 'most participants').argParser(readCount).default(100))
    .addHelpText('after', '\nExample:\n  accrual employer lines E1 --invoice 2018-03')
    .action(async (id: string, { invoice, from, limit }: LinesOptions, command: Command) => {
      const journal = await openJournalReader(workspaceOf(command));
      const json = globalsOf(command).json === true;
      const shown: PremiumLineOfInvoice[] = [];
      const participants = new Set<string>();
      let next: string | undefined;
      try {
        const { position: upTo } = await journal.head();
        for await (const line of linesOfInvoice(journal, { employerId: id, invoice, upTo, from })) {
          if (participants.size === limit && !participants.has(line.participantId)) {
            next = line.participantId;
            break;
          }
          participants.add(line.participantId);
          if (json) printJson(line, 'line');
          else shown.push(line);
        }
      } finally {
        await journal.close();
      }
      if (!json) printText(linesPage(id, invoice, shown));
      if (next !== undefined) notice(`more lines follow: --from ${next}`);
    });
}

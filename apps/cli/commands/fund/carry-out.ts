/** Takes decisions and carries them to the participants, with progress and a page of what was booked. */
import type { Command } from 'commander';
import type { Journal } from '#journal/port.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import { openJournalReader, openStandingJournal } from '#engine/workspace.js';
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { fanOut, type FanOutReport } from '#reprocessing/fan-out/fan-out.js';
import { wouldBook, type WouldBook } from '#reprocessing/fan-out/would-book.js';
import { actorOf, globalsOf, workspaceOf } from '../../options.js';
import { portfolioSize } from '../../portfolio-size.js';
import { printJson, printText } from '../../terminal/output.js';
import { progressBar } from '../../terminal/progress.js';
import { stopSignal } from '../../terminal/stop-signal.js';
import { textTable } from '../../terminal/table.js';
import { whichFund } from './which-fund.js';
import { groupedCount, counted } from '../../pages/counted.js';

export interface CarryOutOptions {
  readonly fund?: string;
  /** commander: `--no-fan-out`. */
  readonly fanOut?: boolean;
  readonly workers?: number;
  /** A file of decisions without rows: it decides nothing, and nothing follows from it. */
  readonly emptyFile?: string;
}

/** Opens the journal, lets `take` declare what it wants, then fans out unless told not to. */
export async function carryOut(command: Command, options: CarryOutOptions, take: (declareOne: DeclareOne) => Promise<void>): Promise<void> {
  const workspace = workspaceOf(command);
  const journal = await openStandingJournal(workspace);
  try {
    const fundId = await whichFund(journal, options.fund);
    const context = {
      journal,
      journalUrl: workspace.journalUrl,
      fundId,
      clock: workspace.clock,
      actor: actorOf(process.env),
      workers: options.workers,
    };
    const declared: DecidedFundEvent[] = [];
    await take(async (decision, source) => {
      const events = await declare(decision, { ...context, source });
      declared.push(...events);
      return events;
    });
    const report = options.fanOut === false || options.emptyFile !== undefined ? undefined : await fanOutWithProgress(journal, context);
    if (globalsOf(command).json === true) {
      printJson({
        fundId,
        declared: declared.map(({ type, effectiveDate, data }) => ({ type, effectiveDate, data })),
        fanOut: report ?? null,
      });
    } else {
      printText(options.emptyFile === undefined ? page(fundId, declared, report) : pageOfNone(fundId, options.emptyFile));
    }
    if ((report?.failed.length ?? 0) > 0) process.exitCode = 1;
  } finally {
    await journal.close();
  }
}

export type DeclareOne = (command: FundCommand, source?: Parameters<typeof declare>[1]['source']) => Promise<readonly DecidedFundEvent[]>;

async function fanOutWithProgress(
  journal: Journal,
  context: Omit<Parameters<typeof fanOut>[0], 'onProgress' | 'signal'>,
): Promise<FanOutReport> {
  const total = await portfolioSize(journal);
  const progress = progressBar('booking', 'participants');
  const stop = stopSignal();
  try {
    return await fanOut({
      ...context,
      signal: stop.signal,
      onProgress: ({ participants }) => progress.update(participants, Math.max(total, participants)),
    });
  } finally {
    stop.release();
    progress.stop();
  }
}

/** Who is due and what a fan-out would book now. */
export async function tellDue(command: Command, { fund, workers }: CarryOutOptions): Promise<void> {
  const workspace = workspaceOf(command);
  const journal = await openJournalReader(workspace);
  const stop = stopSignal();
  try {
    const fundId = await whichFund(journal, fund);
    const { journalUrl, clock } = workspace;
    const found = await wouldBook({ journal, journalUrl, fundId, clock, workers, signal: stop.signal });
    if (globalsOf(command).json === true) printJson(found);
    else printText(duePage(found));
    if (found.failed.length > 0) process.exitCode = 1;
  } finally {
    stop.release();
    await journal.close();
  }
}

function duePage({ fundId, participants, booked, events, due, ...found }: WouldBook): string {
  const said = `Fund ${fundId}: ${counted(participants, 'participant')} looked at, ${groupedCount(booked)} due, ${counted(events, 'event')} ` +
    'would be booked; nothing was written.';
  if (booked === 0) return `${said}${leftOut(found.failed)}`;
  const rows = due.slice(0, SHOWN).map(({ participantId, since, events: own }) => [participantId, since, String(own)]);
  const table = textTable([{ head: 'participant' }, { head: 'since' }, { head: 'events', align: 'right' }], rows);
  const more = booked > SHOWN ? `\n… and ${groupedCount(booked - SHOWN)} more (--json names up to 1 000)` : '';
  return `${said}\n\n${effects(found)}\n\n${table}${more}${leftOut(found.failed)}`;
}

function page(fundId: string, declared: readonly DecidedFundEvent[], report: FanOutReport | undefined): string {
  const decisions =
    declared.length === 0
      ? `Fund ${fundId}: nothing new was decided.`
      : `Fund ${fundId} decided:\n${declared
          .slice(0, SHOWN)
          .map(({ type, effectiveDate, data }) => `  ${effectiveDate}  ${type}  ${summary(data)}`)
          .join('\n')}${declared.length > SHOWN ? `\n  … and ${declared.length - SHOWN} more (accrual history fund-${fundId})` : ''}`;
  if (report === undefined) return decisions;
  const booked =
    `\n${report.resumed ? 'Went on from where an earlier run had stopped. ' : ''}${counted(report.participants, 'participant')} ` +
    `looked at, ${groupedCount(report.booked)} booked, ${counted(report.events, 'event')} in ${report.seconds} s (batch-${report.batch}).`;
  const table = Object.keys(report.totals).length === 0 ? '' : `\n\n${effects(report)}`;
  return `${decisions}\n${booked}${table}${leftOut(report.failed)}`;
}

function pageOfNone(fundId: string, file: string): string {
  return `Fund ${fundId}: ${file} has no rows below its header; nothing was decided and nothing booked.`;
}

/** A column for values, and one for rights, where any of them moved; both where none did. */
function effects({ totals, rightsMoved }: Pick<FanOutReport, 'totals' | 'rightsMoved'>): string {
  const [noValues, noRights] = [Object.values(totals).every((amount) => amount === '0.00'), Object.keys(rightsMoved).length === 0];
  const columns = [
    ...(noValues && !noRights ? [] : [['effect on values', totals] as const]),
    ...(noRights ? [] : [['pension rights moved, a year', rightsMoved] as const]),
  ];
  return textTable(
    [{ head: 'booked' }, ...columns.map(([head]) => ({ head, align: 'right' as const }))],
    Object.keys(totals).map((type) => [type, ...columns.map(([, amounts]) => amounts[type] ?? '0.00')]),
  );
}

const SHOWN = 20;

function leftOut(failed: FanOutReport['failed']): string {
  if (failed.length === 0) return '';
  const shown = failed.slice(0, SHOWN).map(({ participantId, code, message }) => `  ${participantId}  ${code}: ${message}`);
  const more = failed.length > SHOWN ? [`  … and ${failed.length - SHOWN} more (--json lists them all)`] : [];
  return `\n\n${counted(failed.length, 'participant was', 'participants were')} left out; mend the cause and run \`accrual ` +
    `fund fan-out\`:\n${[...shown, ...more].join('\n')}`;
}

function summary(data: object): string {
  return Object.entries(data)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}

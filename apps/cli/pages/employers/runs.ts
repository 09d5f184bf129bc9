/** What a run over employers did, as a page. */
import type { InvoiceCommand } from '#reprocessing/invoicing/compose.js';
import type { InterestReport } from '#reprocessing/invoicing/interest-run.js';
import type { FailedEmployer } from '#reprocessing/invoicing/failed-employer.js';
import type { InvoiceReport } from '#reprocessing/invoicing/invoice-run.js';
import { grouped } from '#money/grouped.js';
import { groupedCount, counted } from '../counted.js';

const SHOWN = 20;

export function invoicesPage(command: InvoiceCommand, report: InvoiceReport): string {
  const { fundId, employers, written, unchanged, lines, total, seconds, batch, resumed, failed } = report;
  const went = resumed ? 'Went on from where an earlier run had stopped. ' : '';
  return [
    `Fund ${fundId}: ${titleOf(command)}`,
    `${went}${counted(employers, 'employer')} looked at: ${groupedCount(written)} written with ${counted(lines, 'line')}, ` +
      `in all ${grouped(total)}; ` +
      `${groupedCount(unchanged)} sent before or with nothing to send. ${seconds} s (batch-${batch}).`,
    ...leftOut(failed),
  ].join('\n\n');
}

function titleOf(command: InvoiceCommand): string {
  switch (command.kind) {
    case 'monthly':
      return `invoices of ${command.month}, sent on ${command.sentOn}`;
    case 'final':
      return `final invoices of ${command.year}, sent on ${command.sentOn}`;
    case 'replacement':
      return `invoice in the place of the estimate on ${command.demand}, sent on ${command.sentOn}`;
    case 'final-settlement':
      return `differences of ${command.year} after the final invoice: ${command.choice}, decided on ${command.decidedOn}`;
    default:
      return unknownCommand(command);
  }
}

function unknownCommand(command: never): never {
  throw new Error(`no page for ${JSON.stringify(command)}`);
}

export function interestPage(report: InterestReport): string {
  const { fundId, to, employers, charges, adjustments, interest, creditApplied, corrected, failed } = report;
  const putRight = corrected === 0 ? '' : `; ${counted(corrected, 'allocation')} put right`;
  return [
    `Fund ${fundId}: late interest up to ${to}`,
    `${counted(employers, 'employer')} looked at: ${counted(charges, 'charge')} and ` +
      `${counted(adjustments, 'adjustment')}, in all ${grouped(interest)}; ` +
      `credit applied ${grouped(creditApplied)}${putRight}.`,
    ...leftOut(failed),
  ].join('\n\n');
}

function leftOut(failed: readonly FailedEmployer[]): readonly string[] {
  if (failed.length === 0) return [];
  const shown = failed.slice(0, SHOWN).map(({ employerId, code, message }) => `  ${employerId}  ${code}: ${message}`);
  const more = failed.length > SHOWN ? [`  … and ${groupedCount(failed.length - SHOWN)} more (--json lists them all)`] : [];
  const what = counted(failed.length, 'employer was', 'employers were');
  return [`${what} left out; nothing was written for them. Mend the cause and run the same again:\n${[...shown, ...more].join('\n')}`];
}

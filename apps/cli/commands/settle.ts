/** `accrual settle`: what a late fact or an annulment left due, booked: to one participant, or to all who are due. */
import type { Command } from 'commander';
import type { Journal } from '#journal/port.js';
import { openStandingJournal, type Workspace } from '#engine/workspace.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { settleAll, type SettledAll } from '#reprocessing/fan-out/settle-all.js';
import { settleParticipant, type Settled } from '#reprocessing/fan-out/settle-participant.js';
import { actorOf, globalsOf, workspaceOf } from '../options.js';
import { counted } from '../pages/counted.js';
import { notice, printJson, printText } from '../terminal/output.js';
import { stoppable } from '../terminal/stop-signal.js';
import { entriesNow } from './entries-now.js';

const DESCRIPTION = `Holds what the fund's decisions give the participant, by the facts as known now, against what is booked, and books the difference.
A fact that comes late by import, or an annulment with --no-settle, leaves one. Run again it books nothing. "accrual due" lists who is due, --all settles them.`;

export function defineSettle(command: Command): void {
  command
    .description(DESCRIPTION)
    .argument('[participant]', 'participant id; none with --all')
    .option('--all', 'everyone who is due, as "accrual due" lists them')
    .addHelpText('after', '\nExamples:\n  accrual settle D000001\n  accrual settle --all')
    .action(async (participantId: string | undefined, { all }: { readonly all?: boolean }, own: Command) => {
      if ((participantId === undefined) !== (all === true)) own.error('name a participant, or give --all', { exitCode: 2 });
      const [workspace, json] = [workspaceOf(own), globalsOf(own).json === true];
      if (participantId === undefined) return settleEveryone(workspace, json);
      const settled = await withJournal(workspace, (journal) => settleOne(journal, workspace, participantId));
      if (settled.status === 'refused') throw new Refused(settled.refusal);
      if (json) printJson({ participantId, ...settled });
      else printText(page(participantId, settled));
    });
}

async function withJournal<T>(workspace: Workspace, use: (journal: Journal) => Promise<T>): Promise<T> {
  const journal = await openStandingJournal(workspace);
  try {
    return await use(journal);
  } finally {
    await journal.close();
  }
}

function settleOne(journal: Journal, workspace: Workspace, participantId: string): Promise<Settled> {
  const stamp = { actor: actorOf(process.env), correlationId: `settle-${participantId}` };
  return settleParticipant(journal, rulesFromJournal(journal), participantId, stamp, workspace.clock);
}

/** The exit code is 1 where somebody could not be settled. */
async function settleEveryone(workspace: Workspace, json: boolean): Promise<void> {
  const settled = await withJournal(workspace, (journal) =>
    stoppable({ during: 'settling' }, (signal) => {
      const common = { journal, rules: rulesFromJournal(journal), actor: actorOf(process.env), clock: workspace.clock, signal };
      return settleAll({ ...common, participants: entriesNow(workspace, journal, 'due', signal) });
    }),
  );
  if (settled.failed.length > 0) process.exitCode = 1;
  if (json) return printJson(settled);
  for (const { participantId, code, message } of settled.failed) notice(`${participantId}  ${code}: ${message}`);
  printText(summary(settled));
}

function summary({ booked, events, failed }: SettledAll): string {
  const left = failed.length === 0 ? '' : `; ${counted(failed.length, 'participant')} could not be settled, see above`;
  if (booked === 0) return `Nothing was due${left}.`;
  return `Booked ${counted(events, 'event')} for ${counted(booked, 'participant')}${left}.`;
}

function page(participantId: string, settled: Exclude<Settled, { readonly status: 'refused' }>): string {
  if (settled.status === 'nothing-due') {
    return `Nothing is due to participant ${participantId}: what is booked is what the facts and decisions give.`;
  }
  const lines = settled.events.map(({ type, effectiveDate, data }) =>
    `  ${effectiveDate}  ${type}  ${'amount' in data ? data.amount : ''}`.trimEnd(),
  );
  return [`Booked for participant ${participantId}:`, ...lines].join('\n');
}

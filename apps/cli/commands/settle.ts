/** `accrual settle`: what a late fact or an annulment left due to a participant, booked. */
import type { Command } from 'commander';
import { openJournal, type Workspace } from '#engine/workspace.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { settleParticipant, type Settled } from '#reprocessing/fan-out/settle-participant.js';
import { actorOf, globalsOf, workspaceOf } from '../options.js';
import { todayOf } from '#money/clock.js';
import { printJson, printText } from '../terminal/output.js';

const DESCRIPTION = `Holds what the fund's decisions give the participant, by the facts as known now, against what is booked, and books the difference.
A fact that comes late by import, or an annulment with --no-settle, leaves one. Run again it books nothing. "accrual fund fan-out" does it for all.`;

export function defineSettle(command: Command): void {
  command
    .description(DESCRIPTION)
    .argument('<participant>', 'participant id')
    .addHelpText('after', '\nExample:\n  accrual settle D000001')
    .action(async (participantId: string, _options: object, own: Command) => {
      const settled = await settle(workspaceOf(own), participantId);
      if (settled.status === 'refused') throw new Refused(settled.refusal);
      if (globalsOf(own).json === true) printJson({ participantId, ...settled });
      else printText(page(participantId, settled));
    });
}

async function settle(workspace: Workspace, participantId: string): Promise<Settled> {
  const journal = await openJournal(workspace);
  try {
    const stamp = { actor: actorOf(process.env), correlationId: `settle-${participantId}` };
    return await settleParticipant(journal, rulesFromJournal(journal), participantId, stamp, todayOf(workspace.clock));
  } finally {
    await journal.close();
  }
}

function page(participantId: string, settled: Exclude<Settled, { readonly status: 'refused' }>): string {
  if (settled.status === 'nothing-due') return `Nothing is due to participant ${participantId}: what is booked is what the facts and decisions give.`;
  const lines = settled.events.map(({ type, effectiveDate, data }) => `  ${effectiveDate}  ${type}  ${'amount' in data ? data.amount : ''}`.trimEnd());
  return [`Booked for participant ${participantId}:`, ...lines].join('\n');
}

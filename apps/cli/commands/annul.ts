/** `accrual annul`: takes back an event that should never have been recorded, by an event of its own. */
import { Option, type Command } from 'commander';
import { participantStream } from '#ledger/subjects.js';
import type { ParticipantEvent } from '#ledger/participant/events.js';
import { annul } from '#ledger/participant/annul.js';
import { refuse, Refused } from '#ledger/kernel/refusal.js';
import { openJournal, type Workspace } from '#engine/workspace.js';
import { readWhole } from '#projections/live.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { actorOf, globalsOf, readReference, workspaceOf } from '../options.js';
import { printJson, printText } from '../terminal/output.js';

export function defineAnnul(command: Command): void {
  command
    .description('Appends EventAnnulled with the value date of what it annuls; a correction takes its settlement with it. The event stays in the history, and answers about earlier knowledge still count it.')
    .argument('<participant>', 'participant id')
    .argument('<event>', 'id of the event, as `accrual history PARTICIPANT --json` shows it')
    .addOption(new Option('--reason <text>', 'why it should never have been recorded').argParser(readReference).makeOptionMandatory())
    .addHelpText('after', '\nExample:\n  accrual annul F000001 0b9d2f0e-6a3c-5b1e-9c55-3a1f7b0f2c11 --reason "entered for the wrong person"')
    .action(async (participant: string, event: string, { reason }: { readonly reason: string }, command: Command) => {
      const annulled = await annulEvent(workspaceOf(command), participant, { eventId: event.toLowerCase(), reason });
      if (globalsOf(command).json === true) return printJson({ participantId: participant, status: annulled.length > 0 ? 'annulled' : 'repeated', annulled });
      printText(annulled.length > 0 ? `Annulled for participant ${participant}:\n${annulled.map(({ type, id, effectiveDate }) => `  ${effectiveDate}  ${type}  ${id}`).join('\n')}` : `Event ${event} was annulled before; nothing was written.`);
    });
}

interface AnnulledEvent {
  readonly id: string;
  readonly type: string;
  readonly effectiveDate: string;
}

async function annulEvent(workspace: Workspace, participantId: string, wanted: { readonly eventId: string; readonly reason: string }): Promise<readonly AnnulledEvent[]> {
  const journal = await openJournal(workspace);
  try {
    const stream = participantStream(participantId);
    const events = await readWhole(journal, stream);
    const last = events.at(-1);
    if (last === undefined) return refuse('UNKNOWN_PARTICIPANT', `the ledger has no participant ${participantId}`, { participantId });
    const decision = annul(wanted, { participantId, events: events as unknown as readonly ParticipantEvent[] });
    if (decision.status === 'refused') throw new Refused(decision.refusal);
    if (decision.status === 'no-change') return [];
    const stamp = { actor: actorOf(process.env), correlationId: `annul-${wanted.eventId}` };
    const [outcome] = await journal.append([{ stream, expected: last.revision, events: decision.events.map((event) => toAppend(stream, event, stamp)) }]);
    if (outcome?.status === 'refused') throw new Refused(outcome.refusal);
    const annulled = new Set(decision.events.map(({ data }) => (data as { readonly annuls: string }).annuls));
    return events.filter(({ id }) => annulled.has(id)).map(({ id, type, effectiveDate }) => ({ id, type, effectiveDate }));
  } finally {
    await journal.close();
  }
}

/** `accrual annul`: takes back an event that should never have been recorded, by an event of its own. */
import { Option, type Command } from 'commander';
import { openStandingJournal, type Workspace } from '#engine/workspace.js';
import { wholeEventId } from '../event-id.js';
import { subjectOf } from '#ledger/subjects.js';
import { annulEvent, annulmentsOf, type AnnulReport, type AnnulRequest } from '#reprocessing/fan-out/annul-event.js';
import { actorOf, globalsOf, readReference, workspaceOf } from '../options.js';
import { printJson, printText } from '../terminal/output.js';

const DESCRIPTION = `Appends EventAnnulled with the value date of what it annuls; a correction takes its settlement with it. The event stays in the history, and answers about earlier knowledge still count it.
What the annulment leaves due (interest on a contribution that is gone) is booked with it; --no-settle leaves that to "accrual settle" or the next fan-out. Of an employer (employer-ID) what other payments and credit pay without it is put right with it.
With ACCRUAL_ROLES=on the first asking is only recorded; it takes effect when another person (ACCRUAL_ACTOR) runs the same command.`;

interface AnnulOptions {
  readonly reason: string;
  /** commander: `--no-settle`. */
  readonly settle: boolean;
}

export function defineAnnul(command: Command): void {
  command
    .description(DESCRIPTION)
    .argument('<subject>', 'participant id, or a stream: participant-…, employer-…')
    .argument('<event>', 'id of the event, or its end as `accrual history SUBJECT` shows it')
    .addOption(new Option('--reason <text>', 'why it should never have been recorded').argParser(readReference).makeOptionMandatory())
    .option('--no-settle', 'book nothing of what the annulment leaves due')
    .addHelpText(
      'after',
      '\nExamples:\n  accrual annul F000001 7b0f2c11 --reason "entered for the wrong person"\n' +
        '  accrual annul employer-E1 2c114b05 --reason "the bank took the payment back"',
    )
    .action(async (named: string, event: string, options: AnnulOptions, own: Command) => {
      const subject = subjectNamed(named);
      const report = await annulIn(workspaceOf(own), subject, event, options);
      if (globalsOf(own).json === true) printJson(documentOf(subject, report));
      else printText(page(subject, event, report));
    });
}

/** A stream's name as given, else the participant of that id. */
function subjectNamed(named: string): AnnulRequest['subject'] {
  return subjectOf(named) ?? { kind: 'participant', id: named };
}

async function annulIn(
  workspace: Workspace,
  subject: AnnulRequest['subject'],
  event: string,
  { reason, settle }: AnnulOptions,
): Promise<AnnulReport> {
  annulmentsOf(subject); // before anything of it is looked for
  const journal = await openStandingJournal(workspace);
  try {
    const eventId = await wholeEventId(journal, subject, event);
    return await annulEvent({
      journal,
      subject,
      eventId,
      reason,
      settle,
      byTwo: workspace.rolesAreOn,
      actor: actorOf(process.env),
      clock: workspace.clock,
    });
  } finally {
    await journal.close();
  }
}

function documentOf({ kind, id: subjectId }: AnnulRequest['subject'], { status, annulled, settled }: AnnulReport): object {
  const shown = annulled.map(({ id, type, effectiveDate }) => ({ id, type, effectiveDate }));
  return { [`${kind}Id`]: subjectId, status, annulled: shown, settled };
}

function page({ kind, id: subjectId }: AnnulRequest['subject'], event: string, { status, annulled, settled }: AnnulReport): string {
  if (status === 'asked') {
    return (
      `Recorded that event ${event} of ${kind} ${subjectId} is to be annulled. Roles are on: it takes effect when ` +
      'another person asks for the same.'
    );
  }
  if (status === 'repeated') return `Event ${event} was annulled before; nothing was written.`;
  const lines = annulled.map(({ type, id, effectiveDate }) => `  ${effectiveDate}  ${type}  ${id}`);
  const booked = settled.map(({ type, effectiveDate, data }) => `  ${effectiveDate}  ${type}  ${String(data['amount'] ?? '')}`.trimEnd());
  return [`Annulled for ${kind} ${subjectId}:`, ...lines, ...(booked.length === 0 ? [] : ['Booked with it:', ...booked])].join(
    '\n',
  );
}

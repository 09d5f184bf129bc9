/** One participant's rows decided on the stream as it stands, and everything that follows by the scheme's correction policy. */
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import { refusal, refusalOf } from '#ledger/kernel/refusal.js';
import { factsAfterDeath } from '#ledger/participant/loose-facts.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { addMinor, formatMinor } from '#money/amount.js';
import { parsePeriod, type CivilDate } from '#money/civil-date.js';
import type { RulesSource } from '#projections/rules-in-force.js';
import { reconcile } from '#rulebooks/frame/reconcile.js';
import type { Row } from '../formats/rows.js';
import { occurrenceCounter } from '../intake/occurrences.js';
import { openSession } from '../intake/participant-session.js';
import { planCarefully, type PlanContext, type Work } from '../intake/plan.js';
import { toAppend } from '../batch/stamp.js';
import { movementOf } from './movement.js';
import type { ParticipantRows, PlannedOutcome, PlannedParticipant, StoredRow } from './plan-store.js';

export interface DecideContext extends PlanContext {
  readonly rules: RulesSource;
  /** The day that figures are shown for. */
  readonly asOf: CivilDate;
}

/**
 * Decides in the order of the rows; a refused row leaves the others in place. Where the participant cannot be read, or what
 * follows cannot be computed (MISSING_PARAMETER), all of its rows are refused, and the other participants go on.
 */
export async function decideParticipant(participant: ParticipantRows, context: DecideContext): Promise<PlannedParticipant> {
  try {
    return await decide(participant, context);
  } catch (error) {
    const { participantId, rows } = participant;
    const reason =
      refusalOf(error) ??
      refusal('PARTICIPANT_NOT_READABLE', `participant ${participantId}: ${error instanceof Error ? error.message : String(error)}`, { participantId });
    return {
      participantId,
      expected: -1,
      events: [],
      rows: rows.map(({ seq }) => ({ seq, outcome: { status: 'refused', refusal: reason }, flag: undefined })),
      movement: undefined,
    };
  }
}

async function decide({ participantId, rows }: ParticipantRows, context: DecideContext): Promise<PlannedParticipant> {
  const session = await openSession(context.journal, participantId);
  const before = session.stateBefore({});
  const plan = await planCarefully(session, worksOf(rows), context);
  const outcomes = plan.rows.map(({ outcome }, index): PlannedOutcome => {
    const row = rows[index] as StoredRow;
    return { seq: row.seq, outcome, flag: outcome.status === 'appended' && outcome.events === 1 ? flagOf(row.row, before) : undefined };
  });
  const enrolment = session.enrolment();
  if (enrolment === undefined) return { participantId, expected: session.revision, events: [], rows: outcomes, movement: undefined };
  const rules = await context.rules.rulesFor(enrolment.fundId, enrolment.scheme, undefined);
  const stamp = { actor: context.actor, correlationId: context.batchId };
  const due = reconcile(rules.rulebook, session.stateBefore({}), rules.fund, rules.parameters, context.today);
  const booked = due.map((event): EventToAppend => toAppend(session.stream, event, stamp));
  session.add(booked, context.now);
  const events = [...plan.events, ...booked];
  if (events.length === 0) return { participantId, expected: session.revision, events, rows: outcomes, movement: undefined };
  const movement = movementOf({ before, after: session.stateBefore({}), events, rules, asOf: context.asOf });
  return { participantId, expected: session.revision, events, rows: outcomes, movement };
}

/** A participant's rows stand together here, in the order of the file, so occurrences are counted here. */
function worksOf(rows: readonly StoredRow[]): readonly Work[] {
  const occurrenceOf = occurrenceCounter();
  return rows.map(({ input, row }) => ({
    input: { ...input, parsed: { status: 'done', value: row } },
    row,
    occurrence: row.record === 'correction' ? occurrenceOf(row) : 1,
  }));
}

/**
 * A new report beside another employer's of the same year or month may be a correction gone astray: its reference names
 * an employer that the ledger does not know there, so it replaces nothing. A death may come after facts of later days.
 */
function flagOf(row: Row, before: ParticipantState): PlannedOutcome['flag'] {
  if (row.record === 'income') {
    const year = before.incomes.get(row.incomeYear);
    if (year === undefined || year.has(row.employerId)) return undefined;
    return astray(`employer ${row.employerId} is new for ${row.incomeYear}, where ${[...year.keys()].sort().join(', ')} reported`);
  }
  if (row.record === 'contribution') {
    const standing = before.contributions.get(parsePeriod(row.period) ?? -1);
    if (standing === undefined || standing === 0) return undefined;
    return astray(`${row.period} already has contributions of ${formatMinor(standing)}; with this row they are ${formatMinor(addMinor(standing, row.amountMinor))}`);
  }
  if (row.record === 'death') {
    const later = factsAfterDeath({ ...before, diedOn: row.diedOn });
    return later.length === 0 ? undefined : shownAs('FACTS_AFTER_DEATH', later.join(' '));
  }
  return undefined;
}

function shownAs(code: string, message: string): PlannedOutcome['flag'] {
  return { code, message };
}

function astray(what: string): PlannedOutcome['flag'] {
  return shownAs('MAY_BE_A_CORRECTION', `${what}; this row replaces nothing: if it was meant as a correction, its reference is wrong`);
}

/** One participant's rows decided on the stream as it stands, and everything that follows by the scheme's correction policy. */
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import { participantNotReadable } from '#ledger/kernel/not-readable.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import type { Flag } from '#ledger/participant/flag.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { amountMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { RulesSource } from '#portfolio/rules-in-force.js';
import { bookingsDue } from '#rulebooks/frame/due.js';
import { plausibilityLimits, type PlausibilityLimits } from '#rulebooks/frame/parameters/plausibility.js';
import { inOrderOfCorrection } from '../intake/correction-order.js';
import { termsInHand } from '../intake/employer-directory.js';
import { flagsOfNoLongerHeld } from '../intake/no-longer-held.js';
import { enrolmentIn, participantBefore } from '../intake/participant-session.js';
import { planCarefully, type Plan, type PlanContext } from '../intake/plan.js';
import { openSession, type SubjectSession } from '../intake/subject-session.js';
import { worksOf } from '../intake/works.js';
import { toAppend } from '../batch/stamp.js';
import { annulledBy, booksMoved, standBeside } from './books.js';
import { movementOf } from './movement.js';
import { rowJudge, type JudgedRow } from './plausibility/row-flags.js';
import type { SubjectRows, PlannedOutcome, PlannedSubject, PlanSubject, StoredRow } from './plan-store.js';

export interface PlanDecideContext extends PlanContext {
  readonly rules: RulesSource;
  /** The day that figures are shown for, where it has come at the fund. */
  readonly lastDay?: CivilDate | undefined;
}

/**
 * Decides in the order of the rows, corrections in that of their days; a refused row leaves the others in place. Where the
 * participant cannot be read, or what follows cannot be computed (MISSING_PARAMETER), all of its rows are refused, and the
 * other participants go on.
 */
export async function decideParticipant(participant: SubjectRows, context: PlanDecideContext): Promise<PlannedSubject> {
  try {
    return await decide(participant, context);
  } catch (error) {
    const { subject, rows } = participant;
    const reason = refusalOf(error) ?? participantNotReadable(subject.id, error);
    return nothingPlanned(subject, -1, rows, rows.map(() => ({ outcome: { status: 'refused', refusal: reason }, flags: [] })));
  }
}

async function decide({ subject, rows: inFile }: SubjectRows, context: PlanDecideContext): Promise<PlannedSubject> {
  const { id: participantId } = subject;
  const rows = inOrderOfCorrection(inFile, ({ row }) => row);
  const session = await openSession(context.journal, subject);
  const before = participantBefore(session, {});
  const plan = await planCarefully(session, worksOf(rows), context);
  const enrolment = enrolmentIn(session);
  if (enrolment === undefined) {
    return nothingPlanned(
      subject,
      session.revision,
      rows,
      plan.rows.map(({ outcome }) => ({ outcome, flags: [] })),
    );
  }
  const rules = await context.rules.rulesFor(enrolment.fundId, enrolment.scheme, undefined);
  const { lastDay, funds } = context;
  await funds.load([enrolment.fundId]);
  const today = funds.todayOf(enrolment.fundId);
  const judged = judgeRows(plan, before, session, plausibilityLimits(rules.parameters, today));
  const judgement = {
    fundId: enrolment.fundId,
    movements: judged.flatMap(({ movement }) => (movement === undefined ? [] : [movement])),
    flagged: judged.filter(({ outcome, flags }) => outcome.status === 'appended' && flags.length > 0).length,
  };
  const stamp = { actor: context.actor, correlationId: context.batchId };
  const now = plan.events.length === 0 ? before : participantBefore(session, {});
  const employers = await termsInHand(now, context.employers);
  const due = bookingsDue(rules, { participantId, state: now, employers }, today);
  const booked = due.map((event): EventToAppend => toAppend(session.stream, event, stamp));
  session.add(booked, context.now);
  const events = [...plan.events, ...booked];
  const unmoved = { ...nothingPlanned(subject, session.revision, rows, judged), judgement };
  if (events.length === 0) return unmoved;
  const movement = movementOf({
    before,
    after: booked.length === 0 ? now : participantBefore(session, {}),
    events,
    rules,
    asOf: lastDay !== undefined && lastDay <= today ? lastDay : today,
    today,
    employers,
  });
  const [stood, planned] = [session.events().slice(0, session.revision + 1), session.events().slice(session.revision + 1)];
  const beside = standBeside(planned, stood);
  return { ...unmoved, events, books: booksMoved(planned, session.find, beside), beside, movement };
}

export function nothingPlanned(
  subject: PlanSubject,
  expected: number,
  rows: readonly StoredRow[],
  outcomes: readonly Pick<PlannedOutcome, 'outcome' | 'flags'>[],
): PlannedSubject {
  const planned = outcomes.map(({ outcome, flags }, index): PlannedOutcome => ({ seq: (rows[index] as StoredRow).seq, outcome, flags }));
  return { subject, expected, events: [], books: [], beside: [], rows: planned, movement: undefined, judgement: undefined };
}

type JudgedOutcome = Pick<PlannedOutcome, 'outcome' | 'flags'> & Pick<JudgedRow, 'movement'>;

export function notTakenFlags(outcome: PlannedOutcome['outcome']): readonly Flag[] {
  return outcome.status === 'repeated' ? flagsOfNoLongerHeld(outcome) : [];
}

/** What is taken is judged, row after row; of what is known already, whether it still holds. */
function judgeRows(
  { rows, events }: Plan,
  before: ParticipantState,
  session: SubjectSession,
  limits: PlausibilityLimits,
): readonly JudgedOutcome[] {
  const judge = rowJudge(session.events().slice(0, session.revision + 1), before, limits);
  let at = 0;
  return rows.map(({ work, outcome }) => {
    if (outcome.status !== 'appended') return { outcome, flags: notTakenFlags(outcome), movement: undefined };
    const own = events.slice(at, at + outcome.events);
    at += outcome.events;
    const [annulled] = annulledBy(own);
    const amount = annulled === undefined ? undefined : session.find(annulled)?.data['amount'];
    return { outcome, ...judge(work.row, typeof amount === 'string' ? amountMinor(amount) : undefined) };
  });
}

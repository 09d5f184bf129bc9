/**
 * The events that a participant's rows of one chunk lead to. Most rows need no look at the stream: the optimistic way
 * decides them from who the participant is, and the journal tells by the event's id what stands already. The careful way
 * reads the stream first; it is for corrections and life events, for the dead, for enrolments mixed with facts, and for what the
 * journal sent back.
 */
import { eventId } from '#journal/event-id.js';
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import type { ParticipantEvent } from '#ledger/participant/events.js';
import type { Decision } from '#ledger/kernel/decision.js';
import { refusal, refusalOf, type Refusal } from '#ledger/kernel/refusal.js';
import { participantStream } from '#ledger/subjects.js';
import type { ExpectedRevision, JournalReader } from '#journal/port.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { InputRow } from '../formats/input.js';
import { fundOf, type Row } from '../formats/rows.js';
import { correctionOccurrence, isOfSameDay, type CorrectionPlace } from './correction-occurrence.js';
import type { Funds } from './funds.js';
import type { KnownParticipant } from './participant-directory.js';
import type { ParticipantSession } from './participant-session.js';
import { decideEnrolment, decideOnKeys, decideOnStream, factContext, needsStream, unknownParticipant } from './row-decisions.js';
import type { Schemes } from './schemes.js';
import { toAppend, type Stamp } from '../batch/stamp.js';

/** A well-formed row on its way. */
export interface Work {
  readonly input: InputRow;
  readonly row: Row;
  /** See `occurrenceCounter`. */
  readonly occurrence: number;
}

export type RowOutcome =
  | { readonly status: 'appended'; readonly events: number }
  | { readonly status: 'repeated' }
  | { readonly status: 'refused'; readonly refusal: Refusal };

export interface PlannedRow {
  readonly work: Work;
  /** What becomes of the row once the plan's events are written. */
  readonly outcome: RowOutcome;
}

export interface Plan {
  readonly participantId: string;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly rows: readonly PlannedRow[];
  readonly events: readonly EventToAppend[];
}

export interface PlanContext {
  readonly journal: JournalReader;
  readonly schemes: Schemes;
  readonly funds: Funds;
  readonly today: CivilDate;
  readonly now: Instant;
  readonly actor: string;
  readonly batchId: string;
  readonly file: string;
  readonly sha256: string;
  /** A contribution with another amount than the standing one takes its place; else it is refused. */
  readonly replacing?: boolean;
}

const NOTHING_STANDS = (): undefined => undefined;

/** Decides as if nothing stood under the rows' keys. */
export function planOptimistically(
  participantId: string,
  works: readonly Work[],
  known: KnownParticipant | undefined,
  context: PlanContext,
): Plan {
  const stream = participantStream(participantId);
  const facts = known === undefined ? undefined : factContext(participantId, known, context.schemes, context.today, NOTHING_STANDS);
  const rows: PlannedRow[] = [];
  const events: EventToAppend[] = [];
  for (const work of works) {
    const { row } = work;
    const decision =
      tooEarly(row, context.now) ??
      (row.record === 'participant'
        ? decideEnrolment(row, context.schemes, context.funds.schemeOf(fundOf(row)), NOTHING_STANDS)
        : needsStream(row)
          ? undefined
          : facts === undefined
            ? unknownParticipant(participantId)
            : decideOnKeys(row.record, row, { ...facts, occurrence: work.occurrence }));
    if (decision === undefined) throw new Error(`a ${row.record} is never decided without its stream`);
    rows.push(plannedRow(work, decision, stream, context, events));
  }
  return { participantId, stream, expected: 'any', rows, events };
}

/** Decides on the stream as it stands, each row on top of those before it. */
export async function planCarefully(session: ParticipantSession, works: readonly Work[], context: PlanContext): Promise<Plan> {
  const { participantId, stream, revision } = session;
  const rows: PlannedRow[] = [];
  const events: EventToAppend[] = [];
  for (const [index, work] of works.entries()) {
    const before = events.length;
    const place = { occurrence: work.occurrence, isLastOfDay: isLastOfDay(work, works.slice(index + 1)) };
    const decision = tooEarly(work.row, context.now) ?? (await decideOrRefuse(session, work, place, context));
    rows.push(plannedRow(work, decision, stream, context, events));
    session.add(events.slice(before), context.now);
  }
  return { participantId, stream, expected: revision < 0 ? 'no-stream' : revision, rows, events };
}

/** Of corrections alone; others are told apart by their keys. */
function isLastOfDay({ row }: Work, later: readonly Work[]): boolean {
  return row.record === 'correction' && !later.some((other) => other.row.record === 'correction' && isOfSameDay(row, other.row));
}

/** What cannot be decided is refused, and the other participants go on. */
async function decideOrRefuse(session: ParticipantSession, work: Work, place: CorrectionPlace, context: PlanContext): Promise<Decision> {
  try {
    return await decideInSession(session, work, place, context);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return { status: 'refused', refusal };
  }
}

async function decideInSession(
  session: ParticipantSession,
  { row, input }: Work,
  place: CorrectionPlace,
  context: PlanContext,
): Promise<Decision> {
  const { schemes, funds, today, sha256, file, replacing } = context;
  const standing = session.standing({ file, sha256 });
  if (row.record === 'participant') return decideEnrolment(row, schemes, funds.schemeOf(fundOf(row)), standing);
  const enrolment = session.enrolment();
  if (enrolment === undefined) return unknownParticipant(row.participantId);
  const { occurrence } = place;
  const facts = { ...factContext(row.participantId, { ...enrolment, diedOn: session.diedOn() }, schemes, today, standing), occurrence };
  const idOf = (key: string): string => eventId(session.stream, key);
  if (!needsStream(row)) return decideOnKeys(row.record, row, { ...facts, replacing: replacing === true ? idOf : undefined });
  const isCorrection = row.record === 'correction';
  const state = session.stateBefore(isCorrection ? { recordedAt: row.recordedAt } : {});
  return decideOnStream(row.record, row, {
    ...facts,
    enrolment,
    state,
    isReadLater: (id) => session.isReadLater(id, sha256, input.line),
    events: session.events() as readonly ParticipantEvent[],
    idOf,
    settle: isCorrection ? await schemes.settlement(enrolment.fundId, enrolment.scheme) : undefined,
    occurrence: isCorrection ? correctionOccurrence(row, place, standing, state) : occurrence,
  });
}

/** A record of the older system that is said to be of a later moment than now. */
function tooEarly({ recordedAt, participantId }: Row, now: Instant): Decision | undefined {
  if (recordedAt === undefined || recordedAt <= now) return undefined;
  const message = `participant ${participantId}: recordedAt ${recordedAt} lies after now, ${now}; check it`;
  return { status: 'refused', refusal: refusal('RECORDED_IN_FUTURE', message, { participantId, recordedAt }) };
}

function plannedRow(work: Work, decision: Decision, stream: string, context: PlanContext, events: EventToAppend[]): PlannedRow {
  if (decision.status === 'refused') return { work, outcome: decision };
  if (decision.status === 'no-change') return { work, outcome: { status: 'repeated' } };
  const stamp = stampOf(work, context);
  for (const event of decision.events) events.push(toAppend(stream, event, stamp));
  if (work.row.record === 'participant') context.funds.join(work.row, stamp);
  return { work, outcome: { status: 'appended', events: decision.events.length } };
}

function stampOf({ input, row }: Work, { actor, batchId, file, sha256 }: PlanContext): Stamp {
  return { actor, correlationId: batchId, source: { file, line: input.line, sha256 }, recordedAt: row.recordedAt };
}

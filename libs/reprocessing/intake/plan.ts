/**
 * The events that a subject's rows of one chunk lead to. Most rows need no look at the stream: the optimistic way
 * decides them from who the subject is, and the journal tells by the event's id what stands already. The careful way
 * reads the stream first; it is for corrections and life events, for the dead, for first facts mixed with others, and for what the
 * journal sent back.
 */
import { eventId } from '#journal/event-id.js';
import { notAffiliated } from '#ledger/employer/affiliation/report-headcount.js';
import { dataIf } from '#ledger/event.js';
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import type { ParticipantEvent } from '#ledger/participant/events.js';
import { goneOverIn } from '#ledger/participant/deciding/gone-over.js';
import type { StreamContext } from '#ledger/participant/stream-context.js';
import { unreferencedKey, type DecidedEvent, type Decision, type Standing } from '#ledger/kernel/decision.js';
import { refusal, refusalOf, type Refusal } from '#ledger/kernel/refusal.js';
import type { FactSubject } from '#ledger/declared-facts.js';
import { streamOf } from '#ledger/subjects.js';
import type { ExpectedRevision, JournalReader } from '#journal/port.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { InputRow } from '../formats/input.js';
import { fundOf, isFoundingRow, subjectOfRow, type FoundingRow, type Row, type RowSubject } from '../formats/rows.js';
import { correctionOccurrence, isReplaced, type CorrectionPlace } from './correction-occurrence.js';
import { annulledOfLine, annulledSince, type NoLongerHeld } from './no-longer-held.js';
import { inOrderOfReceipt } from './receipt-order.js';
import { employerNamed, type EmployerDirectory } from './employer-directory.js';
import { employerContext } from './employer-session.js';
import type { Funds } from './funds.js';
import { fundContext } from './fund-session.js';
import type { KnownParticipant } from './participant-directory.js';
import { deathIn, enrolmentIn, participantBefore } from './participant-session.js';
import { decideFact, decideFounding, factContext, needsStream, refusedUnknown } from './row-decisions.js';
import type { Schemes } from './schemes.js';
import { sessionOf, type SubjectSession } from './subject-session.js';
import { toAppend, type Stamp } from '../batch/stamp.js';

/** A well-formed row on its way. */
export interface Work {
  readonly input: InputRow;
  readonly row: Row;
  /** See `occurrenceCounter`. */
  readonly occurrence: number;
  /** Why it is not taken, unless the ledger holds it already. */
  readonly refusal?: Refusal | undefined;
}

export type RowOutcome =
  | { readonly status: 'appended'; readonly events: number }
  | ({ readonly status: 'repeated' } & NoLongerHeld)
  | { readonly status: 'refused'; readonly refusal: Refusal };

export interface PlannedRow {
  readonly work: Work;
  /** What becomes of the row once the plan's events are written. */
  readonly outcome: RowOutcome;
  /** Of a row with a reference: the fact that it would be without one. */
  readonly unreferenced?: { readonly eventId: string; readonly amount: unknown } | undefined;
}

export interface Plan {
  readonly subject: RowSubject;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly rows: readonly PlannedRow[];
  readonly events: readonly EventToAppend[];
}

export interface PlanContext {
  readonly journal: JournalReader;
  readonly schemes: Schemes;
  readonly funds: Funds;
  readonly employers: EmployerDirectory;
  readonly now: Instant;
  readonly actor: string;
  readonly batchId: string;
  readonly file: string;
  readonly sha256: string;
  /** A contribution with another amount than the standing one takes its place; else it is refused. */
  readonly replacing?: boolean;
}

const NOTHING_STANDS = (): undefined => undefined;

/** Decides as if nothing stood under the rows' keys. `known`: who it is, where rows look at that, of a fund that is loaded. */
export function planOptimistically(
  subject: RowSubject,
  works: readonly Work[],
  known: KnownParticipant | undefined,
  context: PlanContext,
): Plan {
  const stream = streamOf(subject.kind, subject.id);
  const facts =
    known === undefined
      ? undefined
      : factContext(subject.id, known, context.schemes, context.funds.todayOf(known.fundId), NOTHING_STANDS, context.employers.employerOf);
  const rows: PlannedRow[] = [];
  const events: EventToAppend[] = [];
  for (const work of works) {
    const { row } = work;
    const decision =
      tooEarly(row, context.now) ??
      (isFoundingRow(row)
        ? founding(row, subject, context, NOTHING_STANDS)
        : needsStream(row)
          ? undefined
          : facts === undefined
            ? refusedUnknown(subject.id)
            : decideFact(row.record, row, work.occurrence === 1 ? facts : { ...facts, occurrence: work.occurrence }));
    if (decision === undefined) throw new Error(`a ${row.record} is never decided without its stream`);
    rows.push(plannedRow(work, decision, stream, context, events));
  }
  return { subject, stream, expected: 'any', rows, events };
}

function founding(row: FoundingRow, subject: RowSubject, { schemes, funds }: PlanContext, standing: Standing): Decision {
  return decideFounding(row.record, subject, row, { schemes, fundScheme: funds.schemeOf(fundOf(row)), standing });
}

/** Decides on the stream as it stands, each row on top of those before it; payments of an employer by the day of their receipt. */
export async function planCarefully(session: SubjectSession, works: readonly Work[], context: PlanContext): Promise<Plan> {
  const { subject, stream, revision } = session;
  const rows: PlannedRow[] = [];
  const events: EventToAppend[] = [];
  const taken = new Set<string>();
  for (const work of inOrderOfReceipt(works)) {
    const before = events.length;
    const place = { occurrence: work.occurrence, isLastOfDay: work.input.replacedInFile !== true };
    const stated = context.replacing === true ? contributionStated(work.row) : undefined;
    const replacing = stated !== undefined && !taken.has(stated);
    const decided = tooEarly(work.row, context.now) ?? (await decideOrRefuse(session, work, place, { ...context, replacing }));
    const decision: Decision =
      work.refusal === undefined || decided.status === 'no-change' ? decided : { status: 'refused', refusal: work.refusal };
    if (stated !== undefined && decision.status !== 'refused') taken.add(stated);
    const planned = plannedRow(work, decision, stream, context, events);
    rows.push(planned.outcome.status === 'repeated' ? await saidIfAnnulled(planned, place, session, context) : planned);
    session.add(events.slice(before), context.now);
  }
  return { subject, stream, expected: revision < 0 ? 'no-stream' : revision, rows, events };
}

/** The name of no file: what comes from it is told anew. */
const ANOTHER_FILE = { file: '', sha256: '' };

/**
 * Of a row that the ledger was told by this very file, and that was annulled since: what would become of it in another file says whether
 * it is held.
 */
async function saidIfAnnulled(row: PlannedRow, place: CorrectionPlace, session: SubjectSession, context: PlanContext): Promise<PlannedRow> {
  const { work } = row;
  const annulled = annulledOfLine(session, work.input.line, context);
  if (annulled === undefined) return row;
  const elsewhere = { ...context, ...ANOTHER_FILE };
  const anew = (at: CorrectionPlace): Promise<Decision> =>
    decideOrRefuse(sessionOf(session.subject, session.events()), work, at, elsewhere); // what is only tried leaves no trace
  const alone = await anew({ occurrence: 1, isLastOfDay: true });
  const isHeld = alone.status === 'no-change' && (place.occurrence === 1 || (await anew(place)).status === 'no-change');
  return isHeld ? row : { ...row, outcome: { status: 'repeated', annulledSince: annulledSince(annulled, alone) } };
}

/** What a contribution is told apart by: another of the file under it, which differs in its amount, takes no place from it. */
function contributionStated(row: Row): string | undefined {
  if (row.record !== 'contribution') return undefined;
  const { period, employerId, receivedOn, reference } = row;
  return JSON.stringify([period, employerId, receivedOn, reference]);
}

/** What cannot be decided is refused, and the other subjects go on. */
async function decideOrRefuse(session: SubjectSession, work: Work, place: CorrectionPlace, context: PlanContext): Promise<Decision> {
  try {
    return await decideInSession(session, work, place, context);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return { status: 'refused', refusal };
  }
}

async function decideInSession(session: SubjectSession, work: Work, place: CorrectionPlace, context: PlanContext): Promise<Decision> {
  if (session.notReadable !== undefined) return { status: 'refused', refusal: session.notReadable };
  const standing = session.standing(context);
  return isFoundingRow(work.row)
    ? founding(work.row, session.subject, context, standing)
    : DECIDE[session.subject.kind](session, work, place, context);
}

/** The day at a fund: what is decided of its participants and employers goes by it. */
async function todayAt(fundId: string, { funds }: PlanContext): Promise<CivilDate> {
  await funds.load([fundId]);
  return funds.todayOf(fundId);
}

type DecideInSession = (session: SubjectSession, work: Work, place: CorrectionPlace, context: PlanContext) => Promise<Decision>;

/** Facts after the first, by their subject: what is at hand for their decisions. */
const DECIDE: { readonly [kind in FactSubject]: DecideInSession } = {
  participant: decideOfParticipant,
  employer: decideOfEmployer,
  fund: async (session, { row }, _place, context) => {
    const today = await todayAt(session.subject.id, context);
    return decideFact(row.record, row, fundContext(session, today, session.standing(context), context.schemes));
  },
};

async function decideOfParticipant(
  session: SubjectSession,
  { row, input }: Work,
  place: CorrectionPlace,
  context: PlanContext,
): Promise<Decision> {
  const { schemes, sha256, replacing, employers } = context;
  const standing = session.standing(context);
  const enrolment = enrolmentIn(session);
  const { id } = session.subject;
  if (enrolment === undefined) return refusedUnknown(id);
  await employers.load(employerNamed(row.record, row));
  const today = await todayAt(enrolment.fundId, context);
  const { occurrence } = place;
  const known = { ...enrolment, diedOn: deathIn(session), goneOver: goneOverIn(session.events()) };
  const facts = { ...factContext(id, known, schemes, today, standing, employers.employerOf), occurrence };
  const idOf = (key: string): string => eventId(session.stream, key);
  if (!needsStream(row)) return decideFact(row.record, row, { ...facts, replacing: replacing === true ? idOf : undefined });
  const isCorrection = row.record === 'correction';
  const state = participantBefore(session, isCorrection ? { recordedAt: row.recordedAt } : {});
  const stream: StreamContext = {
    ...facts,
    enrolment,
    state,
    isReadLater: (event) => session.isReadLater(event, sha256, input.line),
    events: session.events() as readonly ParticipantEvent[],
    idOf,
    settle: isCorrection ? await schemes.settlement(enrolment.fundId, enrolment.scheme) : undefined,
    occurrence: isCorrection ? correctionOccurrence(row, place, standing, state) : occurrence,
  };
  const decision = decideFact(row.record, row, stream);
  const isLast = row.record === 'correction' && place.isLastOfDay;
  return isLast && decision.status === 'no-change' && isReplaced(row, state) ? { ...decision, replacedSince: true } : decision;
}

async function decideOfEmployer(session: SubjectSession, { row }: Work, _place: CorrectionPlace, context: PlanContext): Promise<Decision> {
  const affiliation = dataIf(session.events()[0], 'EmployerAffiliated');
  if (affiliation === undefined) return { status: 'refused', refusal: notAffiliated(session.subject.id) };
  const { fundId, scheme } = affiliation;
  const { schemes, employers } = context;
  const today = await todayAt(fundId, context);
  const law = await schemes.employerLaw(fundId, scheme);
  await employers.load(employerNamed(row.record, row));
  return decideFact(row.record, row, employerContext(session, today, session.standing(context), law, employers.employerOf));
}

/** A record of the older system that is said to be of a later moment than now. */
function tooEarly(row: Row, now: Instant): Decision | undefined {
  const { recordedAt } = row;
  if (recordedAt === undefined || recordedAt <= now) return undefined;
  const { kind, id } = subjectOfRow(row);
  return { status: 'refused', refusal: refusal('RECORDED_IN_FUTURE', { [`${kind}Id`]: id, recordedAt, now }) };
}

function plannedRow(work: Work, decision: Decision, stream: string, context: PlanContext, events: EventToAppend[]): PlannedRow {
  if (decision.status === 'refused') return { work, outcome: decision };
  if (decision.status === 'no-change') return { work, outcome: { ...decision, status: 'repeated' } };
  const stamp = stampOf(work, context);
  for (const event of decision.events) events.push(toAppend(stream, event, stamp));
  if (isFoundingRow(work.row)) context.funds.join(work.row, stamp);
  const unreferenced = unreferencedOf(work.row, decision.events[0], stream);
  return { work, outcome: { status: 'appended', events: decision.events.length }, unreferenced };
}

function unreferencedOf(row: Row, event: DecidedEvent | undefined, stream: string): PlannedRow['unreferenced'] {
  if (event === undefined || !('reference' in row) || typeof row.reference !== 'string') return undefined;
  const key = unreferencedKey(event.key, row.reference);
  return key === event.key ? undefined : { eventId: eventId(stream, key), amount: event.data['amount'] };
}

function stampOf({ input, row }: Work, { actor, batchId, file, sha256 }: PlanContext): Stamp {
  return { actor, correlationId: batchId, source: { file, line: input.line, sha256 }, recordedAt: row.recordedAt };
}

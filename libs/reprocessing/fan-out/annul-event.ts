/** The annulment of an event, and in the same write what it leaves due to its participant, or puts right in the books of its employer. */
import type { AppendOutcome, Journal, JournalReader } from '#journal/port.js';
import { streamOf, type SubjectKind } from '#ledger/subjects.js';
import type { Annul } from '#ledger/kernel/annulment.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { NO_CHANGE, type DecidedEvent, type Decision } from '#ledger/kernel/decision.js';
import { refuse, Refused, type Outcome, type Refusal } from '#ledger/kernel/refusal.js';
import { notAffiliated } from '#ledger/employer/affiliation/report-headcount.js';
import { annulOfEmployer } from '#ledger/employer/annul.js';
import { annul } from '#ledger/participant/annul.js';
import type { DecidedParticipantEvent, ParticipantEvent } from '#ledger/participant/events.js';
import { unknownParticipant } from '#ledger/participant/unknown.js';
import { todayOf, type Clock } from '#money/clock.js';
import { readWhole } from '#journal/read-whole.js';
import { rulesFromJournal, type RulesSource } from '#portfolio/rules-in-force.js';
import { employerLaw } from '#rulebooks/frame/employer-law.js';
import { asIfRecorded, toAppend } from '../batch/stamp.js';
import { refusalOfWrite } from '../batch/refusal-of-write.js';
import { employerDirectory, type EmployerDirectory } from '../intake/employer-directory.js';
import { employerContext } from '../intake/employer-session.js';
import { sessionOf } from '../intake/subject-session.js';
import { annulmentByTwo, stepOfTwo } from '../second-person/by-two.js';
import { restingElsewhere } from './resting-elsewhere.js';
import { dueTo } from './settle-participant.js';

export interface AnnulRequest extends Annul {
  readonly journal: Journal;
  /** Whose event it is. */
  readonly subject: { readonly kind: SubjectKind; readonly id: string };
  /** False: what the annulment leaves due to a participant is booked by the next fan-out, or by `settleParticipant`. */
  readonly settle: boolean;
  /** Roles are on: it takes effect when a second person asks for the same. */
  readonly byTwo: boolean;
  readonly actor: string;
  readonly clock: Clock;
}

export interface AnnulReport {
  /** `asked`: the word of one person is on record, and another one's is waited for. */
  readonly status: 'annulled' | 'asked' | 'repeated';
  /** The annulled event and those that followed from it; empty where it was annulled before, or only asked for. */
  readonly annulled: readonly RecordedEvent[];
  /** What was booked with it. */
  readonly settled: readonly Booked[];
}

type Booked = Pick<DecidedEvent, 'type' | 'effectiveDate' | 'data'>;

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** Nothing about a subject of this kind is annulled. */
    SUBJECT_NOT_ANNULLED: { readonly kind: NotAnnulled; readonly id: string };
  }
}

/** Kinds of which no event is annulled this way: what they record has a way back of its own. */
export type NotAnnulled = Exclude<SubjectKind, AnnulledKind>;
type AnnulledKind = 'participant' | 'employer';

interface OfStream extends Annul {
  readonly id: string;
  readonly journal: JournalReader;
  readonly rules: RulesSource;
  /** The whole stream, in revision order. */
  readonly events: readonly RecordedEvent[];
  readonly clock: Clock;
}

interface AnnulmentOfKind {
  readonly refuseUnknown: (id: string) => Refusal;
  readonly decide: (of: OfStream) => Promise<Decision>;
  /** What is due once it is written, where that is no part of the decision. */
  readonly due: (decided: readonly DecidedEvent[], of: OfStream) => Promise<Outcome<readonly DecidedEvent[]>>;
}

const ANNULMENTS: { readonly [kind in AnnulledKind]: AnnulmentOfKind } = {
  participant: {
    refuseUnknown: unknownParticipant,
    decide: async ({ id: participantId, events, ...of }) =>
      annul(of, {
        participantId,
        events: events as readonly ParticipantEvent[],
        employerOf: (await employersOfAnnulled(of.journal, of.rules, events, of.eventId)).employerOf,
      }),
    due: (decided, { id: participantId, ...of }) => dueAfter(decided, { ...of, participantId }),
  },
  employer: {
    refuseUnknown: notAffiliated,
    decide: annulmentOfEmployer,
    due: async () => ({ status: 'done', value: [] }), // the books are put right by the decision
  },
};

/** Refuses SUBJECT_NOT_ANNULLED. */
export function annulmentsOf({ kind, id }: AnnulRequest['subject']): AnnulmentOfKind {
  if (kind === 'participant' || kind === 'employer') return ANNULMENTS[kind];
  return refuse('SUBJECT_NOT_ANNULLED', { kind, id });
}

/**
 * Refuses what the decision of the subject refuses, UNKNOWN_PARTICIPANT or EMPLOYER_NOT_AFFILIATED, SUBJECT_NOT_ANNULLED, SAME_PERSON, and
 * what the settlement needs and does not find (MISSING_PARAMETER).
 */
export async function annulEvent(request: AnnulRequest): Promise<AnnulReport> {
  const { journal, subject, settle, byTwo, actor, clock, eventId, reason } = request;
  const way = annulmentsOf(subject);
  const stream = streamOf(subject.kind, subject.id);
  const events = await readWhole(journal, stream);
  const last = events.at(-1);
  if (last === undefined) throw new Refused(way.refuseUnknown(subject.id));
  const of: OfStream = { eventId, reason, id: subject.id, journal, rules: rulesFromJournal(journal), events, clock };
  const decision = await way.decide(of);
  if (decision.status === 'refused') throw new Refused(decision.refusal);
  if (decision.status === 'no-change') return { status: 'repeated', annulled: [], settled: [] };
  const stamp = { actor, correlationId: `annul-${eventId}` };
  const asking = { actor, reason, today: todayOf(clock) };
  const ofTwo = byTwo ? valueOf(await stepOfTwo(journal, annulmentByTwo(subject, eventId), asking, decision.events.length)) : undefined;
  const inBatch = ofTwo === undefined ? [] : [...ofTwo.before, ...ofTwo.after].map((event) => toAppend(ofTwo.stream, event, stamp));
  const batch = ofTwo === undefined ? [] : [{ stream: ofTwo.stream, expected: 'any' as const, events: inBatch }];
  if (ofTwo?.step === 'asked') {
    refuseRefused(await journal.append(batch));
    return { status: 'asked', annulled: [], settled: [] };
  }
  const due = settle ? valueOf(await way.due(decision.events, of)) : [];
  const written = [...decision.events, ...due].map((event) => toAppend(stream, event, stamp));
  refuseRefused(await journal.append([...batch, { stream, expected: last.revision, events: written }]));
  const annulled = new Set(decision.events.flatMap(({ type, data }) => (type === 'EventAnnulled' ? [data['annuls']] : [])));
  const settled = [...decision.events.filter(({ type }) => type !== 'EventAnnulled'), ...due];
  return { status: 'annulled', annulled: events.filter(({ id }) => annulled.has(id)), settled };
}

/** A stream that cannot be read is refused; the event at fault cannot be annulled then. */
async function annulmentOfEmployer({ id, eventId, reason, events, journal, rules, clock }: OfStream): Promise<Decision> {
  const [first] = events;
  if (first?.type !== 'EmployerAffiliated') return NO_CHANGE;
  const { fundId, scheme } = first.data as { readonly fundId: string; readonly scheme: string };
  const { rulebook, parameters, fund } = await rules.rulesFor(fundId, scheme, undefined);
  const session = sessionOf({ kind: 'employer', id }, events);
  const [law, elsewhere] = [employerLaw(rulebook, parameters), await restingElsewhere(journal, id)];
  const context = employerContext(session, todayOf(clock, fund), session.standing(undefined), law, () => undefined, elsewhere);
  return annulOfEmployer({ eventId, reason }, context);
}

/** The employer that the event to be annulled names, where it names one. */
export async function employersOfAnnulled(
  journal: JournalReader,
  rules: RulesSource,
  events: readonly RecordedEvent[],
  annulled: string,
): Promise<EmployerDirectory> {
  const employers = employerDirectory(journal, async (fundId, scheme) => {
    const { rulebook, parameters } = await rules.rulesFor(fundId, scheme, undefined);
    return employerLaw(rulebook, parameters);
  });
  const named = events.find(({ id }) => id === annulled)?.data['employerId'];
  await employers.load(typeof named === 'string' ? [named] : []);
  return employers;
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.status === 'refused') throw new Refused(outcome.refusal);
  return outcome.value;
}

function refuseRefused(outcomes: readonly AppendOutcome[]): void {
  const refused = refusalOfWrite(outcomes);
  if (refused !== undefined) throw new Refused(refused);
}

/** A participant's stream, and the moment at which something is decided on it. */
export interface OnStream {
  readonly journal: JournalReader;
  readonly rules: RulesSource;
  readonly participantId: string;
  /** The whole stream, in revision order. */
  readonly events: readonly RecordedEvent[];
  readonly clock: Clock;
}

/** What decided events, an annulment say, leave due to their participant once they are written. */
export function dueAfter(
  decided: readonly DecidedEvent[],
  { journal, rules, participantId, events, clock }: OnStream,
): Promise<Outcome<readonly DecidedParticipantEvent[]>> {
  const stream = streamOf('participant', participantId);
  const stamp = { actor: '', correlationId: '' }; // only what the events say counts here
  const position = events.at(-1)?.position ?? 0n;
  const written = decided.map((event, index) =>
    asIfRecorded(toAppend(stream, event, stamp), stream, events.length + index, position + 1n + BigInt(index), clock()),
  );
  return dueTo(journal, rules, participantId, [...events, ...written], clock);
}

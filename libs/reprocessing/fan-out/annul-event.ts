/** The annulment of an event, and in the same write what it leaves due to its participant. */
import type { AppendOutcome, Journal, JournalReader } from '#journal/port.js';
import { participantStream } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { DecidedEvent } from '#ledger/kernel/decision.js';
import { refuse, Refused, type Outcome } from '#ledger/kernel/refusal.js';
import { annul, type Annul } from '#ledger/participant/annul.js';
import type { DecidedParticipantEvent, ParticipantEvent } from '#ledger/participant/events.js';
import { todayOf, type Clock } from '#money/clock.js';
import { readWhole } from '#journal/read-whole.js';
import { rulesFromJournal, type RulesSource } from '#portfolio/rules-in-force.js';
import { asIfRecorded, toAppend } from '../batch/stamp.js';
import { refusalOfWrite } from '../batch/refusal-of-write.js';
import { annulmentByTwo, stepOfTwo } from '../second-person/by-two.js';
import { dueTo } from './settle-participant.js';

export interface AnnulRequest extends Annul {
  readonly journal: Journal;
  readonly participantId: string;
  /** False: what the annulment leaves due is booked by the next fan-out, or by `settleParticipant`. */
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
  readonly settled: readonly { readonly type: string; readonly effectiveDate: string; readonly data: RecordedEvent['data'] }[];
}

/** Refuses what `annul` refuses, UNKNOWN_PARTICIPANT, SAME_PERSON, and what the settlement needs and does not find (MISSING_PARAMETER). */
export async function annulEvent({
  journal,
  participantId,
  settle,
  byTwo,
  actor,
  clock,
  ...wanted
}: AnnulRequest): Promise<AnnulReport> {
  const stream = participantStream(participantId);
  const events = await readWhole(journal, stream);
  const last = events.at(-1);
  if (last === undefined) return refuse('UNKNOWN_PARTICIPANT', `the ledger has no participant ${participantId}`, { participantId });
  const decision = annul(wanted, { participantId, events: events as unknown as readonly ParticipantEvent[] });
  if (decision.status === 'refused') throw new Refused(decision.refusal);
  if (decision.status === 'no-change') return { status: 'repeated', annulled: [], settled: [] };
  const stamp = { actor, correlationId: `annul-${wanted.eventId}` };
  const asking = { actor, reason: wanted.reason, today: todayOf(clock) };
  const ofTwo = byTwo
    ? valueOf(await stepOfTwo(journal, annulmentByTwo(participantId, wanted.eventId), asking, decision.events.length))
    : undefined;
  const inBatch = ofTwo === undefined ? [] : [...ofTwo.before, ...ofTwo.after].map((event) => toAppend(ofTwo.stream, event, stamp));
  const batch = ofTwo === undefined ? [] : [{ stream: ofTwo.stream, expected: 'any' as const, events: inBatch }];
  if (ofTwo?.step === 'asked') {
    refuseRefused(await journal.append(batch));
    return { status: 'asked', annulled: [], settled: [] };
  }
  const appended = decision.events.map((event) => toAppend(stream, event, stamp));
  const due = settle
    ? await dueAfter(decision.events, { journal, rules: rulesFromJournal(journal), participantId, events, clock })
    : undefined;
  if (due?.status === 'refused') throw new Refused(due.refusal);
  const settled = due?.value ?? [];
  const booked = settled.map((event) => toAppend(stream, event, stamp));
  refuseRefused(await journal.append([...batch, { stream, expected: last.revision, events: [...appended, ...booked] }]));
  const annulled = new Set(decision.events.map(({ data }) => (data as { readonly annuls: string }).annuls));
  return { status: 'annulled', annulled: events.filter(({ id }) => annulled.has(id)), settled };
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
  const stream = participantStream(participantId);
  const stamp = { actor: '', correlationId: '' }; // only what the events say counts here
  const position = events.at(-1)?.position ?? 0n;
  const written = decided.map((event, index) =>
    asIfRecorded(toAppend(stream, event, stamp), stream, events.length + index, position + 1n + BigInt(index), clock()),
  );
  return dueTo(journal, rules, participantId, [...events, ...written], clock);
}

/**
 * One participant put right: what the fund's decisions give by the facts as known now, held against what is booked. A late
 * fact or an annulment leaves a difference behind; until it is settled the participant is due.
 */
import type { Journal, JournalReader, StreamAppend } from '#journal/port.js';
import { participantStream } from '#ledger/subjects.js';
import type { DecidedParticipantEvent } from '#ledger/participant/events.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { attempt, type Outcome, type Refusal } from '#ledger/kernel/refusal.js';
import { LAST_DATE } from '#money/civil-date.js';
import { todayOf, type Clock } from '#money/clock.js';
import { foldParticipant } from '#projections/participant-fold.js';
import { readWhole } from '#journal/read-whole.js';
import { termsOfEmployers } from '#portfolio/employer-terms.js';
import type { RulesSource } from '#portfolio/rules-in-force.js';
import { eventsDue } from '#rulebooks/frame/due.js';
import { toAppend, type Stamp } from '../batch/stamp.js';

export type Settled =
  | { readonly status: 'booked'; readonly events: readonly DecidedParticipantEvent[] }
  | { readonly status: 'nothing-due' }
  | { readonly status: 'refused'; readonly refusal: Refusal };

/** Attempts where others write to the same participant. */
const MOST_ATTEMPTS = 4;

/** Books what is due, decided on the stream as it stands. Throws UNKNOWN_PARTICIPANT. */
export async function settleParticipant(
  journal: Journal,
  rules: RulesSource,
  participantId: string,
  stamp: Stamp,
  clock: Clock,
): Promise<Settled> {
  for (let attemptNumber = 1; ; attemptNumber += 1) {
    const events = await readWhole(journal, participantStream(participantId));
    const due = await dueTo(journal, rules, participantId, events, clock);
    if (due.status === 'refused') return due;
    if (due.value.length === 0) return { status: 'nothing-due' };
    const [outcome] = await journal.append([dueAppend(participantId, events.length - 1, due.value, stamp)], 'each');
    if (outcome?.status !== 'refused') return { status: 'booked', events: due.value };
    if (outcome.refusal.code !== 'WRONG_EXPECTED_REVISION' || attemptNumber >= MOST_ATTEMPTS) return outcome;
  }
}

/** What is due on a stream, by the rules published now; `events`: the whole of it, in the journal or about to be. */
export async function dueTo(
  journal: JournalReader,
  rules: RulesSource,
  participantId: string,
  events: readonly RecordedEvent[],
  clock: Clock,
): Promise<Outcome<readonly DecidedParticipantEvent[]>> {
  const position = events.at(-1)?.position ?? (await journal.head()).position;
  const state = foldParticipant(participantId, events, { asOf: LAST_DATE, knownAt: position, rulesKnownAt: undefined });
  const inForce = await rules.rulesFor(state.enrolment.fundId, state.enrolment.scheme, undefined);
  const today = todayOf(clock, inForce.fund);
  const employers = await termsOfEmployers(journal, new Set([...state.salaries.keys(), ...state.premiums.keys()]));
  return attempt(() => eventsDue(inForce, { participantId, state, events, employers }, today));
}

export function dueAppend(participantId: string, expected: number, events: readonly DecidedParticipantEvent[], stamp: Stamp): StreamAppend {
  const stream = participantStream(participantId);
  return { stream, expected, events: events.map((event) => toAppend(stream, event, stamp)) };
}

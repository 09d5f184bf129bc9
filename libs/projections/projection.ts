/** A participant read model: one fold, and a view of the folded state at the coordinates. */
import type { ParticipantEvent } from '#ledger/participant/events.js';
import { initialParticipant, evolveParticipant, type ParticipantState } from '#ledger/participant/state.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Coordinates } from './coordinates.js';
import { answerOf, type Answer } from './answer.js';
import { foldParticipant, type EnrolledState } from './participant-fold.js';
import type { RulesInForce } from './rules-in-force.js';

export interface ViewContext<Question> {
  readonly state: EnrolledState;
  readonly coordinates: Coordinates;
  readonly rules: RulesInForce;
  /** What is asked beside the coordinates, e.g. the year of an account. */
  readonly question: Question;
}

export interface Projection<Question, View extends object> {
  readonly name: string;
  /** Changes when the same events would give another view. */
  readonly version: number;
  readonly initial: () => ParticipantState;
  readonly evolve: (state: ParticipantState, event: ParticipantEvent) => ParticipantState;
  readonly view: (context: ViewContext<Question>) => View;
}

export function participantProjection<Question, View extends object>(
  name: string,
  version: number,
  view: (context: ViewContext<Question>) => View,
): Projection<Question, View> {
  return { name, version, initial: initialParticipant, evolve: evolveParticipant, view };
}

/** The answer of a projection for one participant's stream; pure, used alike by the live, standing and sweep runners. */
export function answerForStream<Question, View extends object>(
  projection: Projection<Question, View>,
  participantId: string,
  events: readonly RecordedEvent[],
  coordinates: Coordinates,
  rules: RulesInForce,
  question: Question,
): Answer<View> {
  const state = foldParticipant(participantId, events, coordinates);
  return answerOf(projection.view({ state, coordinates, rules, question }), coordinates, rules, state.lastPosition);
}

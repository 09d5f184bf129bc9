/** The facts about a participant, by what their decisions look at. */
import type { Declaration } from '../facts/declaration.js';
import type { Fields } from '../facts/field.js';
import type { ParticipantEvent } from './events.js';
import type { FactContext } from './deciding/terms.js';
import type { EnrolContext } from './enrolment/enrol.js';
import type { CorrectionContext } from './incomes/correct-income.js';
import type { ParticipantState } from './state.js';
import type { LifeContext } from './life-context.js';

/** Decided on what stands under its own keys, save a death: many such facts need no look at the stream. */
export interface FactOnKeys<Name extends string = string, F extends Fields = Fields> extends Declaration<Name, F, FactContext> {
  readonly looksAt: 'keys';
}

/** Decided on all that is known of the participant. */
export interface FactOnStream<Name extends string = string, F extends Fields = Fields> extends Declaration<Name, F, StreamContext> {
  readonly looksAt: 'stream';
}

/** The first fact: there is nothing to look at. */
export interface FoundingFact<Name extends string = string, F extends Fields = Fields> extends Declaration<Name, F, EnrolmentContext> {
  readonly founds: true;
  readonly looksAt: 'nothing';
}

export interface StreamContext extends LifeContext {
  /** The whole stream, in revision order. */
  readonly events: readonly ParticipantEvent[];
  readonly idOf: (key: string) => string;
  /** See `CorrectionContext`. */
  readonly settle: CorrectionContext<ParticipantState>['settle'];
  readonly isReadLater?: CorrectionContext<ParticipantState>['isReadLater'];
  readonly occurrence: number;
}

export interface EnrolmentContext extends EnrolContext {
  readonly participantId: string;
  /** The scheme of the fund where it is established. */
  readonly fundScheme: string | undefined;
}

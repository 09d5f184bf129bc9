/** The decisions that a write asks for: pure functions, handed in. */
import type { CivilDate } from '#money/civil-date.js';
import type { KeepsDays } from '#money/clock.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { RoutedEvent } from '#ledger/kernel/decision.js';
import type { RestingElsewhere } from '#ledger/employer/resting.js';
import type { KnownEmployer } from '#ledger/employer/known-employer.js';
import type { FundState } from '#ledger/fund/state.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { Outcome } from '#ledger/kernel/refusal.js';
import type { RulesInForce } from '#portfolio/rules-in-force.js';
import type { WantedFact } from './commands.js';

export interface PublishParameters {
  readonly fundId: string;
  /** A parameters file (CONTRACT: input files). */
  readonly document: JsonObject;
  readonly establish?: boolean | undefined;
}

/** What a decision may look at. */
interface StreamContext {
  /** The whole stream, in revision order; empty where it is new. */
  readonly events: readonly RecordedEvent[];
}

interface PublishContext extends StreamContext {
  /** The day of the request at the fund: nothing may have happened after it. */
  readonly today: (fund: KeepsDays) => CivilDate;
}

export interface FoundingWriteContext extends StreamContext {
  readonly fundOf: (fundId: string) => Promise<FundState>;
}

export interface RecordContext extends StreamContext {
  /** All published rules of the subject's fund. */
  readonly rules: RulesInForce;
  /** The day of the request at the fund: nothing may have happened after it. */
  readonly today: CivilDate;
  /** The employer that the fact names, as known now. */
  readonly employerOf: (employerId: string) => KnownEmployer | undefined;
  /** What other streams say that rests on the subject's facts, for those that look at it. */
  readonly elsewhere: RestingElsewhere;
}

type Decision<Wanted, Context> = (wanted: Wanted, context: Context) => Outcome<readonly RoutedEvent[]>;

/** No events: the ledger already holds all of it. */
export interface Decisions {
  /** A subject's first fact. */
  readonly found: (wanted: WantedFact, context: FoundingWriteContext) => Promise<Outcome<readonly RoutedEvent[]>>;
  /** Any fact of a subject that has begun. */
  readonly record: Decision<WantedFact, RecordContext>;
  readonly publishParameters: Decision<PublishParameters, PublishContext>;
}

/** The decisions that a write asks for: pure functions, handed in. */
import type { Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { DecidedFundEvent, DecidedParticipantEvent } from '#ledger/event.js';
import type { FundState } from '#ledger/fund/state.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { IncomeCoverage, Sex } from '#ledger/participant/events.js';
import type { Outcome } from '#ledger/kernel/refusal.js';
import type { RulesInForce } from '#projections/rules-in-force.js';

export type DecidedEvent = (DecidedParticipantEvent | DecidedFundEvent) & {
  /** The event that led to this one. */
  readonly causationId?: string;
  /** Only where it goes to another stream than the request's, e.g. the fund that the first participant establishes. */
  readonly stream?: string;
};

export interface EnrolParticipant {
  readonly participantId: string;
  readonly scheme: string;
  readonly fundId: string;
  readonly birthDate: CivilDate;
  readonly sex: Sex;
  readonly enrolledOn: CivilDate;
  readonly opening: { readonly value: string; readonly on: CivilDate } | undefined;
}

/** Amounts come with two decimals. */
export interface ReportIncome {
  readonly incomeYear: number;
  readonly employerId: string;
  readonly amount: string;
  readonly currency: Currency;
  readonly coverage: IncomeCoverage;
}

export interface ReceiveContribution {
  readonly period: string;
  readonly employerId: string;
  readonly amount: string;
  readonly currency: Currency;
  readonly receivedOn: CivilDate;
}

export interface CorrectIncome {
  readonly incomeYear: number;
  readonly employerId: string;
  readonly amount: string;
  readonly currency: Currency;
  readonly reason: string;
  readonly correctedOn: CivilDate;
}

export interface AnnulEvent {
  readonly eventId: string;
  readonly reason: string;
}

export interface PublishParameters {
  readonly fundId: string;
  /** A parameters file (CONTRACT: input files). */
  readonly document: JsonObject;
}

interface EnrolmentContext extends StreamContext {
  readonly fund: FundState;
}

/** What a decision may look at. */
export interface ParticipantContext extends StreamContext {
  readonly participantId: string;
  /** All published rules of the participant's fund. */
  readonly rules: RulesInForce;
}

interface StreamContext {
  /** The whole stream, in revision order; empty where it is new. */
  readonly events: readonly RecordedEvent[];
  /** The day of the request: nothing may have happened after it. */
  readonly today: CivilDate;
}

type Decision<Command, Context> = (command: Command, context: Context) => Outcome<readonly DecidedEvent[]>;

/** No events: the ledger already holds all of it. */
export interface Decisions {
  readonly enrolParticipant: Decision<EnrolParticipant, EnrolmentContext>;
  readonly reportIncome: Decision<ReportIncome, ParticipantContext>;
  readonly receiveContribution: Decision<ReceiveContribution, ParticipantContext>;
  readonly correctIncome: Decision<CorrectIncome, ParticipantContext>;
  readonly annulEvent: Decision<AnnulEvent, ParticipantContext>;
  readonly publishParameters: Decision<PublishParameters, StreamContext>;
}

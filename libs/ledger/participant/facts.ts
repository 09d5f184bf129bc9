/** The facts and decisions about a participant: one row each. */
import type { Fields, ValuesOf } from '../facts/field.js';
import type { Decision } from '../kernel/decision.js';
import { ANNULMENT_FACT } from './annulment-fact.js';
import { CONTRIBUTION_FACT } from './contributions/contribution-fact.js';
import { ENROLMENT_FACT, type EnrolmentContext } from './enrolment/enrolment-fact.js';
import type { FactOnKeys, FactOnStream, FoundingFact } from './deciding/fact-kinds.js';
import { CORRECTION_FACT, INCOME_FACT } from './incomes/income-facts.js';
import { DEATH_FACT, DISABILITY_FACT } from './life/life-facts.js';
import { PAYMENT_FACT, PENSION_FACT } from './pensions/pension-facts.js';
import { TRANSFER_FACT } from './rights/transfer-fact.js';
import type { StreamContext } from './stream-context.js';

/** Its decision needs no more than that. */
interface DecidedOn<Context> {
  readonly decide: (values: never, context: Context) => Decision;
}

export const PARTICIPANT_FACTS = {
  participant: ENROLMENT_FACT,
  income: INCOME_FACT,
  contribution: CONTRIBUTION_FACT,
  correction: CORRECTION_FACT,
  transfer: TRANSFER_FACT,
  pension: PENSION_FACT,
  payment: PAYMENT_FACT,
  disability: DISABILITY_FACT,
  death: DEATH_FACT,
  annulment: ANNULMENT_FACT,
} as const satisfies { readonly [name: string]: DecidedOn<EnrolmentContext> | DecidedOn<StreamContext> };

export type ParticipantFactName = keyof typeof PARTICIPANT_FACTS;

/** What a fact of that name holds. */
export type FactValues<Name extends ParticipantFactName> = ValuesOf<(typeof PARTICIPANT_FACTS)[Name]['fields']>;

export type ParticipantFact =
  | FoundingFact<string, Fields, EnrolmentContext>
  | FactOnKeys
  | FactOnStream<string, Fields, StreamContext>;

/** The declaration of a fact, for those who treat all facts alike. */
export function participantFact(name: ParticipantFactName): ParticipantFact {
  return PARTICIPANT_FACTS[name] as unknown as ParticipantFact;
}

/** Enrolment of a participant, with the value brought along where there is one. */
import { formatMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { placedUnderKey, refused, together, NO_CHANGE, type Decision, type Standing } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { unknownScheme, type FoundingContext } from '../../facts/founding.js';
import type { SchemeTerms } from '../../facts/scheme-terms.js';
import { amountProblem } from '../deciding/terms.js';
import type { RightsEventData } from '../rights/events.js';
import { ENROLLED_KEY, type Enrolment, type EnrolmentEventData } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    ENROLLED_BEFORE_BIRTH: { readonly participantId: string; readonly enrolledOn: string; readonly birthDate: string };
    /** Those that differ, and how: as they stand and as they were to be, in the order of `fields`. */
    /** `receiverParticipantId`: the id that the receiver of a transfer gives them. */
    PARTICIPANT_ALREADY_ENROLLED: { readonly participantId: string; readonly receiverParticipantId: string } | {
      readonly participantId: string;
      readonly fields: readonly string[];
      readonly standing: readonly string[];
      readonly wanted: readonly string[];
    };
    OPENING_VALUE_ALREADY_RECORDED: {
      readonly participantId: string;
      readonly recorded: { readonly amount: string; readonly on: string };
      readonly amount: string;
      readonly on: string;
    };
  }
}

export interface Enrol {
  readonly enrolment: Enrolment;
  /** In the scheme's currency; value date `on`. */
  readonly opening: { readonly amountMinor: number; readonly on: CivilDate } | undefined;
}

type Enrolling = Decided<EnrolmentEventData> | Decided<RightsEventData, 'RightsTransferredIn'>;

const OPENING_KEY = 'opening';

/**
 * ParticipantEnrolled, and RightsTransferredIn for an opening value. Refuses UNKNOWN_SCHEME, ENROLLED_BEFORE_BIRTH,
 * BEFORE_BIRTH (the opening value), NOT_ACCEPTED_BY_SCHEME, NEGATIVE_AMOUNT, PARTICIPANT_ALREADY_ENROLLED and
 * OPENING_VALUE_ALREADY_RECORDED (what stands differs).
 */
export function enrol(command: Enrol, context: Pick<FoundingContext, 'terms' | 'knownSchemes' | 'standing'>): Decision<Enrolling> {
  const { enrolment, opening } = command;
  const { participantId, birthDate, enrolledOn } = enrolment;
  const { terms, standing } = context;
  if (terms === undefined) return unknownScheme({ kind: 'participant', id: participantId }, enrolment.scheme, context.knownSchemes);
  if (enrolledOn < birthDate) {
    return refused('ENROLLED_BEFORE_BIRTH', { participantId, enrolledOn, birthDate });
  }
  const enrolled = placedUnderKey<Enrolling>(
    { type: 'ParticipantEnrolled', effectiveDate: enrolledOn, key: ENROLLED_KEY, data: enrolment },
    standing,
    (known) => differs(participantId, enrolment, known.data as Enrolment),
  );
  if (enrolled.status === 'refused') return enrolled;
  return together(enrolled, opening === undefined ? NO_CHANGE : bringAlong(enrolment, opening, terms, standing));
}

function differs(participantId: string, wanted: Enrolment, known: Enrolment): Decision<never> {
  const fields = (Object.keys(wanted) as (keyof Enrolment)[]).filter((field) => wanted[field] !== known[field]);
  const of = (enrolment: Enrolment): readonly string[] => fields.map((field) => enrolment[field]);
  return refused('PARTICIPANT_ALREADY_ENROLLED', { participantId, fields, standing: of(known), wanted: of(wanted) });
}

function bringAlong(
  enrolment: Enrolment,
  opening: NonNullable<Enrol['opening']>,
  terms: SchemeTerms,
  standing: Standing,
): Decision<Enrolling> {
  const { participantId, birthDate } = enrolment;
  const amount = { amountMinor: opening.amountMinor, currency: terms.currency };
  const problem = amountProblem({ participantId, terms }, 'openingValue', amount);
  if (problem !== undefined) return problem;
  if (opening.on < birthDate) {
    return refused('BEFORE_BIRTH', { participantId, field: 'openingDate', openingDate: opening.on, birthDate });
  }
  const data = {
    amount: formatMinor(opening.amountMinor),
    currency: terms.currency,
    kind: 'opening-value',
    counterparty: 'earlier provider',
  } as const;
  return placedUnderKey<Enrolling>({ type: 'RightsTransferredIn', effectiveDate: opening.on, key: OPENING_KEY, data }, standing, (known) =>
    refused('OPENING_VALUE_ALREADY_RECORDED', {
      participantId,
      recorded: { amount: String(known.data['amount']), on: known.effectiveDate },
      amount: data.amount,
      on: opening.on,
    }),
  );
}

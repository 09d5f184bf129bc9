/** What a row of a file or a request asks for, decided: by the declaration of its fact, whatever it is. */
import type { CivilDate } from '#money/civil-date.js';
import { refused, type Decision, type Standing } from '#ledger/kernel/decision.js';
import type { FactContext } from '#ledger/participant/deciding/terms.js';
import type { EnrolmentContext } from '#ledger/participant/enrolment/enrolment-fact.js';
import { participantFact, type FactValues, type ParticipantFact, type ParticipantFactName } from '#ledger/participant/facts.js';
import type { StreamContext } from '#ledger/participant/stream-context.js';
import type { Row } from '../formats/rows.js';
import type { KnownParticipant } from './participant-directory.js';
import type { KnownSchemes } from './schemes.js';

type LooksAt<What extends ParticipantFact['looksAt']> = Extract<ParticipantFact, { readonly looksAt: What }>;

/** `fundScheme`: the scheme of the fund where it is established. */
export function decideEnrolment(
  row: FactValues<'participant'> & { readonly participantId: string },
  schemes: KnownSchemes,
  fundScheme: string | undefined,
  standing: Standing,
): Decision {
  const context: EnrolmentContext = {
    participantId: row.participantId,
    terms: schemes.terms(row.scheme),
    knownSchemes: schemes.ids,
    standing,
    fundScheme,
  };
  return (participantFact('participant') as LooksAt<'nothing'>).decide(row as never, context);
}

export function unknownParticipant(participantId: string): Decision {
  return refused('UNKNOWN_PARTICIPANT', `the ledger has no participant ${participantId}; import it first with \`accrual import ` +
    `participants FILE\``, { participantId });
}

export function factContext(
  participantId: string,
  known: KnownParticipant,
  schemes: Pick<KnownSchemes, 'terms'>,
  today: CivilDate,
  standing: Standing,
): FactContext {
  const terms = schemes.terms(known.scheme);
  if (terms === undefined) throw new Error(`participant ${participantId} is enrolled in ${known.scheme}, for which this program has ` +
    `no rulebook`);
  return { participantId, enrolment: known, diedOn: known.diedOn, terms, today, standing };
}

/** What a fact's decision looks at. */
export function looksAt(name: ParticipantFactName): 'nothing' | 'keys' | 'stream' {
  return participantFact(name).looksAt;
}

/** Whether a row is decided on the stream alone: on what it says of the participant's life, or on the income that it corrects. */
export function needsStream({ record }: Row): boolean {
  return looksAt(record) === 'stream';
}

/** A fact that is decided on its own keys. */
export function decideOnKeys(name: ParticipantFactName, values: object, context: FactContext): Decision {
  return (participantFact(name) as LooksAt<'keys'>).decide(values as never, context);
}

/** A fact of a participant whose stream is at hand. */
export function decideOnStream(name: ParticipantFactName, values: object, context: StreamContext): Decision {
  return (participantFact(name) as LooksAt<'keys' | 'stream'>).decide(values as never, context);
}

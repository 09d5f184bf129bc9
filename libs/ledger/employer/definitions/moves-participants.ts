/**
 * Which events of an employer move what its participants have: a column of every definition, so that the compiler asks. What a
 * participant's stream alone does not tell changes with them: rights by exemptions and delivered data, savings by invoices and payments.
 */
import type { AnnullableDefinition } from '../../kernel/annulment.js';
import type { RecordedEvent } from '../../kernel/envelope.js';

/** What of its participants an event may move: nothing, the rights of all who have worked there, or the savings of those who save there. */
export type MovedOfParticipants = 'none' | 'rights' | 'savings';

export interface EmployerEventDefinition extends AnnullableDefinition {
  /** `as-annulled`: what the event moved that it takes back. */
  readonly movesParticipants: MovedOfParticipants | 'as-annulled';
}

export interface EmployerEventDefinitions {
  readonly [type: string]: EmployerEventDefinition;
}

/** Of an event of an employer's stream; `annulled`: the type of the event that it takes back, where it does and that is known. */
export function movedOfParticipants(
  { type }: Pick<RecordedEvent, 'type'>,
  annulled: string | undefined,
  definitions: EmployerEventDefinitions,
): MovedOfParticipants {
  const moves = definitions[type]?.movesParticipants;
  if (moves !== 'as-annulled') return moves ?? 'rights'; // a type that this program does not know may move anything
  const before = annulled === undefined ? undefined : definitions[annulled]?.movesParticipants;
  return before === undefined || before === 'as-annulled' ? 'rights' : before;
}

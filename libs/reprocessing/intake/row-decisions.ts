/** What a row of a file or a request asks for, decided: by the declaration of its fact, whatever it is. */
import type { CivilDate } from '#money/civil-date.js';
import { declaredFact, type FactName, type FoundingFactName } from '#ledger/declared-facts.js';
import type { LooksAt } from '#ledger/facts/declaration.js';
import type { FoundingContext } from '#ledger/facts/founding.js';
import { unless, type Decision, type Standing } from '#ledger/kernel/decision.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import { refuseGoneOver } from '#ledger/participant/deciding/gone-over.js';
import type { FactContext } from '#ledger/participant/deciding/terms.js';
import type { SalaryContext } from '#ledger/participant/salaries/salary-problems.js';
import type { StreamContext } from '#ledger/participant/stream-context.js';
import { unknownParticipant } from '#ledger/participant/unknown.js';
import type { Row, RowSubject } from '../formats/rows.js';
import type { KnownParticipant } from './participant-directory.js';
import type { KnownSchemes } from './schemes.js';

/** A subject's first fact. `fundScheme`: the scheme of the fund where it is established. */
export function decideFounding(
  name: FoundingFactName,
  { id }: RowSubject,
  values: { readonly scheme: string },
  {
    schemes,
    fundScheme,
    standing,
  }: { readonly schemes: KnownSchemes; readonly fundScheme: string | undefined; readonly standing: Standing },
): Decision {
  const context: FoundingContext = { id, terms: schemes.terms(values.scheme), knownSchemes: schemes.ids, standing, fundScheme };
  return decideFact(name, values, context);
}

/** A fact by its declaration, on the context that facts of its kind are decided on. */
export function decideFact(name: FactName, values: object, context: object): Decision {
  const { goneOver, participantId = '' } = context as Partial<FactContext>;
  try {
    const decision = declaredFact(name).decide(values as never, context as never);
    if (goneOver === undefined || staysBehind(name, context)) return decision;
    return unless(decision, () => refuseGoneOver(participantId, goneOver));
  } catch (error) {
    const refusal = refusalOf(error); // out of a formula
    if (refusal === undefined) throw error;
    return { status: 'refused', refusal };
  }
}

/** What stays at a sender: the savings of one who saves, and what is owed to it. */
function staysBehind(name: FactName, context: object): boolean {
  const { endsSavings, isOwedHere } = declaredFact(name);
  return isOwedHere === true || endsSavings === true && ((context as Partial<StreamContext>).state?.objections ?? []).length > 0;
}

export function refusedUnknown(participantId: string): Decision {
  return { status: 'refused', refusal: unknownParticipant(participantId) };
}

export function factContext(
  participantId: string,
  known: KnownParticipant,
  schemes: Pick<KnownSchemes, 'terms'>,
  today: CivilDate,
  standing: Standing,
  employerOf: SalaryContext['employerOf'],
): SalaryContext {
  const terms = schemes.terms(known.scheme);
  if (terms === undefined) throw new Error(`participant ${participantId} is enrolled in ${known.scheme}, for which this program has ` +
    `no rulebook`);
  const { diedOn, goneOver } = known;
  return { participantId, enrolment: known, diedOn, goneOver, terms, today, standing, employerOf };
}

/** What a fact's decision looks at. */
export function looksAt(name: FactName): LooksAt {
  return declaredFact(name).looksAt;
}

/** Whether a row is decided on the stream alone: on what it says of the subject's life, or on the income that it corrects. */
export function needsStream({ record }: Row): boolean {
  return looksAt(record) === 'stream';
}

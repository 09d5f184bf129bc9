/**
 * The ledger's own decisions for requests: the same declarations, keys and ids as an import's, so that a fact that comes in
 * both ways stands once.
 */
import { eventId } from '#journal/event-id.js';
import { fundStream } from '#ledger/subjects.js';
import type { ParticipantEvent } from '#ledger/participant/events.js';
import { goneOverIn } from '#ledger/participant/deciding/gone-over.js';
import { declaredFact, foundedOn, type FactSubject, type FactValues, type FoundingFactName } from '#ledger/declared-facts.js';
import type { StreamContext } from '#ledger/participant/stream-context.js';
import type { Outcome } from '#ledger/kernel/refusal.js';
import { foldFund } from '#portfolio/rules-in-force.js';
import { fundOf } from '#reprocessing/formats/rows.js';
import { correctionOccurrence } from '#reprocessing/intake/correction-occurrence.js';
import { fundContext } from '#reprocessing/intake/fund-session.js';
import { fundEstablished } from '#reprocessing/intake/funds.js';
import { employerContext } from '#reprocessing/intake/employer-session.js';
import { deathIn, enrolmentIn, participantBefore } from '#reprocessing/intake/participant-session.js';
import { sessionOf } from '#reprocessing/intake/subject-session.js';
import { publishParameters } from '#reprocessing/intake/publish-parameters.js';
import { decideFact, decideFounding, factContext } from '#reprocessing/intake/row-decisions.js';
import { knownSchemes, settlementBy } from '#reprocessing/intake/schemes.js';
import { employerLaw } from '#rulebooks/frame/employer-law.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import type { WantedFact } from './commands.js';
import { outcomeOf } from './outcome-of.js';
import type { RoutedEvent } from '#ledger/kernel/decision.js';
import type { Decisions, FoundingWriteContext, RecordContext } from './decisions.js';

const SCHEMES = knownSchemes(RULEBOOKS);

export const LEDGER_DECISIONS: Decisions = {
  found,
  record: (wanted, context) => RECORD[declaredFact(wanted.name).subject](wanted, context),
  publishParameters: (wanted, { events, today }) => publishParameters({ ...wanted, today }, foldFund(events)),
};

/** A new fund begins with its first subject. */
async function found({ name, id, values }: WantedFact, context: FoundingWriteContext): Promise<Outcome<readonly RoutedEvent[]>> {
  const founding = name as FoundingFactName;
  const wanted = values as FactValues<FoundingFactName>;
  const fundId = fundOf(wanted);
  const fund = await context.fundOf(fundId);
  const subject = { kind: declaredFact(name).subject, id };
  const standing = sessionOf(subject, context.events).standing(undefined);
  const decided = outcomeOf(
    decideFounding(founding, subject, wanted, { schemes: SCHEMES, fundScheme: fund.established?.scheme, standing }),
  );
  if (decided.status === 'refused' || decided.value.length === 0 || fund.established !== undefined) return decided;
  const terms = SCHEMES.terms(wanted.scheme);
  if (terms === undefined) throw new Error(`${subject.kind} ${id} was taken into ${wanted.scheme}, which has no rulebook`);
  const establishment: RoutedEvent = { ...fundEstablished(fundId, terms, foundedOn(founding, wanted)), stream: fundStream(fundId) };
  return { status: 'done', value: [...decided.value, establishment] };
}

/** A request is one intent, told from a repeat by its Idempotency-Key: it comes from no file, and takes the place of nothing. */
const RECORD: { readonly [subject in FactSubject]: Decisions['record'] } = {
  participant: recordOfParticipant,
  employer: recordOfEmployer,
  fund: recordOfFund,
};

function recordOfParticipant(
  { name, id, values }: WantedFact,
  { events, today, rules, employerOf }: RecordContext,
): Outcome<readonly RoutedEvent[]> {
  const session = sessionOf({ kind: 'participant', id }, events);
  const enrolment = enrolmentIn(session);
  if (enrolment === undefined) throw new Error(`${session.stream} begins with ${events[0]?.type ?? 'nothing'}, not with an enrolment`);
  const standing = session.standing(undefined);
  const state = once(() => participantBefore(session, {}));
  const place = { occurrence: 1, isLastOfDay: true };
  const occurrence = name === 'correction' ? correctionOccurrence(values as FactValues<'correction'>, place, standing, state()) : 1;
  const context: StreamContext = {
    ...factContext(id, { ...enrolment, diedOn: deathIn(session), goneOver: goneOverIn(events) }, SCHEMES, today, standing, employerOf),
    enrolment,
    get state() {
      return state();
    },
    events: events as readonly ParticipantEvent[],
    idOf: (key) => eventId(session.stream, key),
    settle: settlementBy(rules.rulebook, rules.parameters),
    occurrence,
  };
  return outcomeOf(decideFact(name, values, context));
}

function recordOfEmployer(
  { name, id, values }: WantedFact,
  { events, today, rules, employerOf, elsewhere }: RecordContext,
): Outcome<readonly RoutedEvent[]> {
  const session = sessionOf({ kind: 'employer', id }, events);
  const law = employerLaw(rules.rulebook, rules.parameters);
  return outcomeOf(decideFact(name, values, employerContext(session, today, session.standing(undefined), law, employerOf, elsewhere)));
}

function recordOfFund({ name, id, values }: WantedFact, { events, today }: RecordContext): Outcome<readonly RoutedEvent[]> {
  const session = sessionOf({ kind: 'fund', id }, events);
  return outcomeOf(decideFact(name, values, fundContext(session, today, session.standing(undefined), SCHEMES)));
}

/** Facts that look at their own keys alone need no state, and are taken where it cannot be read. */
function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

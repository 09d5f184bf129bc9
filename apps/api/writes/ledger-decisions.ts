/**
 * The ledger's own decisions for requests: the same declarations, keys and ids as an import's, so that a fact that comes in
 * both ways stands once.
 */
import { eventId } from '#journal/event-id.js';
import { fundStream } from '#ledger/subjects.js';
import type { ParticipantEvent } from '#ledger/participant/events.js';
import type { FactValues } from '#ledger/participant/facts.js';
import type { Outcome } from '#ledger/kernel/refusal.js';
import { foldFund } from '#portfolio/rules-in-force.js';
import { fundOf } from '#reprocessing/formats/rows.js';
import { correctionOccurrence } from '#reprocessing/intake/correction-occurrence.js';
import { fundEstablished } from '#reprocessing/intake/funds.js';
import { sessionOf } from '#reprocessing/intake/participant-session.js';
import { publishParameters } from '#reprocessing/intake/publish-parameters.js';
import { decideEnrolment, decideOnStream, factContext } from '#reprocessing/intake/row-decisions.js';
import { knownSchemes, settlementBy } from '#reprocessing/intake/schemes.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import type { WantedFact } from './commands.js';
import { outcomeOf } from './outcome-of.js';
import type { RoutedEvent, Decisions, FoundingContext, RecordContext } from './decisions.js';

const SCHEMES = knownSchemes(RULEBOOKS);

export const LEDGER_DECISIONS: Decisions = {
  found: enrolParticipant,
  record: recordFact,
  publishParameters: ({ fundId, document }, { events, today }) => publishParameters({ fundId, document, today }, foldFund(events)),
};

/** A new fund begins with its first participant. */
async function enrolParticipant({ id, values }: WantedFact, context: FoundingContext): Promise<Outcome<readonly RoutedEvent[]>> {
  const wanted = values as FactValues<'participant'>;
  const fundId = fundOf(wanted);
  const fund = await context.fundOf(fundId);
  const { standing } = sessionOf(id, context.events);
  const decided = outcomeOf(decideEnrolment({ ...wanted, participantId: id }, SCHEMES, fund.established?.scheme, standing(undefined)));
  if (decided.status === 'refused' || decided.value.length === 0 || fund.established !== undefined) return decided;
  const terms = SCHEMES.terms(wanted.scheme);
  if (terms === undefined) throw new Error(`a participant was enrolled in ${wanted.scheme}, which has no rulebook`);
  const establishment: RoutedEvent = { ...fundEstablished(fundId, terms, wanted.enrolledOn), stream: fundStream(fundId) };
  return { status: 'done', value: [...decided.value, establishment] };
}

/** A request is one intent, told from a repeat by its Idempotency-Key: it comes from no file, and takes the place of nothing. */
function recordFact({ name, id, values }: WantedFact, { events, today, rules }: RecordContext): Outcome<readonly RoutedEvent[]> {
  const session = sessionOf(id, events);
  const enrolment = session.enrolment();
  if (enrolment === undefined) throw new Error(`${session.stream} begins with ${events[0]?.type ?? 'nothing'}, not with an enrolment`);
  const standing = session.standing(undefined);
  const state = once(() => session.stateBefore({}));
  const place = { occurrence: 1, isLastOfDay: true };
  const occurrence = name === 'correction' ? correctionOccurrence(values as FactValues<'correction'>, place, standing, state()) : 1;
  return outcomeOf(
    decideOnStream(name, values, {
      ...factContext(id, { ...enrolment, diedOn: session.diedOn() }, SCHEMES, today, standing),
      enrolment,
      get state() {
        return state();
      },
      events: events as unknown as readonly ParticipantEvent[],
      idOf: (key) => eventId(session.stream, key),
      settle: settlementBy(rules.rulebook, rules.parameters),
      occurrence,
    }),
  );
}

/** Facts that look at their own keys alone need no state, and are taken where it cannot be read. */
function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

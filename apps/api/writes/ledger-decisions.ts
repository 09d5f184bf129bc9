/**
 * The ledger's own decisions for requests: the same functions, keys and ids as an import's, so that a fact that comes in
 * both ways stands once.
 */
import { amountMinor } from '#money/amount.js';
import { eventId } from '#journal/event-id.js';
import { fundStream } from '#ledger/subjects.js';
import type { ParticipantEvent } from '#ledger/event.js';
import { annul } from '#ledger/participant/annul.js';
import { occurrenceKey, type Decision } from '#ledger/participant/decide.js';
import { correctionKey, correctIncome, type CorrectIncome } from '#ledger/participant/incomes/correct-income.js';
import { receiveContribution } from '#ledger/participant/contributions/receive-contribution.js';
import { reportIncome } from '#ledger/participant/incomes/report-income.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { Outcome } from '#ledger/kernel/refusal.js';
import { foldFund } from '#projections/rules-in-force.js';
import { fundEstablished } from '#reprocessing/intake/funds.js';
import { sessionOf, type ParticipantSession } from '#reprocessing/intake/participant-session.js';
import { publishParameters } from '#reprocessing/intake/publish-parameters.js';
import { decideEnrolment, factContext } from '#reprocessing/intake/row-decisions.js';
import { knownSchemes, settlementBy } from '#reprocessing/intake/schemes.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import type { DecidedEvent, Decisions, EnrolParticipant, ParticipantContext } from './decisions.js';

const SCHEMES = knownSchemes(RULEBOOKS);

export const LEDGER_DECISIONS: Decisions = {
  enrolParticipant: (command, { events, fund }) => {
    const { opening, ...enrolment } = command;
    const wanted = { ...enrolment, opening: opening === undefined ? undefined : { amountMinor: amountMinor(opening.value), on: opening.on } };
    const { standing } = sessionOf(command.participantId, events);
    const decided = outcomeOf(decideEnrolment(wanted, SCHEMES, fund.established?.scheme, standing(undefined)));
    if (decided.status === 'refused' || decided.value.length === 0 || fund.established !== undefined) return decided;
    return { status: 'done', value: [...decided.value, establishment(command)] };
  },
  reportIncome: ({ amount, ...income }, context) =>
    outcomeOf(reportIncome({ ...income, amountMinor: amountMinor(amount) }, factsOf(context, sessionIn(context)))),
  receiveContribution: ({ amount, ...contribution }, context) =>
    outcomeOf(receiveContribution({ ...contribution, amountMinor: amountMinor(amount) }, factsOf(context, sessionIn(context)))),
  correctIncome: ({ amount, ...correction }, context) => {
    const session = sessionIn(context);
    const wanted = { ...correction, amountMinor: amountMinor(amount), coverage: undefined };
    const state = session.stateBefore({});
    const settle = settlementBy(context.rules.rulebook, context.rules.parameters);
    const idOf = (key: string): string => eventId(session.stream, key);
    const occurrence = occurrenceOf(wanted, session, state);
    return outcomeOf(correctIncome({ ...wanted, occurrence }, { ...factsOf(context, session), state, settle, idOf }));
  },
  annulEvent: (command, { participantId, events }) =>
    outcomeOf(annul(command, { participantId, events: events as unknown as readonly ParticipantEvent[] })),
  publishParameters: ({ fundId, document }, { events, today }) => publishParameters({ fundId, document, today }, foldFund(events)),
};

function sessionIn({ participantId, events }: ParticipantContext): ParticipantSession {
  return sessionOf(participantId, events);
}

function factsOf({ participantId, today, events }: ParticipantContext, session: ParticipantSession): ReturnType<typeof factContext> {
  const enrolment = session.enrolment();
  if (enrolment === undefined) throw new Error(`${session.stream} begins with ${events[0]?.type ?? 'nothing'}, not with an enrolment`);
  return factContext(participantId, { ...enrolment, diedOn: session.diedOn() }, SCHEMES, today, session.standing(undefined));
}

/** A new fund begins with its first participant. */
function establishment({ fundId, scheme, enrolledOn }: EnrolParticipant): DecidedEvent {
  const terms = SCHEMES.terms(scheme);
  if (terms === undefined) throw new Error(`a participant was enrolled in ${scheme}, which has no rulebook`);
  return { ...fundEstablished(fundId, terms, enrolledOn), stream: fundStream(fundId) };
}

/**
 * A correction that stands and still holds is a repeat. Where another has replaced it since (A to B, B to A), the same one
 * is wanted anew: a request is one intent, told from a repeat by its Idempotency-Key.
 */
function occurrenceOf(wanted: Omit<CorrectIncome, 'occurrence'>, session: ParticipantSession, state: ParticipantState): number {
  const key = correctionKey({ ...wanted, occurrence: 1 });
  const standing = session.standing(undefined);
  let next = 1;
  while (standing(occurrenceKey(key, next)) !== undefined) next += 1;
  const current = state.incomes.get(wanted.incomeYear)?.get(wanted.employerId)?.versions.at(-1);
  return next > 1 && current?.amountMinor === wanted.amountMinor ? next - 1 : next;
}

function outcomeOf(decision: Decision): Outcome<readonly DecidedEvent[]> {
  switch (decision.status) {
    case 'refused':
      return { status: 'refused', refusal: decision.refusal };
    case 'no-change':
      return { status: 'done', value: [] };
    case 'decided':
      return { status: 'done', value: decision.events };
    default:
      return unreachable(decision);
  }
}

function unreachable(decision: never): never {
  throw new Error(`no outcome for ${JSON.stringify(decision)}`);
}

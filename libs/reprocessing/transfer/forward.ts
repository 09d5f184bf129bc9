/**
 * Facts that came in for participants who had gone over, forwarded: kept with the transfer, and, where the receiver is a fund of this
 * ledger, recorded there at their own value dates under who the participant is there. What is about work before the transfer is the
 * sender's still: see `past-months.ts`.
 */
import { basename } from 'node:path';
import type { StreamAppend } from '#journal/port.js';
import { eventId } from '#journal/event-id.js';
import { sha256Hex } from '#journal/sha256.js';
import { declaredFact } from '#ledger/declared-facts.js';
import type { DecidedEvent } from '#ledger/kernel/decision.js';
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import { asJson, canonicalText } from '#ledger/kernel/json.js';
import { Refused, refuse } from '#ledger/kernel/refusal.js';
import { participantStream, streamOf } from '#ledger/subjects.js';
import type { DossierEventData } from '#ledger/transfer/dossier/events.js';
import type { ForwardValues } from '#ledger/transfer/dossier/steps.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { completionOf } from '#projections/transfer/dossier-of.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { toAppend } from '../batch/stamp.js';
import type { Row } from '../formats/rows.js';
import { employerDirectory } from '../intake/employer-directory.js';
import { fileDigest } from '../intake/file-digest.js';
import { fundsOf } from '../intake/funds.js';
import { occurrenceCounter } from '../intake/occurrences.js';
import { planCarefully, type PlanContext, type Work } from '../intake/plan.js';
import { schemesOf } from '../intake/schemes.js';
import { forwardingByTwo, stepOfTwo, writtenByTwo } from '../second-person/by-two.js';
import { openSession, type SubjectSession } from '../intake/subject-session.js';
import { lateRows, type LateRow } from './late-rows.js';
import { isOfPastMonths, isOfSavings, pastMonthsOf, type PastMonths } from './past-months.js';
import { refuseFutureStep, steps, type DossierEvent, type OpenTransfer, type StepContext, type StepDecision } from './step-context.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NOT_COMPLETED: { readonly transferId: string; readonly asked: 'forwarding' | 'coordinates' };
  }
}

type Forwarded = DossierEventData['LateFactForwarded'];
/** What became of a row, beside what it says. */
type Became = Pick<Forwarded, 'recorded' | 'refused' | 'facts' | 'rights'>;

/**
 * LateFactForwarded for each row that was not forwarded before, or was refused when it was. Refuses NOT_COMPLETED, EVENT_IN_FUTURE, and
 * with every row at fault UNKNOWN_PARTICIPANT (it did not go over with this transfer); where roles are on, SAME_PERSON. What is not
 * taken as it is, is kept with the code.
 */
export async function decideForward(
  file: string,
  { kind, on }: ForwardValues,
  open: OpenTransfer,
  context: StepContext,
): Promise<StepDecision> {
  const { transfer, transferId, today } = open;
  if (completionOf(transfer) === undefined) {
    refuse('NOT_COMPLETED', { transferId, asked: 'forwarding' });
  }
  refuseFutureStep(on, today);
  const keyOf = forwardedKeys(transfer.forwarded.map(({ data }) => data));
  const fresh = (await lateRows(file, kind, open, context)).flatMap((late) => {
    const key = keyOf(late);
    return key === undefined ? [] : [{ late, key }];
  });
  if (fresh.length === 0) return steps();
  const receiver = await receivingOf(file, open, context);
  const events: DossierEvent[] = [];
  for (const { late, key } of fresh) {
    const { participantId, receiverParticipantId, row, cells } = late;
    const became = await receiver.take(late, eventId(streamOf('transfer', transferId), key));
    const data: Forwarded = { participantId, receiverParticipantId, record: row.record, row: cells, forwardedOn: on, ...became };
    events.push({ type: 'LateFactForwarded', effectiveDate: on, key, data });
  }
  const decision: StepDecision = { ...steps(...events), alongside: receiver.appends() };
  const isSettled = fresh.some(({ late }) => declaredFact(late.row.record).secondPerson !== undefined);
  return context.rolesAreOn && isSettled ? askedByTwo(decision, { kind, on }, open, context) : decision;
}

/** A file that alters what was settled takes two persons, as everywhere; a plan cannot hold it, so that the other asks for the same. */
async function askedByTwo(
  { events, alongside, evidence }: StepDecision,
  { kind, on }: ForwardValues,
  { transferId, today }: OpenTransfer,
  { journal, actor }: StepContext,
): Promise<StepDecision> {
  const asked = forwardingByTwo(transferId, kind, on, events.map(({ key }) => key));
  const step = await stepOfTwo(journal, asked, { actor, reason: `${kind} forwarded on ${on}`, today }, events.length);
  if (step.status === 'refused') throw new Refused(step.refusal);
  return { events: writtenByTwo(step.value, events), alongside: step.value.step === 'asked' ? [] : alongside, evidence };
}

type Told = Pick<Forwarded, 'participantId' | 'record' | 'row'>;

/** The key of a row's next event; undefined for one that stands and was not refused, or comes twice in the file. */
function forwardedKeys(standing: readonly Forwarded[]): (late: LateRow) => string | undefined {
  const known = new Map<string, { readonly times: number; readonly isTaken: boolean }>();
  const textOf = ({ participantId, record, row }: Told): string => sha256Hex(canonicalText({ participantId, record, row })).slice(0, 32);
  for (const data of standing) {
    const text = textOf(data);
    known.set(text, { times: (known.get(text)?.times ?? 0) + 1, isTaken: data.refused === undefined });
  }
  return ({ participantId, row: { record }, cells }) => {
    const text = textOf({ participantId, record, row: cells });
    const before = known.get(text) ?? { times: 0, isTaken: false };
    if (before.isTaken) return undefined;
    known.set(text, { times: before.times, isTaken: true });
    return `forwarded:${text}${before.times === 0 ? '' : `:${before.times + 1}`}`;
  };
}

interface Receiving {
  /** `fact`: the event that forwards it. */
  readonly take: (late: LateRow, fact: string) => Promise<Became>;
  /** What all that was taken writes at the receiver. */
  readonly appends: () => readonly StreamAppend[];
}

/** What a participant gets, at the receiver or, of its savings, at the sender. */
interface Taking {
  readonly session: SubjectSession;
  readonly events: EventToAppend[];
}

async function receivingOf(file: string, open: OpenTransfer, context: StepContext): Promise<Receiving> {
  const { transferDate, receiver } = open.transfer.proposed.data;
  const inLedger = receiver.fundId !== undefined;
  const plans = await planContext(file, context);
  const occurrenceOf = occurrenceCounter();
  const senders = new Map<string, (work: Work) => Promise<PastMonths>>();
  const takings = new Map<string, Taking>();
  const takingOf = async (id: string): Promise<Taking> => {
    const taking = takings.get(id) ?? { session: await openSession(context.journal, { kind: 'participant', id }), events: [] };
    takings.set(id, taking);
    return taking;
  };
  /** With the transfer, since the series of salaries is closed; of savings in the participant's own stream, where their account goes on. */
  const keptAtSender = async (id: string, row: Row, facts: readonly EventToAppend[]): Promise<Pick<Forwarded, 'facts' | 'recorded'>> => {
    if (!isOfSavings(row)) return { facts: facts.map(({ id: of, type, effectiveDate, data }) => ({ id: of, type, effectiveDate, data })) };
    (await takingOf(id)).events.push(...facts);
    return { recorded: facts.map((fact) => fact.id) };
  };
  const atSender = async ({ input, row, participantId, receiverParticipantId }: LateRow, fact: string): Promise<Became> => {
    const decide = senders.get(participantId) ?? (await pastMonthsOf(participantId, open, plans));
    senders.set(participantId, decide);
    const outcome = await decide({ input, row, occurrence: occurrenceOf(row) });
    if (outcome.status === 'refused') return { refused: outcome.refusal.code };
    const { rights } = outcome;
    const told = { ...(await keptAtSender(participantId, row, outcome.facts)), ...(rights === undefined ? {} : { rights }) };
    if (!inLedger) return told;
    if (rights === undefined) return { recorded: [], ...told };
    const adjusted = toAppend(participantStream(receiverParticipantId), rightsAdjusted(rights, fact, open), {
      actor: context.actor,
      correlationId: open.transferId,
    });
    (await takingOf(receiverParticipantId)).events.push(adjusted);
    return { ...told, recorded: [...(told.recorded ?? []), adjusted.id] };
  };
  const atReceiver = async ({ input, row, receiverParticipantId }: LateRow): Promise<Became> => {
    const taking = await takingOf(receiverParticipantId);
    const renamed = { ...row, participantId: receiverParticipantId } as Row;
    const { rows, events } = await planCarefully(taking.session, [{ input, row: renamed, occurrence: occurrenceOf(renamed) }], plans);
    taking.events.push(...events);
    const outcome = rows[0]?.outcome;
    return outcome?.status === 'refused' ? { refused: outcome.refusal.code } : { recorded: events.map(({ id }) => id) };
  };
  return {
    take: async (late, fact) => {
      if (isOfPastMonths(late.row, transferDate)) return atSender(late, fact);
      return inLedger ? atReceiver(late) : {};
    },
    appends: () =>
      [...takings.values()].flatMap(({ session: { stream, revision }, events }) =>
        events.length === 0 ? [] : [{ stream, expected: revision < 0 ? 'no-stream' : revision, events }],
      ),
  };
}

function rightsAdjusted(rights: NonNullable<Became['rights']>, fact: string, { transferId, transfer }: OpenTransfer): DecidedEvent {
  const { transferDate, currency } = transfer.proposed.data;
  const data = { transfer: transferId, ...rights, currency, fact };
  return { type: 'RightsTransferAdjusted', effectiveDate: transferDate, key: `transfer-adjusted:${fact}`, data: asJson(data) };
}

async function planContext(file: string, { journal, clock, actor, transferId }: StepContext): Promise<PlanContext> {
  const rules = rulesFromJournal(journal);
  const parameters = async (fundId: string, scheme: string) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
  const schemes = schemesOf({ rulebooks: RULEBOOKS, parameters });
  const { sha256 } = await fileDigest(file);
  const now = clock();
  const employers = employerDirectory(journal, schemes.employerLaw);
  return {
    journal,
    schemes,
    funds: fundsOf(journal, schemes, clock),
    employers,
    now,
    actor,
    batchId: transferId,
    file: basename(file),
    sha256,
  };
}

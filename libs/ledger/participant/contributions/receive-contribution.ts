/** The receipt of an employer's contribution for a month. */
import { formatMinor, type Currency } from '#money/amount.js';
import { lastOfMonth, parsePeriod, type CivilDate } from '#money/civil-date.js';
import {
  occurrenceKey,
  placedUnderKey,
  referencedKey,
  refused,
  unless,
  type Decision,
  type Standing,
  type StandingFact,
} from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { annulmentKey, type AnnulmentEventData } from '../../kernel/annulment.js';
import { amountProblem, type FactContext } from '../deciding/terms.js';
import type { ContributionEventData } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** `received`: what stands; `inSameFile`: it came from the very file that is read. */
    CONTRIBUTION_ALREADY_RECEIVED: {
      readonly participantId: string;
      readonly period: string;
      readonly employerId: string;
      readonly received: string;
      readonly receivedOn: string;
      readonly amount: string;
      readonly inSameFile: boolean;
    };
    RECEIVED_IN_FUTURE: { readonly participantId: string; readonly period: string; readonly receivedOn: string; readonly today: string };
  }
}

type Received = Decided<ContributionEventData>;

export interface ReceiveContribution {
  /** `YYYY-MM` */
  readonly period: string;
  readonly employerId: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly receivedOn: CivilDate;
  /** Tells it from another of the same month, employer and day. */
  readonly reference?: string | undefined;
}

/**
 * ContributionReceived with the last day of the period as its value date (dk-p90 sections 4 and 6); `receivedOn` says only
 * when it came. Refuses NOT_ACCEPTED_BY_SCHEME, WRONG_CURRENCY, NEGATIVE_AMOUNT, RECEIVED_IN_FUTURE, BEFORE_BIRTH,
 * AFTER_DEATH and CONTRIBUTION_ALREADY_RECEIVED (another amount stands for that period, employer, day and reference).
 */
export function receiveContribution(command: ReceiveContribution, context: FactContext): Decision<Received> {
  const { period, employerId, currency, receivedOn, reference } = command;
  const { participantId } = context;
  const effectiveDate = endOfPeriod(period);
  const problem = amountProblem(context, 'contributions', command) ?? dateProblem(command, effectiveDate, context);
  if (problem !== undefined) return problem;
  const amount = formatMinor(command.amountMinor);
  const data = { period, amount, currency, employerId, receivedOn };
  const placed = placedUnderKey<Received>(
    {
      type: 'ContributionReceived',
      effectiveDate,
      key: contributionKey(command, context.occurrence),
      data: reference === undefined ? data : { ...data, reference },
    },
    context.standing,
    ({ data: standing, sameFile }) =>
      refused('CONTRIBUTION_ALREADY_RECEIVED', {
        participantId,
        period,
        employerId,
        received: String(standing['amount']),
        receivedOn,
        amount,
        inSameFile: sameFile,
      }),
  );
  return unless(placed, () => deathProblem(command, context));
}

function contributionKey({ period, employerId, receivedOn, reference }: ReceiveContribution, occurrence: number | undefined): string {
  return referencedKey(`contribution:${period}:${employerId}:${receivedOn}`, reference, occurrence);
}

/** Ends of the months met so far: a file names few of them, many times over. */
const periodEnds = new Map<string, CivilDate>();

function endOfPeriod(period: string): CivilDate {
  let end = periodEnds.get(period);
  if (end === undefined) {
    const index = parsePeriod(period);
    if (index === undefined) throw new Error(`not a period: ${period}`);
    end = lastOfMonth(index);
    periodEnds.set(period, end);
  }
  return end;
}

function dateProblem(
  { period, receivedOn }: ReceiveContribution,
  periodEnd: CivilDate,
  { participantId, enrolment, today }: FactContext,
): Decision<never> | undefined {
  const { birthDate } = enrolment;
  const details = { participantId, period, birthDate };
  if (receivedOn > today) return refused('RECEIVED_IN_FUTURE', { participantId, period, receivedOn, today });
  if (periodEnd < birthDate) return refused('BEFORE_BIRTH', { ...details, field: 'period' });
  return receivedOn < birthDate ? refused('BEFORE_BIRTH', { ...details, field: 'receivedOn', receivedOn }) : undefined;
}

function deathProblem({ period }: ReceiveContribution, { participantId, diedOn }: FactContext): Decision<never> | undefined {
  if (diedOn === undefined || `${period}-01` <= diedOn) return undefined;
  return refused('AFTER_DEATH', { participantId, field: 'period', period, diedOn });
}

/**
 * A contribution as it should have been: where another amount stands for that period, employer, day and reference, that one is
 * annulled and this takes its place. A row of the same file is another payment and never replaced. Refuses what
 * `receiveContribution` refuses, CONTRIBUTION_ALREADY_RECEIVED for a row of the same file alone.
 */
export function replaceContribution(
  command: ReceiveContribution,
  context: FactContext,
): Decision<Received | Decided<AnnulmentEventData>> {
  const received = receiveContribution(command, context);
  const { replacing } = context;
  const isTaken = received.status === 'refused' && received.refusal.code === 'CONTRIBUTION_ALREADY_RECEIVED';
  if (replacing === undefined || !isTaken) return received;
  const { key, fact } = standingContribution(contributionKey(command, context.occurrence), context.standing);
  if (fact.sameFile) return received;
  const annulled = replacing(key);
  const renewed = receiveContribution(command, {
    ...context,
    standing: (asked) => (asked === key ? { ...fact, annulled: true, sameFile: false } : context.standing(asked)),
  });
  if (renewed.status !== 'decided') return renewed;
  const amount = formatMinor(command.amountMinor);
  const reason = `the contribution of ${command.period} is ${amount}, not ${String(fact.data['amount'])}`;
  const data = { annuls: annulled, reason };
  const annulment = { type: 'EventAnnulled' as const, effectiveDate: fact.effectiveDate, key: annulmentKey(annulled), data };
  return { status: 'decided', events: [annulment, ...renewed.events] };
}

function standingContribution(key: string, standing: Standing): { readonly key: string; readonly fact: StandingFact } {
  for (let occurrence = 1; ; occurrence += 1) {
    const candidate = occurrenceKey(key, occurrence);
    const fact = standing(candidate);
    if (fact === undefined) throw new Error(`no contribution stands under ${key}`);
    if (!fact.annulled) return { key: candidate, fact };
  }
}

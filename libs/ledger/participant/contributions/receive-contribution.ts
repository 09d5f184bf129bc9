/** The receipt of an employer's contribution for a month. */
import { formatMinor, type Currency } from '#money/amount.js';
import { lastOfMonth, parsePeriod, type CivilDate } from '#money/civil-date.js';
import { amountProblem, annulmentKey, occurrenceKey, place, refused, unless, type Decision, type FactContext, type Standing, type StandingFact } from '../decide.js';

export interface ReceiveContribution {
  /** `YYYY-MM` */
  readonly period: string;
  readonly employerId: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly receivedOn: CivilDate;
}

/**
 * ContributionReceived with the last day of the period as its value date (dk-p90 sections 4 and 6); `receivedOn` says only
 * when it came. Refuses NOT_ACCEPTED_BY_SCHEME, WRONG_CURRENCY, NEGATIVE_AMOUNT, RECEIVED_IN_FUTURE, BEFORE_BIRTH,
 * AFTER_DEATH and CONTRIBUTION_ALREADY_RECEIVED (another amount stands for that period, employer and day).
 */
export function receiveContribution(command: ReceiveContribution, context: FactContext): Decision {
  const { period, employerId, currency, receivedOn } = command;
  const { participantId } = context;
  const effectiveDate = endOfPeriod(period);
  const problem = amountProblem(context, 'contributions', command) ?? dateProblem(command, effectiveDate, context);
  if (problem !== undefined) return problem;
  const amount = formatMinor(command.amountMinor);
  const placed = place(
    {
      type: 'ContributionReceived',
      effectiveDate,
      key: `contribution:${period}:${employerId}:${receivedOn}`,
      data: { period, amount, currency, employerId, receivedOn },
    },
    context.standing,
    ({ data }) =>
      refused(
        'CONTRIBUTION_ALREADY_RECEIVED',
        `employer ${employerId} already paid ${String(data['amount'])} for participant ${participantId} and ${period} on ${receivedOn}, not ${amount}; annul that event to replace it`,
        { participantId, period, employerId, received: data['amount'] },
      ),
  );
  return unless(placed, () => deathProblem(command, context));
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
): Decision | undefined {
  const details = { participantId, period };
  if (receivedOn > today) {
    return refused('RECEIVED_IN_FUTURE', `participant ${participantId}: received on ${receivedOn}, after today, ${today}; check receivedOn`, details);
  }
  if (periodEnd < enrolment.birthDate || receivedOn < enrolment.birthDate) {
    return refused('BEFORE_BIRTH', `participant ${participantId}: a contribution for ${period}, received on ${receivedOn}, lies before the birth on ${enrolment.birthDate}`, details);
  }
  return undefined;
}

function deathProblem({ period }: ReceiveContribution, { participantId, diedOn }: FactContext): Decision | undefined {
  if (diedOn === undefined || `${period}-01` <= diedOn) return undefined;
  return refused('AFTER_DEATH', `participant ${participantId}: the period ${period} begins after the death on ${diedOn}; check period, or pay it back`, { participantId, period });
}

export interface ReplacingContext extends FactContext {
  readonly idOf: (key: string) => string;
}

/**
 * A contribution as it should have been: where another amount stands for that period, employer and day, that one is annulled
 * and this takes its place. Refuses what `receiveContribution` refuses, save CONTRIBUTION_ALREADY_RECEIVED.
 */
export function replaceContribution(command: ReceiveContribution, context: ReplacingContext): Decision {
  const received = receiveContribution(command, context);
  if (received.status !== 'refused' || received.refusal.code !== 'CONTRIBUTION_ALREADY_RECEIVED') return received;
  const { period, employerId, receivedOn } = command;
  const { key, fact } = standingContribution(`contribution:${period}:${employerId}:${receivedOn}`, context.standing);
  const annulled = context.idOf(key);
  const renewed = receiveContribution(command, {
    ...context,
    standing: (asked) => (asked === key ? { ...fact, annulled: true, sameSource: false } : context.standing(asked)),
  });
  if (renewed.status !== 'decided') return renewed;
  const amount = formatMinor(command.amountMinor);
  const reason = `the contribution of ${period} is ${amount}, not ${String(fact.data['amount'])}`;
  const annulment = { type: 'EventAnnulled' as const, effectiveDate: fact.effectiveDate, key: annulmentKey(annulled), data: { annuls: annulled, reason } };
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

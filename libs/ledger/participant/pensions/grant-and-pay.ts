/** Pensions: granted and ended, and what is paid of them. */
import { formatMinor, type Currency } from '#money/amount.js';
import { firstOfMonth, parsePeriod, type CivilDate } from '#money/civil-date.js';
import {
  NO_CHANGE,
  placedUnderKey,
  referencedKey,
  refused,
  together,
  unless,
  type Decision,
  type StandingFact,
} from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { rangeProblem, type AccountContext } from '../account/account.js';
import { birthProblem, deathProblem, futureProblem, orderProblem, overlap } from '../deciding/days.js';
import { amountProblem, moneyProblem } from '../deciding/terms.js';
import { isForSurvivors } from './benefits.js';
import type { PensionEventData } from './events.js';
import { isPaidIn, type StartedPension } from './state.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** What stands: its terms, or its end. */
    PENSION_ALREADY_STARTED: { readonly participantId: string; readonly benefit: string; readonly startsOn: string } & (
      | { readonly amount: string; readonly frequency: string; readonly grantedOn: string }
      | { readonly endsOn: string }
    );
    BEFORE_DEATH: { readonly participantId: string; readonly benefit: string; readonly startsOn: string; readonly diedOn: string };
    /** `standing`: the first day of the other one; `endsOn`: its last, where it has one. */
    PENSION_OVERLAPS: {
      readonly participantId: string;
      readonly benefit: string;
      readonly startsOn: string;
      readonly standing: string;
      readonly endsOn?: string | undefined;
    };
    PAYMENT_ALREADY_RECORDED:
      | {
          readonly participantId: string;
          readonly benefit: string;
          readonly period: string;
          readonly paidOn: string;
          readonly recorded: string;
          readonly amount: string;
        }
      | { readonly employerId: string; readonly reference: string }
      | { readonly participantId: string; readonly reference: string };
    NO_PENSION_IN_PAYMENT: { readonly participantId: string; readonly benefit: string; readonly period: string };
  }
}

type DecidedPension = Decided<PensionEventData>;
type Problem = Decision<never> | undefined;

interface PensionContext extends AccountContext {
  readonly state: AccountContext['state'] & { readonly pensions: readonly StartedPension[] };
}

export interface StartPension {
  readonly benefit: string;
  readonly startsOn: CivilDate;
  readonly grantedOn: CivilDate;
  /** What is paid each month or year. */
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly frequency: 'monthly' | 'yearly';
  /** Last day for which it is paid; may lie ahead where the pension was granted for a time. */
  readonly endsOn: CivilDate | undefined;
}

/**
 * PensionStarted, with the earlier of grant and start as its value date (from the grant on it is no future pension), and PensionEnded
 * with its last day where that is told, now or in a later row. Refuses NOT_ACCEPTED_BY_SCHEME (a benefit that the scheme does not
 * grant), WRONG_CURRENCY, NEGATIVE_AMOUNT, EVENT_IN_FUTURE (the grant), BEFORE_BIRTH, AFTER_DEATH, BEFORE_DEATH (a survivor's pension),
 * ENDS_BEFORE_IT_BEGINS, PENSION_ALREADY_STARTED (other terms stand) and PENSION_OVERLAPS.
 */
export function startPension(command: StartPension, context: PensionContext): Decision<DecidedPension> {
  const { benefit, startsOn, grantedOn, currency, frequency, endsOn } = command;
  const { participantId } = context;
  const problem =
    benefitProblem(benefit, context) ??
    moneyProblem(context, command) ??
    futureProblem('grantedOn', grantedOn, context) ??
    birthProblem('startsOn', startsOn, context) ??
    birthProblem('grantedOn', grantedOn, context) ??
    (endsOn === undefined ? undefined : orderProblem(['startsOn', startsOn], ['endsOn', endsOn], context));
  if (problem !== undefined) return problem;
  const pension = { participantId, benefit, startsOn };
  const started = placedUnderKey<DecidedPension>(
    {
      type: 'PensionStarted',
      effectiveDate: grantedOn < startsOn ? grantedOn : startsOn,
      key: `pension:${benefit}:${startsOn}`,
      data: { benefit, startsOn, grantedOn, amount: formatMinor(command.amountMinor), currency, frequency },
    },
    context.standing,
    ({ data }) => refused('PENSION_ALREADY_STARTED', { ...pension, ...grantedTerms(data) }),
  );
  return together(
    unless(started, () => lifeProblem(command, context) ?? overlapProblem(command, context)),
    endsOn === undefined
      ? NO_CHANGE
      : placedUnderKey<DecidedPension>(
          { type: 'PensionEnded', effectiveDate: endsOn, key: `pension-ended:${benefit}:${startsOn}`, data: { benefit, startsOn, endsOn } },
          context.standing,
          ({ data }) => refused('PENSION_ALREADY_STARTED', { ...pension, endsOn: String(data['endsOn']) }),
        ),
  );
}

function grantedTerms(data: StandingFact['data']): { readonly amount: string; readonly frequency: string; readonly grantedOn: string } {
  return { amount: String(data['amount']), frequency: String(data['frequency']), grantedOn: String(data['grantedOn']) };
}

function benefitProblem(benefit: string, { participantId, terms: { scheme, facts } }: PensionContext): Problem {
  if (facts.pensions.includes(benefit)) return undefined;
  return refused('NOT_ACCEPTED_BY_SCHEME', { participantId, scheme, benefit, granted: facts.pensions });
}

/** Pensions of one's own begin in life, those of survivors with the death. */
function lifeProblem({ benefit, startsOn }: StartPension, context: PensionContext): Problem {
  const { participantId, diedOn } = context;
  if (!isForSurvivors(benefit)) return deathProblem('startsOn', startsOn, context);
  if (diedOn === undefined || startsOn >= diedOn) return undefined;
  return refused('BEFORE_DEATH', { participantId, benefit, startsOn, diedOn });
}

/** One pension of a kind at a time; several children may each have one. */
function overlapProblem({ benefit, startsOn, endsOn }: StartPension, { participantId, state }: PensionContext): Problem {
  if (benefit === 'child-pension') return undefined;
  const other = state.pensions.find((one) => one.benefit === benefit && overlap([one.startsOn, one.endsOn], [startsOn, endsOn]));
  if (other === undefined) return undefined;
  return refused('PENSION_OVERLAPS', { participantId, benefit, startsOn, standing: other.startsOn, endsOn: other.endsOn });
}

export interface PayPension {
  readonly benefit: string;
  /** `YYYY-MM`: the month it is for. */
  readonly period: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly paidOn: CivilDate;
  /** Tells it from another of the same benefit, month and day. */
  readonly reference?: string | undefined;
}

/**
 * PensionPaid with the day of payment as its value date. Refuses NOT_ACCEPTED_BY_SCHEME, WRONG_CURRENCY, NEGATIVE_AMOUNT,
 * EVENT_IN_FUTURE, AFTER_DEATH (by the month it is for), PAYMENT_ALREADY_RECORDED, NO_PENSION_IN_PAYMENT (none of that name in that
 * month) and VALUE_TOO_LARGE.
 */
export function payPension(command: PayPension, context: PensionContext): Decision<DecidedPension> {
  const { benefit, period, currency, paidOn, reference } = command;
  const { participantId } = context;
  const problem =
    amountProblem(context, 'pensionPayments', command) ??
    benefitProblem(benefit, context) ??
    futureProblem('paidOn', paidOn, context) ??
    birthProblem('paidOn', paidOn, context);
  if (problem !== undefined) return problem;
  const amount = formatMinor(command.amountMinor);
  const paid = placedUnderKey<DecidedPension>(
    {
      type: 'PensionPaid',
      effectiveDate: paidOn,
      key: referencedKey(`pension-paid:${benefit}:${period}:${paidOn}`, reference, context.occurrence),
      data: { benefit, period, amount, currency, ...(reference === undefined ? {} : { reference }) },
    },
    context.standing,
    ({ data }) =>
      refused('PAYMENT_ALREADY_RECORDED', { participantId, benefit, period, paidOn, recorded: String(data['amount']), amount }),
  );
  return unless(paid, () => paymentProblem(command, context) ?? rangeProblem(-command.amountMinor, context));
}

function paymentProblem({ benefit, period }: PayPension, context: PensionContext): Problem {
  const { participantId, state, diedOn } = context;
  const month = parsePeriod(period);
  if (month === undefined) throw new Error(`not a period: ${period}`);
  if (diedOn !== undefined && firstOfMonth(month) > diedOn && !isForSurvivors(benefit)) {
    return refused('AFTER_DEATH', { participantId, field: 'period', benefit, period, diedOn });
  }
  if (isPaidIn(month, benefit, state)) return undefined;
  return refused('NO_PENSION_IN_PAYMENT', { participantId, benefit, period });
}

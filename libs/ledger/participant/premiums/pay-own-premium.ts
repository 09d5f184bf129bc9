/** A payment of a participant who continues voluntarily: it owes premium, or savings in its place, itself (nl-pob 2.9, VI.6). */
import { formatMinor, type Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { placedUnderKey, refused, unless, type Decision } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { comparableText } from '../../kernel/text.js';
import { futureProblem } from '../deciding/days.js';
import { moneyProblem, notAccepted, type FactContext } from '../deciding/terms.js';
import type { PremiumEventData } from './events.js';
import { isOwnInvoice, type ChargesOf } from './own-account.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    NO_VOLUNTARY_CONTINUATION: { readonly participantId: string; readonly employerId: string };
  }
}

export interface PayOwnPremium {
  readonly employerId: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly receivedOn: CivilDate;
  readonly reference: string;
  /** The invoice of the employer that charged it; without one the oldest charge comes first. */
  readonly invoice: string | undefined;
}

export interface OwnPremiumContext extends FactContext {
  /** All that is known, whatever the value dates. */
  readonly state: {
    readonly premiums: ChargesOf;
    readonly salaries: ReadonlyMap<string, { readonly voluntary: readonly unknown[] }>;
  };
}

/**
 * OwnPremiumPaid on the day of receipt. Refuses NOT_ACCEPTED_BY_SCHEME, WRONG_CURRENCY, INVALID_AMOUNT, EVENT_IN_FUTURE,
 * PAYMENT_ALREADY_RECORDED (the same reference with other content), NO_VOLUNTARY_CONTINUATION (never at that employer) and UNKNOWN_INVOICE:
 * none that charges it, or one that was sent after the receipt, as of an employer. What is paid ahead names none, and pays what is charged
 * next.
 */
export function payOwnPremium(command: PayOwnPremium, context: OwnPremiumContext): Decision<Decided<PremiumEventData>> {
  const { employerId, amountMinor, currency, receivedOn, reference, invoice } = command;
  const { participantId, terms, standing, state } = context;
  if (!terms.facts.employers) return notAccepted(context, 'voluntaryContinuations');
  const problem = moneyProblem(context, command) ?? futureProblem('receivedOn', receivedOn, context);
  if (problem !== undefined) return problem;
  if (amountMinor === 0) return refused('INVALID_AMOUNT', { field: 'amount', atMost: '0.00' });
  const amount = formatMinor(amountMinor);
  const paid = placedUnderKey<Decided<PremiumEventData>>(
    {
      type: 'OwnPremiumPaid',
      effectiveDate: receivedOn,
      key: `own-premium-paid:${employerId}:${JSON.stringify(comparableText(reference))}`,
      data: { employerId, amount, currency, receivedOn, reference, ...(invoice === undefined ? {} : { invoice }) },
    },
    standing,
    () => refused('PAYMENT_ALREADY_RECORDED', { participantId, reference }),
  );
  return unless(paid, () => {
    if ((state.salaries.get(employerId)?.voluntary ?? []).length === 0) {
      return refused('NO_VOLUNTARY_CONTINUATION', { participantId, employerId });
    }
    if (invoice === undefined || isOwnInvoice(state.premiums.get(employerId)?.charged ?? [], invoice, receivedOn)) return undefined;
    return refused('UNKNOWN_INVOICE', { participantId, invoice });
  });
}

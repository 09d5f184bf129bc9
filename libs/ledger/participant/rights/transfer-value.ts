/** Value that comes from another provider, or goes to one. */
import { formatMinor, type Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { amountProblem, place, refused, unless, type Decision } from '../decide.js';
import { birthProblem, deathProblem, futureProblem, rangeProblem, type LifeContext } from '../life/life-context.js';

export interface TransferValue {
  readonly direction: 'in' | 'out';
  readonly kind: 'individual' | 'collective';
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly transferredOn: CivilDate;
  /** The other provider. */
  readonly counterparty: string;
}

/**
 * RightsTransferredIn or RightsTransferredOut with the day of the transfer as its value date. Refuses NOT_ACCEPTED_BY_SCHEME,
 * WRONG_CURRENCY, NEGATIVE_AMOUNT (the direction is a column), EVENT_IN_FUTURE, BEFORE_BIRTH, TRANSFER_ALREADY_RECORDED and, for an
 * individual one, AFTER_DEATH, and VALUE_TOO_LARGE; a portfolio goes over with what the dead left.
 */
export function transferValue(command: TransferValue, context: LifeContext): Decision {
  const { direction, kind, currency, transferredOn, counterparty } = command;
  const { participantId } = context;
  const problem = amountProblem(context, 'transfers', command) ?? futureProblem('transferredOn', transferredOn, context) ?? birthProblem('transferredOn', transferredOn, context);
  if (problem !== undefined) return problem;
  const data = { amount: formatMinor(command.amountMinor), currency, kind: `${kind}-transfer` as const, counterparty };
  const transferred = place(
    { type: direction === 'in' ? 'RightsTransferredIn' : 'RightsTransferredOut', effectiveDate: transferredOn, key: `transfer:${direction}:${transferredOn}:${counterparty}`, data },
    context.standing,
    (known) =>
      refused(
        'TRANSFER_ALREADY_RECORDED',
        `the transfer ${direction} of participant ${participantId} on ${transferredOn} (${counterparty}) is recorded as ${String(known.data['amount'])} (${String(known.data['kind'])}), not ${data.amount} (${data.kind}); annul that event to replace it`,
        { participantId, transferredOn },
      ),
  );
  return unless(
    transferred,
    () => (kind === 'collective' ? undefined : deathProblem('transferredOn', transferredOn, context)) ?? rangeProblem(direction === 'in' ? command.amountMinor : -command.amountMinor, context),
  );
}

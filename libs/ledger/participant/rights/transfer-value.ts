/** Value that comes from another provider, or goes to one. */
import { formatMinor, type Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { placedUnderKey, referencedKey, refused, unless, type Decision, type StandingFact } from '../../kernel/decision.js';
import type { RecordedEvent } from '../../kernel/envelope.js';
import type { Decided } from '../../kernel/event.js';
import { isSameText } from '../../kernel/text.js';
import { rangeProblem, type AccountContext } from '../account/account.js';
import { birthProblem, deathProblem, futureProblem } from '../deciding/days.js';
import { amountProblem } from '../deciding/terms.js';
import type { RightsEventData } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    USE_TRANSFER_PROCESS: { readonly participantId: string; readonly scheme: string };
    TRANSFER_ALREADY_RECORDED: {
      readonly participantId: string;
      readonly direction: 'in' | 'out';
      readonly transferredOn: string;
      /** As the ledger spells the provider, and as it was asked. */
      readonly counterparty: string;
      readonly wanted: string;
      readonly recorded: { readonly amount: string; readonly kind: string };
      readonly amount: string;
      readonly kind: string;
    };
  }
}

type ValueTransferred = Decided<RightsEventData, 'RightsTransferredIn' | 'RightsTransferredOut'>;
type StreamEvent = Pick<RecordedEvent, 'id' | 'type' | 'effectiveDate'> & { readonly data: object };

export interface TransferValue {
  readonly direction: 'in' | 'out';
  readonly kind: 'individual' | 'collective';
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly transferredOn: CivilDate;
  /** The other provider. */
  readonly counterparty: string;
  /** Tells it from another of the same day and provider. */
  readonly reference?: string | undefined;
}

export interface TransferContext extends AccountContext {
  /** The whole stream, in revision order. */
  readonly events: readonly StreamEvent[];
}

/**
 * RightsTransferredIn or RightsTransferredOut with the day of the transfer as its value date. Refuses USE_TRANSFER_PROCESS,
 * NOT_ACCEPTED_BY_SCHEME,
 * WRONG_CURRENCY, NEGATIVE_AMOUNT (the direction is a column), EVENT_IN_FUTURE, BEFORE_BIRTH, TRANSFER_ALREADY_RECORDED and, for an
 * individual one, AFTER_DEATH, and VALUE_TOO_LARGE; a portfolio goes over with what the dead left.
 */
export function transferValue(command: TransferValue, context: TransferContext): Decision<ValueTransferred> {
  const { direction, kind, currency, transferredOn, reference } = command;
  const { participantId } = context;
  const problem =
    groupProblem(kind, context) ??
    amountProblem(context, 'transfers', command) ??
    futureProblem('transferredOn', transferredOn, context) ??
    birthProblem('transferredOn', transferredOn, context);
  if (problem !== undefined) return problem;
  const data = {
    amount: formatMinor(command.amountMinor),
    currency,
    kind: `${kind}-transfer` as const,
    counterparty: command.counterparty,
    ...(reference === undefined ? {} : { reference }),
  };
  const transferred = placedUnderKey<ValueTransferred>(
    {
      type: typeOf(direction),
      effectiveDate: transferredOn,
      key: referencedKey(`transfer:${direction}:${transferredOn}:${asRecorded(command, context.events)}`, reference, context.occurrence),
      data,
    },
    context.standing,
    (known) => alreadyRecorded(command, data, known, participantId),
  );
  return unless(
    transferred,
    () =>
      (kind === 'collective' ? undefined : deathProblem('transferredOn', transferredOn, context)) ??
      rangeProblem(direction === 'in' ? command.amountMinor : -command.amountMinor, context),
  );
}

function groupProblem(
  kind: TransferValue['kind'],
  { participantId, terms: { scheme, transfersGroups } }: TransferContext,
): Decision<never> | undefined {
  if (kind !== 'collective' || transfersGroups !== true) return undefined;
  return refused('USE_TRANSFER_PROCESS', { participantId, scheme });
}

function typeOf(direction: TransferValue['direction']): 'RightsTransferredIn' | 'RightsTransferredOut' {
  return direction === 'in' ? 'RightsTransferredIn' : 'RightsTransferredOut';
}

/**
 * The provider as the stream spells it, where one stands unannulled as that one does: older programs took a text as it came, and made
 * the key of it.
 */
function asRecorded({ direction, transferredOn, counterparty }: TransferValue, events: readonly StreamEvent[]): string {
  const annulled = new Set(
    events.map(({ type, data }) => (type === 'EventAnnulled' ? (data as { readonly annuls: string }).annuls : undefined)),
  );
  let found: string | undefined;
  for (const event of events) {
    if (event.type !== typeOf(direction) || event.effectiveDate !== transferredOn) continue;
    const { counterparty: spelt } = event.data as { readonly counterparty: string };
    if (!isSameText(spelt, counterparty)) continue;
    if (!annulled.has(event.id)) return spelt;
    found ??= spelt;
  }
  return found ?? counterparty;
}

function alreadyRecorded(
  { direction, transferredOn, counterparty }: TransferValue,
  { amount, kind }: { readonly amount: string; readonly kind: string },
  { data }: StandingFact,
  participantId: string,
): Decision<never> {
  return refused('TRANSFER_ALREADY_RECORDED', {
    participantId,
    direction,
    transferredOn,
    counterparty: String(data['counterparty']),
    wanted: counterparty,
    recorded: { amount: String(data['amount']), kind: String(data['kind']) },
    amount,
    kind,
  });
}

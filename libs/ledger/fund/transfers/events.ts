/** What a fund pays or receives for the participants of a collective transfer; the transfer has a stream of its own. */
import { FIRST_VERSION, type DataOf, type EventDefinitions } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';

export const TRANSFERS_EVENTS = {
  TransferValueSettled: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({
      transfer: is.identifier,
      direction: is.oneOf('out', 'in'),
      amount: is.amountNotNegative,
      currency: is.currency,
      counterparty: is.text,
    }),
  },
} satisfies EventDefinitions;

export type TransfersEventData = DataOf<typeof TRANSFERS_EVENTS>;

export const foldTransfers: FoldByCopy<TransfersEventData, object> = { TransferValueSettled: () => ({}) };

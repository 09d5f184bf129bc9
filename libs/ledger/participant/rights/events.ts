/** Pension rights, and value that comes from another provider or goes to one. */
import { addMinor, amountMinor, type Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf, type Recorded } from '../../kernel/event.js';
import type { FoldInPlace } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import { move, type AccountSlice } from '../account/account.js';
import { ADJUSTED, type ParticipantEventDefinitions } from '../annulment/events.js';

const money = { amount: is.amountNotNegative, currency: is.currency };
/** Where one was given: tells a transfer from another of the same day and provider. */
const named = { reference: is.text };

export const RIGHTS_EVENTS = {
  RightsAccrued: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: 'it follows from the facts and is adjusted by reprocessing',
    schema: is.record({ period: is.text, pensionYearly: is.amount, currency: is.currency }),
  },
  IndexationGranted: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: ADJUSTED,
    schema: is.record({ decision: is.eventReference, rate: is.decimal, pensionYearly: is.amount, currency: is.currency }),
  },
  RightsTransferredIn: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    schema: is.record(
      { ...money, kind: is.oneOf('opening-value', 'individual-transfer', 'collective-transfer'), counterparty: is.text },
      named,
    ),
  },
  RightsTransferredOut: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    schema: is.record({ ...money, kind: is.oneOf('individual-transfer', 'collective-transfer'), counterparty: is.text }, named),
  },
} satisfies ParticipantEventDefinitions;

export type RightsEventData = DataOf<typeof RIGHTS_EVENTS>;

export interface Transfer {
  readonly eventId: string;
  readonly on: CivilDate;
  /** Negative for rights transferred out. */
  readonly amountMinor: number;
}

export interface RightsSlice {
  pensionRightsYearlyMinor: number;
  readonly transfers: Transfer[];
  currency: Currency | undefined;
}

export function initialRights(): RightsSlice {
  return { pensionRightsYearlyMinor: 0, transfers: [], currency: undefined };
}

export const foldRights: FoldInPlace<RightsEventData, RightsSlice & AccountSlice> = {
  RightsAccrued: raiseRights,
  IndexationGranted: raiseRights,
  RightsTransferredIn: (slice, event) => transferred(slice, event, amountMinor(event.data.amount)),
  RightsTransferredOut: (slice, event) => transferred(slice, event, -amountMinor(event.data.amount)),
};

function raiseRights(slice: RightsSlice, { data }: Recorded<RightsEventData, 'RightsAccrued' | 'IndexationGranted'>): void {
  slice.pensionRightsYearlyMinor = addMinor(slice.pensionRightsYearlyMinor, amountMinor(data.pensionYearly));
  slice.currency = data.currency;
}

type ValueTransferred = Recorded<RightsEventData, 'RightsTransferredIn' | 'RightsTransferredOut'>;

function transferred(slice: RightsSlice & AccountSlice, event: ValueTransferred, amount: number): void {
  slice.transfers.push({ eventId: event.id, on: event.effectiveDate, amountMinor: amount });
  move(slice, event, 'transfers', amount, event.data.currency);
}

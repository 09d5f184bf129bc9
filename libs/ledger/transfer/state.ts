/** A collective transfer as its events tell it. */
import type { DataOf, Recorded } from '../kernel/event.js';
import { foldingOf, freshStates, type EventsOf, type SlicesOf } from '../kernel/fold.js';
import { TRANSFER_FAMILIES } from './families.js';

export type TransferEventData = DataOf<EventsOf<typeof TRANSFER_FAMILIES>>;
export type TransferEvent = Recorded<TransferEventData>;

/** The slices of all families, flat. */
export interface TransferState extends SlicesOf<typeof TRANSFER_FAMILIES> {
  readonly lastRevision: number;
}

const folding = foldingOf<(transfer: TransferState, event: TransferEvent) => Partial<TransferState>>(TRANSFER_FAMILIES);

export const initialTransfer: () => TransferState = freshStates(TRANSFER_FAMILIES, { lastRevision: -1 });

export function evolveTransfer(state: TransferState, event: TransferEvent): TransferState {
  return { ...state, ...folding(event)(state, event), lastRevision: Math.max(state.lastRevision, event.revision) };
}

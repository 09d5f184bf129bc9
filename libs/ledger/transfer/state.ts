/** A collective transfer as its events tell it. */
import type { AnyRecorded } from '../kernel/event.js';
import { foldingOf, freshStates, type SlicesOf } from '../kernel/fold.js';
import { TRANSFER_FAMILIES } from './families.js';

/** The slices of all families, flat. */
export interface TransferState extends SlicesOf<typeof TRANSFER_FAMILIES> {
  readonly lastRevision: number;
}

const folding = foldingOf<TransferState, Partial<TransferState>>(TRANSFER_FAMILIES);

export const initialTransfer: () => TransferState = freshStates(TRANSFER_FAMILIES, { lastRevision: -1 });

export function evolveTransfer(state: TransferState, event: AnyRecorded): TransferState {
  return { ...state, ...folding(state, event), lastRevision: Math.max(state.lastRevision, event.revision) };
}

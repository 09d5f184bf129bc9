/** The capability of an annual account: opening + lines = closing. */
import type { AccountLineKind } from '#ledger/participant/account/account.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from '../parameters/parameters.js';

export interface AccountLine {
  readonly kind: AccountLineKind;
  readonly amount: string;
}

export interface AccountView {
  readonly year: number;
  readonly opening: string;
  readonly lines: readonly AccountLine[];
  readonly closing: string;
}

export type AccountOf = (state: ParticipantState, year: number, parameters: ParameterSet) => AccountView;

/** The annual account (section 2): the year's movements of the participant's value, line by line; it reconciles to the øre. */
import { addMinor, formatMinor } from '#money/amount.js';
import { ACCOUNT_LINE_KINDS, emptyLines } from '#ledger/participant/account/account.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { AccountView } from '../../frame/capabilities/account.js';

export function valueAccount(state: ParticipantState, year: number): AccountView {
  let openingMinor = 0;
  for (const [of, lines] of state.lines) {
    if (of < year) for (const kind of ACCOUNT_LINE_KINDS) openingMinor = addMinor(openingMinor, lines[kind]);
  }
  const own = state.lines.get(year) ?? emptyLines();
  const lines = ACCOUNT_LINE_KINDS.filter((kind) => own[kind] !== 0).map((kind) => ({ kind, amount: formatMinor(own[kind]) }));
  const closingMinor = ACCOUNT_LINE_KINDS.reduce((sum, kind) => addMinor(sum, own[kind]), openingMinor);
  return { year, opening: formatMinor(openingMinor), lines, closing: formatMinor(closingMinor) };
}

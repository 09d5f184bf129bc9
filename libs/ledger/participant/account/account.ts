/**
 * The account: what other families' facts move of the participant's value, line by line and year by year. Amounts are whole minor
 * units. It has no events of its own.
 */
import { addMinor, formatMinor, type Currency } from '#money/amount.js';
import { yearOf } from '#money/civil-date.js';
import { refused, type Decision } from '../../kernel/decision.js';
import type { RecordedEvent } from '../../kernel/envelope.js';
import type { FactContext } from '../deciding/terms.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    VALUE_TOO_LARGE: { readonly participantId: string; readonly moved: string; readonly largest: string };
  }
}

/** The lines of an annual account (CONTRACT: `account`). */
export const ACCOUNT_LINE_KINDS = [
  'contributions',
  'interest',
  'bonus',
  'administration',
  'insurance',
  'adjustments',
  'transfers',
  'benefits',
] as const;
export type AccountLineKind = (typeof ACCOUNT_LINE_KINDS)[number];

export interface AccountSlice {
  /** Calendar year of the value date → line → movement. */
  readonly lines: Map<number, Record<AccountLineKind, number>>;
  balanceMinor: number;
  currency: Currency | undefined;
}

export function initialAccount(): AccountSlice {
  return { lines: new Map(), balanceMinor: 0, currency: undefined };
}

/** Moves the value by an amount, in a line of the year of the event's value date. */
export function move(
  account: AccountSlice,
  { effectiveDate }: Pick<RecordedEvent, 'effectiveDate'>,
  line: AccountLineKind,
  signedMinor: number,
  currency: Currency,
): void {
  const year = yearOf(effectiveDate);
  let lines = account.lines.get(year);
  if (lines === undefined) {
    lines = emptyLines();
    account.lines.set(year, lines);
  }
  // By its own name: nearly all that moves a value are contributions, and a line by any name is looked for.
  if (line === 'contributions') lines.contributions = addMinor(lines.contributions, signedMinor);
  else lines[line] = addMinor(lines[line], signedMinor);
  account.balanceMinor = addMinor(account.balanceMinor, signedMinor);
  account.currency = currency;
}

export function emptyLines(): Record<AccountLineKind, number> {
  return { contributions: 0, interest: 0, bonus: 0, administration: 0, insurance: 0, adjustments: 0, transfers: 0, benefits: 0 };
}

/** What a decision that moves the value looks at. */
export interface AccountContext extends FactContext {
  /** All that is known, whatever the value dates. */
  readonly state: Pick<Readonly<AccountSlice>, 'balanceMinor'>;
}

/** Refuses a movement with which the value would leave the range that the ledger counts exactly. */
export function rangeProblem(movedMinor: number, { participantId, state }: AccountContext): Decision<never> | undefined {
  if (Number.isSafeInteger(state.balanceMinor + movedMinor)) return undefined;
  return refused('VALUE_TOO_LARGE', { participantId, moved: formatMinor(movedMinor), largest: formatMinor(Number.MAX_SAFE_INTEGER) });
}

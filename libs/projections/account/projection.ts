/** The annual account of a participant. */
import { yearOf } from '#money/civil-date.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { ACCOUNT_LINE_KINDS } from '#ledger/participant/account/account.js';
import type { AccountView } from '#rulebooks/frame/capabilities/account.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { moneyColumn, textColumn, wholeColumn } from '../columns.js';
import { namedYear } from '../questions.js';
import { amount, choice, list, record, text, whole } from '../schema-parts.js';
import type { Cell, View } from '../view.js';

export interface AccountQuestion {
  readonly year: number;
}

export interface AccountAnswer extends AccountView {
  readonly participantId: string;
}

/** Refuses YEAR_NOT_BEGUN for a year after the value date. A year before the enrolment has an account of nothing. */
export const accountProjection: View<AccountQuestion, AccountAnswer> = {
  name: 'account',
  version: 1,
  summary: 'The annual account: opening value, the year’s lines and the closing value; they reconcile to the cent.',
  subject: PARTICIPANT,
  capability: 'account',
  question: { year: namedYear('the calendar year of the account') },
  schema: record({
    participantId: text,
    year: whole,
    opening: amount,
    lines: list(record({ kind: choice(...ACCOUNT_LINE_KINDS), amount })),
    closing: { ...amount, description: 'opening + lines' },
  }),
  flat: {
    columns: [
      textColumn('participantId'),
      wholeColumn('year', 'calendar year'),
      ...['opening', ...ACCOUNT_LINE_KINDS, 'closing'].map(moneyColumn),
    ],
    rows: (shown) => [rowOf(shown)],
  },
  refuses: ['YEAR_NOT_BEGUN'],
  view: ({ id, state, coordinates: { asOf }, rules, question: { year } }) => {
    if (year > yearOf(asOf)) {
      refuse('YEAR_NOT_BEGUN', { of: 'account', participantId: id, year, asOf });
    }
    return { participantId: id, ...capabilityOf(rules.rulebook, 'account')(state, year, rules.parameters) };
  },
};

function rowOf({ participantId, year, opening, lines, closing }: AccountAnswer): readonly Cell[] {
  const amounts = new Map(lines.map(({ kind, amount: moved }) => [kind, moved]));
  return [participantId, year, opening, ...ACCOUNT_LINE_KINDS.map((kind) => amounts.get(kind) ?? '0.00'), closing];
}

/**
 * The day from which each year's interest on savings counts: 31 December, or that of the payout (nl-pob VI.7); of what was derived again,
 * the day on which it was booked first.
 */
import type { CivilDate } from '#money/civil-date.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { count, date, list, record, whole } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';

export interface CreditedOn {
  readonly interest: readonly { readonly account: number; readonly year: number; readonly on: CivilDate }[];
}

/** No read model of its own: the page of the savings rests on it. */
export const savingsCreditedOn: View<NoQuestion, CreditedOn> = {
  name: 'savings-credited-on',
  version: 1,
  summary: 'The day from which the interest of a year counts, by account.',
  subject: PARTICIPANT,
  capability: 'pensionRights',
  question: {},
  schema: record({ interest: list(record({ account: count, year: whole, on: date })) }),
  view: ({ state }) => ({
    interest: [...state.bookedSavings.values()].flatMap(({ kind, account, year, on }) =>
      kind === 'interest' && year !== undefined ? [{ account, year, on }] : [],
    ),
  }),
};

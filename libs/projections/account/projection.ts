/** The annual account of a participant. */
import { yearOf } from '#money/civil-date.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { AccountView } from '#rulebooks/frame/capabilities/account.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { participantProjection } from '../projection.js';

export interface AccountQuestion {
  readonly year: number;
}

export interface AccountAnswer extends AccountView {
  readonly participantId: string;
}

/** Refuses YEAR_NOT_BEGUN for a year after the value date. A year before the enrolment has an account of nothing. */
export const accountProjection = participantProjection<AccountQuestion, AccountAnswer>(
  'account',
  1,
  ({ state, coordinates: { asOf }, rules, question: { year } }) => {
    const { participantId } = state.enrolment;
    if (year > yearOf(asOf)) refuse('YEAR_NOT_BEGUN', `the account of ${year} has not begun as of ${asOf}; ask for it as of a day in that year or later`, { participantId, year, asOf });
    return { participantId, ...capabilityOf(rules.rulebook, 'account')(state, year, rules.parameters) };
  },
);

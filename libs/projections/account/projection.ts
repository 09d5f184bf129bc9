/** The annual account of a participant. */
import type { AccountView } from '#rulebooks/frame/rulebook.js';
import { participantProjection } from '../projection.js';

export interface AccountQuestion {
  readonly year: number;
}

export interface AccountAnswer extends AccountView {
  readonly participantId: string;
}

export const accountProjection = participantProjection<AccountQuestion, AccountAnswer>(
  'account',
  1,
  ({ state, rules, question }) => ({
    participantId: state.enrolment.participantId,
    ...rules.rulebook.account(state, question.year, rules.parameters),
  }),
);

/** What a participant adds to the liabilities of its fund at the end of a year. Refuses NOT_APPLICABLE where the scheme keeps none. */
import { refuse } from '#ledger/kernel/refusal.js';
import type { ParticipantLiabilities } from '#rulebooks/frame/rulebook.js';
import { participantProjection } from '../projection.js';

export interface LiabilitiesQuestion {
  readonly year: number;
}

export interface LiabilitiesAnswer extends ParticipantLiabilities {
  readonly participantId: string;
  readonly fundId: string;
}

export const liabilitiesProjection = participantProjection<LiabilitiesQuestion, LiabilitiesAnswer>('liabilities', 1, ({ state, rules, question }) => {
  const { participantId, fundId, scheme } = state.enrolment;
  const { liabilities } = rules.rulebook;
  if (liabilities === undefined) return refuse('NOT_APPLICABLE', `scheme ${scheme} keeps no liabilities by formula`, { scheme });
  return { participantId, fundId, ...liabilities.participant(state, question.year, rules.parameters) };
});

/** What a participant adds to the liabilities of its fund at the end of a year. Refuses NOT_APPLICABLE where the scheme keeps none. */
import type { ParticipantLiabilities } from '#rulebooks/frame/capabilities/liabilities.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { participantProjection } from '../projection.js';

export interface LiabilitiesQuestion {
  readonly year: number;
}

export interface LiabilitiesAnswer extends ParticipantLiabilities {
  readonly participantId: string;
  readonly fundId: string;
}

export const liabilitiesProjection = participantProjection<LiabilitiesQuestion, LiabilitiesAnswer>('liabilities', 1, ({ state, rules, question }) => {
  const { participantId, fundId } = state.enrolment;
  const liabilities = capabilityOf(rules.rulebook, 'liabilities');
  return { participantId, fundId, ...liabilities.participant(state, question.year, rules.parameters) };
});

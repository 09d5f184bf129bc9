/** Refusals of facts about participants. */
import type { RefusalWords } from './words.js';

export const OF_PARTICIPANTS = {
  AFTER_DEATH: ({ participantId, field, diedOn, ...about }) =>
    `participant ${participantId}: ${field} ${String(about[field])} lies after the death on ${diedOn}; check it`,
} satisfies Partial<RefusalWords>;

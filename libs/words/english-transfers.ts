/** Refusals of the law of collective transfers. */
import type { Refusals } from '#ledger/kernel/refusal.js';
import type { RefusalWords } from './words.js';

/** Ids that a sentence names; a refusal's details hold them all. */
const NAMED = 5;

function atStep({ event, type, date }: Refusals['ILLEGAL_TRANSITION'], problem: string): string {
  return `step ${event} (${type} of ${date}): ${problem}`;
}

function firstOf(ids: readonly string[]): string {
  return `${ids.slice(0, NAMED).join(', ')}${ids.length > NAMED ? ', …' : ''}`;
}

export const OF_TRANSFER_LAW = {
  OUT_OF_ORDER: (told) =>
    'earlier' in told
      ? atStep(told, `an earlier step is dated ${told.earlier}`)
      : `the accumulation cannot end on ${told.to}, before it begins on ${told.from}`,
  ILLEGAL_TRANSITION: (told) => atStep(told, `no such step follows ${told.state}`),
  TEST_FAILED: (told) => atStep(told, `${told.fact} does not hold`),
  BOARD_RESPONSE_REQUIRED: (told) => atStep(told, 'the board has not answered the negative advice'),
  WORKS_COUNCIL_CONSENT_REQUIRED: (told) => atStep(told, 'the scheme changes, and the works council has not consented'),
  NOTIFIED_TOO_LATE: (told) =>
    atStep(
      told,
      `the review would run to ${told.reviewEnds}, after the transfer date ${told.transferDate}; the latest notice is ${told.latest}`,
    ),
  REVIEW_PERIOD_OVER: (told) => atStep(told, `the review ended on ${told.until}`),
  REVIEW_PERIOD_RUNNING: (told) => atStep(told, `the review runs to ${told.until}`),
  BEFORE_TRANSFER_DATE: (told) => atStep(told, `the rights pass on ${told.transferDate}`),
  RECEIVER_NOT_ALLOWED: ({ receiver, allowed }) =>
    `${
      receiver === 'ppi'
        ? 'a ppi takes rights of type dcCapital on a recorded ppiGround alone'
        : `a liquidating fund may transfer to ${allowed.join(', ')}`
    }; the receiver is ${receiver ?? 'not named'}`,
  TRANSFER_DATE_IN_FUTURE: ({ transferDate, today }) => `the rights pass on ${transferDate}, after today, ${today}`,
  NOT_CLEARED: ({ state }) => `the transfer is ${state}; postings need CLEARED`,
  SNAPSHOT_STALE: ({ participants, state, helps }) =>
    `${participants.length} ${participants.length === 1 ? 'right has' : 'rights have'} moved since the snapshot (${firstOf(participants)}); ` +
    (helps === 'snapshot'
      ? 'take the snapshot again and assess again'
      : `the transfer is ${state} on the rights as they were: withdraw it, and propose another on the rights as they are`),
  NOTHING_POSTED: ({ reason, participants }) =>
    `no posting for anyone: ${reason}${participants.length === 0 ? '' : ` (${firstOf(participants)})`}`,
  NO_VALUE: (told) => {
    if ('participantId' in told) return `${told.participantId} has no value to share by`;
    return told.participant === null ? 'nobody is transferred' : `the rights of ${told.participant} have no value before the transfer`;
  },
} satisfies Partial<RefusalWords>;

/** JSON Schemas of what is answered about transfers. */
import {
  amount,
  choice,
  count,
  date,
  exact,
  flag,
  list,
  orNull,
  record,
  sha256,
  text,
  uuid,
  whole,
  type AnswerSchema,
} from '#projections/schema-parts.js';
import { TRANSFER_STATES } from '#rulebooks/frame/capabilities/collective-transfer.js';
import { ref } from './ref.js';
import { answerSchema } from './view-schemas.js';

const difference = record({
  what: choice('net', 'fund:transfers', 'out', 'in', 'right-out', 'right-in'), participantId: orNull(text), expected: text, found: text,
});

export const TRANSFER_SCHEMAS: Readonly<Record<string, AnswerSchema>> = {
  TransferList: record({
    items: list(ref('Dossier')),
    setAside: list(record({ id: text, code: text, message: text, eventId: orNull(uuid) }, {}, 'Cannot be told, with the event at fault.')),
  }),
  TransferProof: answerSchema(
    record({
      transferId: text,
      participants: count,
      closedValue: amount,
      openedValue: amount,
      net: amount,
      closedRights: amount,
      openedRights: amount,
      conversion: exact,
      receiverSide: choice('ledger', 'acceptance file'),
      largestRemainder: {
        ...list(record({ id: text, extraCent: amount })),
        description: 'Who got what the split by largest remainder left over.',
      },
      byFund: list(record({ fundId: text, account: text, commodity: text, amount })),
      holds: flag,
      differences: list(difference),
      snapshotDigest: sha256,
      acceptanceDigest: sha256,
      events: record({ first: whole, last: whole, count, merkle: sha256 }),
    }),
  ),
  TransferSnapshot: answerSchema(
    record({ transferId: text, snapshot: sha256, participants: count, state: choice(...TRANSFER_STATES), stale: list(text) }),
  ),
  TransferStatement: answerSchema(
    record({
      transferId: text,
      participantId: text,
      receiverParticipantId: text,
      transferDate: date,
      sender: text,
      receiver: text,
      annualRightBefore: amount,
      annualRightAfter: amount,
      change: amount,
      changeShare: orNull(exact),
      valueTransferred: amount,
      shareOfTransfer: orNull(exact),
      accruing: {
        ...orNull(record({ year: whole, right: exact })),
        description: 'Of the year that was not over: what its months before the transfer give, unrounded. It arises at the receiver.',
      },
      lateRights: { ...amount, description: 'What facts that came after the transfer added to the right, unconverted.' },
      currency: text,
    }),
  ),
};

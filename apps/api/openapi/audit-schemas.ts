/** JSON Schemas of checkpoints, proofs, and the last time that the journal was proved from end to end. */
import { choice, count, instant, list, orNull, record, sha256, text, uuid, whole, type AnswerSchema } from '#projections/schema-parts.js';
import { ref } from './ref.js';

const checkpoint: Record<string, AnswerSchema> = {
  origin: { ...text, description: 'Name of the log and of the key that signs.' },
  size: { ...count, description: 'Number of events.' },
  position: { ...whole, description: 'Of the last of them.' },
  recordedAt: { ...instant, description: 'When the journal took it in.' },
  rootHash: sha256,
  note: { ...text, description: 'The signed note (c2sp.org/tlog-checkpoint): what is to be kept elsewhere.' },
  verifierKey: text,
};

export const AUDIT_SCHEMAS = {
  Checkpoint: record(checkpoint),
  SelfCheck: record({
    last: orNull(
      record({
        checkedAt: instant,
        verdict: choice('whole', 'damaged'),
        events: count,
        streams: count,
        head: {
          ...orNull(record({ position: count, recordedAt: orNull(instant) })),
          description: 'The journal’s end as it was found; null where what was read does not tell it.',
        },
        heldAgainst: { ...count, description: 'Checkpoints, and the Merkle log, that the journal was held against.' },
        findings: { ...count, description: 'Places that are damaged, and checkpoints that the journal does not keep.' },
      }),
    ),
    eventsSince: { ...orNull(count), description: 'Events recorded since; of very many, at least so many. Null where no end is known.' },
  }),
  Proof: {
    anyOf: [
      record({
        kind: choice('inclusion'),
        eventId: uuid,
        stream: text,
        revision: whole,
        position: whole,
        index: { ...count, description: 'Place of the event’s leaf, from 0.' },
        size: count,
        event: { ...text, description: 'The hashed text (RFC 8785).' },
        leafHash: sha256,
        path: list(sha256),
        checkpoint: ref('Checkpoint'),
      }),
      record({
        kind: choice('consistency'),
        from: count,
        fromRootHash: sha256,
        size: count,
        path: list(sha256),
        checkpoint: ref('Checkpoint'),
      }),
    ],
  },
};

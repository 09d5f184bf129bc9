/** The participants of a portion, one after another, each with the rules that count for it. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { participantStream } from '#ledger/subjects.js';
import { Refused, type Refusal } from '#ledger/kernel/refusal.js';
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import type { Coordinates } from '../coordinates.js';
import type { RulesInForce } from '../rules-in-force.js';
import { foldFailure, unreadableFailure, type FoldFailure } from './fold-failure.js';
import type { TolerantReader } from './open-journal.js';
import type { PinnedRules } from './pinned-rules.js';
import { readPortion, type Portion } from './portions.js';

export const PARTICIPANTS = participantStream('');

export interface ParticipantVisitor {
  readonly participant: (participantId: string, events: readonly RecordedEvent[], rules: RulesInForce) => void;
  /** Its rules are refused: an unknown scheme, say. */
  readonly refused: (participantId: string, events: readonly RecordedEvent[], refused: Refusal) => void;
  /** Its events, or its fund's, cannot be read. */
  readonly failed: (participantId: string, failure: FoldFailure) => void;
}

export interface ParticipantsContext {
  readonly reading: TolerantReader;
  readonly rules: PinnedRules;
  readonly coordinates: Coordinates;
  readonly upTo: bigint;
}

export function visitParticipants(portion: Portion, context: ParticipantsContext, visitor: ParticipantVisitor): Promise<void> {
  return readPortion(context.reading.reader, PARTICIPANTS, portion, context.upTo, ({ stream, events }) =>
    visitStream(stream, events, context, visitor),
  );
}

/** One participant's stream; answers a promise only where its fund has to be read first. */
export function visitStream(
  stream: string,
  events: readonly RecordedEvent[],
  { reading, rules, coordinates, upTo }: ParticipantsContext,
  visitor: ParticipantVisitor,
): void | Promise<void> {
  const participantId = stream.slice(PARTICIPANTS.length);
  const unreadable = reading.unreadable(stream, upTo);
  if (unreadable !== undefined) return visitor.failed(participantId, unreadableFailure(unreadable));
  const { fundId, scheme } = (events[0] as RecordedEvent).data as unknown as Enrolment;
  const inForce = rules(fundId, scheme);
  if (!(inForce instanceof Promise)) return visitor.participant(participantId, events, inForce);
  return inForce.then(
    (read) => visitor.participant(participantId, events, read),
    (error: unknown) => {
      if (error instanceof Refused) return visitor.refused(participantId, events, error.refusal);
      return visitor.failed(participantId, foldFailure(participantId, events, coordinates, error));
    },
  );
}

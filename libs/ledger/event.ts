/** Typed events: the catalogue's data under the envelope. */
import type { CivilDate } from '#money/civil-date.js';
import type { RecordedEvent } from './kernel/envelope.js';
import type { ParticipantEventData, ParticipantEventType } from './participant/events.js';
import type { FundEventData, FundEventType } from './fund/events.js';
import type { BatchEventData, BatchEventType } from './batch/events.js';

export type EventData = ParticipantEventData & FundEventData & BatchEventData;
export type EventType = keyof EventData;

type RecordedAs<T extends EventType> = {
  [type in T]: Omit<RecordedEvent, 'type' | 'data'> & { readonly type: type; readonly data: EventData[type] };
}[T];

export type ParticipantEvent = RecordedAs<ParticipantEventType>;
export type FundEvent = RecordedAs<FundEventType>;
export type BatchEvent = RecordedAs<BatchEventType>;
export type LedgerEvent = ParticipantEvent | FundEvent | BatchEvent;

/** What a decision answers: an event without clock, id and stream. `key` identifies the intent within the stream. */
export type Decided<T extends EventType> = {
  [type in T]: {
    readonly type: type;
    readonly effectiveDate: CivilDate;
    readonly key: string;
    readonly data: EventData[type];
  };
}[T];

export type DecidedParticipantEvent = Decided<ParticipantEventType>;
export type DecidedFundEvent = Decided<FundEventType>;

/** Events as they stand in a journal, for tests: one stream, revisions in the order in which they are made. */
import type { EventData, EventType } from '../event.js';
import type { RecordedEvent } from '../kernel/envelope.js';

export type RecordedAs<T extends EventType> = Omit<RecordedEvent, 'type' | 'data'> & { readonly type: T; readonly data: EventData[T] };

/** A UUID that a number stands for. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** Makes the events of one stream: the nth has revision n − 1, position n, id uuid(n), and comes a minute after the one before. */
export function recorder(stream: string): <T extends EventType>(type: T, effectiveDate: string, data: EventData[T]) => RecordedAs<T> {
  let count = 0;
  return (type, effectiveDate, data) => {
    count += 1;
    return {
      id: uuid(count),
      stream,
      revision: count - 1,
      position: BigInt(count),
      type,
      schemaVersion: 1,
      effectiveDate,
      recordedAt: new Date(Date.UTC(2020, 0, 1, 0, count)).toISOString(),
      actor: 'tester',
      data,
    };
  };
}

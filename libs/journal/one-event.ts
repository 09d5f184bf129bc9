/** One event of a stream, without the rest of it. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JournalReader, ReadStreamOptions } from './port.js';

/** The first from a revision on, or before one, backwards; without options the stream's first. undefined where there is none. */
export async function oneEvent(
  journal: Pick<JournalReader, 'readStream'>,
  stream: string,
  options: Pick<ReadStreamOptions, 'from' | 'direction'> = {},
): Promise<RecordedEvent | undefined> {
  for await (const [event] of journal.readStream(stream, { ...options, limit: 1 })) return event;
  return undefined;
}

/** The last event of a stream. */
export function lastEvent(journal: Pick<JournalReader, 'readStream'>, stream: string): Promise<RecordedEvent | undefined> {
  return oneEvent(journal, stream, { direction: 'backwards' });
}

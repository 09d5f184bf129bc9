/** One stream as a whole: for streams that are small, as those of subjects are. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JournalReader } from './port.js';

export async function readWhole(journal: JournalReader, stream: string): Promise<readonly RecordedEvent[]> {
  const pages: (readonly RecordedEvent[])[] = [];
  for await (const page of journal.readStream(stream)) pages.push(page);
  return pages.length === 1 ? (pages[0] as readonly RecordedEvent[]) : pages.flat();
}

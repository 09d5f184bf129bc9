/** How many participants a run over the portfolio will meet: for the progress bar alone. */
import { prefixOf } from '#ledger/subjects.js';
import type { JournalReader } from '#journal/port.js';

/** 0 where no bar would be shown, so that nobody waits for a count that nobody sees. */
export async function portfolioSize(journal: JournalReader): Promise<number> {
  let count = 0;
  if (process.stderr.isTTY) for await (const page of journal.streamHeads(prefixOf('participant'))) count += page.length;
  return count;
}

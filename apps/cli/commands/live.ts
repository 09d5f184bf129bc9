/** Live answers of one subject, as JSON or as a page. */
import type { Command } from 'commander';
import type { JournalReader } from '#journal/port.js';
import { openJournalReader, openWholeJournalReader } from '#engine/workspace.js';
import { liveRunner, type LiveRunner } from '#projections/run/live.js';
import { globalsOf, workspaceOf } from '../options.js';
import { printJson, printText } from '../terminal/output.js';

export async function answer<T>(command: Command, ask: (live: LiveRunner) => Promise<T>, page: (answer: T) => string): Promise<void> {
  await withLive(command, async (live) => {
    const answered = await ask(live);
    if (globalsOf(command).json === true) printJson(answered);
    else printText(page(answered));
  });
}

/** `keeps`: something is written to a file, where no mark can tell what is missing from it: refuses EVENTS_MISSING then. */
export async function withLive(
  command: Command,
  use: (live: LiveRunner, journal: JournalReader) => Promise<void>,
  keeps = false,
): Promise<void> {
  const workspace = workspaceOf(command);
  const journal = await (keeps ? openWholeJournalReader : openJournalReader)(workspace);
  try {
    await use(liveRunner(journal, workspace.clock), journal);
  } finally {
    await journal.close();
  }
}

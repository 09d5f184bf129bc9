/** Live answers of one subject, as JSON or as a page. */
import type { Command } from 'commander';
import type { JournalReader } from '#journal/port.js';
import { openJournalReader } from '#engine/workspace.js';
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

export async function withLive(command: Command, use: (live: LiveRunner, journal: JournalReader) => Promise<void>): Promise<void> {
  const workspace = workspaceOf(command);
  const journal = await openJournalReader(workspace);
  try {
    await use(liveRunner(journal, workspace.clock), journal);
  } finally {
    await journal.close();
  }
}

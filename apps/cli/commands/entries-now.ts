/** Worklists of now, by the standing models: what the commands share that answer about one participant, or list all of whom it holds. */
import type { Command } from 'commander';
import type { JournalReader } from '#journal/port.js';
import { openJournalReader, type Workspace } from '#engine/workspace.js';
import type { Answer } from '#projections/answer.js';
import { listEntries } from '#projections/run/standing/digest.js';
import type { NoQuestion, View } from '#projections/view.js';
import { coordinatesOf, globalsOf, workspaceOf, type CoordinateOptions } from '../options.js';
import { portfolioSize } from '../portfolio-size.js';
import { printJson, printText } from '../terminal/output.js';
import { progressBar } from '../terminal/progress.js';
import { stoppable } from '../terminal/stop-signal.js';
import { caughtUp } from './caught-up.js';
import { answer } from './live.js';

export type Listed<Entry extends object> = Entry & { readonly participantId: string };

export interface OneOrAll<Shown extends object, Entry extends object> {
  readonly view: View<NoQuestion, Shown>;
  /** Of one participant. */
  readonly page: (answer: Answer<Shown>) => string;
  readonly table: (entries: readonly Listed<Entry>[]) => string;
  /** The last line: how many there are, and how many of them are past a day. */
  readonly ending: (all: number, overdue: number) => string;
  readonly isOverdue?: (entry: Listed<Entry>) => boolean;
  readonly during: 'due' | 'letters' | 'voluntary-premium';
}

/** For a command of one optional argument, the participant. */
export function printOneOrAll<Shown extends object, Entry extends object>(of: OneOrAll<Shown, Entry>) {
  return async (participant: string | undefined, options: CoordinateOptions, own: Command): Promise<void> => {
    const { view, page } = of;
    const asked = coordinatesOf(options);
    if (participant !== undefined) return answer(own, (live) => live.ask(view, participant, asked, undefined), page);
    if (Object.values(asked).some((value) => value !== undefined)) {
      own.error(`the list is of now; name a participant, or sweep the model: accrual sweep ${view.name} --out FILE`, { exitCode: 2 });
    }
    return printEntriesNow(workspaceOf(own), of, globalsOf(own).json === true);
  };
}

/** A line of JSON for each entry, or a table for each page of them and a last line. */
async function printEntriesNow<Shown extends object, Entry extends object>(
  workspace: Workspace,
  { view, table, ending, isOverdue = () => false, during }: OneOrAll<Shown, Entry>,
  json: boolean,
): Promise<void> {
  const journal = await openJournalReader(workspace);
  const listed = { all: 0, overdue: 0 };
  try {
    await stoppable({ during }, async (signal) => {
      for await (const entries of entriesNow<Entry>(workspace, journal, view.name, signal)) {
        listed.all += entries.length;
        listed.overdue += entries.filter(isOverdue).length;
        if (json) for (const each of entries) printJson(each, 'line');
        else printText(`${table(entries)}\n`);
      }
    });
  } finally {
    await journal.close();
  }
  if (!json) printText(ending(listed.all, listed.overdue));
}

/** All entries of a model, page by page, once it holds all that the journal does. */
export async function* entriesNow<Entry extends object>(
  workspace: Workspace,
  journal: JournalReader,
  model: string,
  signal: AbortSignal,
): AsyncGenerator<readonly Listed<Entry>[]> {
  const progress = progressBar('read models', 'participants');
  try {
    const total = await portfolioSize(journal);
    const pages = caughtUp(workspace, journal, { signal, progress, total }, (models) => {
      progress.stop();
      return listEntries(models, model);
    });
    for await (const page of pages) yield page.map(({ subjectId, entry }) => ({ participantId: subjectId, ...(entry as Entry) }));
  } finally {
    progress.stop();
  }
}

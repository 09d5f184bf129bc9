/** `accrual copy-journal`: moves a journal to another engine, and proves that nothing changed on the way. */
import { existsSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { systemClock, withDirectory } from '#engine/workspace.js';
import { copyJournal, type CopyReport } from '#journal/copy.js';
import { isSameJournal, journalEngineOf, openSourceAt, openTargetAt, shownUrl } from '#journal/engines/open.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { globalsOf, workspaceOf } from '../options.js';
import { printJson, printText } from '../terminal/output.js';
import { progressBar } from '../terminal/progress.js';
import { groupedCount, counted } from '../pages/counted.js';

interface CopyOptions {
  readonly to: string;
  readonly from?: string;
}

export function defineCopyJournal(command: Command): void {
  command
    .description(
      'Copies every event with its text, times and chain link, then computes the ends of all streams anew on both ' +
        'sides and compares them. Interrupted, run it again: it passes over what is there. Nothing else may write to ' +
          'either journal meanwhile.',
    )
    .addOption(new Option('--to <url>', 'journal to copy into: sqlite:FILE or esdb://HOST:PORT').makeOptionMandatory())
    .addOption(new Option('--from <url>', 'journal to copy (default: ACCRUAL_JOURNAL_URL, else that of the data folder)'))
    .addHelpText('after', '\nExamples:\n  accrual copy-journal --to "esdb://admin:PASSWORD@db1:2113,db2:2113,db3:2113"\n  accrual ' +
      'copy-journal --from "esdb://localhost:2113?tls=false" --to sqlite:back.sqlite')
    .action(async ({ to, from }: CopyOptions, command: Command) => {
      const { folder, journalUrl } = workspaceOf(command);
      const report = await copied(withDirectory(from ?? journalUrl, folder), withDirectory(to, folder));
      if (globalsOf(command).json === true) printJson(report);
      else printText(page(report));
    });
}

async function copied(from: string, to: string): Promise<CopyReport> {
  const [sourceEngine, targetEngine] = [journalEngineOf(from, '--from'), journalEngineOf(to, '--to')];
  if (await isSameJournal(sourceEngine, targetEngine)) {
    refuse('SAME_JOURNAL', { from: shownUrl(from), to: shownUrl(to) });
  }
  if (sourceEngine.engine === 'sqlite' && !existsSync(sourceEngine.address)) {
    refuse('NO_JOURNAL', { file: sourceEngine.address });
  }
  const source = await openSourceAt(sourceEngine);
  try {
    const target = await openTargetAt(targetEngine, systemClock());
    const bars = { copying: progressBar('copying', 'events'), proving: progressBar('proving', 'events') };
    try {
      return await copyJournal(source, target, ({ phase, events, total }) => {
        if (phase === 'proving') bars.copying.stop();
        bars[phase].update(events, total);
      });
    } finally {
      bars.copying.stop();
      bars.proving.stop();
      await target.close();
    }
  } finally {
    await source.close();
  }
}

function page({ from, to, copied, standing, events, streams, digest }: CopyReport): string {
  const size = `${counted(events, 'event')} in ${counted(streams, 'stream')}`;
  return [
    `Copied ${counted(copied, 'event')}${standing === 0 ? '' : ` (${groupedCount(standing)} stood there already)`} from ${from}`,
    `to ${to}.`,
    `Both hold ${size}, every link computed anew from the stored texts, with the same digest:`,
    `  ${digest}`,
  ].join('\n');
}

/** What became of an imported file, as a page of text. */
import type { ImportReport } from '#reprocessing/intake/import-file.js';
import type { FiguresReport } from '../commands/import-figures.js';
import { textTable } from '../terminal/table.js';
import { groupedCount, counted } from './counted.js';

export function importPage(report: ImportReport): string {
  const { rows, appended, events, repeated, refused, byCode, dryRun, seconds } = report;
  const rate = seconds > 0 ? ` (${groupedCount(Math.round(rows / seconds))} rows/s)` : '';
  const lines: (readonly [string, string])[] = [
    ['rows', groupedCount(rows)],
    [dryRun ? 'would be appended' : 'appended', groupedCount(appended)],
    ['already there', groupedCount(repeated)],
    ['refused', groupedCount(refused)],
    ...Object.entries(byCode)
      .sort(([, left], [, right]) => right - left)
      .map(([code, number]): readonly [string, string] => [`  ${code}`, groupedCount(number)]),
  ];
  const parts = [
    `${dryRun ? 'Dry run of' : 'Import of'} ${report.kind} from ${report.file}: ${counted(events, 'event')} in ` +
      `${seconds} s${rate}, batch ${report.batch}`,
    textTable([{ head: '' }, { head: 'rows', align: 'right' }], lines),
    ...(report.flagged === 0 ? [] : [flagsText(report)]),
  ];
  if (report.rejectsFile !== undefined) {
    parts.push(`Refused rows with their reasons: ${report.rejectsFile}\nRepair them there and import that file.`);
  }
  if (dryRun) parts.push('Nothing was written.');
  return parts.join('\n\n');
}

const FLAGS_SHOWN = 10;

function flagsText({ flagged, flags }: ImportReport): string {
  const shown = flags.slice(0, FLAGS_SHOWN).map(({ line, code, message }) => `  line ${line}  ${code}: ${message}`);
  const more = flagged > FLAGS_SHOWN ? [`  … and ${groupedCount(flagged - FLAGS_SHOWN)} more (--json names up to 200)`] : [];
  return [`To be looked at: ${counted(flagged, 'row')}`, ...shown, ...more].join('\n');
}

export function figuresPage({ kind, file, rows, events, repeated, dryRun }: FiguresReport): string {
  const parts = [
    `${dryRun ? 'Dry run of' : 'Import of'} ${kind} from ${file}: ${counted(rows, 'row')}, ${counted(events, 'event')}`,
    ...(repeated === 0 ? [] : [`${counted(repeated, 'row was', 'rows were')} there already.`]),
    ...(dryRun ? ['Nothing was written.'] : []),
  ];
  return parts.join('\n');
}

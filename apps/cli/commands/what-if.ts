/** `--what-if` of a reading: its files, and the answer with its mark. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { openJournalReader } from '#engine/workspace.js';
import type { Answer } from '#projections/answer.js';
import type { View } from '#projections/view.js';
import type { WhatIfRequest } from '#reprocessing/what-if/what-if.js';
import { readableFile } from '../input-file.js';
import { globalsOf, workspaceOf } from '../options.js';
import { printJson, printText } from '../terminal/output.js';

export interface WhatIfFiles {
  readonly rules?: string;
  readonly event?: string;
}

export interface WhatIfOption {
  readonly whatIf?: WhatIfFiles;
}

export function whatIfOption(): Option {
  return new Option(
    '--what-if <what=file>',
    'what the fund would have said: rules=FILE (other parameters, illustrative ones too), event=FILE (rows that would ' +
      'have come in time, CSV, NDJSON or JSON); marked, never stored',
  ).argParser(readWhatIf);
}

/** Collects `rules=FILE` and `event=FILE`, each once. */
function readWhatIf(text: string, before: WhatIfFiles = {}): WhatIfFiles {
  const [, what, file] = /^(rules|event)=(.+)$/.exec(text) ?? [];
  if (what === undefined || file === undefined) throw new InvalidArgumentError('must be rules=FILE or event=FILE.');
  if (before[what as keyof WhatIfFiles] !== undefined) throw new InvalidArgumentError(`${what} is given twice.`);
  return { ...before, [what]: file };
}

/** What is asked for a page: the answer, and another view beside it. */
export interface AskedForPage<Question extends object, Shown extends object, Beside extends object>
  extends Pick<WhatIfRequest<Question, Shown>, 'projection' | 'question' | 'participantId' | 'coordinates'> {
  readonly beside: View<object, Beside>;
}

export type PageWriter<Shown extends object, Beside extends object> = (answer: Answer<Shown>, beside: Beside) => string | Promise<string>;

export async function answerWhatIf<Question extends object, Shown extends object, Beside extends object>(
  command: Command,
  files: WhatIfFiles,
  asked: AskedForPage<Question, Shown, Beside>,
  page: PageWriter<Shown, Beside>,
): Promise<void> {
  const [{ readHypothesis }, { askWhatIfBeside }, { whatIfPage }, { readDocument }] = await Promise.all([
    import('#reprocessing/what-if/read-hypothesis.js'),
    import('#reprocessing/what-if/what-if.js'),
    import('../pages/what-if.js'),
    import('./parameters/document.js'),
  ]);
  const workspace = workspaceOf(command);
  const rules = files.rules === undefined ? undefined : { file: readableFile(files.rules), document: await readDocument(files.rules) };
  const hypothesis = await readHypothesis({ rules, reports: files.event === undefined ? undefined : readableFile(files.event) });
  const journal = await openJournalReader(workspace);
  try {
    const { answer, beside } = await askWhatIfBeside({ journal, clock: workspace.clock, ...asked, hypothesis }, asked.beside);
    if (globalsOf(command).json === true) printJson(answer);
    else printText(whatIfPage(answer, await page(answer, beside)));
  } finally {
    await journal.close();
  }
}

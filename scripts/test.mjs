/** `npm test`: installs, builds, then types, lint, layers, dead code and every specification. Further words go to jest. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, prepare, run } from './prepare.mjs';

await prepare();
const bin = (...path) => join(ROOT, 'node_modules', ...path);
const results = join(ROOT, 'dist', '.jest-results.json');
/** Side by side: each keeps one core busy. */
const checks = [
  [['types', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json']]],
  [
    ['types of the console', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'apps/console/tsconfig.json']],
    ['lint and layers', [bin('eslint/bin/eslint.js'), '--max-warnings', '0', 'apps', 'libs', 'test', 'scripts']],
    ['dead code', ['scripts/dead-code.mjs']],
  ],
];
if (process.argv.length === 2) {
  console.log('\n── types, lint, layers, dead code');
  const failed = (await Promise.all(checks.map(inTurn))).flat();
  for (const title of failed) console.log(`${title}: failed`);
  if (failed.length > 0) process.exit(1);
}
console.log('\n── specifications');
rmSync(results, { force: true });
const folder = mkdtempSync(join(placeForLedgers(), 'accrual-test-'));
chmodSync(folder, 0o1777); // as a folder for temporary files is: PostgreSQL runs as another user where we are root
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const code = await run(
  process.execPath,
  [
    bin('jest/bin/jest.js'),
    '--maxWorkers=2',
    `--cacheDirectory=${join(tmpdir(), 'accrual-jest')}`,
    '--json',
    `--outputFile=${results}`,
    ...process.argv.slice(2),
  ],
  {
    env: { ...process.env, TMPDIR: folder, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    stdio: ['inherit', 'ignore', 'inherit'],
  },
);
const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(results, 'utf8'));
console.log(`${passed} passed, ${failed} failed`);
if (passed + failed === 0) console.log('no test was run');
process.exitCode = passed === 0 ? 1 : code;

/**
 * Thousands of small ledgers are written and thrown away: in memory where there is plenty of it, since nobody waits for a disk
 * there. What is killed is a process, never the machine, so that a file in memory outlives it as one on a disk does.
 */
function placeForLedgers() {
  const memory = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= 4 * 2 ** 30 ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Runs checks one after the other, each telling its findings in one piece; answers those that failed. */
async function inTurn(steps) {
  const failed = [];
  for (const [title, args] of steps) if (!(await passes(args))) failed.push(title);
  return failed;
}

function passes(args) {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      process.stdout.write(stdout + stderr);
      resolve(error === null);
    });
  });
}

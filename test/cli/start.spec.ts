/** The demonstration that a fresh clone begins with: stopped, killed, finished, repeated; and beside a ledger of one's own. */
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { accrual, MAIN, type Accrual } from './accrual.js';

/** What is tried here does not depend on how many there are. */
const SMALL = ['--participants', '100'] as const;

let cli: Accrual;
beforeAll(() => {
  cli = accrual();
});
afterAll(() => cli.dispose());

/** Runs until the write-ahead log and the file have grown by so many bytes, then signals; answers exit code and stderr. */
function signalled(
  signal: 'SIGINT' | 'SIGKILL',
  bytes: number,
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: cli.folder,
    env: { ...process.env, NODE_OPTIONS: '', ACCRUAL_DATA: cli.data },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const size = (): number =>
    ['journal.sqlite', 'journal.sqlite-wal'].reduce(
      (sum, file) => sum + (statSync(join(cli.data, file), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  const before = size();
  const watch = setInterval(() => {
    if (size() < before + bytes) return;
    clearInterval(watch);
    child.kill(signal);
  }, 5);
  return new Promise((resolve) =>
    child.on('exit', (code) => {
      clearInterval(watch);
      resolve({ code, stderr });
    }),
  );
}

describe('accrual start', () => {
  it('killed in the midst of an import, then stopped by Ctrl-C, goes on to the end without a lost or doubled event', async () => {
    expect(await signalled('SIGKILL', 4_000_000, 'start', '--no-serve', ...SMALL)).toMatchObject({ code: null });
    const stopped = await signalled('SIGINT', 3_000_000, 'start', '--no-serve', ...SMALL);
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain('INTERRUPTED');
    expect(stopped.stderr).toContain('import it again to go on from there');
    expect(stopped.stderr).toContain('The same command goes on from here.');
    const ran = cli.run('start', '--no-serve', ...SMALL);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toContain('Committed: 118 events for 31 participants'); // 59 corrections and what each settles
    // The day before the correction and the knowledge before it agree; the correction alone makes the difference: 0.220·(47665.40 −
    // 52537.67)
    // = −1071.8994, with four years at 5.5 %: ·(1.055^4 − 1) = −255.99597. Posted −1071.90 and −256.00.
    expect(ran.stdout).toMatch(/as known then .* 52 537\.67 +11 558\.29 +0\.00 /);
    expect(ran.stdout).toMatch(/year’s end, as known now .* 47 665\.40 +10 486\.39 +-1 327\.90 /);
    expect(ran.stdout).toMatch(/before the correction, .* 52 537\.67 +11 558\.29 +0\.00 /);
    // The Dutch group: 12,000.00 · 6,123.75 / 11,068.88 = 6,638.88; 431.25 · 1.01 = 435.5625.
    expect(ran.stdout).toMatch(/Right a year after +435\.56\n[^]*Value transferred +6 638\.88\n/);
    expect(ran.stdout).toContain('the proof holds for 3 participants; net 0.00');
    // A cut of 0.5 % where the plan asks for 0.4954 %, and would for 0.3943 % on the corrected ratio: apps/cli/sample/nl-ftk.spec.ts.
    expect(ran.stdout).toMatch(/2020 +new +0\.94 +PLAN_CUT +-0\.4954 % +0\.0000 % +-0\.5000 % +0\.95: -0\.3943 % /);
    // Of the full year: (1.40 / 1.006 / 1.266 − 1) / 5 may be caught up, the scheme gives 0.0124254473: 1.006 · 1.0124254473 = 1.0185.
    expect(ran.stdout).toMatch(/2021 +new +1\.4 +FULL +0\.6000 % +1\.9850 % +1\.8500 % /);
    expect(ran.stdout).toContain('Recovery plan of fund nl-pob of 2020 to 2030: ratio 0.94, required 1.266');
    expect(ran.stdout).toContain('Balanced: every total is zero.');
    expect(ran.stdout).toContain('The journal is whole');
  }, 180_000);

  it('has the events of an undisturbed run, and a second one adds none', () => {
    // Of participants and funds; the batches of an interrupted run may say more.
    const before = cli.json<{ events: number }>(0, 'trial-balance', '--as-of', '9999-12-31');
    const { head } = cli.json<{ head: object }>(0, 'verify');
    const again = cli.run('start', '--no-serve', ...SMALL);
    expect(again.code).toBe(0);
    expect(again.stdout.match(/: done before/g)).toHaveLength(21);
    expect(again.stdout).not.toContain('$ accrual import');
    expect(cli.json(0, 'verify')).toMatchObject({ status: 'clean', head });
    const undisturbed = accrual();
    try {
      expect(undisturbed.run('start', '--no-serve', ...SMALL).code).toBe(0);
      expect(undisturbed.json(0, 'verify')).toMatchObject({ status: 'clean' });
      expect(undisturbed.json<{ events: number }>(0, 'trial-balance', '--as-of', '9999-12-31').events).toBe(before.events);
    } finally {
      undisturbed.dispose();
    }
  }, 180_000);

  it('adds nothing to a ledger of one’s own', () => {
    const own = accrual();
    try {
      own.json(
        0,
        'import',
        'participants',
        own.file('people.csv', 'participantId,scheme,birthDate,sex,enrolledOn\nQ,fi-kapl,1960-05-17,female,1997-01-01\n'),
      );
      const { head } = own.json<{ head: object }>(0, 'verify');
      const ran = own.run('start', '--no-serve', ...SMALL);
      expect(ran.code).toBe(0);
      expect(ran.stdout).toContain('has a ledger of its own; no sample is added');
      expect(own.json(0, 'verify')).toMatchObject({ head });
    } finally {
      own.dispose();
    }
  });
});

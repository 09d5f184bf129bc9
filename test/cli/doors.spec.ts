/** What comes in and goes out otherwise than by files: pipes, a pipe named like a file, a full disk, the name of who acts. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, writeSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { accrual as openAccrual, MAIN, type Accrual } from './accrual.js';

let accrual: Accrual;
beforeEach(() => {
  accrual = openAccrual();
});
afterEach(() => accrual.dispose());

function pipe(name: string): string {
  const path = join(accrual.folder, name);
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
  return path;
}

it('calculate reads a pipe that has nothing to give yet', async () => {
  const path = pipe('input');
  const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const child = spawn(process.execPath, [MAIN, 'calculate', 'fi.accumulation', '-'], { stdio: [reading, 'pipe', 'pipe'] });
  let [out, errors] = ['', ''];
  child.stdout?.on('data', (chunk) => (out += String(chunk)));
  child.stderr?.on('data', (chunk) => (errors += String(chunk)));
  const closed = once(child, 'close');
  const writing = openSync(path, constants.O_WRONLY);
  setTimeout(() => {
    writeSync(writing, '{"from":"2005-01-01","to":"2006-01-01"}');
    closeSync(writing);
  }, 700);
  expect([await closed, errors]).toEqual([[0, null], '']);
  closeSync(reading);
  // fi-kapl section 4: 1.0475^½ · 1.055^½ = 1.05124331151
  expect(JSON.parse(out).factor ?? out).toMatch(/^1\.05124331151/);
});

it.each([['import', 'deaths'], ['reprocess', 'plan']])('a pipe named like a file is refused at once: %s %s', (...command) => {
  const ran = accrual.run(...command, pipe('deaths.csv'));
  expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('NO_SUCH_FILE: ')]);
  expect(ran.stderr).toContain('deaths.csv is a pipe or a device, not a file; write it to a file first');
});

it('a full disk behind stdout is told, without a stack', () => {
  if (!existsSync('/dev/full')) return;
  const ran = spawnSync(process.execPath, [MAIN, 'calculate', '--list'], {
    encoding: 'utf8',
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  });
  expect([ran.status, ran.stderr]).toEqual([
    1,
    'DISK_FULL: the output (stdout) cannot be used: its disk is full; free space and repeat\n  cause: write: ENOSPC\n',
  ]);
});

it.each([
  ['empty', ''],
  ['blank', ' \u00a0'],
  ['with an escape', 'me\u001b[31m'],
  ['over two lines', 'me\r\nyou'],
])('ACCRUAL_ACTOR %s is refused', (_what, actor) => {
  const file = accrual.file('p.csv', 'participantId,scheme,birthDate,sex,enrolledOn\nP1,dk-p90,1970-01-01,female,1990-01-01\n');
  const ran = spawnSync(process.execPath, [MAIN, '--data', accrual.data, 'import', 'participants', file], {
    encoding: 'utf8',
    env: { ...process.env, ACCRUAL_ACTOR: actor },
  });
  expect([ran.status, ran.stderr]).toEqual([2, expect.stringMatching(/^INVALID_ACTOR: ACCRUAL_ACTOR/)]);
  expect(ran.stderr).not.toContain('\u001b');
});

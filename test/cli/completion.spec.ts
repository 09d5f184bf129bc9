/** What a shell completes, tried in bash itself; the other shells' scripts name the same words. */
import { spawnSync } from 'node:child_process';
import { accrual, type Accrual } from './accrual.js';

let cli: Accrual;
let bash: string;
beforeAll(() => {
  cli = accrual();
  bash = cli.file('accrual.bash', cli.run('completion', 'bash').stdout);
});
afterAll(() => cli.dispose());

/** What bash offers after these words; the last one is being typed. */
function completed(...words: readonly string[]): readonly string[] {
  const typed = ['accrual', ...words].map((word) => `'${word}'`).join(' ');
  const script = `source '${bash}'; COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _accrual; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: cli.folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

it('commands, subcommands and options, wherever global options stand', () => {
  expect(completed('re')).toEqual(['reprocess', 'rebuild']);
  expect(completed('fund', 'int')).toEqual(['interest']);
  expect(completed('--data', 'somewhere', 'windows', '--as')).toEqual(['--as-of', '--as-then']);
  expect(completed('parameters', 'list', '--sch')).toEqual(['--scheme']);
});

it('files, where a word is no command', () => {
  expect(completed('import', 'incomes', 'accr')).toEqual(['accrual.bash']);
});

it.each(['zsh', 'fish'])('%s is offered every command, and each option of one', (shell) => {
  const script = cli.run('completion', shell).stdout;
  for (const word of ['start', 'reprocess', 'approve', 'correction-year', 'verify']) expect(script).toContain(word);
});

it('another shell is refused by name', () => {
  expect(cli.run('completion', 'tcsh')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Allowed choices are bash, zsh, fish') as string,
  });
});

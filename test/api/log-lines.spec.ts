/** When the lines of a server's log are written, told by a process that ends in the midst of things. */
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

const MODULE = pathToFileURL(resolve('dist/libs/engine/log-destination.js')).href;
const KILLED = "process.kill(process.pid, 'SIGKILL');";

/** The messages that a program has written by its end. */
function written(program: string): readonly string[] {
  const script = `import { pino } from 'pino'; import { logDestination } from ${JSON.stringify(MODULE)}; const log = pino({}, ` +
    `logDestination()); ${program}`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return stderr.split('\n').filter((line) => line !== '').map((line) => (JSON.parse(line) as { readonly msg: string }).msg);
}

it.each([
  ['a warning is written at once, behind what came before it', `log.info('a'); log.warn('b'); log.info('c'); ${KILLED}`, ['a', 'b']],
  ['the end of the process writes the rest', "log.info('a'); log.info('b');", ['a', 'b']],
  ['lines wait for one another, not for longer', `log.info('a'); setTimeout(() => { log.info('b'); ${KILLED} }, 500);`, ['a']],
])('%s', (_what, program, messages) => expect(written(program)).toEqual(messages));

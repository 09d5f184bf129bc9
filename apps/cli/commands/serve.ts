/** `accrual serve`: the HTTP API on the data folder, until a signal stops it. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { hasJournal, type Workspace } from '#engine/workspace.js';
import { shownUrl } from '#journal/engines/open.js';
import { actorOf, globalsOf, workspaceOf } from '../options.js';
import { notice, printJson, printText } from '../terminal/output.js';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly readOnly?: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

export function defineServe(command: Command): void {
  command
    .description(
      'Serves the ledger over HTTP until SIGINT or SIGTERM; requests in flight are finished first. ' +
        'It has the journal for writing, so that no other command writes beside it; with --read-only others may. The ' +
        'log goes to stderr, one JSON object a line.',
    )
    .addOption(
      new Option('--host <address>', 'address to listen on; beyond the loopback whoever reaches it can read and write').default(
        '127.0.0.1',
      ),
    )
    .addOption(new Option('--port <port>', '0 takes any free one').default(3000).argParser(readPort))
    .addOption(new Option('--read-only', 'no routes for writing; beside another writer or without one'))
    .addOption(new Option('--log-level <level>', 'least level that is logged').choices([...LOG_LEVELS]).default('info'))
    .addHelpText('after', '\nExample:\n  accrual serve --port 3000 --data ./data')
    .action((options: ServeOptions, command: Command) => serve(workspaceOf(command), options, globalsOf(command).json === true));
}

/**
 * Listens, says where, and ends once a signal has stopped it. Refuses ADDRESS_NOT_AVAILABLE and what opening the workspace
 * refuses (JOURNAL_IN_USE …), with nothing left open.
 */
async function serve(workspace: Workspace, options: ServeOptions, json: boolean): Promise<void> {
  // Nest is loaded only here, so that no other command waits for it.
  const [{ composeApi }, { stopOnSignals }, { isLoopback }, { logDestination }, { pino }] = await Promise.all([
    import('../../api/compose.js'),
    import('../../api/create-api.js'),
    import('../../api/http/security-headers.js'),
    import('#engine/log-destination.js'),
    import('pino'),
  ]);
  const { host, port, readOnly = false, logLevel } = options;
  const logger = pino({ level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, logDestination());
  const begins = !readOnly && !hasJournal(workspace);
  const api = await composeApi({ workspace, logger, actor: actorOf(process.env), readOnly, rolesAreOn: workspace.rolesAreOn });
  const stopped = new Promise<unknown>((resolve) => stopOnSignals(api, process, resolve));
  let url: string;
  try {
    ({ url } = await api.listen(port, host));
  } catch (error) {
    await api.stop();
    throw error;
  }
  // A server goes on also where nobody can read what it prints.
  process.stdout.removeAllListeners('error').on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  if (begins) notice(`There was no journal at ${shownUrl(workspace.journalUrl)}: a new one begins.`);
  if (json) {
    printJson({
      url,
      console: `${url}/console/`,
      docs: `${url}/docs`,
      openapi: `${url}/openapi.json`,
      data: workspace.folder,
      readOnly,
      pid: process.pid,
    });
  } else {
    printText(
      `Accrual listens on ${url}${readOnly ? ', for reading only' : ''}\nConsole: ${url}/console/\nDocumentation: ` +
        `${url}/docs\nJournal: ${shownUrl(workspace.journalUrl)}\nStop with Ctrl-C`,
    );
  }
  if (!isLoopback(host)) {
    notice(`Whoever reaches ${url} can read${readOnly ? '' : ' and write'} everything: let only trusted machines reach it.`);
  }
  const error = await stopped;
  if (error !== undefined) throw error;
  if (!json) notice('stopped; the journal is closed');
}

function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('must be a port from 0 (any free one) to 65535.');
}

/** `accrual start`: the main job before the user's eyes, on a sample fund of its own making, then the API. */
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { Refused } from '#ledger/kernel/refusal.js';
import type { Workspace } from '#engine/workspace.js';
import type { ProgramInHand } from '../define.js';
import { readCount, workspaceOf } from '../../options.js';
import { notice, printText } from '../../terminal/output.js';
import { bothWays } from './both-ways.js';
import { hasEvents, isCarriedOut, isImported, isPublished, isTransferred, whatWasCommitted } from './done.js';

const SEED = 1;
/** Of a sample of any size: a participant of each scheme, the first with a large correction of the income year 2009, made in 2013. */
const SHOWN = {
  dk: 'D000001',
  fi: 'F000036',
  nl: 'P000001',
  gone: 'G000001',
  asNowKnown: 'evaluations.2020.asNowKnown.difference',
  incomeYear: 2009,
  before: '2013-02-22',
  corrected: '2013-02-23',
  after: '2013-12-31',
} as const;
const LEAST_PARTICIPANTS = 36;
/** Four years of premium go on one invoice: enough to be looked at. */
const MOST_DUTCH = 100;
/** The last year that the sample's decisions close. */
const LAST_CLOSED = 2021;

interface StartOptions {
  /** Of each of the two funds. */
  readonly participants: number;
  /** commander: `--no-serve`. */
  readonly serve: boolean;
  readonly port?: number;
}

export function defineStart(command: Command, { run }: ProgramInHand): void {
  command
    .description(
      'In a data folder without a ledger: writes two sample funds with decades of history and one of employers, imports them, books the ' +
        'funds’ decisions, reprocesses a file of corrections, moves a group to another fund and proves the journal, ' +
        'showing every command it runs; then serves the API on the loopback. Run again, it skips what is done. A data ' +
          'folder with a ledger of its own gets nothing added.',
    )
    .addOption(new Option('--participants <n>', 'how many participants each sample fund has').argParser(readSampleSize).default(1000))
    .option('--no-serve', 'end after the demonstration')
    .addOption(new Option('--port <port>', 'port of the API (default: 3000, or any free one where that is taken)').argParser(readCount))
    .addHelpText('after', '\nExamples:\n  accrual start\n  accrual start --no-serve --participants 500 --data /tmp/demo')
    .action((options: StartOptions, command: Command) => start(run, workspaceOf(command), options));
}

/** The sample must have the participants that are shown. */
function readSampleSize(text: string): number {
  const participants = readCount(text);
  if (participants >= LEAST_PARTICIPANTS) return participants;
  throw new InvalidArgumentError(`must be ${LEAST_PARTICIPANTS} or more: ${SHOWN.fi} is shown.`);
}

/** Runs another command of the program, as if typed. */
type Run = (...args: readonly string[]) => Promise<void>;

async function start(runCommand: ProgramInHand['run'], workspace: Workspace, options: StartOptions): Promise<void> {
  const run: Run = async (...args) => {
    printText(`$ accrual ${args.map((arg) => (arg.startsWith(workspace.folder) ? shortPath(arg) : arg)).join(' ')}\n`);
    await runCommand(['--data', workspace.folder, ...args]);
    printText('');
  };
  const sample = join(workspace.folder, 'sample');
  try {
    if (!existsSync(sample) && (await hasEvents(workspace))) {
      printText(`${shortPath(workspace.folder)} has a ledger of its own; no sample is added.\n`);
      await run('verify');
    } else {
      await demonstrate(workspace, sample, options.participants, run);
    }
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'INTERRUPTED') notice('Stopped. The same command goes on from here.');
    throw error;
  }
  if (options.serve) await serve(run, options.port);
}

async function demonstrate(workspace: Workspace, sample: string, participants: number, run: Run): Promise<void> {
  const fi = (name: string): string => join(sample, 'fi-kapl', name);
  const dk = (name: string): string => join(sample, 'dk-p90', name);
  heading('1. Two funds with decades of history: incomes in Finland, monthly contributions in Denmark');
  await writeSampleOnce('fi-kapl', fi('corrections.csv'), participants, run);
  await writeSampleOnce('dk-p90', dk('decisions.csv'), participants, run);
  for (const [fund, file] of [['fi-kapl', fi('parameters.json')], ['dk-p90', dk('parameters.json')]] as const) {
    if (await isPublished(workspace, fund)) skipped(`the parameters of ${fund}`);
    else await run('parameters', file);
  }

  heading('2. Import: every row once, whatever happens on the way');
  for (const [kind, file] of [
    ['participants', fi('participants.csv')],
    ['incomes', fi('incomes.csv')],
    ['participants', dk('participants.csv')],
    ['contributions', dk('contributions.csv')],
  ] as const) {
    if (await isImported(workspace, file)) skipped(shortPath(file));
    else await run('import', kind, file);
  }

  heading('3. The fund decides: interest and the closing of each year, carried to every participant');
  if (await isCarriedOut(workspace, 'dk-p90', LAST_CLOSED)) skipped(shortPath(dk('decisions.csv')));
  else await run('fund', 'apply', dk('decisions.csv'), '--fund', 'dk-p90');

  heading('4. One participant’s coverage overview and annual account');
  await run('coverage', SHOWN.dk, '--as-of', '2022-11-15');
  await run('account', SHOWN.dk, '--year', String(LAST_CLOSED));

  const corrections = fi('corrections.csv');
  const { committed, before } = await whatWasCommitted(workspace, corrections);
  heading('5. A participant’s correction windows, as the ledger knew them before the corrections came');
  await run('windows', SHOWN.fi, '--as-of', SHOWN.after, '--known-at', String(before));

  heading('6. Corrected incomes in bulk: planned, approved, committed, reconciled to the cent');
  if (committed) skipped(shortPath(corrections));
  else await run('reprocess', corrections, '--commit');

  heading('7. The same windows now, and where a figure comes from; nothing was overwritten');
  await run('windows', SHOWN.fi, '--as-of', SHOWN.after);
  await run('explain', SHOWN.fi, `windows.${SHOWN.incomeYear}.premium`, '--as-of', SHOWN.after);

  heading('8. Two axes of time: when a fact takes effect, and when the ledger knew of it');
  printText(
    await bothWays(workspace, SHOWN.fi, SHOWN.incomeYear, [
      { says: 'the year’s end, as known then', asOf: SHOWN.after, knownAt: before },
      { says: 'the year’s end, as known now', asOf: SHOWN.after, knownAt: undefined },
      { says: 'before the correction, as known now', asOf: SHOWN.before, knownAt: undefined },
    ]),
  );
  printText(`\nThe correction takes effect on ${SHOWN.corrected}. The first row is what one would have answered before the file ` +
    'came; ask it again in ten years, it stays so.\n');

  heading('9. The Netherlands: an employers’ fund, and a group of it that goes over to another');
  await dutchFund(workspace, join(sample, 'nl-pob'), Math.min(participants, MOST_DUTCH), run);

  heading('10. The same fund’s policy: what the rules of funding proposed, what the board decided, and what a corrected ratio would say');
  await run('fund', 'evaluations', '--fund', 'nl-pob');
  await run('fund', 'explain', SHOWN.asNowKnown, '--fund', 'nl-pob');
  await run('fund', 'recovery', '--fund', 'nl-pob');

  heading('11. Proof: the books balance, and no event was touched');
  await run('trial-balance');
  await run('verify');
}

/** Employers invoiced, rights by year of accrual, then a transfer from its proposal to its proof. */
async function dutchFund(workspace: Workspace, folder: string, participants: number, run: Run): Promise<void> {
  const at = (name: string): string => join(folder, name);
  await writeSampleOnce('nl-pob', at('decisions.csv'), participants, run);
  if (await isPublished(workspace, 'nl-pob')) skipped('the parameters of nl-pob');
  else await run('parameters', at('parameters.json'));
  for (const [kind, name] of [
    ['employers', 'employers.csv'],
    ['participants', 'participants.csv'],
    ['salaries', 'salaries.csv'],
    ['salary-corrections', 'salary-corrections.csv'],
    ['participants', 'group-participants.csv'],
    ['salaries', 'group-salaries.csv'],
    ['funding-ratios', 'funding-ratios.csv'],
    ['expectations', 'expectations.csv'],
  ] as const) {
    if (await isImported(workspace, at(name))) skipped(shortPath(at(name)));
    else await run('import', kind, at(name));
  }
  if (await isTransferred(workspace, 'T1')) {
    skipped('invoices, policy and rights, and the transfer of the group');
  } else {
    await run('employers', 'invoice', '--month', '2021-12', '--sent-on', '2021-12-08');
    await run('import', 'cash-flows', at('cash-flows.csv'));
    await run('import', 'forward-rates', at('forward-rates.csv'));
    await run('fund', 'apply', at('decisions.csv'), '--fund', 'nl-pob');
    const step = (name: string, on: string, ...more: readonly string[]): Promise<void> =>
      run('transfer', name, 'T1', ...more, '--on', on, '--reference', 'minutes');
    await run('transfer', 'propose', at('transfer-proposals.csv'));
    await step('snapshot', '2021-06-15', at('transfer-snapshot.csv'));
    await step('assess', '2021-07-01', '--tolerance', 'individual=0.02,collective=0.02,group=0.005', '--basis', 'AG2020');
    await step('organ', '2021-08-01', '--positive', 'yes');
    await step('notify', '2021-09-01');
    await step('accept', '2021-12-01', at('transfer-acceptances.csv'));
    await step('lapse', '2021-12-02');
    await step('complete', '2022-01-01');
  }
  await run('rights', SHOWN.nl, '--year', String(LAST_CLOSED));
  await run('transfer', 'T1', 'statement', SHOWN.gone);
  await run('transfer', 'T1', 'proof');
}

/** The file that is written last says that the sample is complete. */
async function writeSampleOnce(scheme: string, last: string, participants: number, run: Run): Promise<void> {
  const folder = dirname(last);
  if (existsSync(last)) return skipped(shortPath(folder));
  await run('sample', folder, '--scheme', scheme, '--participants', String(participants), '--seed', String(SEED));
}

async function serve(run: Run, port: number | undefined): Promise<void> {
  heading('The API');
  const quiet = ['--log-level', 'warn'];
  try {
    await run('serve', '--port', String(port ?? 3000), ...quiet);
  } catch (error) {
    if (port !== undefined || !(error instanceof Refused) || error.refusal.code !== 'ADDRESS_NOT_AVAILABLE') throw error;
    notice('Port 3000 is taken; any free one will do.');
    await run('serve', '--port', '0', ...quiet);
  }
}

function heading(text: string): void {
  printText(`── ${text}\n`);
}

function skipped(what: string): void {
  printText(`${what}: done before\n`);
}

function shortPath(path: string): string {
  const fromHere = relative('.', path);
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere;
}

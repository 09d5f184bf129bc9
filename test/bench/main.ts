/** `npm run bench`: measures Accrual beside SQLite by hand, in the same run, and holds the ratios against their aims. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Command, InvalidArgumentError } from 'commander';
import { caseNamed } from './case.js';
import { CASES } from './cases/index.js';
import { figuresOf, machine, tablesOf, type CaseFigures } from './report.js';
import { runCase } from './runs.js';

interface Options {
  readonly only?: readonly string[];
  readonly json?: boolean;
  readonly quick?: boolean;
  readonly events?: number;
  readonly largeEvents?: number;
  readonly portfolioEvents?: number;
  readonly rounds?: number;
  readonly folder?: string;
}

const command = new Command('npm run bench --')
  .description(`Cases:\n${CASES.map(({ name, about }) => `  ${name.padEnd(14)} ${about}`).join('\n')}`)
  .option('--only <names...>', 'these cases alone')
  .option('--json', 'one JSON document on stdout')
  .option('--quick', 'small journals, one round: to see that it runs, not to judge by')
  .option('--events <count>', 'events of the journals that rates are measured on (default 522000)', count)
  .option('--large-events <count>', 'events of the large journal (default 1000000)', count)
  .option('--portfolio-events <count>', 'events that sweeps and rebuilds work off (default 8000000, 5 GB)', count)
  .option('--rounds <count>', 'each way so many times, medians (default 5)', count)
  .option('--folder <dir>', 'keep the journals there for the next run (default: a temporary folder)')
  .addHelpText('after', '\nExample: npm run bench -- --only sweep rebuild --rounds 3')
  .parse();

const { only, json = false, quick = false, ...asked } = command.opts<Options>();
const chosen = only === undefined ? CASES : only.map((name) => caseNamed(CASES, name));
const folder = asked.folder ?? mkdtempSync(join(tmpdir(), 'accrual-bench-'));
const setting = {
  folder,
  events: asked.events ?? (quick ? 52_200 : 522_000),
  largeEvents: asked.largeEvents ?? (quick ? 261_000 : 1_000_000),
  portfolioEvents: asked.portfolioEvents ?? (quick ? 522_000 : 8_000_000),
  operations: quick ? 500 : 3_000,
};
const rounds = asked.rounds ?? (quick ? 1 : 5);
const on = machine(sqliteVersion());
const told = (what: string): void => void process.stderr.write(`${what}\n`);
const figures: CaseFigures[] = [];
try {
  if (!json)
    process.stdout.write(`${on.cpu}, ${on.cores} cores; ${on.system}; Node ${on.versions['node']}, SQLite ${on.versions['sqlite']}\n`);
  for (const benchCase of chosen) {
    const own = figuresOf(benchCase, await runCase(benchCase, setting, rounds, told));
    figures.push(own);
    if (!json) process.stdout.write(tablesOf(own));
  }
} finally {
  if (asked.folder === undefined) rmSync(folder, { recursive: true, force: true });
}
const { folder: _folder, ...sizes } = setting;
if (json) process.stdout.write(`${JSON.stringify({ machine: on, ...sizes, rounds, cases: figures }, undefined, 2)}\n`);

function sqliteVersion(): string {
  const db = new Database(':memory:');
  try {
    return db.prepare<[], string>('SELECT sqlite_version()').pluck().get() as string;
  } finally {
    db.close();
  }
}

function count(text: string): number {
  const number = Number(text.replaceAll('_', ''));
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('a number from 1');
  return number;
}

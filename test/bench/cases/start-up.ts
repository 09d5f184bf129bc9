import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { participantStream } from '#ledger/subjects.js';
import type { BenchCase, Measured, Setting, Way } from '../case.js';
import { AS_OF, EVENTS_EACH, journalFile, participantId } from '../ledger.js';
import { median } from '../measure.js';

const CLI = fileURLToPath(new URL('../../../programs/accrual.js', import.meta.url));
const RAW = fileURLToPath(new URL('../raw.js', import.meta.url));
const STARTS = 15;
const EVENTS = 100_000;
const PARTICIPANT = participantId(7);

const journalIn = (folder: string): string => join(folder, 'journal.sqlite');

async function prepare({ folder, scratch }: Setting): Promise<void> {
  copyFileSync(journalFile(folder, EVENTS), journalIn(scratch));
}

const SAMPLE_PARTICIPANT = 'F000001';

/** The sample fund of fi-kapl, as README sets it up. */
async function prepareSample({ scratch }: Setting): Promise<void> {
  const input = join(scratch, 'sample');
  for (const args of [
    ['sample', input, '--participants', '20', '--seed', '7', '--scheme', 'fi-kapl'],
    ['parameters', join(input, 'parameters.json')],
    ['import', 'participants', join(input, 'participants.csv')],
    ['import', 'incomes', join(input, 'incomes.csv')],
  ]) {
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...args, '--data', scratch], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with code ${status}: ${stderr}`);
  }
}

/** Processor time of the children that have ended, where the system tells it. */
function secondsOfChildren(): number | undefined {
  try {
    const [, , , , , , , , , , , , , user, system] = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\) /, '').split(' ');
    return (Number(user) + Number(system)) / 100;
  } catch {
    return undefined;
  }
}

/** A program started and ended, again and again, after one start that fills the caches of the disk. */
function starts(args: (setting: Setting) => readonly string[]): Way['run'] {
  return async (setting): Promise<Measured> => {
    const start = (): number => {
      const before = performance.now();
      const { status, stderr } = spawnSync(process.execPath, args(setting), { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${args(setting).join(' ')} ended with code ${status}: ${stderr}`);
      return performance.now() - before;
    };
    start();
    const cpuBefore = secondsOfChildren();
    const milliseconds = Array.from({ length: STARTS }, start);
    const seconds = milliseconds.reduce((sum, each) => sum + each, 0) / 1_000;
    const cpuAfter = secondsOfChildren();
    const cpuSeconds = cpuBefore === undefined || cpuAfter === undefined ? seconds : cpuAfter - cpuBefore;
    return { units: STARTS, seconds, cpuSeconds, p50: median(milliseconds), p99: Math.max(...milliseconds) };
  };
}

const byHand = ({ scratch }: Setting): readonly string[] => [
  '--input-type=module',
  '-e',
  `import { rawReader } from ${JSON.stringify(RAW)}; const reader = rawReader(${JSON.stringify(journalIn(scratch))}); ` +
    `console.log(reader.sum(${JSON.stringify(participantStream(PARTICIPANT))})); reader.close();`,
];

export const startUp: BenchCase = {
  name: 'start-up',
  about: `the command started, asked and ended, beside Node alone and a stream of ${EVENTS_EACH} events read by hand`,
  unit: 'starts',
  journals: () => [EVENTS],
  ways: {
    node: { isBaseline: true, run: starts(() => ['-e', '']) },
    'by hand': { isBaseline: true, prepare, run: starts(byHand) },
    help: { run: starts(() => [CLI, '--help']) },
    coverage: { prepare, run: starts(({ scratch }) => [CLI, 'coverage', PARTICIPANT, '--as-of', AS_OF, '--data', scratch]) },
    windows: { prepare: prepareSample, run: starts(({ scratch }) => [CLI, 'windows', SAMPLE_PARTICIPANT, '--data', scratch]) },
  },
  aims: [
    // 0.15 s and 0.35 s on two cores, where Node alone takes 0.05 s.
    { measure: 'rate', way: 'help', against: 'node', least: 0.4 },
    { measure: 'rate', way: 'windows', against: 'node', least: 0.14 },
    { measure: 'rate', way: 'windows', against: 'by hand', least: 0.4 },
    { measure: 'rate', way: 'coverage', against: 'node', least: 0.1 },
    { measure: 'rate', way: 'coverage', against: 'by hand', least: 0.3 },
  ],
};

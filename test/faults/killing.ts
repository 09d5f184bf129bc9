/** Children that are killed at a moment after they have begun, and what they had acknowledged by then. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { seededRandom } from '../../apps/cli/sample/random.js';
import { openSqliteJournalReader } from '#journal/sqlite/journal.js';
import { verifySqliteJournal } from '#journal/sqlite/verify.js';
import type { JournalReader } from '#journal/port.js';
import { CATALOGUE } from '#ledger/catalogue.js';

/** How many kills of each work: a sample in `npm test`, 200 in `npm run soak`. */
export const MOMENTS = Number(process.env['ACCRUAL_KILLS'] ?? 7);
/** Another seed, other moments; a failure names the one it was found with. */
export const SEED = Number(process.env['ACCRUAL_SEED'] ?? 1);

export interface Ended {
  readonly wasKilled: boolean;
  /** The highest position that the journal had acknowledged to the child. */
  readonly acknowledged: bigint;
  /** From its beginning with the work to its end, milliseconds. */
  readonly milliseconds: number;
}

/** Runs the work; with a moment, it is killed so many milliseconds after it has begun, unless it has ended before. */
export async function work(args: readonly string[], killAfter?: number): Promise<Ended> {
  if (!existsSync(resolve('dist/libs'))) throw new Error('this test runs the program as built: npm run build first');
  const child = spawn(process.execPath, [resolve('test/faults/child.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [said, errors] = ['', ''];
  let [begun, timer] = [0, undefined as NodeJS.Timeout | undefined];
  child.stderr.on('data', (text) => (errors += String(text)));
  child.stdout.on('data', (text) => {
    said += String(text);
    if (begun > 0) return;
    begun = performance.now();
    if (killAfter !== undefined) timer = setTimeout(() => child.kill('SIGKILL'), killAfter);
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((done) => child.on('close', (...ended) => done(ended)));
  clearTimeout(timer);
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`the work ended with code ${code}: ${errors}`);
  const acknowledged = [...said.matchAll(/acknowledged (\d+)\n/g)].reduce(
    (highest, [, position]) => (BigInt(position ?? 0) > highest ? BigInt(position ?? 0) : highest),
    0n,
  );
  return { wasKilled: signal === 'SIGKILL', acknowledged, milliseconds: performance.now() - begun };
}

export interface Trial {
  readonly args: readonly string[];
  readonly journalFile: string;
  /** What else must hold after every kill. */
  readonly between?: () => Promise<void>;
}

/**
 * Kills the work at random moments of a span, one ledger after another, each killed again and again until it is done; after
 * every kill the journal must verify and hold what was acknowledged, and in the end it must be `finished`. The span grows with
 * every kill of a ledger, so that each is done some time, however much slower the machine is than when the span was taken.
 * Answers how many kills came in the midst of the work: something had been written, and something was still to come.
 */
export async function killAtRandomMoments(
  span: number,
  newTrial: (number: number) => Trial,
  finished: (trial: Trial) => Promise<void>,
): Promise<number> {
  const random = seededRandom(SEED);
  let [kills, inTheMidst] = [0, 0];
  for (let number = 0; kills < MOMENTS; number += 1) {
    const trial = newTrial(number);
    for (let [ended, within] = [false, span]; !ended; within *= 1.5) {
      const moment = random.next() * within;
      const { wasKilled, acknowledged } = await work(trial.args, moment);
      ended = !wasKilled;
      kills += wasKilled ? 1 : 0;
      inTheMidst += wasKilled && acknowledged > 0n ? 1 : 0;
      await checkAfter(`kill ${kills} (seed ${SEED}, after ${moment.toFixed(1)} ms)`, trial, acknowledged);
    }
    await finished(trial);
  }
  return inTheMidst;
}

async function checkAfter(when: string, { journalFile, between }: Trial, acknowledged: bigint): Promise<void> {
  const verdict = await verifySqliteJournal(journalFile);
  if (verdict.status !== 'clean') throw new Error(`${when}: the journal is damaged: ${JSON.stringify(verdict.findings)}`);
  // Positions run without gap, which verify has proven: whatever was acknowledged stands.
  if (verdict.head.position < acknowledged)
    throw new Error(`${when}: position ${acknowledged} was acknowledged, but the journal ends at ${verdict.head.position}`);
  await between?.();
}

export async function reading<T>(journalFile: string, read: (reader: JournalReader) => Promise<T>): Promise<T> {
  const reader = await openSqliteJournalReader(journalFile, { rules: CATALOGUE, clock: () => '2026-01-01T00:00:00.000Z' });
  try {
    return await read(reader);
  } finally {
    await reader.close();
  }
}

/** Name, revision and chain link of every stream with a prefix: equal where every byte of every event is. */
export async function heads(reader: JournalReader, prefix: string): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const page of reader.streamHeads(prefix))
    all.push(...page.map(({ stream, revision, chain }) => `${stream} ${revision} ${chain}`));
  return all.sort();
}

export async function typesIn(reader: JournalReader, streamPrefix: string): Promise<readonly string[]> {
  const types: string[] = [];
  for await (const page of reader.readAll({ filter: { streamPrefix } })) types.push(...page.map(({ type }) => type));
  return types;
}

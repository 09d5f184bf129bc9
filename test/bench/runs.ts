/** Measurements in processes of their own, interleaved: every round does each way once, so that a disturbance meets all. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchCase, Measured, Setting } from './case.js';

export interface Run extends Measured {
  readonly peakMemoryBytes: number;
}

/** Runs of each way by its name, round by round. */
export type Runs = ReadonlyMap<string, readonly Run[]>;

export type AllButScratch = Omit<Setting, 'scratch'>;
/** What a measuring process does. */
export type Job = { readonly build: number } | { readonly case: string; readonly way: string; readonly part: 'prepare' | 'run' };

export async function runCase(benchCase: BenchCase, setting: AllButScratch, rounds: number, told: (what: string) => void): Promise<Runs> {
  for (const events of new Set(benchCase.journals({ ...setting, scratch: '' }))) {
    told(`a journal of ${events} events`);
    await withScratch(setting, (own) => inChild({ build: events }, own));
  }
  const runs = new Map<string, Run[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [way, { prepare, mostRounds = rounds }] of Object.entries(benchCase.ways)) {
      if (round >= mostRounds) continue;
      told(`${benchCase.name}: ${way} (${round + 1}/${Math.min(rounds, mostRounds)})`);
      const said = await withScratch(setting, async (own) => {
        if (prepare !== undefined) await inChild({ case: benchCase.name, way, part: 'prepare' }, own);
        return inChild({ case: benchCase.name, way, part: 'run' }, own);
      });
      runs.set(way, [...(runs.get(way) ?? []), JSON.parse(said.trimEnd().split('\n').at(-1) ?? '') as Run]);
    }
  }
  return runs;
}

async function withScratch<T>(setting: AllButScratch, work: (setting: Setting) => Promise<T>): Promise<T> {
  mkdirSync(setting.folder, { recursive: true });
  const scratch = mkdtempSync(join(setting.folder, 'scratch-'));
  try {
    return await work({ ...setting, scratch });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function inChild(job: Job, setting: Setting): Promise<string> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./child.js', import.meta.url)), JSON.stringify({ job, setting })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`the measurement ${JSON.stringify(job)} ended with code ${code}`);
  return said;
}

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
type Job = { readonly build: number } | { readonly case: string; readonly way: string };

export async function runCase(benchCase: BenchCase, setting: AllButScratch, rounds: number, told: (what: string) => void): Promise<Runs> {
  for (const events of new Set(benchCase.journals({ ...setting, scratch: '' }))) {
    told(`a journal of ${events} events`);
    await inChild({ build: events }, setting);
  }
  const runs = new Map<string, Run[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [way, { mostRounds = rounds }] of Object.entries(benchCase.ways)) {
      if (round >= mostRounds) continue;
      told(`${benchCase.name}: ${way} (${round + 1}/${Math.min(rounds, mostRounds)})`);
      const said = await inChild({ case: benchCase.name, way }, setting);
      runs.set(way, [...(runs.get(way) ?? []), JSON.parse(said.trimEnd().split('\n').at(-1) ?? '') as Run]);
    }
  }
  return runs;
}

async function inChild(job: Job, setting: AllButScratch): Promise<string> {
  mkdirSync(setting.folder, { recursive: true });
  const scratch = mkdtempSync(join(setting.folder, 'scratch-'));
  try {
    const child = spawn(process.execPath, [fileURLToPath(new URL('./child.js', import.meta.url)), JSON.stringify({ job, setting: { ...setting, scratch } })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    if (code !== 0) throw new Error(`the measurement ${JSON.stringify(job)} ended with code ${code}`);
    return said;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

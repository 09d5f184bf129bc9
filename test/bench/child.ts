/** Entry of a measuring process: a journal built, or one way of one case prepared or run. Says what it measured on its last line. */
import { caseNamed, type Setting } from './case.js';
import { CASES } from './cases/index.js';
import { buildJournal } from './ledger.js';
import type { Job } from './runs.js';

const { job, setting } = JSON.parse(process.argv[2] ?? '') as { readonly job: Job; readonly setting: Setting };

if ('build' in job) await buildJournal(setting.folder, job.build);
else await measure(job);

async function measure({ case: name, way: called, part }: Extract<Job, { case: string }>): Promise<void> {
  const way = caseNamed(CASES, name).ways[called];
  if (way === undefined) throw new Error(`${name} has no way ${called}`);
  if (part === 'prepare') return way.prepare?.(setting);
  const measured = await way.run(setting);
  // maxRSS counts in KiB.
  process.stdout.write(`\n${JSON.stringify({ ...measured, peakMemoryBytes: process.resourceUsage().maxRSS * 1024 })}\n`);
}

/** Entry of a measuring process: one way of one case, or one journal built. Says what it measured on its last line. */
import { caseNamed, type Setting } from './case.js';
import { CASES } from './cases/index.js';
import { buildJournal } from './ledger.js';

const { job, setting } = JSON.parse(process.argv[2] ?? '') as {
  readonly job: { readonly build: number } | { readonly case: string; readonly way: string };
  readonly setting: Setting;
};

if ('build' in job) {
  await buildJournal(setting.folder, job.build);
} else {
  const way = caseNamed(CASES, job.case).ways[job.way];
  if (way === undefined) throw new Error(`${job.case} has no way ${job.way}`);
  const measured = await way.run(setting);
  // maxRSS counts in KiB.
  process.stdout.write(`\n${JSON.stringify({ ...measured, peakMemoryBytes: process.resourceUsage().maxRSS * 1024 })}\n`);
}

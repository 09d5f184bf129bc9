/**
 * `npm run claims`: what the CPB note says of the new rules, held against studies of 1,000 scenarios and 75 years (nl-ftk section 5).
 * Scenario k of a study draws from its seed + k, so the five seeds lie further apart than a study is long. Fails where a claim is not held.
 * `npm run claims -- --scenarios 200` for a quick look.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, prepare } from './prepare.mjs';

const SEEDS = [1, 10_001, 20_001, 30_001, 40_001];
const asked = process.argv.indexOf('--scenarios');
const scenarios = asked === -1 ? 1_000 : Number(process.argv[asked + 1]);

await prepare();
const built = (path) => import(pathToFileURL(join(ROOT, 'dist/libs', path)).href);
const [{ runStudy }, { readAlmRun }, { reportOf }] = await Promise.all(
  ['engine/alm/run-study.js', 'rulebooks/nl-ftk/alm/study.js', 'rulebooks/nl-ftk/alm/report.js'].map(built),
);

const reports = [];
for (const seed of SEEDS) {
  const run = readAlmRun({ scenarios, seed });
  const begun = performance.now();
  reports.push({ seed, report: reportOf(run, await runStudy({ study: run.study })) });
  console.error(`seed ${seed}: ${scenarios} scenarios of ${run.study.years} years, ${run.study.regimes.length} regimes, ` +
    `${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

let notHeld = 0;
for (const [index, { n, text, source, reference, note }] of reports[0].report.claims.entries()) {
  console.log(`\n${n}. ${text}\n   ${source}${note === '' ? '' : `; ${note}`}\n   ${'reference'.padEnd(24)} ${reference}`);
  for (const { seed, report } of reports) {
    const { held, ours } = report.claims[index];
    if (held !== true) notHeld += 1;
    console.log(`   ${`seed ${seed}`.padEnd(12)} ${(held === null ? 'not reached' : held ? 'held' : 'NOT HELD').padEnd(11)} ${ours}`);
  }
}
console.log(`\n${notHeld === 0 ? 'every claim is held for every seed' : `${notHeld} not held`}`);
process.exitCode = notHeld === 0 ? 0 : 1;

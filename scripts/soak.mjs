/**
 * `npm run soak`: installs, builds, then kills imports, fan-outs and commits at 200 random moments each, and goes through every screen
 * of the console in every language, light and dark (`npm test` takes a sample of both). ACCRUAL_KILLS takes another number,
 * ACCRUAL_SEED the moments of an earlier run. Takes a quarter of an hour.
 */
import { join } from 'node:path';
import { ROOT, prepare, run } from './prepare.mjs';

await prepare();
const { ACCRUAL_KILLS: kills = '200', ACCRUAL_SEED: seed = String(Date.now() % 1_000_000) } = process.env;
console.log(`${kills} kills of each work, seed ${seed}`);
process.exitCode = await run(
  process.execPath,
  [join(ROOT, 'node_modules/jest/bin/jest.js'), 'test/faults/kill', 'test/console/all-screens', '--runInBand'],
  {
    env: {
      ...process.env,
      ACCRUAL_KILLS: kills,
      ACCRUAL_SEED: seed,
      ACCRUAL_CONSOLE: 'all',
      NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
    },
  },
);

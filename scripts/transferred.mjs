/**
 * `npm run transferred`: a million euros over 50,000 participants, to the cent; and the completion killed at random moments. `npm test`
 * does
 * the same with 600. ACCRUAL_TRANSFERRED takes another number, ACCRUAL_KILLS another number of kills.
 */
import { join } from 'node:path';
import { prepare, ROOT, run } from './prepare.mjs';

await prepare();
const { ACCRUAL_TRANSFERRED = '50000', ACCRUAL_KILLS = '3' } = process.env;
process.exitCode = await run(process.execPath, [join(ROOT, 'node_modules/jest/bin/jest.js'), 'test/transfer/killed.spec.ts'], {
  env: { ...process.env, ACCRUAL_TRANSFERRED, ACCRUAL_KILLS, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
});

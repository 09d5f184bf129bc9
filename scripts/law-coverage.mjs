/** `npm run law-coverage`: articles, boundary dates, refusals and events of the law, with the cases that touch them. Fails without one. */
import { join } from 'node:path';
import { ROOT, run } from './prepare.mjs';

process.exitCode = await run(process.execPath, [join(ROOT, 'node_modules', 'jest/bin/jest.js'), 'test/law', '--maxWorkers=1'], {
  env: { ...process.env, ACCRUAL_LAW_REPORT: '1', NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
});

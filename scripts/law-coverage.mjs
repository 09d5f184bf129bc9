/** `npm run law-coverage`: every article and every boundary date of the law, with the cases that touch it. Fails where one is untouched. */
import { join } from 'node:path';
import { ROOT, run } from './prepare.mjs';

process.exitCode = await run(process.execPath, [join(ROOT, 'node_modules', 'jest/bin/jest.js'), 'test/law', '--maxWorkers=1'], {
  env: { ...process.env, ACCRUAL_LAW_REPORT: '1', NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
});

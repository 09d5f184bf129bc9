/**
 * `npm run test:eventstore`: the journal's contract, copies and verification on the real server that
 * `ACCRUAL_TEST_EVENTSTORE_URL` names (`esdb://localhost:2113?tls=false`), then the faults on the double. Streams on the server get
 * a prefix of their own and are left there; nothing else is touched.
 */
import { join } from 'node:path';
import { ROOT, prepare, run } from './prepare.mjs';

if (process.env.ACCRUAL_TEST_EVENTSTORE_URL === undefined) {
  console.error('Set ACCRUAL_TEST_EVENTSTORE_URL to a server for tests, as esdb://localhost:2113?tls=false; without one, npm test ' +
    'runs the same on a double.');
  process.exit(2);
}
await prepare();
process.exitCode = await run(
  process.execPath,
  [
    join(ROOT, 'node_modules/jest/bin/jest.js'),
    '--maxWorkers=1',
    'libs/journal/eventstoredb',
    'libs/journal/copy',
    'libs/journal/engines-agree',
    'test/eventstoredb',
    ...process.argv.slice(2),
  ],
  { env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' } },
);

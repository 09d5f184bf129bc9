/**
 * In which order specifications are run. The largest file is the slowest by Jest's own guess; those below start programs or a browser, or
 * write many ledgers, from few lines. Begun last, one of them keeps a single core busy when everything else has ended.
 */
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';

const { default: Sequencer } = createRequire(import.meta.url)('@jest/test-sequencer');

/** Slowest first. */
const SLOW = [
  'test/docs/examples.spec.ts',
  'test/console/all-screens.spec.ts',
  'test/properties/real-rulebooks.spec.ts',
  'test/api/faults.spec.ts',
  'test/cli/usage.spec.ts',
  'test/cli/missing.spec.ts',
  'test/eventstoredb/command-line.spec.ts',
  'test/api/reprocessing-cut.spec.ts',
  'test/api/ledger.spec.ts',
  'test/faults/kill.spec.ts',
  'test/reprocessing/seeded-mistakes.spec.ts',
  'test/console/console.spec.ts',
  'apps/projector/projector.spec.ts',
  'libs/projections/run/standing/standing-models.spec.ts',
  'test/tooling/additions.spec.ts',
];

export default class SlowFirst extends Sequencer {
  sort(tests) {
    const gone = SLOW.filter((file) => tests.length > 0 && !existsSync(join(tests[0].context.config.rootDir, file)));
    if (gone.length > 0) throw new Error(`scripts/slow-first.mjs names specifications that are gone: ${gone.join(', ')}`);
    const rankOf = ({ path, context }) => {
      const rank = SLOW.indexOf(relative(context.config.rootDir, path).replaceAll('\\', '/'));
      return rank === -1 ? SLOW.length : rank;
    };
    return super.sort(tests).sort((one, other) => rankOf(one) - rankOf(other));
  }
}

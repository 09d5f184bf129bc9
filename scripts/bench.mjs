/** `npm run bench`: installs, builds, then measures. Further words go to the benchmark: `npm run bench -- --help`. */
import { join } from 'node:path';
import { ROOT, prepare, run } from './prepare.mjs';

await prepare();
process.exitCode = await run(process.execPath, [join(ROOT, 'dist/test/bench/main.js'), ...process.argv.slice(2)]);

/** `npm start`: installs, builds, then shows the main job and serves the API. Further words go to `accrual start`. */
import { join } from 'node:path';
import { ROOT, prepare, run } from './prepare.mjs';

await prepare();
process.exitCode = await run(process.execPath, [join(ROOT, 'dist/programs/accrual.js'), 'start', ...process.argv.slice(2)]);

/**
 * Puts the modules of each program, as compiled, together into a few files in dist/programs: several hundred small ones take longer to be
 * found and read than the work of most commands. What a command does not need stays in files that it does not load, as it was written;
 * packages are loaded as installed. Threads load the modules as compiled, by their own addresses.
 */
import { chmodSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from './prepare.mjs';

const DIST = join(ROOT, 'dist');
const PROGRAMS = join(DIST, 'programs');
const compiled = (program) => join(DIST, 'apps', program, 'main.js');

/** A module that asks where it is goes on to be told where it was compiled to: beside its data, and where threads find it. */
const ownAddress = {
  name: 'own-address',
  transform(code, file) {
    if (!code.includes('import.meta.url')) return null;
    const path = relative(PROGRAMS, file).replaceAll('\\', '/');
    return { code: code.replaceAll('import.meta.url', `new URL(${JSON.stringify(path)}, import.meta.url).href`), map: null };
  },
};

rmSync(PROGRAMS, { recursive: true, force: true });
const bundle = await rolldown({
  input: { accrual: compiled('cli'), 'accrual-projector': compiled('projector') },
  platform: 'node',
  external: (id) => !/^[.#/]|^[A-Za-z]:/.test(id),
  plugins: [ownAddress],
});
const { output } = await bundle.write({ dir: PROGRAMS, chunkFileNames: '[name]-[hash].js', keepNames: true });
await bundle.close();
for (const { fileName, isEntry } of output) if (isEntry) chmodSync(join(PROGRAMS, fileName), 0o755);

/**
 * Puts the modules of each program, as compiled, together into a few files in dist/programs: several hundred small ones take longer to be
 * found and read than the work of most commands. What a command does not need stays in files that it does not load, as it was written;
 * packages are loaded as installed. The threads that a program starts, and the jobs that they do, are entries beside it.
 */
import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from './prepare.mjs';

const DIST = join(ROOT, 'dist');
const PROGRAMS = join(DIST, 'programs');
const MAIN = { accrual: join(DIST, 'apps', 'cli', 'main.js'), 'accrual-projector': join(DIST, 'apps', 'projector', 'main.js') };
const path = (from, to) => relative(from, to).replaceAll('\\', '/');

/** What asks where it is: a thread to be started, by the address of its module; a job, which a thread is to find; a module by its data. */
const PLACE = /new URL\('(?<thread>\.\/[\w-]+\.js)', import\.meta\.url\)|(?<job>\bmodule: )import\.meta\.url|import\.meta\.url/g;

/** Its name in dist/programs: `libs-portfolio-worker`. */
const nameOf = (file) => path(DIST, file).replaceAll('/', '-').replace(/\.js$/, '');

/** The entry that a place names: of a thread, or the job in that file; undefined where it names none. */
function entryAt(file, { thread, job }) {
  if (thread !== undefined) return resolve(dirname(file), thread);
  return job === undefined ? undefined : file;
}

/** Name → file of every module that a thread begins with or is told to load. */
function entriesOfThreads() {
  const files = readdirSync(join(DIST, 'libs'), { recursive: true, encoding: 'utf8' }).map((file) => join(DIST, 'libs', file));
  const found = files
    .filter((file) => file.endsWith('.js') && !/[\\/]testing[\\/]|\.spec\.js$/.test(file))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(PLACE)].map(({ groups }) => entryAt(file, groups)));
  return Object.fromEntries(found.filter((entry) => entry !== undefined).map((entry) => [nameOf(entry), entry]));
}

/** Threads and jobs are found among the programs; any other module goes on to be told where it was compiled to. */
const places = {
  name: 'places',
  transform(code, file) {
    if (!code.includes('import.meta.url')) return null;
    const placed = code.replace(PLACE, (...found) => {
      const groups = found.at(-1);
      const entry = entryAt(file, groups);
      const to = entry === undefined ? path(PROGRAMS, file) : `./${nameOf(entry)}.js`;
      const address = `new URL(${JSON.stringify(to)}, import.meta.url)`;
      return groups.thread === undefined ? `${groups.job ?? ''}${address}.href` : address;
    });
    return { code: placed, map: null };
  },
};

rmSync(PROGRAMS, { recursive: true, force: true });
const bundle = await rolldown({
  input: { ...MAIN, ...entriesOfThreads() },
  platform: 'node',
  external: (id) => !/^[.#/]|^[A-Za-z]:/.test(id),
  plugins: [places],
});
await bundle.write({ dir: PROGRAMS, chunkFileNames: '[name]-[hash].js', keepNames: true });
await bundle.close();
for (const name of Object.keys(MAIN)) chmodSync(join(PROGRAMS, `${name}.js`), 0o755);

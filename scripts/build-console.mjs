/**
 * Builds the console into dist/apps/console: static files, with a name that changes with their content. `--watch` builds again at every
 * change.
 */
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from './prepare.mjs';

await build({
  root: join(ROOT, 'apps', 'console'),
  base: '/console/',
  configFile: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: join(ROOT, 'dist', 'apps', 'console'),
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the page allows no script and no style inside it, and nothing that leaves the origin.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    watch: process.argv.includes('--watch') ? {} : null,
  },
});

/** Fails on exports that nothing imports and on files that nothing reaches. Specifications count as users. */
import { analyzeTsConfig as analyze } from 'ts-unused-exports';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './prepare.mjs';

const config = join(ROOT, 'dist', '.dead-code.tsconfig.json');
const libraries = ['money', 'ledger', 'journal', 'actuarial', 'rulebooks', 'projections', 'reprocessing', 'audit', 'engine'];
writeFileSync(
  config,
  JSON.stringify({
    compilerOptions: { baseUrl: ROOT, module: 'esnext', moduleResolution: 'bundler', paths: Object.fromEntries(libraries.map((name) => [`#${name}/*`, [`libs/${name}/*`]])) },
    include: [join(ROOT, 'apps/**/*.ts'), join(ROOT, 'libs/**/*.ts'), join(ROOT, 'test/**/*.ts')],
  }),
);
const { unusedExports, ...others } = analyze(config, ['--ignoreLocallyUsed']);
const files = Object.entries(unusedExports ?? others).filter(([file, names]) => file !== 'unusedFiles' && Array.isArray(names));
for (const [file, names] of files) console.log(`${file.replace(`${ROOT}/`, '')}: ${names.map(({ exportName }) => exportName).join(', ')}`);
if (files.length > 0) process.exitCode = 1;
else console.log('no dead code');

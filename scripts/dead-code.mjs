/**
 * Fails on what nothing needs and on knots: exports that nothing imports or that specifications alone import, files that no
 * entry point reaches, import cycles, folders of a library that import each other, relative imports out of a library, libraries that
 * name a command or a route, one exported name for several things, words of a scheme in the ledger's core, npm packages that are
 * declared and unused, used and undeclared, or
 * shipped from the development list.
 * `node scripts/dead-code.mjs [ROOT]`
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { knotsOf } from './knots.mjs';
import { readModules } from './module-graph.mjs';
import { namesOfSeveralMeanings } from './one-meaning.mjs';
import { schemeWordsInTheCore } from './scheme-words.mjs';

const root = resolve(process.argv[2] ?? join(fileURLToPath(import.meta.url), '..', '..'));
const modules = readModules(root);

/** What answers have said since 0.1.0, which their digests cover. */
const WORDS_OF_OLD = new Set(['libs/projections/coverage/wording.ts']);

const isTest = (file) => /\.spec\.ts$|(^|\/)testing\/|^test\/(?!bench\/)|^libs\/journal\/contract/.test(file);
const isTool = (file) => file.startsWith('scripts/') || !file.includes('/');
const isProgram = (file) => /^apps\/[^/]+\/main\.tsx?$|^test\/bench\/[^/]+\.ts$/.test(file);
/** Built into one page for the browser: what it imports is in the page, and nobody installs it. */
const isBundled = (file) => file.startsWith('apps/console/');
const isSpecification = (file) => file.endsWith('.spec.ts');

const findings = [
  ...unreachable(),
  ...deadExports(),
  ...cycles(),
  ...folderCycles(),
  ...aroundTheLayers(),
  ...surfacesNamed(),
  ...severalMeanings(),
  ...schemeWords(),
  ...packages(),
];
for (const finding of findings) console.log(finding);
if (findings.length > 0) process.exitCode = 1;
else console.log('no dead code, no cycles, every dependency used and declared');

/** Files reached from some entry points, over imports and over modules named by path. */
function reachedFrom(entries) {
  const reached = new Set();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const { imports, mentions } = modules.get(file);
    open.push(...mentions, ...imports.flatMap(({ file: target }) => (target === undefined ? [] : [target])));
  }
  return reached;
}

function unreachable() {
  const files = [...modules.keys()];
  const program = reachedFrom(files.filter((file) => isProgram(file) || isTool(file)));
  const all = reachedFrom(files.filter((file) => isProgram(file) || isTool(file) || isSpecification(file)));
  return files.flatMap((file) => {
    if (program.has(file)) return [];
    if (!all.has(file)) return [`unreachable file: ${file}: no program, script or specification reaches it`];
    return isTest(file) ? [] : [`unreachable file: ${file}: specifications alone reach it; remove it, or move it to a testing folder`];
  });
}

function deadExports() {
  const users = new Map();
  for (const { file: user, imports } of modules.values()) {
    for (const { file, names } of imports) {
      if (file === undefined || file === user) continue;
      for (const name of names) users.set(`${file}#${name}`, [...(users.get(`${file}#${name}`) ?? []), user]);
    }
  }
  const isSettings = (file) => file.endsWith('.config.js');
  const settings = [...modules.keys()].filter(isSettings).map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  const found = [];
  for (const { file, exports } of modules.values()) {
    if (isTool(file) && (isSettings(file) || settings.includes(file))) continue;
    for (const [name, usedInside] of exports) {
      const by = [...(users.get(`${file}#${name}`) ?? []), ...(users.get(`${file}#*`) ?? [])];
      if (by.length === 0 && !usedInside) found.push(`dead export: ${file}: ${name}`);
      else if (by.length > 0 && !usedInside && !isTest(file) && by.every(isTest))
        found.push(`dead export: ${file}: ${name}: specifications alone use it`);
    }
  }
  return found;
}

/** Over the imports that exist at run time. */
function cycles() {
  const importsOf = (file) =>
    modules.get(file).imports.flatMap(({ file: next, typeOnly }) => (next === undefined || typeOnly ? [] : [next]));
  const selves = [...modules.keys()].filter((file) => importsOf(file).includes(file)).map((file) => `import cycle: ${file} imports itself`);
  return [...selves, ...knotsOf(modules.keys(), importsOf).map((files) => `import cycle: ${files.join(' ↔ ')}`)];
}

/** Over all imports between the folders of a library, types too: what one folder is about can be read without the other. */
function folderCycles() {
  const folders = new Map();
  for (const { file, imports } of modules.values()) {
    if (!file.startsWith('libs/') || isTest(file)) continue;
    const from = dirname(file);
    const known = folders.get(from) ?? folders.set(from, new Set()).get(from);
    for (const { file: target } of imports)
      if (target !== undefined && libraryOf(target) === libraryOf(file) && dirname(target) !== from) known.add(dirname(target));
  }
  return knotsOf(folders.keys(), (folder) => folders.get(folder) ?? []).map((all) => `folder cycle: ${all.join(' ↔ ')}`);
}

function libraryOf(file) {
  return /^libs\/(\w+)\//.exec(file)?.[1];
}

/** The layer rule of the linter reads `#library/…`; a relative path would go around it. */
function aroundTheLayers() {
  return [...modules.values()]
    .filter(({ file }) => !isTest(file) && !isTool(file) && !file.startsWith('test/'))
    .flatMap(({ file, imports }) =>
      imports.flatMap(({ file: target, specifier }) => {
        const library = target === undefined || specifier.startsWith('#') ? undefined : libraryOf(target);
        return library === undefined || library === libraryOf(file)
          ? []
          : [`import around the layers: ${file} names ${target} by a relative path; write #${library}/…`];
      }),
    );
}

/**
 * A library says what was wrong; with which command, option or route it is put right, the surfaces say. So does the API of commands and
 * options: who asks over HTTP has none.
 */
function surfacesNamed() {
  const commands = modules.get('apps/cli/commands/index.ts')?.texts.filter((text) => /^[a-z][a-z-]+$/.test(text)) ?? [];
  const command = `\\baccrual (?:${commands.join('|') || '(?!)'})\\b|\\baccrual-projector\\b`;
  const [named, ofLibraries] = [new RegExp(command), new RegExp(`${command}|/v1/`)];
  const ofWords = new RegExp(`${command}|/v1/|(?:^|[^\\w-])--[a-z]`);
  return [...modules.values()]
    .filter(({ file }) => /^(?:libs|apps\/api|apps\/console)\//.test(file) && !isTest(file) && !WORDS_OF_OLD.has(file))
    .flatMap(({ file, texts }) => {
      const surface = file.startsWith('libs/words/') ? ofWords : file.startsWith('libs/') ? ofLibraries : named;
      return texts.flatMap((text) => (surface.test(text) ? [`surface named where it is not known: ${file}: ${text.trim()}`] : []));
    });
}

function severalMeanings() {
  return namesOfSeveralMeanings([...modules.values()].filter(({ file }) => /^(apps|libs)\//.test(file) && !isTest(file)));
}

function schemeWords() {
  return schemeWordsInTheCore(root, [...modules.keys()].filter((file) => /^(apps|libs)\//.test(file) && !isTest(file)));
}

function packages() {
  const { dependencies = {}, devDependencies = {}, scripts = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const declared = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
  const [shipped, imported, found] = [new Set(), new Set(), []];
  for (const { file, imports } of modules.values()) {
    for (const { package: name, typeOnly, specifier } of imports) {
      if (name === undefined || specifier.startsWith('#')) continue;
      imported.add(name);
      if (!declared.has(name) && !(typeOnly && declared.has(typesOf(name))))
        found.push(`undeclared dependency: ${name}, imported by ${file}`);
      if (!isTest(file) && !isTool(file) && !isBundled(file) && !typeOnly && !file.startsWith('test/')) {
        shipped.add(name);
        if (!(name in dependencies) && declared.has(name))
          found.push(`development dependency in the program: ${name}, imported by ${file}; declare it under dependencies`);
      }
    }
  }
  const named = toolTexts(scripts);
  const peers = new Set([...declared].flatMap((name) => peersOf(name)));
  for (const name of declared) {
    const base = name.startsWith('@types/') ? name.slice('@types/'.length) : name;
    const used =
      imported.has(name) ||
      named.some((text) => names(text, name)) ||
      peers.has(name) ||
      (base !== name && (imported.has(base) || base === 'node' || declared.has(base)));
    if (!used) found.push(`unused dependency: ${name}`);
    else if (name in dependencies && !shipped.has(name) && !peers.has(name))
      found.push(`dependency that the program does not import: ${name}; declare it under devDependencies`);
  }
  return [...new Set(found)];
}

function typesOf(name) {
  return `@types/${name.replace(/^@/, '').replace('/', '__')}`;
}

/** What runs tools: package scripts, our own scripts, and configuration files. */
function toolTexts(scripts) {
  const files = [...[...modules.keys()].filter(isTool), 'nest-cli.json', 'tsconfig.json', '.ci/run'].map((file) => join(root, file));
  return [
    ...Object.entries(scripts).map(([, command]) => command),
    ...files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8')),
  ];
}

/** A package is named by its own name, or by the name of a program that it brings. */
function names(text, name) {
  const bins = packageOf(name)?.bin ?? {};
  return [name, ...(typeof bins === 'string' ? [] : Object.keys(bins))].some((word) =>
    new RegExp(`(^|['"\`\\s/])${word.replace(/[/.]/g, '\\$&')}($|['"\`\\s/])`, 'm').test(text),
  );
}

/** Packages a declared one asks its user to bring along; optional ones count too, since they are declared for its sake. */
function peersOf(name) {
  return Object.keys(packageOf(name)?.peerDependencies ?? {});
}

function packageOf(name) {
  const file = join(root, 'node_modules', name, 'package.json');
  return existsSync(file) && readdirSync(join(root, 'node_modules')).length > 0 ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

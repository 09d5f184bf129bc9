/**
 * Fails on what nothing needs and on knots: exports that nothing imports or that specifications alone import, files that no
 * entry point reaches, import cycles, relative imports out of a library, npm packages that are declared and unused, used and undeclared, or shipped from the
 * development list. `node scripts/dead-code.mjs [ROOT]`
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readModules } from './module-graph.mjs';

const root = resolve(process.argv[2] ?? join(fileURLToPath(import.meta.url), '..', '..'));
const modules = readModules(root);

const isTest = (file) => /\.spec\.ts$|(^|\/)testing\/|^test\/(?!bench\/)|^libs\/journal\/contract/.test(file);
const isTool = (file) => file.startsWith('scripts/') || !file.includes('/');
const isProgram = (file) => /^apps\/[^/]+\/main\.ts$|^test\/bench\/[^/]+\.ts$/.test(file);
const isSpecification = (file) => file.endsWith('.spec.ts');

const findings = [...unreachable(), ...deadExports(), ...cycles(), ...aroundTheLayers(), ...packages()];
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
  const found = [];
  for (const { file, exports } of modules.values()) {
    if (isTool(file) && file.endsWith('.config.js')) continue;
    for (const [name, usedInside] of exports) {
      const by = [...(users.get(`${file}#${name}`) ?? []), ...(users.get(`${file}#*`) ?? [])];
      if (by.length === 0 && !usedInside) found.push(`dead export: ${file}: ${name}`);
      else if (by.length > 0 && !usedInside && !isTest(file) && by.every(isTest)) found.push(`dead export: ${file}: ${name}: specifications alone use it`);
    }
  }
  return found;
}

/** Tarjan's strongly connected components over the imports that exist at run time. */
function cycles() {
  const [index, low, onStack, stack, found] = [new Map(), new Map(), new Set(), [], []];
  const connect = (file) => {
    index.set(file, index.size);
    low.set(file, index.get(file));
    stack.push(file);
    onStack.add(file);
    for (const { file: next, typeOnly } of modules.get(file).imports) {
      if (next === undefined || typeOnly) continue;
      if (next === file) found.push(`import cycle: ${file} imports itself`);
      if (!index.has(next)) {
        connect(next);
        low.set(file, Math.min(low.get(file), low.get(next)));
      } else if (onStack.has(next)) low.set(file, Math.min(low.get(file), index.get(next)));
    }
    if (low.get(file) !== index.get(file)) return;
    const component = stack.splice(stack.indexOf(file));
    for (const member of component) onStack.delete(member);
    if (component.length > 1) found.push(`import cycle: ${component.sort().join(' ↔ ')}`);
  };
  for (const file of modules.keys()) if (!index.has(file)) connect(file);
  return found;
}

/** The layer rule of the linter reads `#library/…`; a relative path would go around it. */
function aroundTheLayers() {
  const libraryOf = (file) => /^libs\/(\w+)\//.exec(file)?.[1];
  return [...modules.values()].filter(({ file }) => !isTest(file) && !isTool(file) && !file.startsWith('test/')).flatMap(({ file, imports }) =>
    imports.flatMap(({ file: target, specifier }) => {
      const library = target === undefined || specifier.startsWith('#') ? undefined : libraryOf(target);
      return library === undefined || library === libraryOf(file) ? [] : [`import around the layers: ${file} names ${target} by a relative path; write #${library}/…`];
    }),
  );
}

function packages() {
  const { dependencies = {}, devDependencies = {}, scripts = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const declared = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
  const [shipped, imported, found] = [new Set(), new Set(), []];
  for (const { file, imports } of modules.values()) {
    for (const { package: name, typeOnly, specifier } of imports) {
      if (name === undefined || specifier.startsWith('#')) continue;
      imported.add(name);
      if (!declared.has(name) && !(typeOnly && declared.has(typesOf(name)))) found.push(`undeclared dependency: ${name}, imported by ${file}`);
      if (!isTest(file) && !isTool(file) && !typeOnly && !file.startsWith('test/')) {
        shipped.add(name);
        if (!(name in dependencies) && declared.has(name)) found.push(`development dependency in the program: ${name}, imported by ${file}; declare it under dependencies`);
      }
    }
  }
  const named = toolTexts(scripts);
  const peers = new Set([...declared].flatMap((name) => peersOf(name)));
  for (const name of declared) {
    const base = name.startsWith('@types/') ? name.slice('@types/'.length) : name;
    const used = imported.has(name) || named.some((text) => names(text, name)) || peers.has(name) || (base !== name && (imported.has(base) || base === 'node' || declared.has(base)));
    if (!used) found.push(`unused dependency: ${name}`);
    else if (name in dependencies && !shipped.has(name) && !peers.has(name)) found.push(`dependency that the program does not import: ${name}; declare it under devDependencies`);
  }
  return [...new Set(found)];
}

function typesOf(name) {
  return `@types/${name.replace(/^@/, '').replace('/', '__')}`;
}

/** What runs tools: package scripts, our own scripts, and configuration files. */
function toolTexts(scripts) {
  const files = [...[...modules.keys()].filter(isTool), 'nest-cli.json', 'tsconfig.json', '.ci/run'].map((file) => join(root, file));
  return [...Object.entries(scripts).map(([, command]) => command), ...files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'))];
}

/** A package is named by its own name, or by the name of a program that it brings. */
function names(text, name) {
  const bins = packageOf(name)?.bin ?? {};
  return [name, ...(typeof bins === 'string' ? [] : Object.keys(bins))].some((word) => new RegExp(`(^|['"\`\\s/])${word.replace(/[/.]/g, '\\$&')}($|['"\`\\s/])`, 'm').test(text));
}

/** Packages a declared one asks its user to bring along; optional ones count too, since they are declared for its sake. */
function peersOf(name) {
  return Object.keys(packageOf(name)?.peerDependencies ?? {});
}

function packageOf(name) {
  const file = join(root, 'node_modules', name, 'package.json');
  return existsSync(file) && readdirSync(join(root, 'node_modules')).length > 0 ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** The modules of a tree as data: what each exports, imports and names, read with the TypeScript parser, no types resolved. */
import ts from 'typescript';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const TREES = ['apps', 'libs', 'test', 'scripts'];
const SOURCE = /\.(tsx?|mjs|js)$/;
const SKIPPED = new Set(['node_modules', 'dist', '.git']);

/** Module file (relative, `/`) → its module, for every source file under the root's trees and the root's own *.config.js. */
export function readModules(root) {
  const files = [
    ...TREES.flatMap((tree) => filesUnder(join(root, tree))),
    ...readdirSync(root).filter((name) => SOURCE.test(name)).map((name) => join(root, name)),
  ];
  const known = new Set(files.map((file) => relative(root, file).split(sep).join('/')));
  return new Map([...known].sort().map((file) => [file, readModule(root, file, known)]));
}

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesUnder(join(folder, entry.name));
    return SOURCE.test(entry.name) && !entry.name.endsWith('.d.ts') ? [join(folder, entry.name)] : [];
  });
}

/**
 * One module: `exports` (name → is it used inside its own file), `exported` (name → is it a type, is it handed on), `imports` ({file or
 * package, names, typeOnly}; `*` stands for
 * every name), `mentions`, modules it names in a text, by a relative path or from the root, as workers and child processes are started,
 * and `texts`, all that it has in quotes.
 */
function readModule(root, file, known) {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const module = { file, exports: new Map(), exported: new Map(), imports: [], mentions: new Set(), texts: [] };
  const uses = countIdentifiers(source);
  const add = (specifier, names, typeOnly) => module.imports.push({ ...resolve(file, specifier, known), specifier, names, typeOnly });
  for (const statement of source.statements) {
    readImport(statement, source, add);
    for (const name of exportedNames(statement)) {
      module.exports.set(name, (uses.get(name) ?? 0) > 1);
      module.exported.set(name, {
        isType: ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement),
        isHandedOn: ts.isExportDeclaration(statement),
      });
    }
  }
  visit(source, (node) => {
    readDynamicImport(node, add);
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) module.texts.push(node.text);
    if (!ts.isStringLiteralLike(node)) return;
    const named = known.has(node.text) ? node.text : /^\.{1,2}\/.*\.js$/.test(node.text) ? resolve(file, node.text, known).file : undefined;
    if (named !== undefined) module.mentions.add(named);
  });
  return module;
}

function visit(node, see) {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

function countIdentifiers(source) {
  const counts = new Map();
  visit(source, (node) => {
    if (ts.isIdentifier(node)) counts.set(node.text, (counts.get(node.text) ?? 0) + 1);
  });
  return counts;
}

function readImport(statement, source, add) {
  if (ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined) {
    const names =
      statement.exportClause !== undefined && ts.isNamedExports(statement.exportClause)
        ? statement.exportClause.elements.map(importedName)
        : ['*'];
    add(statement.moduleSpecifier.text, names, statement.isTypeOnly);
  }
  if (!ts.isImportDeclaration(statement)) return;
  const clause = statement.importClause;
  const bindings = clause?.namedBindings;
  const names = [];
  if (clause?.name !== undefined) names.push('default');
  if (bindings !== undefined && ts.isNamedImports(bindings)) names.push(...bindings.elements.map(importedName));
  if (bindings !== undefined && ts.isNamespaceImport(bindings)) names.push(...membersOf(source, bindings.name.text));
  const typeOnly =
    clause !== undefined &&
    (clause.isTypeOnly ||
      (clause.name === undefined &&
        bindings !== undefined &&
        ts.isNamedImports(bindings) &&
        bindings.elements.length > 0 &&
        bindings.elements.every((element) => element.isTypeOnly)));
  add(statement.moduleSpecifier.text, names, typeOnly);
}

function importedName(element) {
  return (element.propertyName ?? element.name).text;
}

/** `is.text` → `text`, for a namespace import `is`; every name where the namespace is handed on whole. */
function membersOf(source, namespace) {
  const names = new Set();
  visit(source, (node) => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === namespace)
      names.add(node.name.text);
    else if (ts.isQualifiedName(node) && ts.isIdentifier(node.left) && node.left.text === namespace) names.add(node.right.text);
    else if (
      ts.isIdentifier(node) &&
      node.text === namespace &&
      !ts.isNamespaceImport(node.parent) &&
      !ts.isPropertyAccessExpression(node.parent) &&
      !ts.isQualifiedName(node.parent)
    )
      names.add('*');
  });
  return [...names];
}

/** `import('…')`, the type `import('…').Name`, and `require` where a package has no other way in. */
function readDynamicImport(node, add) {
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    const name = node.qualifier === undefined ? '*' : ts.isIdentifier(node.qualifier) ? node.qualifier.text : '*';
    add(node.argument.literal.text, [name], true);
  }
  if (ts.isCallExpression(node) && /^require(\.resolve)?$/.test(node.expression.getText())) {
    const [required] = node.arguments;
    if (required !== undefined && ts.isStringLiteralLike(required)) add(required.text, ['*'], false);
    else if (required !== undefined && ts.isTemplateExpression(required)) add(required.head.text, ['*'], false);
  }
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return;
  const [argument] = node.arguments;
  if (argument === undefined || !ts.isStringLiteralLike(argument)) return;
  const holder = ts.isAwaitExpression(node.parent) ? node.parent.parent : node.parent;
  const destructured = ts.isVariableDeclaration(holder) && ts.isObjectBindingPattern(holder.name);
  add(argument.text, destructured ? holder.name.elements.map(importedName) : ['*'], false);
}

function exportedNames(statement) {
  if (ts.isExportAssignment(statement)) return ['default'];
  if (ts.isExportDeclaration(statement)) {
    return statement.exportClause !== undefined && ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.map((element) => element.name.text)
      : [];
  }
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) return ['default'];
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  return statement.name === undefined ? [] : [statement.name.text];
}

function boundNames(name) {
  return ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}

/** `./x.js`, `#money/x.js` → a file of ours; anything else → the npm package (none for Node's own modules). */
function resolve(from, specifier, known) {
  const own = /^#(\w+)\/(.*)$/.exec(specifier);
  const target =
    own !== null ? `libs/${own[1]}/${own[2]}` : specifier.startsWith('.') ? join(dirname(from), specifier).split(sep).join('/') : undefined;
  if (target === undefined) {
    if (specifier.startsWith('node:')) return {};
    return { package: specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/') };
  }
  const file = [target.replace(/\.js$/, '.ts'), target.replace(/\.js$/, '.tsx'), target].find((candidate) => known.has(candidate));
  return file === undefined ? {} : { file };
}

/**
 * The core of the ledger knows no scheme. What a scheme adds to a fact or an event is declared in its folder of `libs/ledger/schemes`;
 * those words stand nowhere else in the core: no name of a field, no value of one, no amount of a settlement.
 */
import ts from 'typescript';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DECLARED_IN = /^libs\/ledger\/schemes\/[\w-]+\//;
/** An auditor reads the postings as one page; what the write side, the runners and the API hand on, they do not name. */
const CORE = /^(libs\/(ledger|reprocessing|portfolio|projections\/run|journal|engine)|apps\/(api|projector))\//;
const NOT_CORE = /^libs\/ledger\/(schemes\/|postings\.ts$)/;
/** Words that other facts and answers use in the same sense, or that every declaration is written in. */
const EVERYBODYS = new Set(['coverage', 'total', 'required', 'optional']);

/** `files`: of the program, without specifications. */
export function schemeWordsInTheCore(root, files) {
  const words = new Set(files.filter((file) => DECLARED_IN.test(file)).flatMap((file) => wordsDeclaredIn(sourceOf(root, file))));
  for (const word of EVERYBODYS) words.delete(word);
  if (words.size === 0) return [];
  return files
    .filter((file) => CORE.test(file) && !NOT_CORE.test(file))
    .flatMap((file) =>
      [...namesIn(sourceOf(root, file))]
        .filter((name) => words.has(name))
        .map((name) => `word of a scheme in the core: ${file}: ${name}; hand it on from libs/ledger/schemes`),
    );
}

function sourceOf(root, file) {
  return ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
}

/** Of its constants: the keys of those that are objects, the texts of those that are lists. */
function wordsDeclaredIn(source) {
  const initializers = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations.map(({ initializer }) => initializer));
  return initializers.flatMap((initializer) => {
    const value = initializer !== undefined && ts.isAsExpression(initializer) ? initializer.expression : initializer;
    if (value !== undefined && ts.isArrayLiteralExpression(value))
      return value.elements.filter(ts.isStringLiteralLike).map(({ text }) => text);
    return value !== undefined && ts.isObjectLiteralExpression(value) ? keysOf(value) : [];
  });
}

function keysOf(object) {
  return object.properties.flatMap((property) => {
    const name = property.name?.getText() ?? '';
    return [
      name,
      ...(ts.isPropertyAssignment(property) && ts.isObjectLiteralExpression(property.initializer) ? keysOf(property.initializer) : []),
    ];
  });
}

function namesIn(source) {
  const names = new Set();
  const see = (node) => {
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) names.add(node.text);
    ts.forEachChild(node, see);
  };
  see(source);
  return names;
}

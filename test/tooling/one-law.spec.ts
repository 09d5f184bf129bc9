/** Who asks about one participant waits for the law of one scheme: no rulebook is among what the command needs to begin with. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** Files that are loaded with a file, whatever it goes on to ask for: by its imports and those of each of them, types aside. */
function loadedWith(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext);
  for (const statement of source.statements) {
    const found = importedBy(file, statement);
    if (found !== undefined) loadedWith(found, seen);
  }
  return seen;
}

function importedBy(file: string, statement: ts.Statement): string | undefined {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return undefined;
  const { moduleSpecifier } = statement;
  const isTypes = ts.isImportDeclaration(statement) ? statement.importClause?.isTypeOnly === true : statement.isTypeOnly;
  if (isTypes || moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  const [, library, within] = /^#(\w+)\/(.*)$/.exec(moduleSpecifier.text) ?? [];
  const path = library === undefined ? join(dirname(file), moduleSpecifier.text) : join('libs', library, within ?? '');
  const written = relative('.', path.replace(/\.js$/, '.ts'));
  return existsSync(written) && written.endsWith('.ts') ? written : undefined;
}

const lawsOf = (file: string): readonly string[] =>
  [...loadedWith(file)].filter((each) => /^libs\/rulebooks\/(registry\.ts|[a-z]+-[^/]+\/)/.test(each));

it.each([
  ...['apps/cli/commands/participant.ts', 'apps/cli/commands/overview.ts', 'apps/cli/commands/employers/index.ts'],
  ...['libs/projections/run/live.ts', 'libs/reprocessing/what-if/what-if.ts'],
])('%s', (file) => {
  expect(loadedWith(file).size).toBeGreaterThan(5);
  expect(lawsOf(file)).toEqual([]);
});

it('sees a law where one is loaded', () => {
  expect(lawsOf('libs/rulebooks/registry.ts')).toEqual(['libs/rulebooks/registry.ts']);
  expect(lawsOf('libs/rulebooks/fi-kapl/ledger/rulebook.ts').length).toBeGreaterThan(10);
});

import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** What each library may import. Apps may import every library, and no other app; only the command line starts the API. */
const LAYERS = {
  money: [],
  ledger: ['money'],
  journal: ['ledger', 'money'],
  actuarial: ['money'],
  rulebooks: ['ledger', 'money', 'actuarial'],
  portfolio: ['words', 'rulebooks', 'ledger', 'money', 'journal'],
  projections: ['words', 'portfolio', 'rulebooks', 'ledger', 'money', 'actuarial', 'journal'],
  audit: ['words', 'ledger', 'journal', 'money', 'portfolio', 'projections', 'rulebooks'],
  reprocessing: ['words', 'projections', 'portfolio', 'rulebooks', 'ledger', 'money', 'actuarial', 'journal'],
  words: ['ledger', 'journal'],
  engine: ['words', 'reprocessing', 'audit', 'projections', 'portfolio', 'rulebooks', 'ledger', 'money', 'actuarial', 'journal'],
};
const PURE = ['money', 'ledger', 'rulebooks', 'actuarial', 'projections'];
const EDGE = /^(node:|@nestjs\/|@eventstore\/|(better-sqlite3|express|hyparquet-writer|kysely|pg|pino|prom-client)(\/|$))/;

/** By regular expression: in ESLint's glob patterns a line that begins with # is a comment and forbids nothing. */
const refuse = (regex, message) => ({ regex, message });
const anyOf = (libraries) => `^#(${libraries.join('|')})/`;
const layerRules = Object.entries(LAYERS).map(([library, allowed]) => {
  const forbidden = Object.keys(LAYERS).filter((other) => other !== library && !allowed.includes(other));
  const patterns = [
    refuse(anyOf([library]), 'inside a library, imports are relative'),
    ...(forbidden.length > 0 ? [refuse(anyOf(forbidden), `${library} may import only ${allowed.join(', ') || 'nothing of ours'}`)] : []),
    ...(PURE.includes(library) ? [refuse(EDGE.source, `${library} is pure: Nest, SQL and files live at the edge`)] : []),
  ];
  return {
    files: [`libs/${library}/**/*.ts`],
    ignores: ['**/*.spec.ts', '**/testing/**', 'libs/journal/contract*/**', 'libs/projections/run/{sql,sweep}/**'],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
});

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'data/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  // A pattern that takes longer than its text is long stops everyone whom the process serves.
  {
    files: ['apps/**/*.ts', 'apps/**/*.tsx', 'libs/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  // The day of an instant depends on the zone: `todayOf(clock)` tells it. A type is shown to the compiler, not claimed.
  {
    files: ['apps/**/*.ts', 'apps/**/*.tsx', 'libs/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...["[callee.object.name='now']", "[callee.object.callee.name='clock']", "[callee.object.callee.property.name='clock']"].map(
          (of) => ({
            selector: `CallExpression[callee.property.name='slice']${of}`,
            message: 'today begins where the fund is: todayOf(clock)',
          }),
        ),
        {
          selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
          message: 'a type is shown, not claimed: asJson, dataIf, dataOf, or a check of the shape; of another program, say why',
        },
      ],
    },
  },
  // Nest reads the classes of constructor and handler parameters at run time.
  { files: ['apps/api/**/*.ts'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  // A catalogue of texts is as long as it is.
  {
    files: ['apps/**/*.ts', 'apps/**/*.tsx', 'libs/**/*.ts'],
    ignores: ['**/*.spec.ts', 'apps/console/words/*.ts', 'libs/words/english*.ts'],
    rules: { 'max-lines': ['error', 400] },
  },
  // Lines fit a screen. Left out: what cannot be broken without changing what it says, stylesheets and catalogues of words.
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs', '**/*.js'],
    ignores: ['apps/cli/pages/alm/style.ts', '**/words/*.ts', 'libs/words/english*.ts'],
    rules: { 'max-len': ['error', { code: 140, ignoreUrls: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }] },
  },
  {
    files: ['apps/**/*.ts', 'apps/**/*.tsx', 'libs/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**', 'libs/journal/contract*/**'],
    rules: { 'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }] },
  },
  ...layerRules,
);

/**
 * A code without a sentence does not compile, nor a refusal that brings a sentence of its own: each is planted into the program's own
 * text, and the compiler says so at that place and nowhere else.
 */
import { resolve } from 'node:path';
import type ts from 'typescript';
import { inText, programWith } from './planting.js';

/** Files by name; a line that ends in `// wrong` is one that the compiler has to refuse. */
const PLANTED: Readonly<Record<string, string>> = {
  'libs/ledger/planted-code.ts': `import { refusal, refuse, type Refusal } from './kernel/refusal.js';
declare module './kernel/refusal.js' {
  interface Refusals {
    PLANTED: { readonly day: string };
  }
}
const day = '2020-01-01';
export const right: Refusal = refusal('PLANTED', { day });
export const inFile: Refusal = refusal('PLANTED', { day, inFile: 'a.csv', line: 2 });
export const refusals: readonly (() => unknown)[] = [
  () => refuse('PLANTED', { day }),
  () => refuse('NO_SUCH_CODE', { day }), // wrong
  () => refuse('PLANTED'), // wrong
  () => refuse('PLANTED', {}), // wrong
  () => refuse('PLANTED', 'a sentence'), // wrong
  () => refuse('PLANTED', 'a sentence', { day }), // wrong
  () => refuse('PLANTED', { day, message: 'a sentence' }), // wrong
  () => refuse('PLANTED', { day, code: 'ANOTHER' }), // wrong
  () => refuse('PLANTED', { day, month: '2020-01' }), // wrong
];
export const told: Refusal = { code: 'PLANTED', day, message: 'a sentence' }; // wrong
`,
  'libs/words/planted-words.ts': `import type { RefusalWords } from './words.js';
export const RIGHT = { PLANTED: ({ day }) => day } satisfies Partial<RefusalWords>;
export const OF_ANOTHER = { PLANTED: ({ month }) => month } satisfies Partial<RefusalWords>; // wrong
export const OF_NONE = { NO_SUCH_CODE: () => 'a sentence' } satisfies Partial<RefusalWords>; // wrong
`,
  'libs/journal/planted-finding.ts': `declare module './finding.js' {
  interface Findings {
    PLANTED_FINDING: object;
  }
}
export {};
`,
  'apps/cli/planted-refusal.ts': `declare module './refusals.js' {
  interface CommandLineRefusals {
    PLANTED_OPTION: object;
  }
}
export {};
`,
  'apps/api/planted-refusal.ts': `declare module './refusals.js' {
  interface HttpRefusals {
    PLANTED_ROUTE: object;
  }
}
export {};
`,
  'apps/api/planted-problem.ts': `import { fail } from './http/problem.js';
declare module './problems.js' {
  interface HttpProblems {
    PLANTED_DOOR: { readonly day: string };
  }
}
const day = '2020-01-01';
export const failures: readonly (() => unknown)[] = [
  () => fail('PLANTED_DOOR', { day }),
  () => fail('EMPTY_FILE'),
  () => fail('NO_SUCH_CODE'), // wrong
  () => fail('PLANTED_DOOR'), // wrong
  () => fail('PLANTED_DOOR', 'a sentence'), // wrong
  () => fail('PLANTED_DOOR', { day, month: '2020-01' }), // wrong
  () => fail('EMPTY_FILE', 'a sentence'), // wrong
  () => fail('UNKNOWN_ROUTE', { lacks: 'patience' }), // wrong
];
`,
};

/** Tables that have a row for each code: the planted one is missing there. */
const TOTAL: Readonly<Record<string, string>> = {
  'libs/words/english.ts': 'PLANTED',
  'libs/words/english-findings.ts': 'PLANTED_FINDING',
  'apps/cli/words/english.ts': 'PLANTED_OPTION',
  'apps/api/words/english.ts': 'PLANTED_ROUTE',
  'apps/api/words/problems.ts': 'PLANTED_DOOR',
};

const program = programWith(new Map(Object.entries(PLANTED).map(([file, text]) => [resolve(file), text])));

function diagnosticsOf(file: string): readonly ts.Diagnostic[] {
  return program.getSemanticDiagnostics(program.getSourceFile(resolve(file)));
}

it.each(Object.entries(TOTAL))('%s has no sentence for what was planted, and does not compile', (file, code) => {
  expect(diagnosticsOf(file).map(inText)).toEqual([expect.stringMatching(new RegExp(`'${code}' is missing`))]);
});

it.each(Object.entries(PLANTED))('%s is refused where it is wrong, and there alone', (file, text) => {
  const source = program.getSourceFile(resolve(file)) as ts.SourceFile;
  const found = new Set(diagnosticsOf(file).map(({ start = 0 }) => source.getLineAndCharacterOfPosition(start).line));
  const wrong = text.split('\n').flatMap((line, index) => (line.endsWith('// wrong') ? [index] : []));
  expect([...found].sort((a, b) => a - b)).toEqual(wrong);
});

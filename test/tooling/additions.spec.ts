/**
 * What an addition costs, as the recipes say it: one of each of the five kinds is planted into the program's own text, its folder and
 * its rows and nothing else. The compiler then takes the whole program, so that no list, switch or table elsewhere asks for more;
 * built, the command line and the API know it.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { BUILD, inText, programWith } from './planting.js';

interface Addition {
  readonly what: string;
  /** Files of its own, all below one folder. */
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
  /** Rows in files that stand: file → [in front of what, the row]. */
  readonly rows: Readonly<Record<string, readonly (readonly [before: string, row: string])[]>>;
}

const IMPORTS = '\nimport ';
const imported = (line: string): readonly [string, string] => [IMPORTS, `\n${line}`];

const FACT: Addition = {
  what: 'a fact about a participant: its folder, and rows in two files',
  folder: 'libs/ledger/participant/courses',
  files: {
    'events.ts': `import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import type { FoldInPlace } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import type { AnnullableDefinitions } from '../../kernel/annulment.js';
export const COURSE_EVENTS = {
  CourseTaken: { ...FIRST_VERSION, movesRules: false, kept: undefined, schema: is.record({ takenOn: is.date, title: is.text }) },
} satisfies AnnullableDefinitions;
export type CourseEventData = DataOf<typeof COURSE_EVENTS>;
export interface CoursesSlice {
  readonly courses: string[];
}
export const initialCourses = (): CoursesSlice => ({ courses: [] });
export const foldCourses: FoldInPlace<CourseEventData, CoursesSlice> = {
  CourseTaken: ({ courses }, { data }) => void courses.push(data.title),
};
`,
    'course-fact.ts': `import * as is from '../../facts/field.js';
import { NO_CHANGE, placedUnderKey, type Decision } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import type { FactOnKeys } from '../deciding/fact-kinds.js';
import type { CourseEventData } from './events.js';
const fields = {
  takenOn: is.date({ description: 'Taken on.', example: '2022-05-01' }),
  title: is.text({ description: 'Of the course.', example: 'First aid' }),
};
export const COURSE_FACT = {
  name: 'course',
  subject: 'participant',
  fields,
  file: 'courses',
  path: 'courses',
  operation: 'takeCourse',
  summary: 'Record a course',
  takesEffect: 'the day on which it was taken',
  day: ({ takenOn }) => takenOn,
  refuses: [],
  looksAt: 'keys',
  decide: ({ takenOn, title }, { standing }): Decision<Decided<CourseEventData>> =>
    placedUnderKey(
      { type: 'CourseTaken', effectiveDate: takenOn, key: \`course:\${takenOn}:\${title}\`, data: { takenOn, title } },
      standing,
      () => NO_CHANGE,
    ),
} as const satisfies FactOnKeys<'course', typeof fields>;
`,
  },
  rows: {
    'libs/ledger/participant/families.ts': [
      imported("import { COURSE_EVENTS, foldCourses, initialCourses } from './courses/events.js';"),
      imported("import { COURSE_FACT } from './courses/course-fact.js';"),
      ['\n  enrolment: {', '\n  courses: { events: COURSE_EVENTS, initial: initialCourses, fold: foldCourses },'],
      ['\n  income: INCOME_FACT', '\n  course: COURSE_FACT,'],
    ],
    'libs/ledger/postings.ts': [['\n  ContributionReceived:', "\n  CourseTaken: { none: 'a course moves no money' },"]],
  },
};

const STREAM: Addition = {
  what: 'a kind of stream: its folder and a row',
  folder: 'libs/ledger/provider',
  files: {
    'state.ts': `import type { Families } from '../kernel/fold.js';
export const PROVIDER_FAMILIES = { licence: { events: {}, initial: () => ({}), fold: {} } } satisfies Families;
export interface ProviderState {
  readonly lastRevision: number;
}
export const initialProvider = (): ProviderState => ({ lastRevision: -1 });
export function evolveProvider(state: ProviderState, { revision }: { readonly revision: number }): ProviderState {
  return { lastRevision: Math.max(state.lastRevision, revision) };
}
`,
  },
  rows: {
    'libs/ledger/subjects.ts': [
      imported("import { evolveProvider, initialProvider, PROVIDER_FAMILIES } from './provider/state.js';"),
      ['\n  batch: {', '\n  provider: { inBooks: false, initial: initialProvider, evolve: evolveProvider, families: PROVIDER_FAMILIES },'],
    ],
  },
};

const RECIPE = readFileSync('docs/recipes/add-a-read-model.md', 'utf8');
const VIEW: Addition = {
  what: 'a read model: its folder and a row',
  folder: 'libs/projections/membership',
  files: { 'projection.ts': /```ts\n([^]*?)```/.exec(RECIPE)?.[1] ?? '' },
  rows: {
    'libs/projections/views/views.ts': [
      imported("import { membershipProjection } from '../membership/projection.js';"),
      ['\n  coverageProjection,', '\n  membershipProjection,'],
    ],
  },
};

const PARAMETER: Addition = {
  what: 'a parameter: one file',
  folder: '',
  files: {},
  rows: {
    'libs/rulebooks/dk-p90/ledger/publishable.ts': [
      ["\n  { name: 'adminFee'", "\n  { name: 'courseFee', unit: 'DKK per course', check: notNegative },"],
    ],
  },
};

const RULEBOOK: Addition = {
  what: 'a rulebook: its folder, a row, and one for its operations',
  folder: 'libs/rulebooks/example',
  files: {
    'rulebook.ts': `import { parameterSet } from '../frame/parameters/parameters.js';
import type { Rulebook } from '../frame/rulebook.js';
const NOTHING_TAKEN = { incomes: false, contributions: false, openingValue: false, transfers: false, pensionPayments: false };
export const example: Rulebook = {
  id: 'example',
  version: '1.0.0',
  title: 'A scheme of operations alone',
  currency: 'EUR',
  facts: { ...NOTHING_TAKEN, employers: false, pensions: [] },
  parameters: { official: parameterSet('example', []), publishable: [] },
  capabilities: {},
};
`,
    'operations.ts': `import type { Operation } from '../frame/operation.js';
import { count, record } from '../frame/operation-schema.js';
export const exampleOperations: readonly Operation[] = [
  {
    name: 'example.twice',
    article: 'section 1',
    summary: 'A number twice',
    input: record({ number: count }),
    output: record({ twice: count }),
    calculate: (input) => ({ twice: Number(input['number']) * 2 }),
  },
];
`,
  },
  rows: {
    'libs/rulebooks/by-scheme.ts': [
      ["['dk-p90'", "['example', async () => (await import('./example/rulebook.js')).example],\n  "],
    ],
    'libs/rulebooks/operations.ts': [
      imported("import { exampleOperations } from './example/operations.js';"),
      ['...fiOperations', '...exampleOperations, '],
    ],
  },
};

const ADDITIONS = [FACT, STREAM, VIEW, PARAMETER, RULEBOOK];
/** Files that stand and take rows: what the recipes say it costs. */
const FILES_TOUCHED = new Map([[FACT, 2], [STREAM, 1], [VIEW, 1], [PARAMETER, 1], [RULEBOOK, 2]]);

/** All files as they are with every addition. */
function planted(): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { folder, files, rows } of ADDITIONS) {
    for (const [file, text] of Object.entries(files)) texts.set(resolve(folder, file), text);
    for (const [file, added] of Object.entries(rows)) {
      let text = texts.get(resolve(file)) ?? readFileSync(file, 'utf8');
      for (const [before, row] of added) {
        if (!text.includes(before)) throw new Error(`${file} has no ${before.trim()} to put a row in front of`);
        text = text.replace(before, () => row + before);
      }
      texts.set(resolve(file), text);
    }
  }
  return texts;
}

const texts = planted();

it.each(ADDITIONS.map((addition) => [addition.what, addition] as const))('%s', (_what, addition) => {
  expect(Object.keys(addition.rows)).toHaveLength(FILES_TOUCHED.get(addition) as number);
});

it('the compiler asks for nothing else', () => {
  const found = ts.getPreEmitDiagnostics(programWith(texts));
  expect(found.map((one) => `${one.file?.fileName ?? ''}: ${inText(one)}`)).toEqual([]);
}, 240_000);

describe('built', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'accrual-additions-'));
    cpSync('dist/libs', join(root, 'dist/libs'), { recursive: true });
    cpSync('dist/apps', join(root, 'dist/apps'), { recursive: true });
    cpSync('package.json', join(root, 'package.json'));
    symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
    for (const [file, text] of texts) {
      const to = join(root, 'dist', file.slice(resolve('.').length + 1).replace(/\.ts$/, '.js'));
      mkdirSync(dirname(to), { recursive: true });
      const { outputText } = ts.transpileModule(text, { compilerOptions: { ...BUILD.options, module: ts.ModuleKind.ESNext } });
      writeFileSync(to, outputText);
    }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const accrual = (...words: readonly string[]): string =>
    execFileSync(process.execPath, [join(root, 'dist/apps/cli/main.js'), '--data', join(root, 'data'), ...words], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });

  it('the command line knows the fact, the model, the parameter, the scheme and its operation', () => {
    expect(accrual('import', '--help')).toMatch(/\bcourses\b/);
    expect(accrual('sweep', '--help')).toMatch(/\bmembership\b/);
    expect(accrual('parameters', 'list', '--scheme', 'dk-p90', '--at', '2022-01-01')).toMatch(/courseFee/);
    expect(accrual('parameters', 'list', '--scheme', 'example', '--at', '2022-01-01', '--json')).toMatch(/"scheme": ?"example"/);
    writeFileSync(join(root, 'number.json'), '{"number":21}');
    expect(JSON.parse(accrual('calculate', 'example.twice', join(root, 'number.json')))).toMatchObject({ twice: 42 });
  });

  it('over HTTP the fact and the model have a route and a place in the document', () => {
    const script = join(root, 'document.mjs');
    writeFileSync(script, [
      `import { FACTS } from ${JSON.stringify(join(root, 'dist/libs/ledger/declared-facts.js'))};`,
      `import { subjectOf } from ${JSON.stringify(join(root, 'dist/libs/ledger/subjects.js'))};`,
      `import { composeApi } from ${JSON.stringify(join(root, 'dist/apps/api/compose.js'))};`,
      `import { locateWorkspace } from ${JSON.stringify(join(root, 'dist/libs/engine/workspace.js'))};`,
      "import { pino } from 'pino';",
      `const workspace = locateWorkspace(${JSON.stringify(join(root, 'served'))}, {});`,
      `const api = await composeApi({ workspace, logger: pino({ level: 'silent' }), actor: 'test', readOnly: false, workers: 0 });`,
      "console.log(JSON.stringify({ paths: Object.keys(api.document.paths), kind: subjectOf('provider-1'), fact: FACTS.course.path }));",
      'process.exit(0);',
    ].join('\n'));
    const { paths, kind, fact } = JSON.parse(
      execFileSync(process.execPath, [script], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } }),
    );
    expect([kind, fact]).toEqual([{ kind: 'provider', id: '1' }, 'courses']);
    expect(paths).toEqual(expect.arrayContaining(['/v1/participants/{id}/courses', '/v1/participants/{id}/membership']));
  });
});

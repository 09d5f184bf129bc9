/**
 * Legal test coverage: every article and every boundary day of the official parameters with the cases that touch it, written
 * to dist/law-coverage-<scheme>.md. A case touches a boundary where its input names the day, its year (for the first and last day of
 * one) or a period that reaches over it; else the table of the parameters' specification visits the day before, it, and the day after.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import type { JsonValue } from '#ledger/json.js';
import { nextDay, previousDay } from '#money/civil-date.js';
import type { Parameter } from '#rulebooks/frame/parameters.js';
import { ARTICLES as DK_ARTICLES } from '../../libs/rulebooks/dk-p90/testing/articles.js';
import { OFFICIAL_PARAMETERS as DK_PARAMETERS } from '../../libs/rulebooks/dk-p90/parameters.js';
import { ARTICLES as FI_ARTICLES } from '../../libs/rulebooks/fi-kapl/testing/articles.js';
import { OFFICIAL_PARAMETERS as FI_PARAMETERS } from '../../libs/rulebooks/fi-kapl/parameters.js';

interface Case {
  readonly article: string;
  readonly name: string;
  readonly op: string;
  readonly input: JsonValue;
}

interface Scheme {
  readonly id: string;
  readonly articles: readonly { readonly id: string; readonly title: string; readonly source: string }[];
  readonly parameters: readonly Parameter[];
}

const SCHEMES: readonly Scheme[] = [
  { id: 'fi-kapl', articles: FI_ARTICLES, parameters: FI_PARAMETERS },
  { id: 'dk-p90', articles: DK_ARTICLES, parameters: DK_PARAMETERS },
];

function casesOf(scheme: string): readonly Case[] {
  const folder = resolve('libs/rulebooks', scheme, 'cases');
  return readdirSync(folder).flatMap((file) => parse(readFileSync(resolve(folder, file), 'utf8')) as readonly Case[]);
}

/** Days and years that an input names, in full. */
function datesIn(value: JsonValue, into: Set<string> = new Set()): ReadonlySet<string> {
  if (typeof value === 'string') {
    if (/^\d{4}-\d\d-\d\d/.test(value)) into.add(value.slice(0, 10));
    if (/^\d{4}-\d\d$/.test(value)) into.add(`${value}-01`);
  } else if (typeof value === 'number' && Number.isInteger(value) && value >= 1900 && value < 2200) into.add(String(value));
  else if (Array.isArray(value)) for (const item of value) datesIn(item, into);
  else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) {
    if (/^\d{4}$/.test(key)) into.add(key);
    datesIn(item as JsonValue, into);
  }
  return into;
}

interface Boundary {
  readonly parameter: string;
  readonly day: string;
}

/** Entries that hold from ever on begin here; that is no day of the law. */
const FROM_EVER = '1900-01-01';

function boundariesOf({ parameters }: Scheme): readonly Boundary[] {
  return parameters.flatMap(({ name, entries }) => [...new Set(entries.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])))].filter((day) => day !== FROM_EVER).map((day) => ({ parameter: name, day })));
}

/** From the first to the last day that a case names, a boundary of a year it names is passed. */
function touches({ day }: Boundary, dates: ReadonlySet<string>): boolean {
  const days = [...dates].map((date) => (date.length === 4 ? `${date}-12-31` : date)).sort();
  const [first, last] = [days[0], days.at(-1)];
  return dates.has(day) || dates.has(day.slice(0, 4)) || (first !== undefined && last !== undefined && first <= day && day <= last);
}

/** The table looks at the day before its boundary, at it, and at the day after. */
function visitedByTable(scheme: string, { parameter, day }: Boundary): boolean {
  const table = readFileSync(resolve('libs/rulebooks', scheme, 'parameters.spec.ts'), 'utf8');
  return [previousDay(day), day, nextDay(day)].some((one) => table.includes(`['${parameter}', '${one}'`));
}

describe.each(SCHEMES)('$id', (scheme) => {
  const cases = casesOf(scheme.id).map((one) => ({ ...one, dates: datesIn(one.input) }));
  const articles = scheme.articles.map((article) => ({ ...article, cases: cases.filter((one) => one.article === article.id) }));
  const boundaries = boundariesOf(scheme).map((boundary) => ({ ...boundary, cases: cases.filter(({ dates }) => touches(boundary, dates)), table: visitedByTable(scheme.id, boundary) }));

  it('no article is untouched', () => {
    expect(articles.filter(({ cases: touching }) => touching.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('no boundary day is untouched', () => {
    expect(boundaries.filter(({ cases: touching, table }) => touching.length === 0 && !table).map(({ parameter, day }) => `${parameter} ${day}`)).toEqual([]);
  });

  it('is written down', () => {
    const few = (touching: readonly Case[]): string => `${touching.slice(0, 3).map(({ op, name }) => `${op}: ${name}`).join('; ')}${touching.length > 3 ? ` and ${touching.length - 3} more` : ''}`;
    const text = [
      `# ${scheme.id}: ${articles.length} articles, ${boundaries.length} boundary days, ${cases.length} cases`,
      '',
      '| article | source | cases | which |',
      '|---|---|---|---|',
      ...articles.map(({ title, source, cases: touching }) => `| ${title} | ${source} | ${touching.length} | ${few(touching)} |`),
      '',
      '| parameter | boundary day | cases | table of the parameters | which |',
      '|---|---|---|---|---|',
      ...boundaries.map(({ parameter, day, cases: touching, table }) => `| ${parameter} | ${day} | ${touching.length} | ${table ? 'yes' : ''} | ${few(touching)} |`),
      '',
    ].join('\n');
    mkdirSync('dist', { recursive: true });
    writeFileSync(`dist/law-coverage-${scheme.id}.md`, text);
    expect(text.split("\n").filter((line) => line.startsWith("|"))).toHaveLength(articles.length + boundaries.length + 4);
  });
});

it('a boundary that nothing passes is found', () => {
  const dates = datesIn({ year: 2005, params: { calculationRate: [{ from: '2001-01-01', value: '0.05' }] } });
  expect([...dates].sort()).toEqual(['2001-01-01', '2005']);
  expect(['2000-12-31', '2001-01-01', '2005-07-01', '2006-01-01'].map((day) => touches({ parameter: 'any', day }, dates))).toEqual([false, true, true, false]);
});

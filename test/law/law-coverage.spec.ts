/**
 * Which cases touch the law: every article by the cases that name it, every boundary date of an official parameter by the
 * cases whose answer changes when that date is moved by a day, every refusal and every event of the Ledger sections by the cases that
 * expect and record them. Nothing may be untouched. `npm run law-coverage` prints it.
 */
import { EVENT_TYPES } from '#ledger/event-types.js';
import { nextDay, previousDay } from '#money/civil-date.js';
import type { Operation } from '#rulebooks/frame/operation.js';
import type { Parameter, ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import { DEMO } from '#rulebooks/dk-p90/demo.js';
import { dkOperations } from '#rulebooks/dk-p90/operations/operations.js';
import { OFFICIAL as DK_OFFICIAL } from '#rulebooks/dk-p90/parameters.js';
import { ARTICLES as DK_ARTICLES } from '#rulebooks/dk-p90/testing/articles.js';
import { fiOperations } from '#rulebooks/fi-kapl/operations/operations.js';
import { OFFICIAL as FI_OFFICIAL } from '#rulebooks/fi-kapl/parameters.js';
import { ARTICLES as FI_ARTICLES } from '#rulebooks/fi-kapl/testing/articles.js';
import { ftkOperations } from '#rulebooks/nl-ftk/operations/operations.js';
import { OFFICIAL as FTK_OFFICIAL } from '#rulebooks/nl-ftk/parameters.js';
import { ARTICLES as FTK_ARTICLES } from '#rulebooks/nl-ftk/testing/articles.js';
import { pobOperations } from '#rulebooks/nl-pob/operations/operations.js';
import { OFFICIAL as POB_OFFICIAL } from '#rulebooks/nl-pob/parameters.js';
import { ARTICLES as POB_ARTICLES } from '#rulebooks/nl-pob/testing/articles.js';
import { transferOperations } from '#rulebooks/nl-transfer/operations/operations.js';
import { OFFICIAL as TRANSFER_OFFICIAL } from '#rulebooks/nl-transfer/parameters.js';
import { ARTICLES as TRANSFER_ARTICLES } from '#rulebooks/nl-transfer/testing/articles.js';
import { boundariesOf, moved, withParameter, type Boundary } from './boundaries.js';
import { casesOf, outcomeOf, type LawCase } from './cases.js';
import { EVENT_TABLES, journalsRecording, RECORDED_OTHERWISE } from './ledger-events.js';
import { casesRefusing, LEDGER_TABLES, TOLD_OTHERWISE } from './ledger-refusals.js';

interface Law {
  readonly scheme: string;
  readonly articles: readonly { readonly id: string; readonly title: string; readonly source: string }[];
  readonly operations: readonly Operation[];
  /** The sets that hold the official parameters. */
  readonly sets: readonly [ParameterSet, ...ParameterSet[]];
}

const LAWS: readonly Law[] = [
  { scheme: 'fi-kapl', articles: FI_ARTICLES, operations: fiOperations, sets: [FI_OFFICIAL] },
  { scheme: 'dk-p90', articles: DK_ARTICLES, operations: dkOperations, sets: [DK_OFFICIAL, DEMO] },
  { scheme: 'nl-ftk', articles: FTK_ARTICLES, operations: ftkOperations, sets: [FTK_OFFICIAL] },
  { scheme: 'nl-pob', articles: POB_ARTICLES, operations: pobOperations, sets: [POB_OFFICIAL] },
  { scheme: 'nl-transfer', articles: TRANSFER_ARTICLES, operations: transferOperations, sets: [TRANSFER_OFFICIAL] },
];

/**
 * Printed, and asked by no operation: b15 of a year is accumulation − 1 − i0 (rulebook, section 4), so that fund and
 * liabilities together earn b1. Its boundaries are visited day by day in the rulebook's `parameters.spec.ts`.
 */
const NOT_COMPUTED_WITH: ReadonlySet<string> = new Set(['fi-kapl.moneyValueChange']);

const report: string[] = [];
afterAll(() => {
  if (REPORTED) process.stdout.write(`${report.join('\n')}\n`);
});

/** The report names every case that a boundary decides; without one, the first is proof enough. */
const REPORTED = process.env['ACCRUAL_LAW_REPORT'] !== undefined;

function touching(
  law: Law,
  cases: readonly LawCase[],
  usual: readonly string[],
  parameter: Parameter,
  { day }: Boundary,
): readonly string[] {
  const names = new Set<string>();
  for (const to of [nextDay(day), previousDay(day)]) {
    withParameter(law.sets, moved(parameter, day, to), () =>
      cases.some((one, index) => {
        if (outcomeOf(one, law.operations) === usual[index]) return false;
        names.add(one.name);
        return !REPORTED;
      }),
    );
    if (names.size > 0 && !REPORTED) break;
  }
  return [...names];
}

function line(what: string, names: readonly string[]): string {
  const shown = names.slice(0, 3).join(' · ');
  return `${what.padEnd(64)} ${String(names.length).padStart(3)}  ${shown}${names.length > 3 ? ' …' : ''}`;
}

describe.each(LAWS.map((law) => [law.scheme, law] as const))('%s', (scheme, law) => {
  const cases = casesOf(scheme);
  const usual = cases.map((one) => outcomeOf(one, law.operations));

  it('every article has a case', () => {
    report.push('', `${scheme}: ${law.articles.length} articles, ${cases.length} cases`, '');
    const untouched = law.articles.filter(({ id, title, source }) => {
      const names = cases.filter(({ article }) => article === id).map(({ name }) => name);
      report.push(line(`${title.slice(0, 34).padEnd(35)} ${source.slice(0, 28)}`, names));
      return names.length === 0;
    });
    expect(untouched).toEqual([]);
  });

  it('every boundary date decides a case', () => {
    report.push('', `${scheme}: boundary dates of the official parameters`, '');
    const untouched = [...law.sets[0].parameters.values()].flatMap((parameter) =>
      boundariesOf(parameter).flatMap((boundary) => {
        const name = `${scheme}.${boundary.parameter}`;
        const names = NOT_COMPUTED_WITH.has(name) ? ['no operation computes with it'] : touching(law, cases, usual, parameter, boundary);
        report.push(line(`${name}  ${boundary.day}`, names));
        return names.length === 0 ? [`${name} ${boundary.day}`] : [];
      }),
    );
    expect(untouched).toEqual([]);
  });

  it('what is said to be computed with nowhere is so', () => {
    for (const name of NOT_COMPUTED_WITH) {
      const parameter = name.startsWith(`${scheme}.`) ? law.sets[0].parameters.get(name.slice(scheme.length + 1)) : undefined;
      if (parameter === undefined) continue;
      for (const boundary of boundariesOf(parameter)) expect(touching(law, cases, usual, parameter, boundary)).toEqual([]);
    }
  });
});

describe.each(Object.entries(LEDGER_TABLES))('the ledger of %s', (scheme, tables) => {
  it('every refusal of its tables has a case', () => {
    report.push('', `${scheme}: refusals of the section Ledger`, '');
    const untouched = tables.flatMap(({ table, refusals }) =>
      refusals.filter((code) => {
        const files = casesRefusing(code);
        report.push(line(`${code.padEnd(35)} ${table}`, files));
        return files.length === 0;
      }),
    );
    expect(untouched).toEqual([]);
  });
});

describe.each(Object.entries(EVENT_TABLES))('the events of %s', (scheme, tables) => {
  it('every event of its tables has a case that records it', () => {
    report.push('', `${scheme}: events of the section Ledger`, '');
    const untouched = tables.flatMap(({ table, events }) =>
      events.filter((type) => {
        const [instead, journals] = [RECORDED_OTHERWISE[type], journalsRecording(scheme, type)];
        report.push(line(`${type.padEnd(35)} ${table}`, instead === undefined ? journals : [instead]));
        return instead === undefined && journals.length === 0;
      }),
    );
    expect(untouched).toEqual([]);
  });
});

it('every type of event stands in a table, and every table names types that there are', () => {
  const named = new Set(Object.values(EVENT_TABLES).flatMap((tables) => tables.flatMap(({ events }) => events)));
  const types = new Set(EVENT_TYPES.definitions.keys());
  expect([...types].filter((type) => !named.has(type))).toEqual([]);
  expect([...named].filter((type) => !types.has(type) && RECORDED_OTHERWISE[type] === undefined)).toEqual([]);
  expect(Object.keys(RECORDED_OTHERWISE).filter((type) => types.has(type))).toEqual([]);
});

it('an event counts for the scheme on whose stream it stands', () => {
  expect([journalsRecording('fi-kapl', 'YearClosed'), journalsRecording('nl-pob', 'IncomeReported')]).toEqual([[], []]);
  expect(journalsRecording('dk-p90', 'YearClosed')).toContain('2026-11-first');
});

it('what the tables refuse and the ledger does otherwise is refused nowhere', () => {
  for (const [code, instead] of Object.entries(TOLD_OTHERWISE)) {
    report.push(line(`${code}: ${instead}`, []));
    expect(casesRefusing(code)).toEqual([]);
  }
});

it('a case that no longer looks at a date leaves it untouched', () => {
  const [law] = LAWS as [Law];
  const parameter = law.sets[0].parameters.get('calculationRate') as Parameter;
  const boundary = { parameter: 'calculationRate', day: '2005-07-01' };
  const blind = [{ article: 'index', name: 'of 1990', op: 'fi.index', input: { birthYear: 1950, year: 1990, params: {} } }];
  expect(touching(law, blind, blind.map((one) => outcomeOf(one, law.operations)), parameter, boundary)).toEqual([]);
  expect(
    touching(
      law,
      casesOf('fi-kapl'),
      casesOf('fi-kapl').map((one) => outcomeOf(one, law.operations)),
      parameter,
      boundary,
    ),
  ).not.toEqual([]);
});

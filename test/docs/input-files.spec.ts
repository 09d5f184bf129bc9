/** The tables of input files in the documentation say what the declarations of the facts say. */
import { readFileSync } from 'node:fs';
import { FACTS } from '#ledger/declared-facts.js';
import { columnsOf, INPUT_KINDS, RECORD_NAMES, RECORDED_AT, recordOf, ROW_FORMATS } from '#reprocessing/formats/rows.js';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const VALUE_DATES = readFileSync(new URL('../../docs/TIME-AND-CORRECTIONS.md', import.meta.url), 'utf8');

/** `| kind | columns | ...`, by kind. */
const TABLE = new Map(
  [...README.slice(README.indexOf('## Input files')).matchAll(/^\| ([\w-]+) \| (.*?) \|$/gm)].map(([, kind = '', cell = '']) => [
    kind,
    cell,
  ]),
);

it.each(INPUT_KINDS.filter((kind) => kind !== 'history'))('README names the columns of %s', (kind) => {
  const record = recordOf(kind);
  if (record === undefined) throw new Error(`no record of ${kind}`);
  const { required, optional } = ROW_FORMATS[record];
  expect(TABLE.get(kind)?.replace(/;.*$/, '')).toBe(`\`${required.join(',')}\` [\`${[...optional, RECORDED_AT].join(',')}\`]`);
  expect(columnsOf(record)).toEqual([...required, ...optional, RECORDED_AT]);
});

it('README names the records of a history', () => {
  const named = [...(TABLE.get('history') ?? '').matchAll(/`([\w-]+)`/g)].map(([, name]) => name).filter((name) => name !== 'record');
  expect(named.sort()).toEqual([...RECORD_NAMES].sort());
});

it.each(Object.values(FACTS).map(({ name, takesEffect }) => [name, takesEffect]))(
  'Time and corrections say when a %s takes effect, as its declaration does',
  (_name, takesEffect) => {
    const days = [...VALUE_DATES.slice(VALUE_DATES.indexOf('| event | takes effect on |')).matchAll(/^\| .* \| (.*) \|$/gm)].map(
      ([, day]) => day,
    );
    expect(days).toContain(takesEffect);
  },
);

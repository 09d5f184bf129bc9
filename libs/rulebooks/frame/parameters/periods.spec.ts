import { parameterSet, type ParameterEntry } from './parameters.js';
import { gapsOf, periodInForce, stretchesInForce } from './periods.js';

const entry = (from: string, to: string | undefined, value: string, status: ParameterEntry['status'] = 'external'): ParameterEntry => ({
  from,
  to,
  value,
  reference: 'minutes',
  status,
  announced: '2000-01-01',
});
const set = parameterSet('plain', [
  { name: 'rate', unit: 'a year', entries: [entry('2001-01-01', '2001-12-31', '0.01'), entry('2004-01-01', '2006-06-30', '0.02')] },
  { name: 'open', unit: 'a year', entries: [entry('2001-01-01', undefined, '0.01'), entry('2005-07-01', undefined, '0.02')] },
  // Invented values never hide published ones: of the first entry only what lies before and behind the second counts.
  {
    name: 'invented',
    unit: 'a year',
    entries: [entry('2003-01-01', '2003-12-31', '0.07'), entry('2000-01-01', '2009-12-31', '0.05', 'illustrative')],
  },
  { name: 'empty', unit: 'a year', entries: [] },
]);

describe('what is in force on a day', () => {
  it.each([
    // [parameter, day, value, since, until]
    ['rate', '2001-12-31', '0.01', '2001-01-01', '2001-12-31'],
    ['rate', '2002-01-01', undefined, undefined, undefined],
    ['rate', '2004-01-01', '0.02', '2004-01-01', '2006-06-30'],
    ['rate', '2000-12-31', undefined, undefined, undefined],
    ['open', '2005-06-30', '0.01', '2001-01-01', '2005-06-30'],
    ['open', '2005-07-01', '0.02', '2005-07-01', undefined],
    ['invented', '2003-05-05', '0.07', '2003-01-01', '2003-12-31'],
    ['invented', '2004-01-01', '0.05', '2004-01-01', '2009-12-31'],
    ['empty', '2004-01-01', undefined, undefined, undefined],
    ['unheard of', '2004-01-01', undefined, undefined, undefined],
  ])('%s on %s', (name, on, value, since, until) => {
    const period = periodInForce(set, name, on);
    expect([period?.entry.value, period?.since, period?.until]).toEqual([value, since, until]);
  });
});

describe('days without a value', () => {
  it.each([
    ['rate', [{ from: '2002-01-01', to: '2003-12-31' }, { from: '2006-07-01', to: undefined }]],
    ['open', []],
    ['invented', [{ from: '2010-01-01', to: undefined }]],
    ['empty', []],
  ])('%s', (name, gaps) => expect(gapsOf(set, name)).toEqual(gaps));
});

it('a timeline begins with the first value, and tells the gaps with the rest', () => {
  const told = (name: string) => stretchesInForce(set, name).map(({ from, to, entry: { value } = { value: null } }) => [from, to, value]);
  expect(told('rate')).toEqual([
    ['2001-01-01', '2001-12-31', '0.01'],
    ['2002-01-01', '2003-12-31', null],
    ['2004-01-01', '2006-06-30', '0.02'],
    ['2006-07-01', '9999-12-31', null],
  ]);
  expect([told('empty'), told('unheard of')]).toEqual([[], []]);
});

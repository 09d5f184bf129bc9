import { textTable, type TableColumn } from './table.js';
import { hanging, pageWidth, wrapped } from './width.js';

const COLUMNS: readonly TableColumn[] = [
  { head: 'rev', align: 'right' },
  { head: 'recorded', spare: 1 },
  { head: 'event' },
  { head: 'what' },
];
const ROWS = [
  ['0', '2026-11-30T14:32:51', 'ParticipantEnrolled', 'birthDate 1947-02-26, enrolledOn 1997-01-01, scheme fi-kapl'],
  ['12', '2026-11-30T14:32:52', 'IncomeReported', 'amount 22 302.64'],
];

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

it('is as wide as its content where there is room', () => {
  expect(
    textTable(
      [{ head: 'a' }, { head: 'n', align: 'right' }],
      [
        ['one', '1'],
        ['two', '22'],
      ],
      80,
    ),
  ).toBe('a     n\n───────\none   1\ntwo  22');
});

it('breaks the widest texts first', () => {
  const text = textTable(COLUMNS, ROWS, 80);
  expect(text.split('\n')).toEqual([
    'rev  recorded             event                what',
    '───────────────────────────────────────────────────────────────────────────────',
    '  0  2026-11-30T14:32:51  ParticipantEnrolled  birthDate 1947-02-26, enrolledOn',
    '                                               1997-01-01, scheme fi-kapl',
    ' 12  2026-11-30T14:32:52  IncomeReported       amount 22 302.64',
  ]);
});

it('then leaves out what it may, and says so', () => {
  const text = textTable(COLUMNS, ROWS, 42);
  expect(text).toMatch(/\(no room here for: recorded\)$/);
  expect(text).not.toContain('2026-11-30T');
  expect(widest(text)).toBeLessThanOrEqual(42);
});

it('and at last writes one record below another', () => {
  const text = textTable(COLUMNS, ROWS, 24);
  expect(text.split('\n\n')).toHaveLength(2);
  expect(text).toContain('event     IncomeReported');
});

it.each([30, 40, 60, 79, 80, 100, 120])('at %d columns no line is wider, and no word is lost', (width) => {
  const text = textTable(COLUMNS.map(({ spare: _spare, ...column }) => column), ROWS, width);
  expect(widest(text)).toBeLessThanOrEqual(width);
  const letters = text.replaceAll(/\s/g, '');
  for (const word of 'birthDate 1947-02-26 1997-01-01 fi-kapl 302.64'.split(' ')) expect(width < 35 ? word : letters).toContain(word);
});

it('breaks between words, a long word after a mark', () => {
  expect(wrapped('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrapped('participants:pensionable-income', 20)).toEqual(['participants:', 'pensionable-income']);
  expect(wrapped('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  expect(hanging('- ', '  ', 'a text of words that goes on', 22)).toEqual(['- a text of words that', '  goes on']);
});

it('takes the page’s width from COLUMNS; a pipe has no bound', () => {
  expect([pageWidth({ COLUMNS: '80' }), pageWidth({ COLUMNS: '3' })]).toEqual([80, 20]);
  if (!process.stdout.isTTY) expect(pageWidth({})).toBe(Number.POSITIVE_INFINITY);
});
